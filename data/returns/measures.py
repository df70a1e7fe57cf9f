"""The figures that a filing yields, by the rules of its form: what the store keeps of every return."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from data import places
from data.returns.filing import Cell, Filing, Row, State, Value
from data.returns.form import Block, Condition, Form, Measure

_UNKNOWN = None


@dataclass(frozen=True)
class MeasureValue:
    """One measure of one return: its value, its state, and the cells it was made of as (sheet, cell, value).

    The value of a cell that holds words or a day is what the file shows there.
    """

    value: float | None
    state: State
    cells: tuple[tuple[str, str, Value], ...] = ()


def measures(filing: Filing, form: Form) -> dict[str, MeasureValue]:
    """Every measure of the form that the quarter asks for, by code; those that the store counts are not among them.

    A blank makes a measure missing; "không phát sinh" makes it not applicable, and counts as 0 in a sum with numbers.
    """
    asked = form.asked(filing.quarter, places.ward(filing.ward).province)
    return {
        code: figure
        for code, measure in form.measures.items()
        if measure.rule != "store" and (figure := _figure(measure, filing, asked)) is not None
    }


def holds(condition: Condition, row: Row, filing: Filing, block: Block) -> bool | None:
    """Whether a row meets a condition; None where a blank cell leaves it open.

    A blank that the template printed (a task that recurs has no deadline) leaves nothing open: there is none.
    """
    if condition.quarters and filing.quarter.number not in condition.quarters:
        return False
    cell = row.get(condition.column)
    if cell is None or not cell.filled:
        printed = any(field.marks_row for field in block.fields if field.column == condition.column)
        return False if printed or (cell and cell.not_arising) else _UNKNOWN
    if condition.equals is not None:
        return cell.value == condition.equals
    if condition.one_of:
        return cell.value in condition.one_of
    if condition.at_least is not None:
        return cell.number >= condition.at_least
    limit = filing.cells.get(condition.before_field) if condition.before_field else None
    return cell.day < limit.value if limit and isinstance(limit.value, date) else _UNKNOWN


def _figure(measure: Measure, filing: Filing, asked: Form) -> MeasureValue | None:
    """None where the quarter does not ask for what the measure is made of."""
    if any(code not in asked.fields for code in measure.sources) or (measure.table and measure.table not in asked.blocks):
        return None
    if measure.table is None:
        return _of_cells([filing.cells.get(code) for code in measure.fields])
    block, rows = asked.block(measure.table), filing.tables.get(measure.table, ())
    if not rows:
        return _of_no_rows(measure, filing, block)
    if measure.rule == "sum":
        return _of_cells([row.get(measure.column_code) for row in rows])
    return _of_rows(measure, filing, block, rows)


def _of_cells(cells: list[Cell | None]) -> MeasureValue:
    """A value or a sum: one blank leaves the whole unknown."""
    told = tuple(_told(cell) for cell in cells if cell)
    answered = [cell for cell in cells if cell and not cell.blank]
    if len(answered) < len(cells):
        return MeasureValue(None, State.MISSING, told)
    if all(cell.not_arising for cell in answered):
        return MeasureValue(None, State.NOT_APPLICABLE, told)
    return MeasureValue(float(sum(cell.number for cell in answered if cell.filled)), State.NUMBER, told)


def _of_no_rows(measure: Measure, filing: Filing, block: Block) -> MeasureValue:
    """A blank table is unknown, one that says "không phát sinh" is empty; where none is printed nothing was asked."""
    answer = filing.empty_tables.get(block.code)
    if answer and measure.rule != "sum":
        return MeasureValue(0.0, State.NUMBER, (_told(answer),))
    if answer or block.printed:
        return MeasureValue(None, State.NOT_APPLICABLE, (_told(answer),) if answer else ())
    return MeasureValue(None, State.MISSING)


def _of_rows(measure: Measure, filing: Filing, block: Block, rows: tuple[Row, ...]) -> MeasureValue:
    """A count of the rows that meet all conditions, or of the different values in them."""
    met = [(row, _meets(row, measure, filing, block)) for row in rows]
    columns = {condition.column for condition in measure.conditions} or {block.first_column}
    counted = [row for row, meets in met if meets]
    if any(meets is _UNKNOWN for _, meets in met):
        unknown = tuple(_told(row[column]) for row, meets in met if meets is _UNKNOWN for column in columns if column in row)
        return MeasureValue(None, State.MISSING, unknown)
    told = tuple(_told(row[column]) for row in counted for column in sorted(columns) if column in row)
    values = {row[measure.column_code].value for row in counted} if measure.rule == "distinct" else counted
    return MeasureValue(float(len(values)), State.NUMBER, told)


def _meets(row: Row, measure: Measure, filing: Filing, block: Block) -> bool | None:
    """Whether a row counts: all of `where`, and a group of `any_of`."""
    groups = [_all(holds(condition, row, filing, block) for condition in group) for group in measure.any_of]
    return _all([*(holds(condition, row, filing, block) for condition in measure.where), *([_any(groups)] if groups else [])])


def _any(answers: list[bool | None]) -> bool | None:
    """One of three-valued answers: one yes decides, otherwise one unknown leaves it open."""
    if True in answers:
        return True
    return _UNKNOWN if _UNKNOWN in answers else False


def _all(answers: Iterable[bool | None]) -> bool | None:
    """All of three-valued answers: one no decides, otherwise one unknown leaves it open."""
    answers = list(answers)
    if False in answers:
        return False
    return _UNKNOWN if _UNKNOWN in answers else True


def _told(cell: Cell) -> tuple[str, str, Value]:
    number = cell.filled and isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    return cell.sheet, cell.ref, cell.value if number else cell.shown or (str(cell.value) if cell.filled else "")
