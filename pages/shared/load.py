"""The way from the store to what a page or a command shows, and the only cache (decision 3).

Everything that follows from the store is a function of a `Scope`, and of the selection; it is computed once and given to
everybody who may see it. Permission is asked before each answer, never behind the cache. Nothing here knows a page or a
session. Answers are shared by all visitors: nobody may change a frame or a chart.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from functools import cache, wraps
from threading import Condition
from typing import Any, TypeVar, cast

import pandas as pd
from cachetools import LRUCache, cached

from data import clock, places
from data.quarter import Quarter
from data.returns.checks import Expected, Judgement
from data.returns.differences import Difference, differences
from data.returns.filing import Filing
from data.returns.formfile import form
from data.returns.reader import Document
from data.scope import Scope
from data.store import audit, counting, engine, filings, known, origin, progress, records, workbooks
from data.store.actor import Actor, require
from data.store.errors import BadAddress
from indicators.charts.look import Chart
from indicators.compute import figures as computed
from indicators.effects import Effect, of_questions
from indicators.exports import screen
from indicators.views import listing
from indicators.views.facts import Facts
from indicators.views.selection import Selection
from indicators.views.view import View

Work = TypeVar("Work", bound=Callable[..., Any])

_HISTORY = 8  # quarters that a view over time reaches back
_ROOM = 1_500_000  # rows of tables and charts that the cache holds together, some hundred megabytes
_answers: LRUCache = LRUCache(_ROOM, getsizeof=lambda answer: _size(answer))
_asked = Condition()  # whoever asks for what is being computed waits for that answer


def _size(answer: object) -> int:
    """How many rows an answer holds, more or less."""
    if isinstance(answer, View):
        return 1 + len(answer.rows)
    if isinstance(answer, dict):
        sent = sum(len(dataset) // 200 for dataset in answer.get("datasets", {}).values())
        return 1 + sent + sum(len(layer.get("data", {}).get("values", ())) for layer in (answer, *answer.get("layer", ())))
    if isinstance(answer, str | bytes):
        return 1 + len(answer) // 200  # a row of a chart is about as large
    return 1 + (len(answer) if isinstance(answer, pd.DataFrame) else 0)


def _sees_the_province(scope: Scope, *_: object, actor: Actor) -> bool:
    return actor.sees(scope.province)


def _anybody(*_: object, actor: Actor) -> bool:
    return True


def remembered(allowed: Callable[..., bool] = _sees_the_province) -> Callable[[Work], Work]:
    """Answers of `work(scope, *selection, actor=…)`, which follow from scope and selection alone, are computed once.

    NotAllowed for an actor who is not `allowed`, whether the answer is there or not.
    """

    def remember(work: Work) -> Work:
        def key(*selection: Hashable, actor: Actor) -> Hashable:
            return work.__qualname__, *selection

        kept = cached(_answers, key=key, condition=_asked)(work)

        @wraps(work)
        def answered(*selection: Hashable, actor: Actor) -> object:
            require(allowed(*selection, actor=actor))
            return kept(*selection, actor=actor)

        return cast(Work, answered)

    return remember


@cache
def store() -> engine.Store:
    """The store of `DATABASE_URL`, made on first use."""
    return engine.open_or_make(engine.database_url())


def close() -> None:
    """Closes the store, where it is open, and forgets what was computed from it."""
    if store.cache_info().currsize:
        store().close()
    store.cache_clear()
    with _asked:
        _answers.clear()


def health() -> dict[str, str | int | None]:
    """Whether a return could be stored now: `engine.health` of the configured store; "bad_address" where it is none."""
    try:
        return engine.health(engine.database_url())
    except BadAddress as fault:
        return {"store": fault.code, "schema": None, "free_disk_mb": None}


# Where and when


def version(*, actor: Actor) -> int:
    """The newest state of the store."""
    with store().read() as session:
        return audit.store_version(session=session, actor=actor)


def now(province: str, quarter: Quarter, *, version: int) -> Scope:
    """The scope of the figures as they stand today, in that state of the store."""
    return Scope(province, quarter, None, version, clock.today())


@remembered(_anybody)
def origin_of(version: int, *, actor: Actor) -> origin.Origin | None:
    """ "demonstration", "real", or None while the store is empty."""
    with store().read() as session:
        return origin.of_store(session=session, actor=actor)


@remembered(_anybody)
def unfinished(version: int, *, actor: Actor) -> progress.Progress | None:
    """How far the demonstration has come where one is being made or was broken off."""
    with store().read() as session:
        return progress.unfinished(session=session, actor=actor)


def demonstration(scope: Scope, *, actor: Actor) -> bool:
    """Whether the figures are made up."""
    return origin_of(scope.version, actor=actor) == "demonstration"


def provinces(version: int, *, actor: Actor) -> tuple[str, ...]:
    """The provinces that the actor sees; those with returns first, by name."""
    return _provinces(version, actor, actor=actor)


@remembered(_anybody)
def _provinces(version: int, seen_by: Actor, *, actor: Actor) -> tuple[str, ...]:
    with store().read() as session:
        first = known.provinces(session=session, actor=seen_by)
    others = (one.code for one in places.provinces() if one.code not in first and seen_by.sees(one.code))
    return (*places.by_name(first), *places.by_name(others))


@remembered()
def returns_by_quarter(scope: Scope, *, actor: Actor) -> dict[Quarter, int]:
    """The quarters in which wards of the province have counting returns, oldest first, with their number."""
    with store().read() as session:
        return known.quarters(session=session, actor=actor, province=scope.province)


def quarters(scope: Scope, *, actor: Actor) -> tuple[Quarter, ...]:
    """The quarters one may look at or report for, newest first: those with returns, today's and the one before."""
    this = Quarter.of(scope.day)
    return tuple(sorted({*returns_by_quarter(scope, actor=actor), this, this - 1}, reverse=True))


