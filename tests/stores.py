"""Stores for tests that need a whole province: a few wards of the demonstration, and a small province in which all reported."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from data import places
from data.demo import build as demo
from data.quarter import Quarter
from data.returns.checks import Expected, Judgement, Past, judge_all
from data.returns.reader import Document
from data.store import engine, filings
from data.store.actor import Actor
from tests.builders import as_of, document

PHUONG_LIEU, HAP_LINH, TAN_SON, TUAN_DAO, HOANG_VAN, YEN_PHONG = "09265", "09325", "07531", "07663", "07822", "09193"
FEW = (PHUONG_LIEU, HAP_LINH, TAN_SON, TUAN_DAO, HOANG_VAN, YEN_PHONG)
"""Of Bắc Ninh, all with three quarters. In 2026-Q4 the second has handed in, the third corrected its return, the fourth
mended a refused one; the fifth's is still refused; Phương Liễu and Yên Phong (a commune until 2026-Q3) have not begun."""

LAI_CHAU = "12"
"""A province of 38 wards: the smallest there is."""

OFFICE = Actor(name="Văn phòng", role="administrator")


def address(path: Path) -> str:
    return f"sqlite:///{path.as_posix()}"


@contextmanager
def new(path: Path) -> Iterator[engine.Store]:
    """An empty store at `path`, and nothing open once it is filled."""
    engine.migrate(address(path))
    store = engine.open_store(address(path))
    yield store
    store.close()


def a_few_wards(path: Path) -> None:
    """The demonstration of `FEW`: four quarters of Bắc Ninh with the late, the wrong and the mended."""
    with new(path) as store:
        for _ in demo.build(store, wards=FEW, workers=1):
            pass


def a_whole_province(path: Path, *, quarter: Quarter = Quarter(2026, 4)) -> None:
    """Every ward of Lai Châu with a real return for the quarter: one file judged, and handed in by each as its own."""
    code = places.wards(LAI_CHAU)[0].code
    judged = judge_all([document(ward=code, quarter=quarter)], expected=Expected(), today=as_of(quarter), past_of=lambda *_: Past())[0]
    with new(path) as store:
        for ward in places.wards(LAI_CHAU):
            with store.write() as session:
                filings.submit(session=session, actor=OFFICE, judgement=of(ward.code, judged), note=None,
                               now=datetime(2026, 11, 16, 3, tzinfo=UTC))  # fmt: skip


def of(ward: str, judged: Judgement) -> Judgement:
    """The same return from another ward."""
    assert judged.filing is not None, "the file is right"
    content = f"the return of {ward}".encode()
    own = {"ward": ward, "filing": replace(judged.filing, ward=ward), "sha256": sha256(content).hexdigest()}
    return replace(judged, document=Document(f"{ward}.xlsx", content), **own)
