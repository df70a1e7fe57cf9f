"""From cells to measures: blanks make one missing, "không phát sinh" counts nothing, rows count by conditions."""

from datetime import date

import pytest

from data.quarter import Quarter
from data.returns.filing import NOT_ARISING, Cell, Filing, State
from data.returns.form import WARD_FORM
from data.returns.formfile import form
from data.returns.measures import measures

WARD, AUTUMN, SUMMER = "09265", Quarter(2026, 4), Quarter(2026, 3)


def cell(value: object, ref: str = "C5") -> Cell:
    if value is None:
        return Cell("Trang", ref)
    if value == NOT_ARISING:
        return Cell("Trang", ref, NOT_ARISING, "not_arising")
    return Cell("Trang", ref, value, "filled")


def figures(cells: dict | None = None, tables: dict | None = None, *, quarter: Quarter = AUTUMN, empty: tuple[str, ...] = ()):
    filing = Filing(
        form=WARD_FORM, ward=WARD, quarter=quarter, period_from=quarter.first_day, as_of=date(2026, 11, 15),
        cells={code: cell(value) for code, value in (cells or {}).items()},
        tables={block: tuple({column: cell(value) for column, value in row.items()} for row in rows)
                for block, rows in (tables or {}).items()},
        empty_tables={block: cell(NOT_ARISING) for block in empty},
    )  # fmt: skip
    return {code: (figure.value, figure.state) for code, figure in measures(filing, form(WARD_FORM)).items()}


def staff(*totals: object) -> tuple[float | None, State]:
    groups = ("cb", "cc", "vc", "nld")
    said = {f"training.{group}.total": value for group, value in zip(groups, totals, strict=True)}
    return figures(said)["staff_total"]


@pytest.mark.parametrize(("totals", "result"), [
    ((1, 2, 3, 4), (10, State.NUMBER)),
    ((1, 2, 3, None), (None, State.MISSING)),
    ((1, 2, 3, NOT_ARISING), (6, State.NUMBER)),
    ((0, 0, 0, 0), (0, State.NUMBER)),
    ((NOT_ARISING,) * 4, (None, State.NOT_APPLICABLE)),
    ((NOT_ARISING, NOT_ARISING, NOT_ARISING, None), (None, State.MISSING)),
])  # fmt: skip
def test_a_sum_needs_all_its_parts(totals, result):
    assert staff(*totals) == result


@pytest.mark.parametrize(("value", "result"), [
    (True, (1, State.NUMBER)), (False, (0, State.NUMBER)), (None, (None, State.MISSING)),
    (NOT_ARISING, (None, State.NOT_APPLICABLE)),
])  # fmt: skip
def test_yes_is_one_and_no_is_zero(value, result):
    assert figures({"other.chatbot": value})["chatbot"] == result


def units(*tools: object) -> dict:
    return {"units": [{"name": f"Phòng {number}", "tools_used": used} for number, used in enumerate(tools)]}


def test_rows_are_counted_by_their_conditions():
    found = figures(tables=units(0, 1, 5))
    assert found["units_total"] == (3, State.NUMBER) and found["units_with_tool"] == (2, State.NUMBER)


def test_a_blank_where_a_condition_looks_makes_the_count_missing():
    found = figures(tables=units(0, 1, None))
    assert found["units_total"] == (3, State.NUMBER) and found["units_with_tool"] == (None, State.MISSING)


def test_a_row_that_cannot_count_anyway_leaves_nothing_open():
    rows = [{"domain": "population", "complete": True}, {"domain": "Ảnh tư liệu", "complete": None}]
    assert figures(tables={"digitisation": rows})["domains_complete"] == (1, State.NUMBER)


def test_a_blank_table_is_missing_and_an_answered_one_is_empty():
    assert figures(tables={"tools": []})["tools_in_use"] == (None, State.MISSING)
    assert figures()["tools_in_use"] == (None, State.MISSING)
    assert figures(tables={"tools": []}, empty=("tools",))["tools_in_use"] == (0, State.NUMBER)


def test_different_values_are_counted_once():
    rows = [
        {"field": field, "state": state}
        for field, state in (
            ("health", "running"),
            ("health", "running"),
            ("tourism", "running"),
            ("security", "running"),
            ("education", "tested"),
        )
    ]
    assert figures(tables={"models": rows})["priority_fields_running"] == (2, State.NUMBER)


def task(state: str | None, deadline: date | None = None, recurrence: str | None = None) -> dict:
    return {"id": "1", "state": state, "deadline": deadline, "recurrence": recurrence}


@pytest.mark.parametrize(("rows", "overdue"), [
    ([task("in_progress", date(2026, 11, 14)), task("not_started", date(2026, 11, 15))], (1, State.NUMBER)),
    ([task("done", date(2026, 1, 1)), task("out_of_scope", date(2026, 1, 1))], (0, State.NUMBER)),
    ([task("in_progress")], (0, State.NUMBER)),
    ([task(None, date(2026, 1, 1))], (None, State.MISSING)),
    ([task(None)], (0, State.NUMBER)),
])  # fmt: skip
def test_a_task_is_overdue_when_it_is_open_after_its_deadline(rows, overdue):
    assert figures({"cover.as_of": date(2026, 11, 15)}, {"tasks": rows})["tasks_overdue"] == overdue


@pytest.mark.parametrize(("recurrence", "state", "number", "overdue", "done"), [
    ("quarterly", "in_progress", 3, 1, 0), ("quarterly", "done", 3, 0, 1),
    ("yearly", "in_progress", 3, 0, 0), ("yearly", "in_progress", 4, 1, 0), ("yearly", "done", 2, 0, 1),
    ("ongoing", "in_progress", 4, 0, 1), ("ongoing", "not_started", 4, 0, 0),
    ("in_rounds", "not_started", 4, 0, 0),
])  # fmt: skip
def test_a_task_that_recurs_is_judged_period_by_period(recurrence, state, number, overdue, done):
    quarter = Quarter(2026, number)
    said = figures({"cover.as_of": quarter.last_day}, {"tasks": [task(state, recurrence=recurrence)]}, quarter=quarter)
    assert (said["tasks_overdue"], said["tasks_done"]) == ((overdue, State.NUMBER), (done, State.NUMBER))


def test_where_no_task_is_printed_nothing_was_asked():
    assert figures(tables={"tasks": []})["tasks_total"] == (None, State.NOT_APPLICABLE)


def test_a_quarter_yields_only_what_it_asks():
    assert "population" not in figures({"other.population": 5}, quarter=SUMMER)
    assert figures({"other.population": 5})["population"] == (5, State.NUMBER)
    assert not {"returns_due", "returns_on_time", "languages"} & set(figures())


def test_a_figure_names_the_cells_that_it_is_made_of():
    filing = Filing(
        form=WARD_FORM, ward=WARD, quarter=AUTUMN, period_from=None, as_of=None,
        tables={"tools": (
            {"name": cell("Trợ lý", "B5"), "state": Cell("Danh mục công cụ", "D5", "in_use", "filled", "đang dùng")},
            {"name": cell("Cũ", "B6"), "state": Cell("Danh mục công cụ", "D6", "stopped", "filled", "đã dừng")},
        )},
    )  # fmt: skip
    assert measures(filing, form(WARD_FORM))["tools_in_use"].cells == (("Danh mục công cụ", "D5", "đang dùng"),)