def newest(scope: Scope, *, actor: Actor) -> Quarter:
    """The quarter a page opens with: the newest in which most wards have reported, else the newest with returns."""
    counts = returns_by_quarter(scope, actor=actor)
    owed = len(places.wards(scope.province))
    return max((quarter for quarter, returns in counts.items() if returns * 2 >= owed), default=max(counts, default=Quarter.of(scope.day)))


def collected(scope: Scope, *, actor: Actor) -> Quarter:
    """The quarter for which returns are being collected: the one that the day lies in."""
    return Quarter.of(scope.day)


# Figures and views


@remembered()
def known_now(scope: Scope, *, actor: Actor) -> known.Known:
    """What the store knows of the province and quarter."""
    with store().read() as session:
        return known.of_quarter(session=session, actor=actor, province=scope.province, quarter=scope.quarter, today=scope.day)


@remembered()
def figures(scope: Scope, *, actor: Actor) -> pd.DataFrame:
    """Every owed indicator of every ward and the province's row: the columns of `indicators.compute.figures`."""
    told = known_now(scope, actor=actor)
    return computed(
        told.measures,
        province=scope.province,
        quarter=scope.quarter,
        owed=told.owed,
        last_known=told.last_known,
        demonstration=demonstration(scope, actor=actor),
        open_round=scope.day <= scope.quarter.due(),
        periods=told.periods,
    )


def before(scope: Scope, *, actor: Actor) -> pd.DataFrame | None:
    """The figures of the quarter before, None where nobody reported then."""
    earlier = scope.at(scope.quarter - 1)
    return figures(earlier, actor=actor) if earlier.quarter in returns_by_quarter(scope, actor=actor) else None


@remembered()
def history(scope: Scope, *, actor: Actor) -> pd.DataFrame:
    """The figures of the last quarters in which anybody reported, up to this one, oldest first, one under another."""
    past = [quarter for quarter in returns_by_quarter(scope, actor=actor) if quarter <= scope.quarter][-_HISTORY:]
    return pd.concat([figures(scope.at(quarter), actor=actor) for quarter in past or [scope.quarter]], ignore_index=True)


def facts(scope: Scope, *, actor: Actor) -> Facts:
    """What every view of this scope is made of."""
    told = known_now(scope, actor=actor)
    return Facts(
        scope=scope,
        figures=figures(scope, actor=actor),
        before=before(scope, actor=actor),
        history=lambda: history(scope, actor=actor),
        returns=told.returns[["ward", "as_of"]],
        owed=told.owed,
        demonstration=demonstration(scope, actor=actor),
    )


