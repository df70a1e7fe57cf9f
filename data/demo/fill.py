"""Fills a workbook in as an officer would, by program: the demonstration, tests and benchmarks hand in such files.

Answers are what people type. Figures and cells of a matrix go by their code, {"other.chatbot": "Có"}; None empties the
cell. A table goes by the code of its block and holds all of its rows, {"tools": [{"name": ..., "state": "đang dùng"}]},
or is the one text "không phát sinh". A row that stands there already, known by its first cell, keeps what is not said.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from data.plans.entries import Task
from data.quarter import Quarter
from data.returns import template
from data.returns.checks import Past
from data.returns.filing import NOT_ARISING
from data.returns.form import WARD_FORM
from data.returns.form import Block as FormBlock
from data.returns.formfile import form
from data.returns.rows import name, numbered

Answers = Mapping[str, Any]
Rows = Sequence[Mapping[str, Any]] | str

_CODES = 2  # the hidden row with the code of each column; the hidden column A holds the key of each row


@dataclass(frozen=True)
class _Block:
    """One block on its sheet: the column of each input by its code, and the rows, each with its key."""

    sheet: Worksheet
    columns: dict[str, int]
    rows: tuple[tuple[str, int], ...]


def filled(*, ward: str, quarter: Quarter, past: Past | None, tasks: tuple[Task, ...], made_at: date, answers: Answers) -> bytes:
    """A file that a ward may hand in: its workbook for the quarter, made on `made_at` and filled in.

    Where `past` knows a return of this very quarter that counts, the workbook is a correction of that and `answers` are
    only what changes.
    """
    base = past.counting.number if past and past.counting else 0
    book = template.workbook(ward=ward, quarter=quarter, past=past, tasks=tasks, made_at=made_at, base_revision=base)
    fill(book, answers)
    return template.saved(book, made_at)


def fill(book: Workbook, answers: Answers) -> None:
    """Writes the answers into the cells where they belong; KeyError for what the workbook does not ask."""
    known = form(WARD_FORM).blocks
    blocks = {code: _block(sheet) for sheet in book if (code := sheet["A2"].value) in known}
    places = {code: cell for name, block in blocks.items() for code, cell in _single_cells(name, block)}
    for code, answer in answers.items():
        if code in places:
            places[code].value = _typed(answer)
        elif code in blocks:
            _fill_table(known[code], blocks[code], answer)
        else:
            raise KeyError(f"the workbook does not ask for {code}")


def _block(sheet: Worksheet) -> _Block:
    codes = {str(cell.value): column for column, cell in enumerate(sheet[_CODES][1:], start=2) if cell.value}
    return _Block(sheet, codes, tuple((str(cell.value), cell.row) for cell in sheet["A"][_CODES:] if cell.value is not None))


def _single_cells(name: str, block: _Block) -> Iterator[tuple[str, Cell | MergedCell]]:
    """Every figure and every cell of a matrix by its code."""
    for key, row in block.rows:
        for code, column in block.columns.items():
            if code == "input":
                yield key, block.sheet.cell(row, column)
            elif code.startswith(f"{name}.*.") and ":" not in code:
                yield code.replace("*", key), block.sheet.cell(row, column)


def _fill_table(table: FormBlock, block: _Block, answer: Rows) -> None:
    """Makes the table say what the `answer` says: those that stand there already keep their place and what is not said anew."""
    sheet, fields = block.sheet, [field for field in table.fields if field.code in block.columns]
    columns = {field.column_code: block.columns[field.code] for field in fields}
    first = fields[0].column_code
    rows = [{first: NOT_ARISING}] if isinstance(answer, str) else answer
    said = dict(zip(numbered(name(row.get(first)) for row in rows), rows, strict=True))
    lines = [row for _, row in block.rows]
    standing = dict(zip(numbered(name(sheet.cell(row, columns[first]).value) for row in lines), lines, strict=True))
    for named, row in standing.items():
        if named not in said or not named[0]:
            kept = {field.column_code for field in fields if field.marks_row and named[0]}
            _empty(sheet, row, (column for code, column in columns.items() if code not in kept))
    below = range(sheet.max_row + 1, sheet.max_row + 1 + len(said))
    free = [row for row in (*lines, *below) if sheet.cell(row, columns[first]).value is None]
    for named, answers in said.items():
        row = standing[named] if named[0] and named in standing else free.pop(0)
        for column, answer in answers.items():
            if column not in columns:
                raise KeyError(f"the table {table.code} has no column {column}")
            sheet.cell(row, columns[column]).value = _typed(answer)


def _empty(sheet: Worksheet, row: int, columns: Iterable[int]) -> None:
    for column in columns:
        sheet.cell(row, column).value = None


def _typed(answer: Any) -> Any:
    """Days are typed as text, as the template asks; everything else stands in the cell as it is."""
    return f"{answer:%d/%m/%Y}" if isinstance(answer, date) else answer
