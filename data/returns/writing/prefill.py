"""What already stands in a workbook when the ward opens it: who and when, names and denominators, last time's figures.

Three sources: the newest counting return of an earlier quarter (its `carried` values stand in the inputs, all others
beside them), this quarter's own counting return (then the workbook is a correction and stands filled), and the tasks of
the plan.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from data import places
from data.plans.entries import Task
from data.quarter import Quarter
from data.returns.filing import NOT_ARISING, Cell, Filing, Row
from data.returns.form import Block, Field, Form
from data.returns.headings import NO, YES
from data.returns.rows import known_again, name, name_of, named_once, numbered
from data.returns.writing.look import Shown


@dataclass(frozen=True)
class Line:
    """One row of a table: its key for the hidden column, and by column what stands in it and what stood there last."""

    key: str
    values: dict[str, Shown] = field(default_factory=dict)
    previous: dict[str, Shown] = field(default_factory=dict)
    note: str | None = None


@dataclass(frozen=True)
class Prefill:
    """`identity` holds the locked cells of the cover; `previous` and `counting` are None where there are none."""

    form: Form
    identity: dict[str, Shown]
    previous: Filing | None
    counting: Filing | None
    tasks: tuple[Task, ...]

    def value(self, field: Field) -> Shown:
        """What stands in the input of a figure or of a matrix."""
        if field.locked:
            return self.identity[field.code]
        if self.counting:
            return self._shown(field, self.counting.cells.get(field.code))
        return self.last(field) if field.carried else None

    def last(self, field: Field) -> Shown:
        """Last time's value of a figure or of a matrix cell."""
        cell = self.previous.cells.get(field.code) if self.previous and not field.locked else None
        return self._shown(field, cell)

    def note(self, fields: Iterable[Field]) -> str | None:
        """What the return that is being corrected says in the note column beside these fields."""
        return self._note(self.counting.cells.get(field.code) for field in fields) if self.counting else None

    def lines(self, block: Block) -> list[Line]:
        """The rows of a table that are not empty: of the plan, of the returns, or the form's own."""
        previous, counting = _rows(self.previous, block), _rows(self.counting, block)
        if block.printed:
            return self._tasks(previous, counting)
        if self.counting and block.code in self.counting.empty_tables:
            return [Line("1", {block.first_column: NOT_ARISING})]
        if self.counting:
            return self._corrected(block, counting, previous) + self._presets(block, counting)
        carried = {field.column_code for field in block.fields if field.carried}
        kept = previous if carried else ()
        found = [Line(key, self._values(block, row, carried), self._values(block, row)) for key, row in _keyed(kept, block)]
        return found + self._presets(block, kept)

    def _corrected(self, block: Block, counting: tuple[Row, ...], previous: tuple[Row, ...]) -> list[Line]:
        """All rows of the return that is being corrected, and beside those that are known again what they said last."""
        first = block.first_column
        known = known_again(counting, previous, first)
        return [
            Line(key, self._values(block, row), self._values(block, known.get(name_of(row, first), {})), self._note(row.values()))
            for key, row in _keyed(counting, block)
        ]

    def _presets(self, block: Block, present: tuple[Row, ...]) -> list[Line]:
        """The rows that the form brings, as far as they are not there already."""
        first = block.first_column
        names = {name_of(row, first) for row in present}
        return [Line(row.code, {first: row.label.vi}) for row in block.rows if name(row.code) not in names]

    def _tasks(self, previous: tuple[Row, ...], counting: tuple[Row, ...]) -> list[Line]:
        """One row for each task of the plan, with what returns said of it."""
        block = self.form.block("tasks")
        first = block.first_column
        last, now = named_once(previous, first), named_once(counting, first)
        lines = []
        for task in self.tasks:
            printed = {"id": task.id, "title": task.title.vi, "lead": task.lead, "deadline": task.deadline, "recurrence": task.recurrence}
            answered, before = (self._values(block, rows.get(name(task.id), {})) for rows in (now, last))
            lines.append(Line(task.id, answered | printed, before))
        return lines

    def _values(self, block: Block, row: Row, columns: Collection[str] | None = None) -> dict[str, Shown]:
        """What a filing's row says, in all or in some of its columns."""
        return {
            field.column_code: self._shown(field, row.get(field.column_code))
            for field in block.fields
            if columns is None or field.column_code in columns
        }

    def _note(self, cells: Iterable[Cell | None]) -> str | None:
        """The note of the corrected return that stands in the row of these cells."""
        rows = {(cell.sheet, _row(cell.ref)) for cell in cells if cell}
        notes = self.counting.notes if self.counting else ()
        return next((note.text for note in notes if (note.sheet, _row(note.ref)) in rows), None)

    def _shown(self, field: Field, cell: Cell | None) -> Shown:
        """A cell of a filing as the template writes it: labels for codes, and days as people type them."""
        if cell is None or cell.blank:
            return None
        if cell.not_arising:
            return NOT_ARISING
        if isinstance(cell.value, bool):
            return YES if cell.value else NO
        if isinstance(cell.value, date):
            return f"{cell.value:%d/%m/%Y}"
        labels = {option.code: option.label.vi for option in self.form.options(field)}
        return labels.get(str(cell.value), cell.value)


def prefill(
    form: Form,
    *,
    ward: str,
    quarter: Quarter,
    previous: Filing | None,
    counting: Filing | None,
    tasks: tuple[Task, ...],
) -> Prefill:
    """The prefill of a ward's quarter; `form` is the form as it is asked in it."""
    identity: dict[str, Shown] = {
        "cover.ward_code": ward,
        "cover.ward_name": places.full_name(ward, quarter.last_day),
        "cover.quarter": quarter.label("vi"),
        "cover.period_from": period_from(quarter, previous),
    }
    return Prefill(form, identity, previous, counting, tasks)


def period_from(quarter: Quarter, previous: Filing | None) -> date:
    """The first day of the reporting period: the day after the last return's figures, so that no day is lost."""
    if previous and previous.as_of:
        return previous.as_of + timedelta(days=1)
    return quarter.first_day


def _rows(filing: Filing | None, block: Block) -> tuple[Row, ...]:
    """The begun rows of a filing's table."""
    return filing.tables.get(block.code, ()) if filing else ()


def _keyed(rows: tuple[Row, ...], block: Block) -> list[tuple[str, Row]]:
    """The rows, each with a key of its own: its name, and which one of that name it is where that is not the first."""
    keys = numbered(name_of(row, block.first_column) for row in rows)
    return [
        (known if known and not before else f"{known} {before + 1}".strip(), row) for (known, before), row in zip(keys, rows, strict=True)
    ]


def _row(ref: str) -> str:
    """The row number of a cell's address."""
    return ref.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
