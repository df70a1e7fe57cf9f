"""Are the rows of tables what they seem? Each function is one check."""

from collections.abc import Iterator

from data.returns.case import Case, at
from data.returns.filing import Cell, Row
from data.returns.form import Block
from data.returns.problems import Problem, both, problem
from data.returns.rows import name_of
from data.words import fold


def at_least_one_row(case: Case) -> Iterator[Problem]:
    """A table that every ward has something to say in has a row."""
    for block in case.tables():
        if block.at_least_one and not case.filing.tables[block.code]:
            yield problem("no_rows", sheet=case.form.sheet_of(block.code).title.vi, table=both(block.title))


def empty_or_not(case: Case) -> Iterator[Problem]:
    """ "không phát sinh" for a table, or lines in it, but not both."""
    for block in case.tables():
        rows = case.filing.tables[block.code]
        answer = case.filing.empty_tables.get(block.code)
        beside = next((cell for row in rows if (cell := row.get(block.first_column)) and cell.not_arising), None)
        if rows and (odd := answer or beside):
            yield at(odd, "contradictory_rows", table=both(block.title), rows=len(rows))


def unique_names(case: Case) -> Iterator[Problem]:
    """A unit, a tool, a task stands once, however its name is spelt."""
    for block in case.tables():
        for field in block.fields:
            if not (field.unique or (block.printed and field is block.fields[0])):
                continue
            first: dict[str, Cell] = {}
            for row in case.filing.tables[block.code]:
                cell = row.get(field.column_code)
                if cell and (name := name_of(row, field.column_code)) and (before := first.setdefault(name, cell)) is not cell:
                    yield at(cell, "not_unique", field, found=cell.shown or str(cell.value), first=before.ref)


def repeated_rows(case: Case) -> Iterator[Problem]:
    """Two rows that say the same in all their words are probably one thing written twice."""
    for block in case.tables():
        if block.printed or any(field.unique for field in block.fields):
            continue
        first: dict[tuple[str, ...], Cell] = {}
        for row in case.rows(block):
            said = _words(block, row)
            cell = next((cell for cell in row.values() if cell.filled), None)
            if any(said) and cell and (before := first.setdefault(said, cell)) is not cell:
                yield at(cell, "repeated_row", first=before.ref)


def _words(block: Block, row: Row) -> tuple[str, ...]:
    """What a row says in words, choices and days: numbers may be alike by chance."""
    cells = (row.get(field.column_code) for field in block.fields if field.type in ("text", "choice", "date"))
    return tuple(fold(str(cell.value)) if cell and cell.filled else "" for cell in cells)
