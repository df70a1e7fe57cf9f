"""Lays the blocks of a form out on sheets and fills in what is known.

A block is, from above: its title, a hidden row of field codes, a grey line that helps, the headings, the rows. The
hidden column A holds the key of each row: a field's code for figures, the row's code in a matrix, and in a table the
row's name (folded) or its number.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from data.returns.form import Block, Field
from data.returns.headings import HINT, ITEM, NOTE, PREVIOUS, VALUE
from data.returns.writing import look, rules
from data.returns.writing.look import Shown, put
from data.returns.writing.prefill import Line, Prefill

EMPTY_ROWS = 40
_WIDTHS = {"text": 28, "choice": 20, "yes_no": 11, "date": 14, "int": 13, "decimal": 13}
_PREVIOUS_WIDTHS = {"choice": 16, "int": 10, "decimal": 10, "yes_no": 9}
_NO_TASKS = "Chưa có kế hoạch của đơn vị trong hệ thống, nên trang này không có gì phải điền."


@dataclass(frozen=True)
class Column:
    """One column of a block from B on: what it shows (`part`), for which field, under which heading."""

    number: int
    part: str  # label, input, previous, note, hint
    heading: str
    width: float
    field: Field | None = None

    @property
    def letter(self) -> str:
        return get_column_letter(self.number)

    @property
    def code(self) -> str:
        """What the hidden row says of the column."""
        if self.field is None:
            return self.part
        code = self.field.code if self.field.row is None else f"{self.field.block}.*.{self.field.column}"
        return code if self.part == "input" else f"{code}:{self.part}"


@dataclass
class Page:
    """A sheet while it is drawn. `cells` grows: where every figure and matrix cell of the workbook stands."""

    sheet: Worksheet
    prefill: Prefill
    cells: dict[str, tuple[str, str]]

    def refer(self, code: str, letters: dict[str, str], row: int) -> str | None:
        """The cell of another field as a formula in `row` names it; None where this workbook does not ask for it."""
        if code in letters:
            return f"${letters[code]}{row}"
        if code not in self.cells:
            return None
        sheet, cell = self.cells[code]
        return f"${cell[0]}${cell[1:]}" if sheet == self.sheet.title else rules.cell_name(code)


def draw(page: Page, block: Block, guide: tuple[str, ...] = ()) -> None:
    """Draws a block that has its sheet for itself; `guide` are sentences above the headings."""
    columns = tuple(_columns(block))
    heads = _head(page, block, columns, guide)
    {"single": _single_fields, "matrix": _matrix, "table": _table}[block.kind](page, block, columns, heads + 1)
    frozen = columns[0].letter if block.code == "cover" else columns[1].letter
    page.sheet.freeze_panes = None if block.code == "cover" else f"{frozen}{heads + 1}"
    width = sum(column.width for column in columns)
    unit = f"{page.prefill.identity['cover.ward_name']} · {page.prefill.identity['cover.quarter']}"
    look.paper(page.sheet, landscape=width > 100, repeat=f"{heads}:{heads}", heading=unit)
    look.protect(page.sheet)


def _columns(block: Block) -> Iterator[Column]:
    for number, (part, heading, width, field) in enumerate(_parts(block), start=2):
        yield Column(number, part, heading, width, field)


def _parts(block: Block) -> Iterator[tuple[str, str, float, Field | None]]:
    """Part, heading, width and field of each column of a block."""
    if block.kind == "single":
        wordy = any(field.type == "text" for field in block.fields)
        yield "label", ITEM, 52, None
        yield "input", VALUE, 40 if wordy else 17, None
        yield "previous", PREVIOUS, 26 if wordy else 13, None
        yield "note", NOTE, 24, None
        yield "hint", HINT, 44 if wordy else 56, None
        return
    if block.kind == "matrix":
        yield "label", ITEM, 40, None
    for field in block.columns:
        yield "input", field.heading.vi, field.width or _WIDTHS[field.type], field
        if shows_previous(field, block):
            yield "previous", PREVIOUS, _PREVIOUS_WIDTHS[field.type], field
    if not any(field.column == "note" for field in block.fields):
        yield "note", NOTE, 26, None


def shows_previous(field: Field, block: Block) -> bool:
    """Whether last time's value stands beside a column: where rows stay, and it is neither carried over nor prose."""
    stays = block.kind == "matrix" or block.printed or any(each.carried for each in block.fields)
    return stays and not (field.carried or field.locked) and field.type not in ("text", "date")