@remembered()
def view(scope: Scope, name: str, selection: Selection, *, actor: Actor) -> View:
    """The view of that name (`indicators.views.listing`); KeyError where there is none."""
    return listing.view(name, facts(scope, actor=actor), selection)


@remembered()
def chart(scope: Scope, name: str, selection: Selection, room: int | None = None, *, actor: Actor) -> Chart:
    """Its drawing, in `room` pixels of height where they are given."""
    return view(scope, name, selection, actor=actor).chart(**({"room": room} if room else {}))


@remembered()
def sent(scope: Scope, name: str, selection: Selection, room: int | None = None, *, actor: Actor) -> Chart:
    """The same as it is sent to a browser."""
    return screen.sent(chart(scope, name, selection, room, actor=actor))


# Returns


def lineage(scope: Scope, ward: str, measures: tuple[str, ...], *, actor: Actor) -> records.Lineage | None:
    """Where a ward's measures come from: file, revision, cells; None where no return counts."""
    with store().read() as session:
        return records.lineage(session=session, actor=actor, ward=ward, quarter=scope.quarter, measures=measures)


def counting_filing(scope: Scope, ward: str, *, actor: Actor) -> Filing:
    """The return that counts for the ward's quarter, as it was understood; LookupError where none does."""
    with store().read() as session:
        found = filings.past(session=session, actor=actor, ward=ward, quarter=scope.quarter).counting
    if found is None:
        raise LookupError(f"no return of {ward} counts in {scope.quarter}")
    return found.filing


def received(scope: Scope, ward: str, *, actor: Actor) -> tuple[records.Received, ...]:
    """Everything that was uploaded for the ward's quarter, newest first."""
    with store().read() as session:
        return records.history(session=session, actor=actor, ward=ward, quarter=scope.quarter)


def uploaded(upload_id: int, *, actor: Actor) -> Document | None:
    """A file as it was handed in; None where it was too large to keep."""
    with store().read() as session:
        return records.uploaded(session=session, actor=actor, upload_id=upload_id)


def blank_return(scope: Scope, ward: str, *, actor: Actor) -> bytes:
    """The quarter's workbook for a ward, with what it reported last."""
    with store().read() as session:
        return workbooks.blank(session=session, actor=actor, ward=ward, quarter=scope.quarter, today=scope.day)


def ward_state(ward: str, *, actor: Actor) -> int:
    """A number that changes when what counts of the ward's returns changes: as long as it stays, a file is judged the same."""
    with store().read() as session:
        return counting.ward_state(session=session, actor=actor, ward=ward)


def judged(documents: list[Document], *, day: date, expected: Expected | None = None, actor: Actor) -> list[Judgement]:
    """What files would become, in their order, if they were handed in on that day; nothing is stored."""
    with store().read() as session:
        return workbooks.judge(documents, session=session, actor=actor, today=day, expected=expected)


def submit(judgement: Judgement, note: str, *, answers: Mapping[str, str] = filings.NO_ANSWERS, actor: Actor) -> filings.Receipt:
    """Stores a judged file, with the `answers` to its questions; the receipt is given after it is stored."""
    with store().write() as session:
        return filings.submit(session=session, actor=actor, judgement=judgement, note=note, answers=answers, now=clock.now())


def changes(judgement: Judgement, *, actor: Actor) -> list[Difference]:
    """Cell by cell what a file says otherwise than the return that counts for its ward and quarter; empty where none does."""
    filing = judgement.filing
    if filing is None or not actor.reports_for(judgement.ward):
        return []
    with store().read() as session:
        counts = filings.past(session=session, actor=actor, ward=filing.ward, quarter=filing.quarter).counting
    asked = form(filing.form).asked(filing.quarter, places.ward(filing.ward).province)
    return differences(counts.filing, filing, asked) if counts else []


def effects(judgement: Judgement, *, actor: Actor) -> dict[str, Effect]:
    """By question (`Problem.question`) what its figure would do to the province; empty where nothing is asked."""
    if not (judgement.verdict == "accepted_with_warnings" and judgement.ward and judgement.quarter):
        return {}
    scope = now(places.ward(judgement.ward).province, judgement.quarter, version=version(actor=actor))
    told, earlier = (known_now(each, actor=actor).measures for each in (scope, scope.at(scope.quarter - 1)))
    return of_questions(judgement, told, earlier, demonstration=demonstration(scope, actor=actor))
