"""Where a block of the form stands in its sheet: rows and columns by their headings, never by position.

A heading counts when it is written as in the form, or mistyped; where it may mean something else, that is asked. The hidden
field codes and row keys decide only between several that read the same, and say where a heading should stand.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from data.returns.form import Block
from data.returns.headings import ITEM, NOTE, PREVIOUS, VALUE
from data.returns.problems import Problem, problem
from data.returns.reading.grid import Grid, Place, key, ref
from data.returns.reading.likeness import said
from data.returns.reading.matching import match

_BETWEEN = ("STT", "TT", "Số TT", "Kỳ trước", "Gợi ý", ITEM, NOTE, PREVIOUS)
_LOWEST_HEAD, _LOWEST_LABEL, _LAST_COLUMN = 60, 400, 60  # a stranger's sheet must not keep us searching
_HEADINGS_NAMED = 3


@dataclass
class Located:
    """One block in one sheet: the row of its headings, its columns and rows by code, and what was odd about them.

    `unclear` are columns and rows of which nobody can say whether they are the form's.
    """

    grid: Grid
    head: int
    unclear: set[int] = field(default_factory=set)
    columns: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    note: int | None = None
    problems: list[Problem] = field(default_factory=list)


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
        return {"value": VALUE}
    return {field.column_code: field.heading.vi for field in block.columns}


def _heading_row(columns: Mapping[str, str], grid: Grid) -> int:
    """The row in which most of the headings stand, the first of several; 0 where there is none."""
    wanted = set(map(key, columns.values()))
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
        count = len(match(columns, there).found)
        if count > most:
            best, most = row, count
    return best


def _texts(grid: Grid, row: int) -> dict[int, str]:
    """The texts of a row by column."""
    return {column: grid.shown((row, column)) for column in sorted(grid.texts.get(row, {})) if column <= _LAST_COLUMN}


def _find_columns(located: Located, block: Block, columns: Mapping[str, str]) -> None:
    codes = _codes(block, located.grid, located.head)
    headings = {field.column_code: field.heading.vi for field in block.columns} or {"value": VALUE}
    there = _texts(located.grid, located.head)
    located.columns = _recognised(
        located,
        headings,
        there,
        every=codes,
        place=lambda column: (located.head, column),
        marked=lambda code, column: codes.get(column) == _code(block, code),
    )
    _find_others(located, there)


def _recognised(
    located: Located,
    names: Mapping[str, str],
    there: Mapping[int, str],
    *,
    every: Iterable[int],
    dispensable: Collection[str] = (),
    place: Callable[[int], Place],
    marked: Callable[[str, int], bool],
) -> dict[str, int]:
    """The column or row of each of `names`, by its code, and what is odd is told. The hidden codes (`marked`, in `every`
    column or row) decide between two that read the same, and say where one that is not found should be. Those that are
    `dispensable` may be missing."""
    grid, matched = located.grid, match(names, there)
    found = matched.found
    by_words: dict[Hashable, list[int]] = {}
    for other, text in there.items():
        by_words.setdefault(said(text), []).append(other)
    for code, chosen in found.items():
        same = by_words.get(said(names[code]), [])
        ours = [other for other in same if marked(code, other)]
        if len(same) > 1 and len(ours) == 1:
            found[code] = ours[0]
        elif len(same) > 1:
            places = [ref(place(other)) for other in same]
            located.problems.append(_odd("repeated_heading", grid, place(chosen), names[code], places=places))
        elif code in matched.mistyped:
            located.problems.append(_odd("renamed_heading", grid, place(chosen), names[code]))
    lost = []
    for code in [code for code in names if code not in found]:
        ours = [other for other in every if marked(code, other) and other not in found.values()]
        near = ours[0] if ours else matched.doubtful.get(code)
        if near is None and code not in dispensable:
            lost.append(names[code])
        elif near is None:
            continue
        elif near in there:
            located.unclear.add(near)
            located.problems.append(_odd("unclear_heading", grid, place(near), names[code]))
        else:
            located.problems.append(problem("missing_heading", sheet=grid.name, cell=ref(place(near)), heading=names[code]))
    if len(lost) > _HEADINGS_NAMED:  # a whole row or column of them is gone: that is one fault
        lost = ["; ".join([*lost[:_HEADINGS_NAMED], "…"])]
    located.problems += [problem("missing_heading", sheet=grid.name, heading=name) for name in lost]
    return found


def _find_others(located: Located, there: Mapping[int, str]) -> None:
    """The note column, and columns that are none of the form's."""
    ours = {*located.columns.values(), *located.unclear}
    known = {key(text) for text in _BETWEEN}
    others = {column: key(text) for column, text in there.items() if column not in ours}
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
    there = {row: grid.shown((row, column)) for row, texts in sorted(grid.texts.items()) if row in rows and column in texts}
    located.rows = _recognised(
        located,
        labels,
        there,
        every=[row for row in grid.rows if row in rows],
        dispensable={each.code for each in block.fields if each.reviews},
        place=lambda row: (row, column),
        marked=lambda code, row: grid.cells.get((row, 1)) == code,
    )
    ours, inputs = {*located.rows.values(), *located.unclear}, set(located.columns.values())
    groups = {said(each.group.vi) for each in block.fields if each.group}
    extra = [row for row in there if row not in ours and not inputs.isdisjoint(grid.rows[row]) and said(there[row]) not in groups]
    if extra:
        texts = [there[row] for row in extra]
        located.problems.append(problem("extra_rows", sheet=grid.name, cell=ref((extra[0], column)), labels=texts))


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
