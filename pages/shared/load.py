"""The only cache. Everything a page shows is loaded here, keyed by the store's version: what the command line or another
visitor submits shows at the next rerun. Cached frames and charts are shared by all visitors; nobody may change them."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from data import places
from data.plans import lookups
from data.plans.entries import Benchmark, Goal
from data.quarter import Quarter
from data.returns.checks import Expected, Judgement
from data.returns.filing import Filing
from data.returns.reader import Document
from data.store import audit, engine, filings, known, records, workbooks
from data.store import origin as origins
from data.store.actor import Actor
from indicators import compare, findings
from indicators.catalogue import Indicator, headline
from indicators.compute import figures as compute

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
VISITOR = Actor(name="khách", role="administrator")  # until accounts exist, whoever opens the page may do what the command line may

_run = threading.local()  # of the thread that runs a visitor's script
P, T = ParamSpec("P"), TypeVar("T")


def today() -> date:
    return datetime.now(VIETNAM).date()


def now() -> datetime:
    return datetime.now(UTC)


def local(at: datetime) -> str:
    """A moment as a clock in Vietnam shows it."""
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


@st.cache_resource
def store() -> engine.Store:
    url = engine.database_url()
    if engine.schema_state(url) == "empty":
        engine.migrate(url)
    return engine.open_store(url)


def look() -> None:
    """Fixes the state of the store that this run of the script shows: its parts agree, and the store is asked once."""
    _run.version = _newest_version()


def version() -> int:
    """The state of the store: the one that this run looks at; the newest for whoever runs no script, as downloads do."""
    seen = getattr(_run, "version", None)
    return _newest_version() if seen is None else seen


def _newest_version() -> int:
    with store().read() as session:
        return audit.store_version(session=session, actor=VISITOR)


def remembered(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Remembers `most` answers of a function until the store or the day changes; they follow from its arguments alone."""

    def remember(work: Callable[P, T]) -> Callable[P, T]:
        @lru_cache(maxsize=most)
        def kept(_state: tuple[int, date], *arguments: P.args, **more: P.kwargs) -> T:
            return work(*arguments, **more)

        @wraps(work)
        def asked(*arguments: P.args, **more: P.kwargs) -> T:
            return kept((version(), today()), *arguments, **more)

        return asked

    return remember


def origin() -> str | None:
    """ "demonstration", "real", or None while the store is empty."""
    return _origin(version())


@st.cache_resource(max_entries=4, show_spinner=False)
def _origin(version: int) -> str | None:
    with store().read() as session:
        return origins.of_store(session=session, actor=VISITOR)


def ready() -> bool:
    """Is there anything to look at: returns in the store, or a province the visitor has named?"""
    return origin() is not None or "province" in st.query_params or "chosen.province" in st.session_state


def provinces() -> tuple[str, ...]:
    """All provinces; those with returns first."""
    with_returns = _provinces(version())
    return (*with_returns, *(p.code for p in places.provinces() if p.code not in with_returns))


@st.cache_resource(max_entries=4, show_spinner=False)
def _provinces(version: int) -> tuple[str, ...]:
    with store().read() as session:
        return known.provinces(session=session, actor=VISITOR)


def quarters(province: str) -> tuple[Quarter, ...]:
    """The quarters one may look at or report for, newest first: those with returns, this one and the one before."""
    this = Quarter.of(today())
    return tuple(sorted({*_quarters(province, version()), this, this - 1}, reverse=True))


def newest(province: str) -> Quarter:
    """The quarter a page opens with: the newest in which most wards have reported, else the newest with returns."""
    counts = _quarters(province, version())
    if not counts:
        return Quarter.of(today())
    owed = len(places.wards(province))
    return max((q for q, returns in counts.items() if returns * 2 >= owed), default=max(counts))


def open_round(province: str) -> Quarter:
    """The quarter for which returns are being collected: the one that today lies in."""
    return Quarter.of(today())


@st.cache_resource(max_entries=40, show_spinner=False)
def _quarters(province: str, version: int) -> dict[Quarter, int]:
    with store().read() as session:
        return known.quarters(session=session, actor=VISITOR, province=province)


def quarter(province: str, quarter: Quarter) -> known.Known:
    """What the store knows of one province and quarter."""
    return _current(province, quarter, version(), today())


@st.cache_resource(max_entries=60, show_spinner=False)
def _current(province: str, quarter: Quarter, version: int, today: date) -> known.Known:
    with store().read() as session:
        return known.of_quarter(session=session, actor=VISITOR, province=province, quarter=quarter, today=today)


def figures(province: str, quarter: Quarter) -> pd.DataFrame:
    """Every owed indicator of every ward and the province's row: the columns of `indicators.compute.figures`."""
    return _figures(province, quarter, version(), today())


@st.cache_resource(max_entries=60, show_spinner=False)
def _figures(province: str, quarter: Quarter, version: int, today: date) -> pd.DataFrame:
    known = _current(province, quarter, version, today)
    return compute(
        known.measures,
        province=province,
        quarter=quarter,
        owed=known.owed,
        last_known=known.last_known,
        demonstration=_origin(version) == "demonstration",
    )


