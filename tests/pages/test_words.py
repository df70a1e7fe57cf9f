"""Every word on screen has its entry, and every entry its place."""

import re
from typing import get_args, get_type_hints

from data.returns.checks import Verdict
from data.returns.form import Measure
from data.store.filings import Receipt
from data.words import slug
from indicators.catalogue import Indicator
from indicators.wording import wording
from pages.shared.say import words
from tests.reading_code import families, literal, looked_up, modules

PAGES = modules("pages")
IN_QUOTES = literal(PAGES, "say") | looked_up(PAGES, "words")

VALUES = {
    "direction": get_args(Indicator.model_fields["direction"].annotation),
    "province_row": get_args(Indicator.model_fields["province_row"].annotation),
    "rule": get_args(get_type_hints(Measure)["rule"]),
    "verdict": get_args(Verdict),
    "state": (*get_args(get_type_hints(Receipt)["state"]), "superseded", "sent_back"),
    "kind": tuple(slug(kind) for kind in wording().kinds),
}
"""Families of words that are chosen by a value of the floors below; others are chosen by names that stand in quotes beside."""


def test_every_word_that_pages_say_is_in_the_list():
    assert IN_QUOTES - set(words()) == set()
    assert {f"{family}.{value}" for family, values in VALUES.items() for value in values} - set(words()) == set()


def test_every_entry_is_said_somewhere():
    assert unsaid(words()) == []


def test_an_entry_that_nobody_says_is_found_in_a_family_too():
    assert unsaid(["pick.nothing", "define.nothing", "state.nothing", "nothing"]) == [
        "pick.nothing",
        "define.nothing",
        "state.nothing",
        "nothing",
    ]


def unsaid(keys) -> list[str]:
    """Those that no page says: in quotes, or by a family that pages put together with a value or with a name in quotes beside."""
    chosen = families(PAGES, "say")
    split = [(key, *key.partition(".")[::2]) for key in keys if key not in IN_QUOTES]
    return [key for key, family, name in split if family not in chosen or name not in VALUES.get(family, chosen[family])]


def test_both_languages_put_in_the_same_values():
    for key, text in words().items():
        assert set(re.findall(r"{(\w+)}", text.vi)) == set(re.findall(r"{(\w+)}", text.en)), key


def test_the_two_languages_differ():
    same = [key for key, text in words().items() if text.vi == text.en]
    assert same == []
