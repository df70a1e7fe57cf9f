"""The walks of docs/journey.md, walked: each hop is there and passed, in that order, and the figure arrives unchanged."""

import csv
import importlib
import inspect
import io
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, redirect_stdout
from datetime import UTC, date, datetime
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.pool import Pool

import manage
from data import clock
from data.quarter import Quarter
from data.returns.reader import Document
from data.returns.sandbox import workbook
from data.store import filings, workbooks
from indicators.catalogue import catalogue
from indicators.views.selection import Selection
from pages.shared import load
from pages.shared.visit import VISITOR
from tests import builders, stores
from tests.pages.visiting import sound, visit

PAGE = (Path(__file__).parents[1] / "docs/journey.md").read_text(encoding="utf-8")
WALKS = re.split(r"^## ", PAGE, flags=re.M)[1:]
WARD, Q4 = stores.PHUONG_LIEU, Quarter(2026, 4)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IN_THE_CHILD = "data.returns.sandbox."


@pytest.fixture(autouse=True)
def store(configured, few_wards, monkeypatch) -> Iterator[Path]:
    """The demonstration of a few wards on a day in November, with nothing remembered of another test's store."""
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 20))
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 3, tzinfo=UTC))
    load.close()
    yield configured(few_wards)
    load.close()


def hops(walk: str) -> list[tuple[str, str]]:
    """Of a walk's table, each hop's function and form."""
    lines = [[cell.strip() for cell in line.split(" | ")] for line in walk.splitlines() if re.match(r"\| \d", line)]
    return [(cells[1].strip("`"), cells[2]) for cells in lines]


def function(named: str) -> Any:
    module, _, path = named.partition(":")
    found = importlib.import_module(module)
    for part in path.split("."):
        found = getattr(found, part)
    return found


def code_of(named: str) -> CodeType:
    return inspect.unwrap(function(named)).__code__


@contextmanager
def watched(names: list[str]) -> Iterator[dict[str, Any]]:
    """By name what each function gave back the first time, in the order in which they did."""
    wanted, given = {code_of(name): name for name in names}, {}

    def note(frame: FrameType, what: str, answer: Any) -> None:
        if what == "return" and (name := wanted.get(frame.f_code)):
            given.setdefault(name, answer)

    sys.setprofile(note)
    try:
        yield given
    finally:
        sys.setprofile(None)


@contextmanager
def counted(target: type, name: str) -> Iterator[list[Any]]:
    """The events of that name of any engine or pool."""
    seen: list[Any] = []

    def note(*what: Any) -> None:
        seen.append(what[0])

    event.listen(target, name, note)
    try:
        yield seen
    finally:
        event.remove(target, name, note)


def file() -> Document:
    """Phương Liễu's workbook as the store gives it out, filled in."""
    with load.store().read() as session:
        return builders.document(past=filings.past(session=session, actor=VISITOR, ward=WARD, quarter=Q4))


def values(*more: str) -> list[dict[str, str]]:
    """What the command line says of that ward, or what else is asked."""
    with redirect_stdout(io.StringIO()) as out:
        assert manage.main(["values", "--province", "24", "--quarter", str(Q4), "--format", "csv", *more]) == 0
    return [row for row in csv.DictReader(io.StringIO(out.getvalue())) if row["ward"] == WARD]


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`([\w.]+:[\w.]+)`", PAGE))))
def test_every_function_that_the_walks_name_is_there(named):
    assert callable(function(named))


def test_the_numbers_of_hops_and_forms_are_those_of_the_tables():
    to_the_bar, press, line = WALKS
    forms = [int(number) for number in re.findall(r"^\| (\d+) \|", to_the_bar, re.M)]
    assert forms == list(range(2, len(forms) + 2))
    assert f"| {len(forms) + 1} forms |" in PAGE
    assert f"{len(hops(press))} hops" in press and f"{len(hops(line))} hops" in line


