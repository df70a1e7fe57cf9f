"""Walks the sheets of a form in a workbook and reads its cells, its rows and its notes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from data.returns.filing import Cell, Note, Row
from data.returns.form import Block, Field, Form
from data.returns.problems import Problem, problem
from data.returns.reading import locate
from data.returns.reading.cells import CellRead, read_cell
from data.returns.reading.grid import Grid, key, ref
from data.returns.reading.locate import Located

MOST_ROWS = 500
"""Rows of one table that are read: a ward has a few hundred classes at the very most."""

_TOTALS = {"tong", "cong", "tong cong", "tong so", "cong tong"}


@dataclass
class FieldsRead:
    """See `Filing` for the first four; `spoiled` are the cells (sheet, ref) whose content was not understood."""

    cells: dict[str, Cell] = field(default_factory=dict)
    tables: dict[str, list[Row]] = field(default_factory=dict)
    empty_tables: dict[str, Cell] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    spoiled: set[tuple[str, str]] = field(default_factory=set)

    def keep(self, entry: CellRead) -> Cell:
        self.problems += entry.problems
        if entry.spoiled:
            self.spoiled.add((entry.cell.sheet, entry.cell.ref))
        return entry.cell


def read_fields(form: Form, workbook: Sequence[Grid]) -> FieldsRead:
    """Everything that a workbook says in the places of a form. Each block has a sheet for itself."""
    read = FieldsRead()
    grids, read.problems = locate.sheets(form, workbook)
    for sheet in form.sheets:
        grid = grids.get(sheet.code)
        if grid is None:
            continue
        if grid.far:
            read.problems.append(problem("far_cells", sheet=grid.name, cell=grid.far))
        for block in sheet.blocks:
            found = locate.block(block, grid)
            read.problems += found.problems
            if block.kind == "table":
                _Table(form, block, found, read).read_rows()
            else:
                _single_cells(form, block, found, read)
    return read


def _single_cells(form: Form, block: Block, found: Located, read: FieldsRead) -> None:
    """Figures and matrices: one cell for each field whose row and column were found."""
    for each in block.fields:
        row, column = found.rows.get(each.row or each.code), found.columns.get(each.column or "value")
        if row and column:
            read.cells[each.code] = read.keep(read_cell(found.grid, (row, column), each, form))
    for row in sorted(found.rows.values()):
        _note(found, row, read)


def _note(found: Located, row: int, read: FieldsRead) -> None:
    if found.note and (text := found.grid.shown((row, found.note))):
        read.notes.append(Note(found.grid.name, ref((row, found.note)), text))


class _Table:
    """The rows of one table: those that somebody began; of a printed table all that are printed."""

    def __init__(self, form: Form, block: Block, found: Located, read: FieldsRead) -> None:
        self.form, self.block, self.found, self.read = form, block, found, read
        self.grid = found.grid
        self.fields = [each for each in block.fields if each.column in found.columns]
        self.first = block.fields[0]
        self.first_column = block.first_column
        self.headings = {key(each.heading.vi) for each in block.fields}

    def read_rows(self) -> None:
        if not self.fields:
            return
        rows = self.read.tables.setdefault(self.block.code, [])
        for row in self._candidates():
            entries = {each.column_code: self._entry(each, row) for each in self.fields}
            if self._answers(entries):
                self.read.empty_tables[self.block.code] = entries[self.first_column].cell
            elif self._is_stray(entries):
                self._say("stray_error", next(entry for entry in entries.values() if entry.spoiled))
            elif self.block.printed or self._begun(entries):
                if len(rows) == MOST_ROWS:
                    self.read.problems.append(problem("too_many_rows", sheet=self.grid.name, limit=MOST_ROWS))
                    return
                rows.append({column: self.read.keep(entry) for column, entry in entries.items()})
                _note(self.found, row, self.read)

    def _candidates(self) -> Iterator[int]:
        """The rows below the headings in which anything stands in a column of the form."""
        columns = set(self.found.columns.values())
        first = self.found.columns.get(self.first_column, 0)
        for row, filled in self.grid.rows.items():
            if row <= self.found.head or columns.isdisjoint(filled):
                continue
            texts = self.grid.texts.get(row, {})
            if len(self.headings.intersection(texts.values())) >= 2:
                continue  # the headings once more, further down
            total = next((column for column in sorted(texts) if column <= first and texts[column] in _TOTALS), None)
            if total and not self.block.printed:
                place = (row, total)
                said = problem("total_row", sheet=self.grid.name, cell=ref(place), found=self.grid.shown(place))
                self.read.problems.append(said)
                continue
            yield row

    def _entry(self, each: Field, row: int) -> CellRead:
        place = (row, self.found.columns[each.column_code])
        return read_cell(self.grid, place, each, self.form, opens_row=each is self.first)

    def _answers(self, entries: dict[str, CellRead]) -> bool:
        """Whether the row says that there is nothing to list: "không phát sinh" in the first column, nothing beside."""
        first = entries.get(self.first_column)
        others = (entry for column, entry in entries.items() if column != self.first_column)
        return bool(first and first.cell.not_arising and all(entry.cell.blank and not entry.spoiled for entry in others))

    def _is_stray(self, entries: dict[str, CellRead]) -> bool:
        """A formula error alone in its row is nobody's row."""
        told = [entry for entry in entries.values() if entry.spoiled or not entry.cell.blank]
        return len(told) == 1 and [each.code for each in told[0].problems] == ["error_value"]

    def _begun(self, entries: dict[str, CellRead]) -> bool:
        """Whether somebody wrote into the row; what stands there before does not begin it."""
        marks = {each.column for each in self.fields if each.marks_row}
        return any(entry.spoiled or not entry.cell.blank for column, entry in entries.items() if column not in marks)

    def _say(self, code: str, entry: CellRead) -> None:
        cell = entry.cell
        found = entry.problems[0].found
        self.read.problems.append(problem(code, sheet=cell.sheet, cell=cell.ref, found=found))
