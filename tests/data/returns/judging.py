"""Judging in tests: the right file, where its fields stand, and what was known before."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from openpyxl import Workbook

from data.returns.checks import Counting, Expected, Judgement, Past, judge
from data.returns.reader import Document, read
from data.returns.sandbox.parent import STANDARD, Limits
from tests import builders

TODAY = date(2026, 12, 20)
LAST = builders.QUARTER - 1
NOTHING, ANYTHING = Past(), Expected()

Edit = Callable[[Workbook], object]


def judged(
    document: Document,
    *,
    past: Past = NOTHING,
    expected: Expected = ANYTHING,
    today: date = TODAY,
    limits: Limits = STANDARD,
) -> Judgement:
    return judge(read([document], limits=limits)[0], expected=expected, today=today, past_of=lambda ward, quarter: past)


@cache
def right_file() -> Document:
    return builders.document()


@cache
def right() -> Judgement:
    """The builders' file, which is accepted without a remark but the line on blanks."""
    return judged(right_file())


@cache
def last_time() -> Past:
    """What is known of the ward from the quarter before."""
    before = judged(builders.document(quarter=LAST))
    return Past(before.filing, before.measures, before.filing.as_of)


def corrected() -> Past:
    """What is known once somebody has handed in another file than the right one for its very quarter."""
    return Past(counting=Counting(2, "0" * 64, "Trần Bình", datetime(2026, 11, 20, 3, tzinfo=UTC), right().filing))


def place(code: str, row: int = 0) -> tuple[str, str]:
    """(sheet, cell) of a field in the right file, of a table's column in its `row`."""
    block, in_table, column = code.partition("[].")
    cell = right().filing.tables[block][row][column] if in_table else right().filing.cells[code]
    return cell.sheet, cell.ref


def put(code: str, value: object, *, row: int = 0, shown_as: str | None = None) -> Edit:
    """An edit that writes into a field's cell, if wanted with a number format."""

    def edit(book: Workbook) -> None:
        sheet, ref = place(code, row)
        book[sheet][ref] = value
        if shown_as:
            book[sheet][ref].number_format = shown_as

    return edit


def retype(code: str, how: Callable[[Any], object]) -> Edit:
    """An edit that types what stands in a field's cell in another way, or something that depends on it."""
    return lambda book: put(code, how(said(code)))(book)


def said(code: str) -> Any:
    """What the right file says."""
    return right().filing.cells[code].value


def type_in(sheet: str, ref: str, value: object) -> Edit:
    def edit(book: Workbook) -> None:
        book[sheet][ref] = value

    return edit


def all_of(*edits: Edit) -> Edit:
    def edit(book: Workbook) -> None:
        for one in edits:
            one(book)

    return edit


def heading(sheet: str, text: str) -> str:
    """The cell of the right workbook in which a heading or a label stands."""
    found = next(cell for line in _book()[sheet].iter_rows() for cell in line if cell.value == text)
    return found.coordinate


@cache
def _book() -> Workbook:
    return builders.workbook()


def rename(sheet: str, text: str, new: str | None) -> Edit:
    """An edit that changes a heading or a label."""
    return type_in(sheet, heading(sheet, text), new)


def codes(judgement: Judgement, severity: str | None = None) -> list[str]:
    return [problem.code for problem in judgement.problems if severity in (None, problem.severity)]
