"""Walks the sheets of a form in a workbook and reads its cells, its rows and its notes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from data.returns.filing import Cell, Note, Row
from data.returns.form import Block, Field, Form
from data.returns.problems import Problem, both, problem
from data.returns.reading import locate, sheets
from data.returns.reading.cells import CellRead, read_cell
from data.returns.reading.grid import Grid, key, ref
from data.returns.reading.locate import Located
from data.returns.reading.numbers import marks
from data.returns.reading.totals import Total, counted_in_words, is_the_sum, says_total, summed_rows, wrong_sums
from data.returns.sandbox.scan import column_letters, place_of

MOST_ROWS = 500
"""Rows of one table that are read: a ward has a few hundred classes at the very most."""

_NONE = re.compile(r"(?:(?:khong|ko|k|chua)(?: \w+){0,5}|kps|n a|na|nil|none|0|x)")


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
    grids, read.problems = sheets.located(form, workbook)
    for sheet in form.sheets:
        grid = grids.get(sheet.code)
        if grid is None:
            continue
        if grid.far:
            read.problems.append(problem("far_cells", sheet=grid.name, cell=grid.far))
        if grid.old_font:
            place, typed = next(iter(grid.old_font.items()))
            facts = {"found": typed, "read": grid.shown(place), "count": len(grid.old_font)}
            read.problems.append(problem("old_font", sheet=grid.name, cell=ref(place), **facts))
        for block in sheet.blocks:
            found = locate.block(block, grid)
            read.problems += found.problems
            if block.kind == "table":
                _Table(form, block, found, read).read_rows()
            else:
                _single_cells(form, block, found, read)
            _remark(block, grid, read)
    return read


def _remark(block: Block, grid: Grid, read: FieldsRead) -> None:
    """One line for each kind and sheet: figures that count and that nobody sees, that another workbook computed, and those whose
    dots and commas mean the opposite of others'."""
    ours = {field.column: field for field in block.fields if not (field.locked or field.marks_row)}
    told = [(field, read.cells[field.code]) for field in block.fields if field.code in read.cells and not field.locked]
    told += [(ours[column], cell) for row in read.tables.get(block.code, ()) for column, cell in row.items() if column in ours]
    places = [place_of(cell.ref) for _, cell in told if not cell.blank]
    rows = sorted({row for row, _ in places} & grid.hidden_rows)
    columns = sorted({column for _, column in places} & grid.hidden_columns)
    if rows:
        code = "filtered_rows" if grid.filtered else "hidden_rows"
        read.problems.append(problem(code, sheet=grid.name, rows=[str(row) for row in rows]))
    if columns:
        read.problems.append(problem("hidden_columns", sheet=grid.name, columns=[column_letters(column) for column in columns]))
    written = {way: cell for field, cell in told if field.numeric and (way := marks(cell.shown))}
    if len(written) == 2:
        first, second = sorted(written.values(), key=lambda cell: place_of(cell.ref))
        facts = {"found": second.shown, "other": first.shown, "first": first.ref}
        read.problems.append(problem("mixed_marks", sheet=grid.name, cell=second.ref, **facts))
    if linked := sorted(set(places) & grid.elsewhere):
        read.problems.append(problem("from_other_workbook", sheet=grid.name, cell=ref(linked[0]), cells=[ref(place) for place in linked]))


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
        self.headings_of = {each.column_code: each.heading for each in block.fields}
        self.totals: list[Total] = []

    def read_rows(self) -> None:
        if not self.fields:
            return
        rows = self.read.tables.setdefault(self.block.code, [])
        for row in self._candidates():
            entries = {each.column_code: self._entry(each, row) for each in self.fields}
            if self._is_total(row, entries, rows):
                continue
            if self._answers(entries):
                self.read.empty_tables[self.block.code] = entries[self.first_column].cell
            elif self._says_none(row, entries):
                if not self.block.at_least_one:  # there a line is wanted, and that is said
                    self._say("perhaps_none", entries[self.first_column])
            elif self._is_stray(entries):
                self._say("stray_error", next(entry for entry in entries.values() if entry.spoiled))
            elif self.block.printed or self._begun(entries):
                if len(rows) == MOST_ROWS:
                    self.read.problems.append(problem("too_many_rows", sheet=self.grid.name, limit=MOST_ROWS))
                    return
                rows.append({column: self.read.keep(entry) for column, entry in entries.items()})
                _note(self.found, row, self.read)
        self._judge_totals(rows)

    def _is_total(self, row: int, entries: dict[str, CellRead], rows: Sequence[Row]) -> bool:
        """Whether the row says that it is a total, or has no name and is one; it is kept to be judged with all rows."""
        if self.block.printed:
            return False
        first = self.found.columns.get(self.first_column, 0)
        texts = self.grid.texts.get(row, {})
        said = next((column for column in sorted(texts) if column <= first and says_total(self.grid.shown((row, column)))), None)
        numbers = self._numbers({column: entry.cell for column, entry in entries.items()})
        nameless = not texts.get(first) and is_the_sum(numbers, [self._numbers(each) for each in rows])
        if said is None and not nameless:
            return False
        place = (row, first if said is None else said)
        self.totals.append(Total(place, self.grid.shown(place), numbers, len(rows)))
        return True

    def _judge_totals(self, rows: Sequence[Row]) -> None:
        """One line for each total; a question where it is not the sum, and where a row is one but does not say so."""
        numbers = [self._numbers(row) for row in rows]
        for total in self.totals:
            wrong = wrong_sums(total.numbers, total.above, numbers, [each.above for each in self.totals])
            count = counted_in_words(total.text)
            at = {"sheet": self.grid.name, "cell": ref(total.place), "found": total.text}
            if wrong:
                column, due = next(iter(wrong.items()))
                label = both(self.headings_of[column])
                self.read.problems.append(problem("total_not_sum", **at, column=label, said=total.numbers[column], sum=due))
            elif not total.numbers and count not in (None, len(rows), total.above):
                label = both(self.block.title)
                self.read.problems.append(problem("total_not_sum", **at, column=label, said=count, sum=total.above))
            else:
                self.read.problems.append(problem("total_row", **at))
        for place, row in enumerate(rows):
            if not self.block.printed and (count := summed_rows(numbers[place], numbers[:place])):
                cell = row[self.first_column]
                facts = {"found": cell.shown or str(cell.value), "rows": count}
                self.read.problems.append(problem("looks_like_total", sheet=cell.sheet, cell=cell.ref, **facts))

    def _numbers(self, row: Row) -> dict[str, float]:
        counts = {each.column_code for each in self.fields if each.numeric}
        return {column: cell.number for column, cell in row.items() if column in counts and cell.filled}

    def _candidates(self) -> Iterator[int]:
        """The rows below the headings in which anything stands in a column of the form."""
        columns = set(self.found.columns.values())
        for row, filled in self.grid.rows.items():
            if row <= self.found.head or columns.isdisjoint(filled):
                continue
            if len(self.headings.intersection(self.grid.texts.get(row, {}).values())) >= 2:
                continue  # the headings once more, further down
            yield row

    def _entry(self, each: Field, row: int) -> CellRead:
        place = (row, self.found.columns[each.column_code])
        return read_cell(self.grid, place, each, self.form, opens_row=each is self.first)

    def _answers(self, entries: dict[str, CellRead]) -> bool:
        """Whether the row says that there is nothing to list: "không phát sinh" in the first column, nothing beside."""
        first = entries.get(self.first_column)
        others = (entry for column, entry in entries.items() if column != self.first_column)
        return bool(first and first.cell.not_arising and not any(map(_told, others)))

    def _says_none(self, row: int, entries: dict[str, CellRead]) -> bool:
        """Whether the row says in other words that there is nothing to list: "Không có", "Không tổ chức", "KPS", nothing beside."""
        first = self.found.columns.get(self.first_column)
        said = key(self.grid.shown((row, first))) if first else ""
        others = (entry for column, entry in entries.items() if column != self.first_column)
        return not self.block.printed and _NONE.fullmatch(said) is not None and not any(map(_told, others))

    def _is_stray(self, entries: dict[str, CellRead]) -> bool:
        """A formula error alone in its row is nobody's row."""
        told = list(filter(_told, entries.values()))
        return len(told) == 1 and [each.code for each in told[0].problems] == ["error_value"]

    def _begun(self, entries: dict[str, CellRead]) -> bool:
        """Whether somebody wrote into the row; what stands there before does not begin it."""
        marks = {each.column for each in self.fields if each.marks_row}
        return any(_told(entry) for column, entry in entries.items() if column not in marks)

    def _say(self, code: str, entry: CellRead) -> None:
        cell = entry.cell
        found = self.grid.shown(place_of(cell.ref))
        self.read.problems.append(problem(code, sheet=cell.sheet, cell=cell.ref, found=found))


def _told(entry: CellRead) -> bool:
    """Whether anything stands in a cell, understood or not."""
    return entry.spoiled or not entry.cell.blank