def _head(page: Page, block: Block, columns: tuple[Column, ...], guide: tuple[str, ...]) -> int:
    """Title, codes, helping lines and headings; returns the row of the headings."""
    sheet, width = page.sheet, sum(column.width for column in columns)
    sheet.column_dimensions["A"].hidden = True
    for column in columns:
        sheet.column_dimensions[column.letter].width = column.width
    _across(sheet, 1, columns, block.title.vi, "title", 30)
    sheet["A2"] = block.code
    for column in columns:
        sheet.cell(2, column.number, column.code)
    sheet.row_dimensions[2].hidden = True
    row = 2
    helping = [(line, "guide") for line in guide] + ([(block.hint.vi, "line")] if block.hint else [])
    if block.printed and not page.prefill.lines(block):
        helping = [(_NO_TASKS, "line")]
    for text, style in helping:
        row += 1
        _across(sheet, row, columns, text, style, look.lines(text, width) * look.POINTS + 2)
    row += 1
    for column in columns:
        style = "heading previous" if column.part == "previous" else "heading"
        put(sheet, row, column.number, column.heading, style)
    tallest = max(look.lines(column.heading, column.width * 0.9) for column in columns)
    sheet.row_dimensions[row].height = tallest * look.POINTS + 8
    return row


def _across(sheet: Worksheet, row: int, columns: tuple[Column, ...], text: str, style: str, height: float) -> None:
    """One line of text over the whole width of a block."""
    put(sheet, row, columns[0].number, text, style)
    look.merge(sheet, f"{columns[0].letter}{row}:{columns[-1].letter}{row}")
    sheet.row_dimensions[row].height = height


def _single_fields(page: Page, block: Block, columns: tuple[Column, ...], row: int) -> None:
    label, value, previous, note, hint = columns
    group = None
    placed = []
    for field in block.fields:
        if field.group and field.group != group:
            group = field.group
            _across(page.sheet, row, columns, group.vi, "group", look.POINTS + 4)
            row += 1
        page.sheet.cell(row, 1, field.code)
        part = field.label.vi.startswith("Trong đó")
        put(page.sheet, row, label.number, field.label.vi, "label part" if part else "label")
        _input(page, field, row, value.number, page.prefill.value(field))
        put(page.sheet, row, previous.number, page.prefill.last(field), f"previous {field.type}")
        put(page.sheet, row, note.number, page.prefill.note((field,)), "note")
        put(page.sheet, row, hint.number, _hint(page, field), "hint")
        _grow(page.sheet, row, columns)
        page.cells[field.code] = (page.sheet.title, f"{value.letter}{row}")
        placed.append((field, f"{value.letter}{row}"))
        row += 1
    _rule_single_cells(page, placed)


def _hint(page: Page, field: Field) -> str | None:
    """What stands beside a figure: its unit, how to count it, what bounds it."""
    unit = [f"Đơn vị: {field.unit.vi}."] if field.unit else []
    told = [field.hint.vi] if field.hint else list(rules.bounds(field, page.prefill.form))
    return " ".join(unit + told) or None


