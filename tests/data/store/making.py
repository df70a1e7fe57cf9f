"""Judged returns made by hand, small enough to read in a test."""

import hashlib
from datetime import UTC, date, datetime

from data.quarter import Quarter
from data.returns.checks import Judgement
from data.returns.filing import Cell, Filing, State
from data.returns.form import WARD_FORM
from data.returns.measures import MeasureValue
from data.returns.problems import Problem
from data.returns.reader import Document
from data.store import engine, filings
from data.store.actor import Actor

PHUONG_LIEU, YEN_PHONG, MINH_XUAN = "09265", "09193", "02215"  # two wards of Bắc Ninh (24), one of Tuyên Quang (08)
Q3, Q4 = Quarter(2026, 3), Quarter(2026, 4)
NOON = datetime(2026, 12, 20, 5, tzinfo=UTC)  # twelve o'clock in Vietnam, four days before Q4 is due
ADMINISTRATOR = Actor(name="Nguyễn An", role="administrator")
COLLEAGUE = Actor(name="Trần Bình", role="administrator")


def judgement(ward=PHUONG_LIEU, quarter=Q4, *, file="first", verdict="accepted", base=0, trained=35.0) -> Judgement:
    """What the checks would say of a file whose bytes are the text `file`."""
    content = file.encode()
    filing = Filing(
        form=WARD_FORM,
        ward=ward,
        quarter=quarter,
        period_from=quarter.first_day,
        as_of=date(quarter.year, 3 * quarter.number, 20),
        cells={"training.cb.total": Cell("Tập huấn", "C7", 12, "filled", "12")},
        meta={"base_revision": base},
    )
    figures = {
        "staff_total": MeasureValue(40.0, State.NUMBER, (("Tập huấn", "C7", 12), ("Tập huấn", "C8", 28))),
        "staff_trained": MeasureValue(trained, State.NUMBER, (("Tập huấn", "D7", trained),)),
        "feedback": MeasureValue(None, State.NOT_APPLICABLE, (("Số liệu khác", "C9", "không phát sinh"),)),
        "tasks_overdue": MeasureValue(None, State.MISSING, (("Bìa", "C6", filing.as_of),)),
    }
    problems = {"accepted": (), "accepted_with_warnings": (Problem("part_fell", "warning", "Tập huấn", "D7"),)}
    return Judgement(
        document=Document(f"{ward}.xlsx", content),
        sha256=hashlib.sha256(content).hexdigest(),
        verdict=verdict,
        ward=ward,
        quarter=quarter,
        filing=filing,
        measures=figures,
        problems=problems[verdict],
    )


def refused(file="not a workbook", ward=None, quarter=None) -> Judgement:
    """A file in which the checks found no return."""
    content = file.encode()
    problems = (Problem("not_a_workbook", "error", params={"kind": "text"}),)
    digest = hashlib.sha256(content).hexdigest()
    return Judgement(Document("a.xlsx", content), digest, "refused", ward, quarter, problems=problems)


def submit(store: engine.Store, judged: Judgement, *, actor=ADMINISTRATOR, note=None, now=NOON, **more):
    """The receipt of a judged file."""
    with store.write() as session:
        return filings.submit(session=session, actor=actor, judgement=judged, note=note, now=now, **more)


def ask(store: engine.Store, function, *, actor=ADMINISTRATOR, **wanted):
    """What a reading function of the store answers."""
    with store.read() as session:
        return function(session=session, actor=actor, **wanted)


def rows(store: engine.Store, table: str) -> list[dict]:
    """All rows of a table, in the order of their columns."""
    with store.read() as session:
        found = session.connection().exec_driver_sql(f"SELECT * FROM {table}").mappings()
        return sorted((dict(row) for row in found), key=lambda row: [str(value) for value in row.values()])
