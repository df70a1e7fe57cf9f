"""What a page will say, found before its script has run: the view that its address asks for, as any visitor may see it.

A part of a page declares it (`pages/parts`): PAGE, and `answer(visit)`, the view and its selection, by the very choosers
of the page; DRAWN and STANDS say by which elements the app's own drawing is known (decision 38).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from threading import BoundedSemaphore
from types import ModuleType

from data.scope import Scope
from data.store.actor import Actor
from data.words import Language
from indicators import found, wording
from indicators.exports import screen
from indicators.views import listing
from indicators.views.selection import Selection
from indicators.views.view import View
from pages.shared import address, download, load, pick
from pages.shared.visit import VISITOR, Arrival, Visit

_WORKERS, _AT_ONCE = 2, 8
_HEAVIEST = 600_000  # letters of a drawing: a larger one costs the browser more than it gives
_workers = ThreadPoolExecutor(_WORKERS, thread_name_prefix="answer")
_places = BoundedSemaphore(_AT_ONCE)  # who comes while so many are asked for goes without


@dataclass(frozen=True)
class Place:
    """The room that the drawing has on the page: how wide it is, and which height it should keep to."""

    width: int
    room: int


@dataclass
class Answer:
    """What is known so far: first the view, then its drawing as SVG."""

    view: View | None = None
    demonstration: str = ""
    drawing: str = ""


@cache
def parts() -> dict[str, ModuleType]:
    """The parts that answer for a page, by page ("" is home)."""
    return {module.PAGE: module for module in found.modules("pages.parts") if hasattr(module, "answer")}


def asked(page: str, given: Mapping[str, str], lang: Language) -> tuple[Visit, str, Selection] | None:
    """Who asks that address of a page for what: scope, view, selection; None where there is nothing to answer."""
    arrived = Arrival(VISITOR, load.version(actor=VISITOR))
    there = load.origin_of(arrived.version, actor=arrived.actor) and not load.unfinished(arrived.version, actor=arrived.actor)
    if page not in parts() or not there:
        return None
    with address.reading(given, lang):
        visit = pick.place(arrived)
        if not len(load.known_now(visit.scope, actor=visit.actor).returns):
            return None
        return visit, *parts()[page].answer(visit)


async def soon(page: str, given: Mapping[str, str], lang: Language, place: Place, patience: float) -> Answer:
    """As much of the answer as is ready within that many seconds; the rest is made all the same, for who asks next."""
    answer = Answer()
    if page in parts() and _places.acquire(blocking=False):
        work = asyncio.get_running_loop().run_in_executor(_workers, _prepare, answer, page, given, lang, place)
        await asyncio.wait([work], timeout=patience)
    return answer


def _prepare(answer: Answer, page: str, given: Mapping[str, str], lang: Language, place: Place) -> None:
    try:
        wanted = asked(page, given, lang)
        if wanted is None:
            return
        visit, name, selection = wanted
        if load.demonstration(visit.scope, actor=visit.actor):
            answer.demonstration = wording.demonstration(lang)
        answer.view = load.view(visit.scope, name, selection, actor=visit.actor)
        if not getattr(listing.views()[name], "TABULAR", False):
            drawn = _drawn(visit.scope, name, selection, place, actor=visit.actor)
            answer.drawing = drawn if len(drawn) < _HEAVIEST else ""
    except Exception as error:  # a page without its answer is a page: its own script meets the fault again, and says it
        logging.getLogger("dashboard").warning("no answer before the app: %s: %s", type(error).__name__, error)
    finally:
        _places.release()


@load.remembered()
def _drawn(scope: Scope, name: str, selection: Selection, place: Place, *, actor: Actor) -> str:
    """The drawing of a view, made by the painter: it would hold the interpreter (decision 31)."""
    chart = load.chart(scope, name, selection, actor=actor)
    return download.painter().paint(screen.drawing, (chart, place.width, place.room))