def _matrix(page: Page, block: Block, columns: tuple[Column, ...], row: int) -> None:
    placed = []
    for line in block.rows:
        page.sheet.cell(row, 1, line.code)
        put(page.sheet, row, columns[0].number, line.label.vi, "label")
        for column in columns[1:]:
            field = block.at(line.code, column.field.column_code) if column.field else None
            if column.part == "note":
                put(page.sheet, row, column.number, page.prefill.note(each for each in block.fields if each.row == line.code), "note")
            elif field is None:
                put(page.sheet, row, column.number, None, "absent")
            elif column.part == "previous":
                put(page.sheet, row, column.number, page.prefill.last(field), f"previous {field.type}")
            else:
                _input(page, field, row, column.number, page.prefill.value(field))
                page.cells[field.code] = (page.sheet.title, f"{column.letter}{row}")
                placed.append((field, f"{column.letter}{row}"))
        look.grow(page.sheet, row, [(line.label.vi, columns[0].width)])
        row += 1
    _rule_single_cells(page, placed)


def _rule_single_cells(page: Page, placed: list[tuple[Field, str]]) -> None:
    """Validations of figures and matrix cells, once every one of them has its place."""
    for field, cell in placed:
        if not field.locked:
            rules.apply(page.sheet, page.prefill.form, field, cell, lambda code: page.refer(code, {}, 0))


def _table(page: Page, block: Block, columns: tuple[Column, ...], first: int) -> None:
    lines = page.prefill.lines(block)
    known = len(lines)
    if not block.printed:
        lines = lines + [Line(str(number)) for number in range(known + 1, known + EMPTY_ROWS + 1)]
    for row, line in enumerate(lines, start=first):
        put(page.sheet, row, 1, line.key, "label" if block.printed else "free")
        for column in columns:
            _table_cell(page, column, line, row)
        if row < first + known:
            _grow(page.sheet, row, columns)
        if not block.printed:  # Excel deletes a row of a protected sheet only where every cell of it is unlocked
            page.sheet.row_dimensions[row].protection = Protection(locked=False)
    if lines:
        _rule_table(page, block, columns, first, first + len(lines) - 1)
    if block.at_least_one and not known:
        for column in columns:
            if column.part == "input" and column.field and column.field.required:
                rules.must_fill(page.sheet, f"{column.letter}{first}")


def _rule_table(page: Page, block: Block, columns: tuple[Column, ...], first: int, last: int) -> None:
    """Validations and colours of a table, each for a whole column."""
    letters = {column.field.code: column.letter for column in columns if column.part == "input" and column.field}
    begins = [f'${letters[field.code]}{first}<>""' for field in block.fields if not field.marks_row]
    begun = None if block.printed else f"OR({','.join(begins)})"
    for field in block.fields:
        if field.locked:
            continue
        cells = f"{letters[field.code]}{first}:{letters[field.code]}{last}"
        rules.apply(page.sheet, page.prefill.form, field, cells, lambda code: page.refer(code, letters, first))
        if field.required:
            rules.must_fill(page.sheet, cells, begun)


def _table_cell(page: Page, column: Column, line: Line, row: int) -> None:
    field = column.field
    if field is None:
        put(page.sheet, row, column.number, line.note, "note")
    elif column.part == "previous":
        last = line.previous.get(field.column_code)
        put(page.sheet, row, column.number, last, f"{'spare' if last is None else 'previous'} {field.type}")
    else:
        _input(page, field, row, column.number, line.values.get(field.column_code))


def _input(page: Page, field: Field, row: int, column: int, value: Shown) -> None:
    """An input, or what takes its place where it is locked; what must be filled in a table is coloured row by row."""
    weight = "required" if field.required and "[]" not in field.code else "optional"
    style = f"locked {field.type}" if field.locked else f"input {field.type} {weight}"
    put(page.sheet, row, column, value, style)


def _grow(sheet: Worksheet, row: int, columns: tuple[Column, ...]) -> None:
    """Makes a row as high as what stands in it."""
    look.grow(sheet, row, ((sheet.cell(row, column.number).value, column.width) for column in columns))