@remembered(10)
def history(province: str, quarter: Quarter, most: int = 8) -> pd.DataFrame:
    """The figures of the quarters up to `quarter` in which anybody reported, oldest first, one under another."""
    past = sorted(q for q in _quarters(province, version()) if q <= quarter)[-most:]
    return pd.concat([figures(province, q) for q in past or [quarter]], ignore_index=True)


def before(province: str, quarter: Quarter) -> pd.DataFrame | None:
    """The figures of the quarter before, None where nobody reported then."""
    return figures(province, quarter - 1) if quarter - 1 in _quarters(province, version()) else None


def asked_before(province: str, quarter: Quarter, indicator: Indicator) -> bool:
    """Whether there are figures of the indicator for the quarter before."""
    earlier = before(province, quarter)
    return earlier is not None and bool((earlier["indicator"] == indicator.code).any())


@remembered(300)
def summary(province: str, quarter: Quarter, indicator: Indicator) -> compare.Summary:
    return compare.summary(figures(province, quarter), indicator)


@remembered(100)
def movers(province: str, quarter: Quarter, indicator: Indicator) -> pd.DataFrame | None:
    """`compare.movers` since the quarter before; None where that has no figures of the indicator."""
    if asked_before(province, quarter, indicator):
        return compare.movers(figures(province, quarter), before(province, quarter), indicator)
    return None


@remembered(20)
def need_help(province: str, quarter: Quarter) -> pd.DataFrame:
    """`compare.need_help` on the headline indicators."""
    return compare.need_help(figures(province, quarter), headline(), most=8)


@remembered(50)
def standing(province: str, quarter: Quarter, lang: str) -> str:
    """What the overview says: `findings.home`."""
    return findings.home(figures(province, quarter), headline(), lang, province=province)


@remembered(200)
def finding(province: str, quarter: Quarter, indicator: Indicator, lang: str, across: Indicator | None = None) -> str:
    """What a comparison of the wards on one indicator says, `findings.compare`, or on two: `findings.two`."""
    known = figures(province, quarter)
    return findings.two(known, indicator, across, lang) if across else findings.compare(known, indicator, lang, province=province)


def with_returns(province: str) -> tuple[Quarter, ...]:
    """The quarters in which anybody reported, oldest first."""
    return tuple(sorted(_quarters(province, version())))


def goal(indicator: str, province: str, ward: str | None = None) -> Goal | None:
    return lookups.goal_for(indicator, province=province, ward=ward, demonstration=origin() == "demonstration")


def benchmarks(indicator: str, province: str) -> tuple[Benchmark, ...]:
    return lookups.benchmarks_for(indicator, province=province)


def lineage(ward: str, quarter: Quarter, measures: tuple[str, ...]):
    """Where a ward's measures come from: file, revision, cells; None where no return counts."""
    with store().read() as session:
        return records.lineage(session=session, actor=VISITOR, ward=ward, quarter=quarter, measures=measures)


def filing(ward: str, quarter: Quarter) -> Filing:
    """The return that counts for a ward and quarter, as it was understood; AttributeError where none does."""
    with store().read() as session:
        return filings.past(session=session, actor=VISITOR, ward=ward, quarter=quarter).counting.filing


def filed(ward: str, quarter: Quarter):
    """Everything that was uploaded for a ward and quarter, newest first."""
    with store().read() as session:
        return records.history(session=session, actor=VISITOR, ward=ward, quarter=quarter)


def blank_return(ward: str, quarter: Quarter) -> bytes:
    """This quarter's workbook for a ward, with what it reported last."""
    with store().read() as session:
        return workbooks.blank(session=session, actor=VISITOR, ward=ward, quarter=quarter, today=today())


def judged(name: str, content: bytes, ward: str, quarter: Quarter) -> Judgement:
    """What a dropped file would become in the ward's quarter; read once for each state of the store."""
    return _judged(hashlib.sha256(content).hexdigest(), ward, quarter, version(), today(), _name=name, _content=content)


@st.cache_resource(max_entries=50, ttl="1h", show_spinner=False)
def _judged(sha256: str, ward: str, quarter: Quarter, version: int, today: date, *, _name: str, _content: bytes) -> Judgement:
    with store().read() as session:
        return workbooks.judge([Document(_name, _content)], session=session, actor=VISITOR, today=today, expected=Expected(ward, quarter))[
            0
        ]


def submit(judgement: Judgement, note: str) -> filings.Receipt:
    """Stores a judged file; the receipt is given after it is stored."""
    with store().write() as session:
        receipt = filings.submit(session=session, actor=VISITOR, judgement=judgement, note=note, now=now())
    _run.version = None  # what follows in this run shows what was just stored
    return receipt


def log_once(judgement: Judgement) -> None:
    """Puts a refused file into the upload log, once a session: a rerun of the page is not another upload."""
    logged = st.session_state.setdefault("logged", set())
    if judgement.sha256 not in logged:
        submit(judgement, "")
        logged.add(judgement.sha256)
