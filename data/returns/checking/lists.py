"""May these lists be true? What stood there last time is still there, or somebody says why; their counts do not leap.

Each function is one rule, as in plausibility.py, and what it says is a question.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from data.returns.case import Case, at
from data.returns.checking.plausibility import thresholds
from data.returns.filing import Cell, Filing, Row
from data.returns.form import Block, Field, Measure
from data.returns.problems import Problem, both, problem
from data.returns.reading.likeness import likeness
from data.returns.rows import name_of, named_once

_NAMED = 6


def not_reviewed(case: Case) -> Iterator[Problem]:
    """A list that stood there before is as it was, and nobody says that somebody looked."""
    before = case.past.previous
    if before is None:
        return
    for field, table in _carried(case):
        said = case.filing.cells.get(field.code)
        if said and (said.value is True or (said.sheet, said.ref) in case.spoiled):
            continue
        now, then = (_answers(one, table) for one in (case.filing, before))
        if now and now == then:
            facts = {"table": both(table.title), "rows": len(now)}
            sheet = case.form.sheet_of(table.code).title.vi  # an older workbook does not ask
            yield at(said, "not_reviewed", field, **facts) if said else problem("not_reviewed", sheet=sheet, **facts)


def rows_gone(case: Case) -> Iterator[Problem]:
    """Rows of a list that stood there before have vanished: what they counted has left every figure of the ward."""
    for table in [*(table for _, table in _carried(case)), *(table for table in case.tables() if table.printed)]:
        gone, first = _gone(case, table), _begins_at(case, table)
        if gone and first:
            names = [_name(row, table, case) for row in gone]
            shown = names[:_NAMED] + ["…"] * (len(names) > _NAMED)
            touched = [code for code, measure in case.form.measures.items() if measure.table == table.code]
            yield at(first, "rows_gone", count=len(gone), rows=shown, table=both(table.title), measures=touched)


def rows_weigh(case: Case) -> Iterator[Problem]:
    """A row that is new in a list that goes on has no past of its own: it is asked about where it weighs much beside the whole list."""
    rule = thresholds()["lists"]
    for _, table in _carried(case):
        older = _older(case, table)
        new = _without(case.filing.tables[table.code], older, table)
        for row in new if older else ():
            found = next(_weighty(row, table, older, case, rule), None)
            if found:
                field, cell, whole, measure = found
                facts = {"row": _name(row, table, case), "value": cell.value, "whole": whole}
                yield at(cell, "new_row_weighs", field, **facts, measures=[measure])


def _weighty(row: Row, table: Block, older: Sequence[Row], case: Case, rule: dict[str, Any]) -> Iterator[tuple[Field, Cell, float, str]]:
    """The figures of a row that are a large part of what the list added up to last time."""
    for code, measure in case.form.measures.items():
        if measure.table != table.code or measure.rule != "sum":
            continue
        field = next((field for field in table.fields if field.column == measure.column_code), None)
        cell = row.get(measure.column_code)
        told = [one[measure.column_code] for one in older if measure.column_code in one]
        whole = sum(one.number for one in told if one.filled)
        if field and cell and cell.filled and whole and cell.number >= max(rule["least_of_a_row"], rule["share_of_a_row"] * whole):
            yield field, cell, whole, code


def counts_leap(case: Case) -> Iterator[Problem]:
    """What is counted in a list, beside last time's count: nothing left, far more, far fewer."""
    rule, carried = thresholds()["lists"], {table.code for _, table in _carried(case)}
    for code, measure in case.form.measures.items():
        now, then = case.measures.get(code), case.past.measures.get(code)
        if measure.rule not in ("count", "distinct") or not (now and then) or now.value is None or not then.value:
            continue
        table = case.form.blocks.get(measure.table or "")
        if table is None or table.printed or (table.code in carried and _gone(case, table)):
            continue
        times, least = rule["times"] if measure.conditions else rule["times_of_all"], rule["least"]
        if measure.kind == "F":
            times, least = thresholds()["past"]["flow"], rule["least_of_a_flow"]
        leaps = abs(now.value - then.value) >= least and not 1 / times <= now.value / then.value <= times
        place = _counted_at(case, table, measure)
        if place and leaps:
            cell, field = place
            yield at(cell, "count_leaps", field, before=then.value, value=now.value, measures=[code])


def _carried(case: Case) -> Iterator[tuple[Field, Block]]:
    """The lists that stand there before anybody writes, each with the field that says that it was reviewed."""
    tables = {table.code: table for table in case.tables()}
    for field in case.form.fields.values():
        if field.reviews in tables:
            yield field, tables[field.reviews]


def _gone(case: Case, table: Block) -> list[Row]:
    """The rows of last time that this return does not have."""
    rows = case.filing.tables[table.code]
    return [] if any(_spoiled(case, row, table) for row in rows) else _without(_older(case, table), rows, table)


def _older(case: Case, table: Block) -> tuple[Row, ...]:
    return case.past.previous.tables.get(table.code, ()) if case.past.previous else ()


def _without(rows: Sequence[Row], others: Sequence[Row], table: Block) -> list[Row]:
    """The rows with a name of their own that none of the others has, not even mistyped."""
    there = {name_of(row, table.first_column) for row in others}
    missing = {name: row for name, row in named_once(rows, table.first_column).items() if name not in there}
    return [row for name, row in missing.items() if not any(likeness(other, name) is not None for other in there)]


def _spoiled(case: Case, row: Row, table: Block) -> bool:
    """Whether a row's name was not understood, which has its problem: it may be any."""
    cell = row.get(table.first_column)
    return cell is not None and (cell.sheet, cell.ref) in case.spoiled


def _begins_at(case: Case, table: Block) -> Cell | None:
    """The first cell of a list, or the one that says that there is none."""
    rows = case.filing.tables.get(table.code, ())
    return next((row[table.first_column] for row in rows if table.first_column in row), case.filing.empty_tables.get(table.code))


def _counted_at(case: Case, table: Block, measure: Measure) -> tuple[Cell, Field] | None:
    """The first cell of the column by which a list is counted, and its field."""
    column = measure.conditions[0].column if measure.conditions else table.first_column
    field = next((field for field in table.fields if field.column == column), None)
    cell = next((row[column] for row in case.filing.tables.get(table.code, ()) if column in row), None) or _begins_at(case, table)
    return (cell, field) if cell and field else None


def _answers(filing: Filing, table: Block) -> dict[str, tuple[object, ...]]:
    """By its name what each row of a list says in the columns that stood there before."""
    columns = [field.column_code for field in table.fields if field.carried]
    rows = named_once(filing.tables.get(table.code, ()), table.first_column)
    return {name: tuple(row[column].value for column in columns if column in row) for name, row in rows.items()}


def _name(row: Row, table: Block, case: Case) -> str:
    """What the file said in a row's first cell."""
    cell, labels = row[table.first_column], {option.code: option.label.vi for option in case.form.options(table.fields[0])}
    return cell.shown or labels.get(str(cell.value), str(cell.value))
