"""Where the form stands in a workbook: sheets by their names, rows and columns by their headings, never by position.

A heading counts when it is written as in the form, or nearly so where nothing else comes as near. The hidden field
codes and row keys decide only between several that read the same.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from data.returns.form import Block, Form, Sheet
from data.returns.headings import ITEM, LISTS, META, NOTE, PREVIOUS, SIGNOFF, VALUE
from data.returns.problems import Problem, problem
from data.returns.reading.grid import Grid, Place, key, ref
from data.returns.reading.matching import match

_OUR_SHEETS = {key(SIGNOFF), key(META), key(LISTS)}
_BETWEEN = ("STT", "TT", "Số TT", "Kỳ trước", "Gợi ý", ITEM, NOTE, PREVIOUS)
_LOWEST_HEAD, _LOWEST_LABEL, _LAST_COLUMN = 60, 400, 60  # a stranger's sheet must not keep us searching
_HEADINGS_NAMED = 3


@dataclass
class Located:
    """One block in one sheet: the row of its headings, its columns and rows by code, and what was odd about them."""

    grid: Grid
    head: int
    columns: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    note: int | None = None
    problems: list[Problem] = field(default_factory=list)


def sheets(form: Form, workbook: Iterable[Grid]) -> tuple[dict[str, Grid], list[Problem]]:
    """The grid of each sheet of the form by the sheet's code, and a problem for each that is missing or oddly named."""
    free = {grid.name: grid for grid in workbook if key(grid.name) not in _OUR_SHEETS}
    titles = {sheet.code: key(sheet.title.vi) for sheet in form.sheets}
    names = {name: key(name) for name in free}
    matched = match(titles, names)
    found, problems = {}, []
    for sheet in form.sheets:
        name = matched.get(sheet.code) or _by_content(sheet, free, set(matched.values()))
        if name is None:
            problems.append(problem("missing_sheet", sheet=sheet.title.vi, title=sheet.title.vi))
            continue
        found[sheet.code] = free[name]
        if names[name] != titles[sheet.code]:
            problems.append(problem("renamed_sheet", sheet=name, title=sheet.title.vi))
    return found, problems


def _by_content(sheet: Sheet, free: Mapping[str, Grid], taken: set[str]) -> str | None:
    """A sheet under quite another name, where its hidden codes and its title both say which it is."""
    block = sheet.blocks[0]
    for name, grid in free.items():
        texts = set().union(*(row.values() for row in grid.texts.values())) if name not in taken else set()
        if key(block.code) in texts and key(block.title.vi) in texts:
            return name
    return None


def block(block: Block, grid: Grid) -> Located:
    """Finds a block on its sheet."""
    columns = _columns_wanted(block)
    head = _heading_row(columns, grid)
    located = Located(grid, head)
    _find_columns(located, block, columns)
    if block.kind != "table":
        _find_rows(located, block)
    return located


def _columns_wanted(block: Block) -> dict[str, str]:
    """The headings that the block must have, by column code; figures have a single one."""
    if block.kind == "single":
        return {"value": key(VALUE)}
    return {field.column_code: key(field.heading.vi) for field in block.columns}


def _heading_row(columns: Mapping[str, str], grid: Grid) -> int:
    """The row in which most of the headings stand, the first of several; 0 where there is none."""
    wanted = set(columns.values())
    best, most = 0, 0
    rows = sorted(row for row in grid.texts if row <= _LOWEST_HEAD)
    for row in rows:
        count = len(wanted.intersection(grid.texts[row].values()))
        if count > most:
            best, most = row, count
    if most >= min(2, len(wanted)):
        return best
    for row in rows:  # every one of them may be misspelt
        there = _texts(grid, row)
        count = len(match(columns, there))
        if count > most:
            best, most = row, count
    return best


def _texts(grid: Grid, row: int) -> dict[int, str]:
    """The texts of a row by column."""
    return {column: text for column, text in sorted(grid.texts.get(row, {}).items()) if column <= _LAST_COLUMN}


