"""The largest province: real workbooks of the 168 wards of Ho Chi Minh City, and a store where all have handed in."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from data import places
from data.quarter import Quarter
from data.returns.checks import Expected, Judgement, Past, judge_all
from data.returns.reader import Document
from data.store import engine
from tests.builders import as_of, document
from tests.data.store.making import submit

PROVINCE, QUARTER = "79", Quarter(2026, 4)


@cache
def files() -> tuple[Document, ...]:
    """A return of each ward for the quarter, right in every cell. Writing them takes half a minute, once a run."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        return tuple(pool.map(_file, [ward.code for ward in places.wards(PROVINCE)], chunksize=4))


def _file(ward: str) -> Document:
    return document(ward=ward, quarter=QUARTER)


@cache
def judged() -> tuple[Judgement, ...]:
    return tuple(judge())


def judge() -> list[Judgement]:
    """What reading and judging all files says, of wards that never reported before."""
    return judge_all(files(), expected=Expected(quarter=QUARTER), today=as_of(QUARTER), past_of=lambda *_: Past())


@contextmanager
def empty() -> Iterator[engine.Store]:
    """A new SQLite store, gone afterwards."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder).as_posix()}/kpi.sqlite3"
        engine.migrate(url)
        store = engine.open_store(url)
        try:
            yield store
        finally:
            store.close()


@contextmanager
def filled() -> Iterator[engine.Store]:
    """The same with the returns of four quarters: the figures of the last one in each."""
    with empty() as store:
        for quarter in QUARTER.of_year():
            for one in judged():
                submit(store, _of(quarter, one))
        yield store


def _of(quarter: Quarter, one: Judgement) -> Judgement:
    """The same return for another quarter."""
    content = f"{one.ward} {quarter}".encode()
    own = {"quarter": quarter, "filing": replace(one.filing, quarter=quarter), "sha256": sha256(content).hexdigest()}
    return replace(one, document=Document(one.document.name, content), **own)
