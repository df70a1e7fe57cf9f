"""What a ward said last of what is asked in every other quarter, or once a year: on both databases, as the form asks it."""

import io
from dataclasses import replace

from openpyxl import load_workbook

from data.quarter import Quarter
from data.returns.filing import Cell, Filing
from data.returns.formfile import form
from data.store import filings, workbooks
from tests import builders
from tests.data.returns.judging import judged
from tests.data.store.making import NOON, PHUONG_LIEU, Q3, Q4, ask, judgement, submit

Q1, Q2 = Quarter(2026, 1), Quarter(2026, 2)


def number(value: float | None) -> Cell:
    return Cell("Trang", "C5", value, "blank" if value is None else "filled")


def file(store, quarter, tables=None, **cells):
    """Hands in a return that says just this; `__` in a name stands for a dot."""
    said = judgement(quarter=quarter, file=f"{quarter} {cells} {tables}")
    named = {name.replace("__", "."): number(value) for name, value in cells.items()}
    rows = {block: tuple({name: number(value) for name, value in row.items()} for row in rows) for block, rows in (tables or {}).items()}
    assert submit(store, replace(said, filing=replace(said.filing, cells=named, tables=rows))).state == "accepted"


def last(store, quarter=Q4) -> Filing:
    return ask(store, filings.past, ward=PHUONG_LIEU, quarter=quarter).previous


def label(code: str) -> str:
    return form().field(code).label.vi


def values(cells: dict[str, Cell]) -> dict:
    return {code: cell.value for code, cell in cells.items()}


def test_what_the_last_quarter_was_not_asked_comes_from_the_one_before(store):
    file(store, Q2, other__population=26_000, other__mooc=40, training__cb__total=9)
    file(store, Q3, training__cb__total=12)
    known = ask(store, filings.past, ward=PHUONG_LIEU, quarter=Q4)
    assert values(known.previous.cells) == {"other.population": 26_000, "other.mooc": 40, "training.cb.total": 12}
    assert known.previous.quarter == Q3 and known.previous_as_of == known.previous.as_of == judgement(quarter=Q3).filing.as_of
    assert known.measures["staff_trained"].value == 35.0


def test_a_blank_of_the_last_quarter_stays_blank(store):
    file(store, Q2, training__cb__total=9)
    file(store, Q3, training__cb__total=None)
    assert values(last(store).cells) == {"training.cb.total": None}


def test_columns_come_from_the_older_row_of_the_same_name(store):
    file(store, Q2, {"services": [{"field": "land", "procedures": 30, "essential": 5}, {"field": "merit", "essential": 2}]})
    file(store, Q3, {"services": [{"field": "civil_status", "procedures": 20}, {"field": "land", "procedures": 31}]})
    assert [values(row) for row in last(store).tables["services"]] == [
        {"field": "civil_status", "procedures": 20},
        {"field": "land", "procedures": 31, "essential": 5},
    ]


def test_rows_of_one_name_are_not_told_apart_and_get_nothing(store):
    file(store, Q2, {"services": [{"field": "other", "essential": 5}, {"field": "other", "essential": 6}]})
    file(store, Q3, {"services": [{"field": "other", "procedures": 20}]})
    assert [values(row) for row in last(store).tables["services"]] == [{"field": "other", "procedures": 20}]


def test_what_is_asked_once_a_year_is_known_from_last_year_but_not_from_long_ago(store):
    file(store, Q4 - 8, other__loudspeakers=7)
    file(store, Q1, training__cb__total=12)
    assert values(last(store).cells)["other.loudspeakers"] == 7
    assert values(last(store, Q4 + 1).cells) == {"training.cb.total": 12}, "the first quarter does not ask for it"
    assert values(last(store, Q4 + 4).cells) == {"training.cb.total": 12}, "twelve quarters ago is too long"


def test_the_newest_return_is_the_last_one_however_long_ago(store):
    file(store, Q4 - 12, training__cb__total=12)
    assert values(last(store).cells) == {"training.cb.total": 12}


def test_the_fourth_quarters_workbook_holds_what_the_second_said_and_its_checks_see_it(store):
    for quarter in (Q2, Q3):
        past = ask(store, filings.past, ward=PHUONG_LIEU, quarter=quarter)
        handed_in = judged(builders.document(quarter=quarter, past=past), past=past, today=quarter.last_day)
        assert submit(store, handed_in, note="Đúng.").state == "accepted"
    past = ask(store, filings.past, ward=PHUONG_LIEU, quarter=Q4)
    blank = ask(store, workbooks.blank, ward=PHUONG_LIEU, quarter=Q4, today=NOON.date())
    book = load_workbook(io.BytesIO(blank))
    row = next(row for row in book["Số liệu khác"].iter_rows(values_only=True) if row[0] == "other.population")
    assert row[2] == row[3] == past.previous.cells["other.population"].value > 0
    assert "mục quý đó không hỏi" in " ".join(str(cell.value) for row in book["Bìa"] for cell in row)
    fewer = judged(builders.document({"other.mooc": 1, "other.population": 3}, past=past), past=past)
    told = {(problem.code, problem.params["label"]["vi"]) for problem in fewer.problems if problem.severity == "warning"}
    assert {("cumulative_fell", label("other.mooc")), ("implausible_jump", label("other.population"))} <= told