def _find_columns(located: Located, block: Block, columns: Mapping[str, str]) -> None:
    codes = _codes(block, located.grid, located.head)
    headings = {field.column_code: field.heading.vi for field in block.columns} or {"value": VALUE}
    there = _texts(located.grid, located.head)
    located.columns = _recognised(
        located,
        headings,
        there,
        place=lambda column: (located.head, column),
        marked=lambda code, column: codes.get(column) == _code(block, code),
    )
    _find_others(located, there)


def _recognised(
    located: Located,
    names: Mapping[str, str],
    there: Mapping[int, str],
    *,
    place: Callable[[int], Place],
    marked: Callable[[str, int], bool],
) -> dict[str, int]:
    """The column or row of each of `names`, by its code; what is missing, there twice or misspelt is told."""
    grid, wanted = located.grid, {code: key(name) for code, name in names.items()}
    found = match(wanted, there)
    for code, chosen in found.items():
        same = [other for other, text in there.items() if text == wanted[code]]
        ours = [other for other in same if marked(code, other)]
        if len(same) > 1 and len(ours) == 1:
            found[code] = ours[0]
        elif len(same) > 1:
            places = [ref(place(other)) for other in same]
            located.problems.append(_odd("repeated_heading", grid, place(chosen), names[code], places=places))
        elif not same:
            located.problems.append(_odd("renamed_heading", grid, place(chosen), names[code]))
    missing = [name for code, name in names.items() if code not in found]
    if len(missing) > _HEADINGS_NAMED:  # a whole row or column of them is gone: that is one fault
        missing = ["; ".join([*missing[:_HEADINGS_NAMED], "…"])]
    located.problems += [problem("missing_heading", sheet=grid.name, heading=name) for name in missing]
    return found


def _find_others(located: Located, there: Mapping[int, str]) -> None:
    """The note column, and columns that are none of the form's."""
    ours = set(located.columns.values())
    known = {key(text) for text in _BETWEEN}
    others = {column: text for column, text in there.items() if column not in ours}
    located.note = next((column for column, text in others.items() if text == key(NOTE)), None)
    extra = [column for column, text in others.items() if text not in known]
    if extra and ours:
        names = [located.grid.shown((located.head, column)) for column in extra]
        located.problems.append(problem("extra_columns", sheet=located.grid.name, cell=ref((located.head, extra[0])), headings=names))


def _codes(block: Block, grid: Grid, head: int) -> dict[int, object]:
    """The hidden field codes by column: they stand above the headings, in the row that begins with the block's code."""
    for row in range(head - 1, 0, -1):
        if grid.cells.get((row, 1)) == block.code:
            return {column: grid.cells.get((row, column)) for column in grid.rows[row]}
    return {}


def _code(block: Block, column: str) -> str:
    """What the hidden row says of a column of the form."""
    return {"single": "input", "matrix": f"{block.code}.*.{column}", "table": f"{block.code}[].{column}"}[block.kind]


def _find_rows(located: Located, block: Block) -> None:
    """The rows of figures or of a matrix, by their labels in the column that holds most of them."""
    grid = located.grid
    if block.kind == "single":
        labels = {field.code: field.label.vi for field in block.fields}
    else:
        labels = {row.code: row.label.vi for row in block.rows}
    column = _label_column({key(label) for label in labels.values()}, located)
    rows = range(located.head + 1, _LOWEST_LABEL)
    there = {row: texts[column] for row, texts in sorted(grid.texts.items()) if row in rows and column in texts}
    located.rows = _recognised(
        located,
        labels,
        there,
        place=lambda row: (row, column),
        marked=lambda code, row: grid.cells.get((row, 1)) == code,
    )


def _label_column(wanted: set[str], located: Located) -> int:
    counts: dict[int, int] = {}
    for row, texts in located.grid.texts.items():
        if row > located.head:
            for column, text in texts.items():
                if text in wanted:
                    counts[column] = counts.get(column, 0) + 1
    inputs = set(located.columns.values())
    return max((column for column in counts if column not in inputs), key=lambda column: counts[column], default=2)


def _odd(code: str, grid: Grid, place: Place, heading: str, **params: Any) -> Problem:
    return problem(code, sheet=grid.name, cell=ref(place), found=grid.shown(place), heading=heading, **params)
