"""What a check looks at: one filing, what was known before, what the page had chosen, and the day."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from data.quarter import Quarter
from data.returns.filing import Cell, Filing, Row
from data.returns.form import Block, Field, Form
from data.returns.formfile import form
from data.returns.measures import MeasureValue, measures
from data.returns.problems import Problem, both, problem
from data.returns.rows import known_again, name_of


@dataclass(frozen=True)
class Counting:
    """The revision of this very quarter that counts so far."""

    number: int
    sha256: str
    by: str
    at: datetime
    filing: Filing


@dataclass(frozen=True)
class Peer:
    """A ward of the province: the days of its period, and its numbers by measure."""

    ward: str
    days: int
    values: dict[str, float]


@dataclass(frozen=True)
class Past:
    """What is known before a return: the newest counting return of an earlier quarter, and this quarter's own.

    `previous` also holds what that return was not asked and an older one said; `measures` are only its own. `peers` tells, to
    whom needs it, what the wards of the province say: in this quarter or, as long as few have handed in, in the last.
    """

    previous: Filing | None = None
    measures: dict[str, MeasureValue] = field(default_factory=dict)
    previous_as_of: date | None = None
    counting: Counting | None = None
    peers: Callable[[], Sequence[Peer]] = tuple


@dataclass(frozen=True)
class Expected:
    """What the page had chosen; None: whatever the file says. `over` is the revision that somebody has seen and means to replace,
    whatever the file was filled from."""

    ward: str | None = None
    quarter: Quarter | None = None
    over: int | None = None


@dataclass(frozen=True)
class Case:
    """`form` is the form as the quarter asks it; `ward` and `quarter` are what the file says, None where it does not.

    `sha256` is the file's. `spoiled` are cells (sheet, ref) that were not understood and have their problem: nothing more is asked of them.
    """

    form: Form
    filing: Filing
    ward: str | None
    quarter: Quarter | None
    spoiled: frozenset[tuple[str, str]]
    past: Past
    expected: Expected
    sha256: str
    today: date

    def single(self) -> Iterator[tuple[Field, Cell]]:
        """The cells of figures and matrices that were understood."""
        for code, cell in self.filing.cells.items():
            if (cell.sheet, cell.ref) not in self.spoiled:
                yield self.form.field(code), cell

    def rows(self, block: Block) -> Iterator[Row]:
        """The rows that were begun; a printed row is begun by what the ward wrote into it."""
        marks = {each.column for each in block.fields if each.marks_row}
        for row in self.filing.tables.get(block.code, ()):
            if not block.printed or any(not self.untold(cell) for column, cell in row.items() if column not in marks):
                yield row

    def tabular(self) -> Iterator[tuple[Field, Cell, Row]]:
        """The cells of begun rows that were understood, with their rows."""
        for block in self.tables():
            fields = {each.column: each for each in block.fields}
            for row in self.rows(block):
                for column, cell in row.items():
                    if (cell.sheet, cell.ref) not in self.spoiled:
                        yield fields[column], cell, row

    @cached_property
    def measures(self) -> dict[str, MeasureValue]:
        """The figures that the return yields."""
        return measures(self.filing, form(self.filing.form))

    def cells_of(self, measure: str) -> Iterator[tuple[Field, Cell, Row]]:
        """The cells with numbers that a measure is made of, with their rows; figures have an empty row."""
        rule = self.form.measures[measure]
        for code in rule.sources:
            field = self.form.fields.get(code)
            if field and field.numeric:
                rows = self.filing.tables.get(rule.table, ()) if rule.table else ({},)
                cells = ((row.get(field.column_code) if rule.table else self.filing.cells.get(code), row) for row in rows)
                yield from ((field, cell, row) for cell, row in cells if cell and cell.filled)

    @cached_property
    def everywhere(self) -> tuple[tuple[Field, Cell, Row], ...]:
        """All cells that were understood; figures have an empty row."""
        return (*((each, cell, {}) for each, cell in self.single()), *self.tabular())

    def tables(self) -> Iterator[Block]:
        """The tables whose headings were found."""
        return (block for block in self.form.blocks.values() if block.kind == "table" and block.code in self.filing.tables)

    def untold(self, cell: Cell) -> bool:
        """Whether nothing stands in the cell, not even something that was not understood."""
        return cell.blank and (cell.sheet, cell.ref) not in self.spoiled

    def other(self, code: str, row: Row) -> Cell | None:
        """The cell of another field, in the same row where it belongs to a table; None where it is not there."""
        _, in_table, column = code.partition("[].")
        return row.get(column) if in_table else self.filing.cells.get(code)

    def previous(self, of: Field, row: Row) -> Cell | None:
        """The cell of the last return that says the same; None where there is none, or its row is not known again."""
        if self.past.previous is None:
            return None
        if of.column is None or of.row is not None:
            return self.past.previous.cells.get(of.code)
        known = self._known_again.get(of.block, {})
        return known.get(name_of(row, self.form.block(of.block).first_column), {}).get(of.column)

    @cached_property
    def _known_again(self) -> dict[str, dict[str, Row]]:
        """By table and name the rows of the last return that this one says again."""
        older = self.past.previous.tables if self.past.previous else {}
        return {
            block.code: known_again(self.filing.tables[block.code], older.get(block.code, ()), block.first_column)
            for block in self.tables()
        }


def at(cell: Cell, code: str, of: Field | None = None, /, **params) -> Problem:
    """A problem with one cell, labelled by its field."""
    if of is not None:
        params["label"] = both(of.label)
    return problem(code, sheet=cell.sheet, cell=cell.ref, **params)
