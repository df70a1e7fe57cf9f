"""The choosers. What is chosen lives in the URL as codes (`?quarter=2026-Q3&wards=09265,09325`), so that a link opens the
same view on a server that has just started; the session remembers it from page to page (`address`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data import clock, places
from data.quarter import Quarter
from data.words import fold
from indicators import catalogue
from indicators.catalogue import Indicator
from indicators.views.facts import peer_groups
from indicators.views.selection import ALL, HEADLINE, first_across, owed
from pages.shared import address, load
from pages.shared.say import LANGUAGES, say
from pages.shared.say import language as spoken
from pages.shared.visit import Arrival, Visit, arrival


def findable(name: str, code: str) -> str:
    """What a list shows of a choice: its name. It finds what is typed by the letters that its labels have, in their order, so plain
    letters and code stand in the label too: "phuong lieu" and "09265" find Phường Phương Liễu. They stand behind a tabulator, which
    leads out of sight (`pages/server/style.css`)."""
    return f"{name}\t {fold(name)} {code}"


def language() -> None:
    """The beginning of a run: keeps the language in the session and the URL."""
    address.begin(spoken(), LANGUAGES)


def ready(arrived: Arrival) -> bool:
    """Is there anything to look at: returns in the store, all of them if they are made up, or a province the visitor has named?"""
    if load.unfinished(arrived.version, actor=arrived.actor):
        return False
    named = "province" in st.query_params or "chosen.province" in st.session_state
    return named or load.origin_of(arrived.version, actor=arrived.actor) is not None


def bar(opens: Callable[..., Quarter] = load.newest) -> tuple[Visit, DeltaGenerator]:
    """The same top bar on every page, beside its menu: province, quarter, language; and a place for the page's title.

    `opens(scope, actor=…)` says with which quarter of a province the page opens where nobody chose one.
    """
    title, choosers = st.container(key="title"), st.container(horizontal=True, key="bar")
    address.line()
    here = place(arrival(), opens, choosers, choosers)
    with choosers:
        tongue()
    return here, title


Place = AbstractContextManager[object]


def place(
    arrived: Arrival, opens: Callable[..., Quarter] = load.newest, first: Place = nullcontext(), second: Place = nullcontext()
) -> Visit:
    """What of: province and quarter, chosen in two places of the page."""
    actor, version = arrived.actor, arrived.version
    with first:
        code = one("province", load.provinces(version, actor=actor), lambda code: places.province(code).name, label=say("pick.province"))
    today = load.now(code, Quarter.of(clock.today()), version=version)
    with second:
        quarters = {str(quarter): quarter.label(spoken()) for quarter in load.quarters(today, actor=actor)}
        opened = str(opens(today, actor=actor))
        chosen = one("quarter", list(quarters), quarters.__getitem__, label=say("pick.quarter"), default=opened)
    return Visit(today.at(Quarter.parse(chosen)), actor, spoken())


def tongue() -> None:
    """Vietnamese or English."""
    segment("lang", list(LANGUAGES), str.upper, label=say("pick.language"))


def one(name: str, options: Sequence[str], words: Callable[[str], str], *, label: str, default: str | None = None, **looks) -> str:
    """One of `options` (codes) from a list one can type into."""
    value, key = _start(name, options, default, label)
    if address.only_read():
        return value
    looks |= {"on_change": address.changed, "args": (name, key), "placeholder": say("pick.type")}
    return st.selectbox(label, options, format_func=lambda code: findable(words(code), code), key=key, **looks) or value


def segment(name: str, options: Sequence[str], words: Callable[[str], str], *, label: str, default: str | None = None, **looks) -> str:
    """One of a few `options`, all of them in sight."""
    value, key = _start(name, options, default, label)
    if address.only_read():
        return value
    looks |= {"required": True, "wrap": True, "on_change": address.changed, "args": (name, key)}
    return st.segmented_control(label, options, format_func=words, key=key, **looks) or value


def some(name: str, options: Sequence[str], words: Callable[[str], str], *, label: str, default: Sequence[str], most: int) -> list[str]:
    """Up to `most` of `options` (wards); in the URL with commas between."""
    first, key = ",".join(default[:most]), f"pick.{name}"
    named = address.wanted(name, first, lambda codes: any(code in options for code in codes.split(","))).split(",")
    found = [code for code in dict.fromkeys(named) if code in options][:most]
    wrong = [code for code in named if code and code not in options]
    if wrong:
        address.strange(say("pick.ward"), ",".join(wrong))
        address.keep(name, ",".join(found))
    shown = found or list(default[:most])
    address.show(name, key, shown)
    if address.only_read():
        return shown
    return st.multiselect(
        label,
        options,
        format_func=lambda code: findable(words(code), code),
        key=key,
        max_selections=most,
        select_all=False,  # it would stand first, so that Enter took it and not the ward that was found
        placeholder=say("pick.type"),
        width=640,
        on_change=address.changed,
        args=(name, key),
    )


def _start(name: str, options: Sequence[str], default: str | None, label: str) -> tuple[str, str]:
    """The value a chooser starts with: what the link says, else what was chosen before, else the default; and its key."""
    first, key = default if default and default in options else options[0], f"pick.{name}"
    value = address.wanted(name, first, options.__contains__) or first
    if value not in options:
        address.strange(label, value)
        value = first
    address.show(name, key, value)
    return value, key


def headline() -> Indicator:
    """One of the headline indicators, all in sight."""
    by_code = {one.code: one for one in catalogue.headline()}
    code = segment(
        "headline", list(by_code), lambda code: by_code[code].short(spoken()), label=say("pick.headline"), label_visibility="collapsed"
    )
    return by_code[code]


def indicator(visit: Visit) -> Indicator:
    """One of the indicators that wards owe this quarter, the headline ones first."""
    by_code = {one.code: one for one in owed(visit.province, visit.quarter)}
    code = one("indicator", list(by_code), lambda code: by_code[code].short(spoken()), label=say("pick.indicator"), width=380)
    return by_code[code]


def across(visit: Visit, upright: Indicator) -> Indicator | None:
    """What lies across from `upright` where two are seen at once: another indicator, or None for its own denominator."""
    others = {one.code: one for one in owed(visit.province, visit.quarter) if one != upright}
    by_code: dict[str, Indicator | None] = ({"size": None} if upright.denominator else {}) | others
    names = {code: one.short(spoken()) if one else say("pick.size") for code, one in by_code.items()}
    default = first_across(upright).code
    return by_code[one("x", list(by_code), names.__getitem__, label=say("pick.across"), default=default, width=200)]


def family(visit: Visit) -> str:
    """Which indicators a sheet shows: all, the headline ones, or those of a family."""
    names = {ALL: say("pick.all"), HEADLINE: say("pick.headlines")}
    asked = {one.family for one in owed(visit.province, visit.quarter)}
    names |= {family.code: family.name(spoken()) for family in catalogue.families() if family.code in asked}
    return one("group", list(names), names.__getitem__, label=say("pick.family"), width=300)


def definition() -> Indicator:
    """Any indicator of the catalogue, by family; that of the indicator one comes from is shown first."""
    family = {f.code: f for f in catalogue.families()}
    seen = address.remembered("definition")
    first = next((code for code in family if seen in {one.code for one in family[code].indicators}), None)
    chosen = one("family", list(family), lambda code: family[code].name(spoken()), label=say("pick.family"), default=first)
    by_code = {one.code: one for one in family[chosen].indicators}
    code = one("definition", list(by_code), lambda code: by_code[code].name(spoken()), label=say("pick.indicator"))
    return by_code[code]


def ward(visit: Visit) -> str | None:
    """One ward of the province; None until one is chosen."""
    names = _ward_names(visit)
    wanted = address.wanted("ward", "", names.__contains__)
    if wanted in names:
        address.keep("ward", wanted)
    elif wanted:
        address.strange(say("pick.ward"), wanted)
        address.drop("ward")
    st.session_state["pick.ward"] = wanted if wanted in names else None
    return st.selectbox(
        say("pick.ward"),
        list(names),
        format_func=lambda code: findable(names[code], code),
        index=None,
        key="pick.ward",
        placeholder=say("pick.type"),
        on_change=address.changed,
        args=("ward", "pick.ward"),
        width=460,
    )


def wards(visit: Visit, default: Sequence[str], most: int) -> tuple[str, ...]:
    """A few wards to see side by side."""
    names = _ward_names(visit)
    return tuple(some("wards", list(names), names.__getitem__, label=say("pick.wards", most=most), default=default, most=most))


def peers(visit: Visit) -> str:
    """The wards to compare: all, or a peer group."""
    words = {ALL: say("pick.all")} | {kind: say(f"kind.{kind}") for kind in peer_groups(visit.scope)}
    return segment("peers", list(words), words.__getitem__, label=say("pick.peers"))


def _ward_names(visit: Visit) -> dict[str, str]:
    """Names in the order of the alphabet."""
    known = places.by_name(one.code for one in places.wards(visit.province))
    return {code: places.full_name(code, visit.quarter.last_day, visit.lang) for code in known}
