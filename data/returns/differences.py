"""What one filing says otherwise than another: cell by cell, rows of tables by their names."""

from collections.abc import Iterator
from dataclasses import dataclass

from data.returns.filing import NOT_ARISING, Cell, Filing, Row
from data.returns.form import Block, Field, Form
from data.returns.headings import NO, YES
from data.returns.problems import plain
from data.returns.rows import name_of, numbered
from data.words import Text


@dataclass(frozen=True)
class Difference:
    """One cell that says something else: where it stands in the newer file (in the older one, where its row is gone), the field, the
    name of its row in a table, and both contents as people write them; "" where nothing stands."""

    sheet: str
    cell: str
    field: str
    label: Text
    row: str
    old: str
    new: str


def differences(old: Filing, new: Filing, form: Form) -> list[Difference]:
    """In the order of the form. Words count, too: a note of the cover that changed is a difference."""
    return [each for block in form.blocks.values() for each in (_of_table if block.kind == "table" else _of_cells)(block, old, new, form)]


def _of_cells(block: Block, old: Filing, new: Filing, form: Form) -> Iterator[Difference]:
    for field in block.fields:
        yield from _difference(field, "", old.cells.get(field.code), new.cells.get(field.code), form)


def _of_table(block: Block, old: Filing, new: Filing, form: Form) -> Iterator[Difference]:
    then, now = _named(block, old), _named(block, new)
    yield from _difference(block.fields[0], "", old.empty_tables.get(block.code), new.empty_tables.get(block.code), form)
    for name in dict.fromkeys([*now, *then]):
        before, after = then.get(name, {}), now.get(name, {})
        for field in block.fields:
            yield from _difference(field, name[0], before.get(field.column_code), after.get(field.column_code), form)


def _named(block: Block, filing: Filing) -> dict[tuple[str, int], Row]:
    """The rows by their names, and by how often that name stood before."""
    rows = filing.tables.get(block.code, ())
    names = numbered(name_of(row, block.first_column) for row in rows)
    return dict(zip(names, rows, strict=True))


def _difference(field: Field, row: str, old: Cell | None, new: Cell | None, form: Form) -> Iterator[Difference]:
    then, now = (_written(cell, field, form) for cell in (old, new))
    place = new or old
    if then != now and place:
        yield Difference(place.sheet, place.ref, field.code, field.label, row, then, now)


def _written(cell: Cell | None, field: Field, form: Form) -> str:
    if cell is None or cell.blank:
        return ""
    if cell.not_arising:
        return NOT_ARISING
    if isinstance(cell.value, bool):
        return YES if cell.value else NO
    if isinstance(cell.value, int | float):
        return plain(cell.value)
    labels = {option.code: option.label.vi for option in form.options(field)}
    return labels.get(str(cell.value), cell.shown or str(cell.value))
