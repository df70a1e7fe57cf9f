"""Filling a workbook in: each answer lands in its cell, and what the workbook does not ask is said."""

from datetime import UTC, datetime

import pytest

from data.demo.fill import fill
from data.quarter import Quarter
from data.returns import template
from data.returns.checks import Counting, Expected, Past, judge_all
from data.returns.filing import NOT_ARISING
from tests import builders

SPRING = Quarter(2026, 2)


def blank():
    return template.workbook(ward=builders.WARD, quarter=SPRING, past=None, tasks=(), made_at=SPRING.first_day, base_revision=0)


def rows(book, title: str, columns: int = 3) -> list[tuple]:
    """The filled rows of a table, without its head."""
    sheet = book[title]
    start = next(row for row in range(3, 12) if sheet.cell(row, 1).value is not None)
    found = sheet.iter_rows(min_row=start, min_col=2, max_col=1 + columns, values_only=True)
    return [row for row in found if any(cell is not None for cell in row)]


def cell_of(book, title: str, key: str, column: int):
    return next(row[column - 1].value for row in book[title].iter_rows() if row[0].value == key)


def test_a_figure_and_a_cell_of_a_matrix_land_beside_their_labels():
    book = blank()
    fill(book, {"other.chatbot": "Có", "training.cb.total": 12})
    assert cell_of(book, "Số liệu khác", "other.chatbot", 3) == "Có"
    assert cell_of(book, "Tập huấn", "cb", 3) == 12


def test_days_are_typed_as_text():
    book = blank()
    fill(book, {"cover.as_of": builders.as_of(SPRING)})
    assert cell_of(book, "Bìa", "cover.as_of", 3) == "15/05/2026"


def test_rows_of_a_table_fill_the_empty_lines_and_go_on_below_them():
    book = blank()
    names = [f"Trợ lý {number}" for number in range(45)]
    fill(book, {"tools": [{"name": name, "state": "đang dùng"} for name in names]})
    assert [row[0] for row in rows(book, "Danh mục công cụ")] == names


def test_a_row_that_stands_there_already_keeps_its_place():
    book = blank()
    before = [row[0] for row in rows(book, "Dịch vụ công")]
    fill(book, {"services": [{"field": "đất đai", "procedures": 40}]})
    place = before.index("Đất đai")
    after = rows(book, "Dịch vụ công", columns=2)
    assert after[place] == ("đất đai", 40)
    assert [name for name, procedures in after if procedures is None] == before[:place] + before[place + 1 :]


def test_a_carried_row_that_is_not_said_any_more_is_emptied():
    book = blank()
    fill(book, {"tools": [{"name": "Cũ", "state": "đang dùng"}, {"name": "Mới", "state": "dùng thử"}]})
    fill(book, {"tools": [{"name": "Mới", "state": "đang dùng"}]})
    assert rows(book, "Danh mục công cụ") == [("Mới", None, "đang dùng")]


def test_rows_of_one_name_are_all_filled_in_their_order():
    book, twice = blank(), [{"name": "Trợ lý", "state": "đang dùng"}, {"name": "trợ lý", "state": "dùng thử"}]
    fill(book, {"tools": twice})
    fill(book, {"tools": [{"name": "Trợ lý", "supplier": "A"}, {"name": "Trợ lý", "supplier": "B"}]})
    assert rows(book, "Danh mục công cụ") == [("Trợ lý", "A", "đang dùng"), ("Trợ lý", "B", "dùng thử")]


def test_a_row_without_a_name_takes_a_free_line():
    book = blank()
    fill(book, {"tools": [{"supplier": "A"}, {"name": "Trợ lý", "supplier": "B"}]})
    assert rows(book, "Danh mục công cụ") == [(None, "A", None), ("Trợ lý", "B", None)]


def test_a_table_can_say_that_there_was_nothing():
    book = blank()
    fill(book, {"tools": [{"name": "Trợ lý", "state": "đang dùng"}]})
    fill(book, {"tools": NOT_ARISING})
    assert rows(book, "Danh mục công cụ") == [(NOT_ARISING, None, None)]
    fill(book, {"tools": [{"name": "Trợ lý", "state": "đang dùng"}]})
    assert rows(book, "Danh mục công cụ") == [("Trợ lý", None, "đang dùng")]


def test_what_the_workbook_does_not_ask_is_said():
    for unasked in ({"other.bts": 3}, {"nothing": 1}, {"tools": [{"colour": "red", "name": "Trợ lý"}]}):
        with pytest.raises(KeyError):
            fill(blank(), unasked)


def said(tables) -> dict[str, list[dict]]:
    """What rows say, wherever they stand."""
    return {block: [{column: cell.value for column, cell in row.items()} for row in rows] for block, rows in tables.items()}


def judged(*documents, past: Past | None = None):
    return judge_all(documents, expected=Expected(), today=builders.QUARTER.last_day, past_of=lambda ward, quarter: past or Past())


def test_a_filled_workbook_passes_the_checks_without_a_word():
    (first,) = judged(builders.document())
    assert (first.verdict, first.ward, first.quarter) == ("accepted", builders.WARD, builders.QUARTER)
    assert {problem.severity for problem in first.problems} <= {"info"}


def test_a_correction_says_what_the_first_file_said_where_nothing_changed():
    (first,) = judged(builders.document())
    past = Past(counting=Counting(1, first.sha256, "Trần Bình", datetime(2026, 11, 20, tzinfo=UTC), first.filing))
    right = first.filing.cells["training.cb.trained"].value + 1
    (second,) = judged(builders.document({"training.cb.trained": right}, past=past), past=past)
    assert second.verdict == "accepted" and second.filing.base_revision == 1
    changed = {code for code, figure in second.measures.items() if figure.value != first.measures[code].value}
    assert changed == {"staff_trained"}
    assert said(second.filing.tables) == said(first.filing.tables)