def test_from_the_cell_to_the_bar(store):
    """The hops in their order, each giving the form that the page says; then the figure in the table and the bar in the chart."""
    table = hops(WALKS[0])
    names, document = [name for name, _ in table], file()
    handing_on = re.findall(r"`([\w.]+:[\w.]+)`", WALKS[0].split("Who hands on")[1])
    in_the_child = [name for name in names if name.startswith(IN_THE_CHILD)]
    training = Selection("vi", catalogue()["training_coverage"])

    with watched(in_the_child) as there:
        parsed = workbook.parse(document.content)
    with watched([*(name for name in names if name not in in_the_child), *handing_on]) as given:
        (judgement,) = load.judged([document], day=clock.today(), actor=VISITOR)
        load.submit(judgement, "", actor=VISITOR)
        scope = load.now("24", Q4, version=load.version(actor=VISITOR))
        chart = load.chart(scope, "ranked", training, actor=VISITOR)

    seen = there | given
    answers = "data.returns.sandbox.child:serve"  # by the child's own channel; a test of its own starts one
    assert [name for name in seen if name not in handing_on] == [name for name in names if name != answers]
    assert set(handing_on) <= set(given)
    for name, form in table:
        if kind := re.match(r"`(\w+)`$", form):
            assert type(seen[name]).__name__ == kind[1], name

    (sheet,) = [one for one in parsed["sheets"] if one["name"] == "Tập huấn"]
    cells = dict(zip(zip(sheet["cells"][::3], sheet["cells"][1::3], strict=True), sheet["cells"][2::3], strict=True))
    trained = [cells[row, 5] for row in (5, 6, 7, 8)]
    people = sum(cells[row, 3] for row in (5, 6, 7, 8))
    assert trained[0] == 12.0 and "12 people, in the file of Phường Phương Liễu" in PAGE
    assert judgement.filing and judgement.filing.cells["training.cb.trained"].value == 12
    assert judgement.measures["staff_trained"].cells[0] == ("Tập huấn", "E5", 12)
    with closing(sqlite3.connect(store)) as database:
        for kept in ("measure JOIN revision ON id = revision_id", "current_value"):
            found = f"SELECT value FROM {kept} WHERE measure = 'staff_trained' AND ward = ? AND quarter = ?"
            assert database.execute(found, (WARD, str(Q4))).fetchall() == [(sum(trained),)]

    (row,) = values("--indicator", "training_coverage")
    assert (float(row["numerator"]), float(row["denominator"])) == (sum(trained), people)
    assert f"{sum(trained)} in the column numerator" in PAGE and f"{sum(trained):.0f}/{people:.0f}" in PAGE
    (bar,) = [one for one in chart["data"]["values"] if one["ward"] == WARD]
    assert (bar["parts"], bar["length"]) == (f"{sum(trained):.0f}/{people:.0f}", round(sum(trained) / people / 0.5, 4))
    assert f'"{bar["parts"]}" and the length {bar["length"]} of an axis to 50 %' in PAGE


def test_the_press_of_the_button_judges_nothing_anew_and_is_one_transaction(monkeypatch):
    """One judgement from the drop to the receipt and the run after it; the press commits once."""
    judged, judge = [], workbooks.judge
    monkeypatch.setattr(workbooks, "judge", lambda *files, **known: judged.append(files) or judge(*files, **known))
    document = file()
    at = visit("returns", ward=WARD, quarter=str(Q4))
    at.file_uploader[0].upload(document.name, document.content, XLSX)
    sound(at.run())
    assert len(judged) == 1
    with counted(Engine, "commit") as commits:
        sound(at.button[0].click().run())
    assert at.success[0].value.startswith("Đã nộp. Biên nhận BN-09265-2026Q4-1-")
    sound(at.run())
    assert (len(judged), len(commits)) == (1, 1)


def test_values_opens_one_connection():
    with counted(Pool, "connect") as connections:
        assert values()
    assert len(connections) == 1
