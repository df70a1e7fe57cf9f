"""The words of charts: each in both languages, each used, with the same parts."""

import re
import string
from pathlib import Path

import pytest

from indicators import wording
from indicators.charts import labels

WORDS = wording.wording().charts
SOURCE = "".join(module.read_text(encoding="utf-8") for module in Path(labels.__file__).parent.glob("*.py"))


def parts(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", WORDS)
def test_both_languages_of_a_word_name_the_same_parts_and_it_is_used(name):
    assert parts(WORDS[name].vi) == parts(WORDS[name].en)
    assert re.search(rf"[\"']{name}[\"']", SOURCE)


def test_every_word_that_a_chart_asks_for_exists():
    assert set(re.findall(r'\bword\(\s*"(\w+)"', SOURCE)) <= set(WORDS)
    with pytest.raises(KeyError):
        labels.word("nothing", "vi")


def test_a_word_speaks_the_language():
    assert (labels.word("target", "vi"), labels.word("target", "en")) == ("Mục tiêu", "Target")
