"""The choosers. What is chosen lives in the URL as codes (`?quarter=2026-Q3&wards=09265,09268`), so that a link opens the
same view on a server that has just started; the session remembers it from page to page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from data import places
from data.quarter import Quarter
from indicators import catalogue, compare
from indicators.catalogue import Indicator
from pages.shared import load
from pages.shared.say import language as spoken
from pages.shared.say import plain, say


@dataclass(frozen=True)
class Place:
    """The bar's choices: the province (two digits), the quarter and the language of everything below."""

    province: str
    quarter: Quarter
    lang: str


def language() -> None:
    """Keeps the language in the session and the URL."""
    _keep("lang", spoken())


def bar(opens: Callable[[str], Quarter] = load.newest) -> tuple[Place, st.delta_generator.DeltaGenerator]:
    """The same top bar on every page: on the left a place for the page's title, on the right province, quarter, language.

    `opens` says with which quarter of a province the page opens where nobody chose one.
    """
    title, province, quarter, lang = st.container(key="bar").columns([6, 2, 2, 1.2], vertical_alignment="top")
    with province:
        code = one("province", load.provinces(), lambda code: places.province(code).name, label=say("pick.province"))
    with quarter:
        quarters = {str(quarter): quarter.label(spoken()) for quarter in load.quarters(code)}
        chosen = one("quarter", list(quarters), quarters.get, label=say("pick.quarter"), default=str(opens(code)))
    with lang:
        tongue()
    return Place(code, Quarter.parse(chosen), spoken()), title


def province_name(code: str) -> str:
    """The name with its plain letters behind it, see `_ward_names`."""
    name = places.province(code).name
    return f"{name} · {places.fold(name)}"


def tongue() -> None:
    """Vietnamese or English."""
    segment("lang", ["vi", "en"], str.upper, label=say("pick.language"))


def one(name: str, options: Sequence[str], words: Callable[[str], str], *, label: str, default: str | None = None, **looks) -> str:
    """One of `options` (codes) from a list one can type into."""
    value, key = _start(name, options, default)
    return st.selectbox(label, options, format_func=words, key=key, on_change=_changed, args=(name, key), **looks) or value


def segment(name: str, options: Sequence[str], words: Callable[[str], str], *, label: str, default: str | None = None, **looks) -> str:
    """One of a few `options`, all of them in sight."""
    value, key = _start(name, options, default)
    return (
        st.segmented_control(
            label, options, format_func=words, key=key, required=True, wrap=True, on_change=_changed, args=(name, key), **looks
        )
        or value
    )


def some(name: str, options: Sequence[str], words: Callable[[str], str], *, label: str, default: Sequence[str], most: int) -> list[str]:
    """Up to `most` of `options`; in the URL with commas between."""
    wanted = [code for code in _known(name).split(",") if code in options] or list(default)
    key = f"pick.{name}"
    st.session_state[key] = wanted[:most]
    _link(name, ",".join(wanted[:most]))
    return st.multiselect(
        label,
        options,
        format_func=words,
        key=key,
        max_selections=most,
        placeholder=say("pick.type"),
        width=640,
        on_change=_changed,
        args=(name, key),
    )


def _start(name: str, options: Sequence[str], default: str | None) -> tuple[str, str]:
    """The value a chooser starts with: what the link says, else what was chosen before, else the default."""
    wanted, key = _known(name), f"pick.{name}"
    if wanted in options:
        value = wanted
        st.session_state[f"chosen.{name}"] = value
    else:
        value = default if default in options else options[0]
        st.session_state[f"opened.{name}"] = value
        if wanted:
            st.caption(say("pick.not_here", wanted=plain(wanted)))
    st.session_state[key] = value
    _link(name, value)
    return value, key


def _known(name: str) -> str:
    """What a link says or somebody chose; a default that we wrote into the URL ourselves is neither."""
    linked = st.query_params.get(name)
    if linked and linked != st.session_state.get(f"opened.{name}"):
        return linked
    return st.session_state.get(f"chosen.{name}") or ""


def _keep(name: str, value: str) -> None:
    st.session_state[f"chosen.{name}"] = value
    _link(name, value)


def _link(name: str, value: str) -> None:
    if st.query_params.get(name) != value:
        st.query_params[name] = value


def _changed(name: str, key: str) -> None:
    value = st.session_state[key]
    if value is not None:
        _keep(name, ",".join(value) if isinstance(value, list) else value)


