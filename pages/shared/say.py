"""The words on screen: one entry of `words.yaml` each, in Vietnamese and English (decision 7)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

import streamlit as st
import yaml

from data.words import Language, Text

LANGUAGES = ("vi", "en")


@cache
def words() -> dict[str, Text]:
    entries = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))
    return {key: Text(**entry) for key, entry in entries.items()}


def spoken(wanted: str | None) -> Language:
    """That language where it is one of `LANGUAGES`; Vietnamese otherwise."""
    return "en" if wanted == "en" else "vi"


_speaking: ContextVar[Language | None] = ContextVar("speaking", default=None)


@contextmanager
def speaking(lang: Language) -> Iterator[None]:
    """Within it everything is said in that language, and no visitor's session is asked which one."""
    token = _speaking.set(lang)
    try:
        yield
    finally:
        _speaking.reset(token)


def language() -> Language:
    """The visitor's language: in the URL where it was chosen."""
    return _speaking.get() or spoken(st.query_params.get("lang") or st.session_state.get("chosen.lang"))


def title(page: str, lang: Language) -> str:
    """What the browser's tab says of a page of that name; asks for no visitor."""
    return " · ".join((page, words()["product"](lang)))


def say(key: str, **values: object) -> str:
    """The entry `key` in the visitor's language, with `values` put in."""
    return words()[key](language()).format(**values)


_JOINER = "\N{WORD JOINER}"
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
_ARROW = re.compile(r"(?<=[-<>=~])(?=[->=])")
_BREAK = re.compile(r"[\t\n\v\f\r\u2028\u2029]+")
_TURNING = re.compile("[\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """What people typed, as text and in one line: nothing that Markdown would take for a link, a picture, emphasis or a symbol.

    Addresses and arrows become links and symbols whatever is escaped; what cannot be seen and stands between their letters prevents
    it. Marks that turn the direction of writing would turn what stands beside, too.
    """
    line = _TURNING.sub("", _BREAK.sub(" ", text))
    return re.sub(r"([\\`*_{}\[\]()#+!|<>~$:&])", r"\\\1", _ARROW.sub(_JOINER, _ADDRESS.sub(_JOINER, line)))
