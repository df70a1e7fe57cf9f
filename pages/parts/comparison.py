"""The choosers of the comparison: which view, of what; each view says which choices it heeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from indicators.charts.trend import MOST
from indicators.views import listing
from indicators.views.over_time import typical
from indicators.views.selection import Selection
from pages.shared import load, pick
from pages.shared.say import say
from pages.shared.visit import Visit

PAGE = "compare"
"""The page that `answer` answers before its script has run (`pages/server/answer.py`)."""
DRAWN = STANDS = "[class*=st-key-view-] :is(svg.marks, canvas)"
"""What is there once the page is drawn, and what stands where the answer stood."""


def _followed(visit: Visit, picked: Selection) -> tuple[str, ...]:
    """The wards that are followed over time; a few typical ones of the group where nobody chose."""
    facts = load.facts(visit.scope, actor=visit.actor).among(picked.peers)
    return pick.wards(visit, typical(facts, picked.indicator), MOST)


CHOICES: dict[str, Callable[[Visit, Selection], Any]] = {
    "peers": lambda visit, picked: pick.peers(visit),
    "across": lambda visit, picked: pick.across(visit, picked.indicator),
    "family": lambda visit, picked: pick.family(visit),
    "wards": _followed,
}
"""How each choice of a `Selection` is made here, in the order of the choosers; each sees those before it."""


def choose(visit: Visit) -> tuple[str, Selection]:
    """The name of the chosen view, and what it shows."""
    views = {name: module for name, module in listing.views().items() if hasattr(module, "PLACE")}
    picked = Selection(visit.lang, pick.indicator(visit))
    name = pick.segment("view", list(views), lambda name: views[name].LABEL(visit.lang), label=say("pick.view"))
    for choice, made in CHOICES.items():
        if choice in views[name].PICKS:
            picked = replace(picked, **{choice: made(visit, picked)})
    return name, picked


answer = choose
"""What the page shows is what is chosen on it."""