def headline() -> Indicator:
    """One of the four headline indicators, all in sight."""
    by_code = {one.code: one for one in catalogue.headline()}
    code = segment(
        "headline", list(by_code), lambda code: by_code[code].short(spoken()), label=say("pick.headline"), label_visibility="collapsed"
    )
    return by_code[code]


def indicator(place: Place) -> Indicator:
    """One of the indicators that wards owe this quarter, the headline ones first."""
    by_code = {one.code: one for one in catalogue.owed(catalogue.catalogue().values(), quarter=place.quarter, province=place.province)}
    code = one("indicator", list(by_code), lambda code: by_code[code].short(spoken()), label=say("pick.indicator"), width=380)
    return by_code[code]


def view() -> str:
    """How the compare page shows its wards."""
    return segment("view", ["ranked", "sheet", "scatter", "time", "table"], lambda name: say(f"view.{name}"), label=say("pick.view"))


def across(place: Place, upright: Indicator) -> Indicator | None:
    """What lies across from `upright` where two are seen at once: another indicator, or None for its own denominator."""
    owed = catalogue.owed(catalogue.catalogue().values(), quarter=place.quarter, province=place.province)
    by_code = ({"size": None} if upright.denominator else {}) | {one.code: one for one in owed if one != upright}
    headline = [one.code for one in catalogue.headline()]
    following = headline[(headline.index(upright.code) + 1) % len(headline)] if upright.headline else headline[0]
    code = one(
        "x",
        list(by_code),
        lambda code: by_code[code].short(spoken()) if by_code[code] else say("pick.size"),
        label=say("pick.across"),
        default=following,
        width=200,
    )
    return by_code[code]


ALL, HEADLINE = "all", "headline"


def group(place: Place) -> str:
    """Which indicators a sheet shows: all, the headline ones, or those of a family."""
    names = {ALL: say("pick.all"), HEADLINE: say("pick.headlines")}
    owed = {one.family for one in indicators_of(ALL, place)}
    names |= {family.code: family.name(spoken()) for family in catalogue.families() if family.code in owed}
    return one("group", list(names), names.get, label=say("pick.family"), width=300)


def indicators_of(group: str, place: Place) -> tuple[Indicator, ...]:
    """The indicators of a `group` that wards owe this quarter."""
    owed = catalogue.owed(catalogue.catalogue().values(), quarter=place.quarter, province=place.province)
    return tuple(one for one in owed if group == ALL or one.family == group or (group == HEADLINE and one.headline))


def definition() -> Indicator:
    """Any indicator of the catalogue, by family."""
    family = {f.code: f for f in catalogue.families()}
    chosen = one("family", list(family), lambda code: family[code].name(spoken()), label=say("pick.family"))
    by_code = {one.code: one for one in family[chosen].indicators}
    code = one("definition", list(by_code), lambda code: by_code[code].name(spoken()), label=say("pick.indicator"))
    return by_code[code]


def ward(place: Place) -> str | None:
    """One ward of the province, found by typing its name with or without diacritics; None until one is chosen."""
    names, wanted = _ward_names(place), _known("ward")
    st.session_state["pick.ward"] = wanted if wanted in names else None
    if wanted in names:
        _keep("ward", wanted)
    return st.selectbox(
        say("pick.ward"),
        list(names),
        format_func=names.get,
        index=None,
        key="pick.ward",
        placeholder=say("pick.type"),
        on_change=_changed,
        args=("ward", "pick.ward"),
        width=460,
    )


def wards(place: Place, default: Sequence[str]) -> list[str]:
    """A few wards to see side by side."""
    names = _ward_names(place)
    return some("wards", list(names), names.get, label=say("pick.wards"), default=default, most=6)


def peers(place: Place) -> frozenset[str]:
    """The wards to compare: all, or a peer group. Codes."""
    groups = {places.slug(kind): codes for kind, codes in compare.peer_groups(place.province, place.quarter).items()}
    words = {ALL: say("pick.all")} | {kind: say(f"kind.{kind}") for kind in groups}
    chosen = segment("peers", list(words), words.get, label=say("pick.peers"))
    return groups.get(chosen) or frozenset().union(*groups.values())


def _ward_names(place: Place) -> dict[str, str]:
    """Names in the order of the alphabet, each with its plain letters behind it: the list finds what is typed by the letters
    it shows, so "phuong lieu" finds Phường Phương Liễu only where both stand there."""
    known = sorted(places.wards(place.province), key=lambda one: places.fold(one.name))
    full = {one.code: places.full_name(one.code, place.quarter.last_day, place.lang) for one in known}
    return {one.code: f"{full[one.code]} · {places.fold(one.name)}" for one in known}
