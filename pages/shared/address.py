"""What is chosen, between the address (`?quarter=2026-Q3`) and the session, which remembers it from page to page.

The address wins where somebody changed it: a link, Back, Forward. That is known by its differing from what the last run left
there, or by another page's having opened with it; what a run writes itself, a default among it, is nobody's choice (decision 8).
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from data.words import Language
from pages.shared.say import plain, say, speaking

_OF_AN_INDICATOR = ("indicator", "headline", "definition")
"""Choosers of one thing: what is chosen in one of them is remembered in all, as far as they have it."""

_LONGEST = 30  # letters of a wrong value that are said again
_read: ContextVar[Mapping[str, str] | None] = ContextVar("read", default=None)


@contextmanager
def reading(given: Mapping[str, str], lang: Language) -> Iterator[None]:
    """Within it choosers only read an address: they draw nothing, remember nothing, and ask for no session.

    So who has no session yet is answered by the very choosers that will stand on the page.
    """
    token = _read.set(given)
    try:
        with speaking(lang):
            yield
    finally:
        _read.reset(token)


def only_read() -> bool:
    """Whether choosers only read."""
    return _read.get() is not None


def begin(lang: str, languages: tuple[str, ...]) -> None:
    """The beginning of a run: nothing was wrong yet; the language stands in the address."""
    st.session_state["strange"], st.session_state["strange.line"] = [], None
    wanted = st.query_params.get("lang")
    if wanted and wanted not in languages:
        strange(say("pick.language"), wanted)
    keep("lang", lang)


def at(page: str) -> None:
    """The run is one of that page. What the address says when a page opens was put there by a link or by going back: the
    menu's own links say nothing."""
    st.session_state["turned"] = st.session_state.get("page") != page
    st.session_state["page"] = page


def line() -> None:
    """Here stands the one line about choices that are not to be had, if there are any."""
    st.session_state["strange.line"] = st.empty()
    _tell()


def strange(label: str, wanted: str) -> None:
    """What somebody asked of the chooser of that label is not to be had; something else is shown."""
    if only_read():
        return
    st.session_state.setdefault("strange", []).append((label, wanted))
    _tell()


def _tell() -> None:
    told, place = st.session_state.get("strange"), st.session_state.get("strange.line")
    if told and place is not None:
        place.caption(say("pick.not_here", wanted=", ".join(f"{label} “{plain(value[:_LONGEST])}”" for label, value in told)))


def remembered(name: str) -> str:
    """What was chosen under that name, here or on another page; "" for nothing."""
    return st.session_state.get(_memory(name)) or ""


def wanted(name: str, first: str, known: Callable[[str], bool]) -> str:
    """What the address says where somebody changed it, else what was chosen before, else ""; whether `known` or not.

    `first` is what is shown where nobody chose: going back to it is no choice either, but a link that names it is.
    """
    given = _read.get()
    if given is not None:
        return given.get(name, "")
    linked, left = st.query_params.get(name), st.session_state.get(f"left.{name}")
    if not linked or (linked == left and not st.session_state.get("turned")):
        before = remembered(name)
        return before if known(before) or name not in _OF_AN_INDICATOR else ""
    if known(linked) and (linked != first or left is None):
        _remember(name, linked)
    else:
        st.session_state.pop(_memory(name), None)
    return linked


def _memory(name: str) -> str:
    """Where the session remembers what was chosen under that name."""
    return f"chosen.{'indicator' if name in _OF_AN_INDICATOR else name}"


def _remember(name: str, value: str) -> None:
    st.session_state[_memory(name)] = value
    if name in _OF_AN_INDICATOR and name != "definition":
        st.session_state.pop("chosen.family", None)  # that of the indicator is shown


def keep(name: str, value: str) -> None:
    """Somebody chose that."""
    if not only_read():
        _remember(name, value)
        leave(name, value)


def drop(name: str) -> None:
    """Nothing of that name is chosen or shown."""
    if only_read():
        return
    st.session_state.pop(_memory(name), None)
    take_away(name)


def show(name: str, key: str, value: str | list[str]) -> None:
    """The widget `key` opens with that value, and it stands in the address, whoever chose it."""
    if not only_read():
        st.session_state[key] = value
        leave(name, ",".join(value) if isinstance(value, list) else value)


def leave(name: str, value: str) -> None:
    """The address says that."""
    st.session_state[f"left.{name}"] = value
    if st.query_params.get(name) != value:
        st.query_params[name] = value


def take_away(name: str) -> None:
    """The address says nothing of that any more; what was chosen stays chosen."""
    st.session_state.pop(f"left.{name}", None)
    if name in st.query_params:
        del st.query_params[name]


def changed(name: str, key: str) -> None:
    """What the widget `key` calls when somebody chose in it."""
    value = st.session_state[key]
    if value is not None:
        keep(name, ",".join(value) if isinstance(value, list) else value)
