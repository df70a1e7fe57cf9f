"""What the overview is made of: the cards, the map, who needs help, what moved, who has not reported."""

from __future__ import annotations

import streamlit as st

from data import places
from data.scope import Scope
from data.store.actor import Actor
from data.words import Language
from indicators.catalogue import headline
from indicators.charts.course import sparkline
from indicators.charts.look import Chart
from indicators.views import cards
from indicators.views.cards import Card
from indicators.views.selection import Selection
from pages.shared import download, load, pick, show
from pages.shared.say import say
from pages.shared.show import OnWard
from pages.shared.visit import Visit

_IN_A_ROW = 5

PAGE = ""
"""The page that `answer` answers before its script has run (`pages/server/answer.py`): home."""
DRAWN, STANDS = ".st-key-map svg.marks", "[class*=st-key-card-]"
"""What is there once the page is drawn, and what stands where the answer stood."""


def choose(visit: Visit) -> Selection:
    """What the overview shows before anybody chose: the first headline indicator."""
    return Selection(visit.lang, headline()[0])


def answer(visit: Visit) -> tuple[str, Selection]:
    """What the overview answers first: where the province stands."""
    return "cards", choose(visit)


def headline_cards(visit: Visit) -> None:
    """A card for each headline indicator that is asked in the quarter, a few in a row."""
    shown = _cards(visit.scope, visit.lang, actor=visit.actor)
    for start in range(0, len(shown), _IN_A_ROW):
        row = shown[start : start + _IN_A_ROW]
        for column, (card, spark) in zip(st.columns(len(row)), row, strict=True):
            with column:
                _card(card, spark, visit.lang)


@load.remembered()
def _cards(scope: Scope, lang: Language, *, actor: Actor) -> tuple[tuple[Card, Chart], ...]:
    """The cards, each with the quarters so far as a chart."""
    return tuple((card, sparkline(card.history, lang)) for card in cards.of_headlines(load.facts(scope, actor=actor), lang))


def _card(card: Card, spark: Chart, lang: Language) -> None:
    """Figure, x/n, the quarters so far, status and path, change with its reason."""
    with st.container(border=True, key=f"card-{card.code}", height="stretch"):
        st.markdown(f"**{card.name}**")
        now, course = st.columns([3, 2], gap="small", vertical_alignment="center")
        with now:
            st.container(key=f"figure-{card.code}").write(card.value)
            st.caption(card.parts)
        with course:
            st.vega_lite_chart(spark, theme=None, key=f"spark-{card.code}")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            show.badge(card.status, lang, key=card.code, certain=card.certain)
            st.caption(card.aims)
        st.caption("  \n".join(card.notes))


def tile_map(visit: Visit, on_ward: OnWard) -> Selection:
    """The map of one headline indicator under its finding; what was chosen."""
    picked = Selection(visit.lang, pick.headline())
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        show.section(load.view(visit.scope, "map", picked, actor=visit.actor).finding)
        download.view(visit, "map", picked)
    show.view(visit, "map", picked, key="map", on_ward=on_ward, room=540)
    return picked


def needs_help(visit: Visit, picked: Selection, on_ward: OnWard) -> None:
    """Who holds the province back most, or that nobody does."""
    found = load.view(visit.scope, "needs_help", picked, actor=visit.actor)
    show.section(found.finding)
    if len(found.rows):
        show.view(visit, "needs_help", picked, key="needs_help", on_ward=on_ward)


def moved(visit: Visit, picked: Selection, on_ward: OnWard) -> None:
    """Who rose and fell most, or that there is nothing to compare with."""
    found = load.view(visit.scope, "moved", picked, actor=visit.actor)
    show.section(found.finding)
    if len(found.rows):
        show.view(visit, "moved", picked, key="moved", on_ward=on_ward)


def missing(visit: Visit) -> None:
    """The wards that have not handed in, by name."""
    known = load.known_now(visit.scope, actor=visit.actor)
    absent = places.by_name(set(known.owed).difference(known.returns["ward"]))
    if absent:
        with st.expander(say("home.missing", count=len(absent))):
            st.write(", ".join(places.full_name(code, visit.quarter.last_day, visit.lang) for code in absent))
