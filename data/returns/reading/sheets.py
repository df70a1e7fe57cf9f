"""Where the sheets of the form stand in a workbook: by their names, or by what is in them; never by position."""

import re
from collections.abc import Iterable, Mapping

from data.returns.form import Form, Sheet
from data.returns.headings import LISTS, META, SIGNOFF
from data.returns.problems import Problem, problem
from data.returns.reading import locate
from data.returns.reading.grid import Grid, key
from data.returns.reading.likeness import likeness, said
from data.returns.reading.matching import match

_OUR_SHEETS = {key(SIGNOFF), key(META), key(LISTS)}
_COPY = re.compile(r"^(?:copy of|bản sao(?: của)?)\s+|\s*[-_]?\s*(?:\(\d+\)|\d+|copy|bản sao|sao)$", re.IGNORECASE)


def located(form: Form, workbook: Iterable[Grid]) -> tuple[dict[str, Grid], list[Problem]]:
    """The grid of each sheet of the form by the sheet's code, and what is odd: sheets that are missing, oddly named, hidden,
    there twice with different figures, or not read."""
    free = {grid.name: grid for grid in workbook if key(grid.name) not in _OUR_SHEETS}
    titles = {sheet.code: sheet.title.vi for sheet in form.sheets}
    matched = match(titles, {name: name for name in free})
    others = {name for name in free if name not in matched.found.values()}
    found, problems, unclear = {}, [], set()
    for sheet in form.sheets:
        named = [matched.found[sheet.code]] if sheet.code in matched.found else []
        copies = [name for name in sorted(others) if likeness(_COPY.sub("", name), sheet.title.vi) is not None]
        alike = [name for name in sorted(others) if name not in copies and _by_content(sheet, free[name])]
        doubtful = [name for name in alike if _means_more(name, sheet.title.vi)]
        candidates = named + copies + [name for name in alike if name not in doubtful]
        if not candidates:
            near = doubtful or ([matched.doubtful[sheet.code]] if sheet.code in matched.doubtful else [])
            problems.append(_missing(sheet, near))
            unclear.update(near)
            continue
        name, rivals = _chosen(sheet, candidates, free)
        if rivals:
            problems.append(problem("two_sheets", sheet=name, title=sheet.title.vi, sheets=[name, *rivals]))
            unclear.update(rivals)
        found[sheet.code] = free[name]
        others_of_it = [other for other in doubtful if free[other].cells != free[name].cells and _answered(sheet, free[other])]
        problems += [problem("other_version", sheet=other, title=sheet.title.vi, read=name) for other in others_of_it]
        unclear.update(others_of_it)
        if said(name) != said(sheet.title.vi):
            problems.append(problem("renamed_sheet", sheet=name, title=sheet.title.vi))
        if not free[name].visible:
            problems.append(problem("hidden_sheet", sheet=name))
    read = {grid.name for grid in found.values()} | unclear
    problems += [problem("unread_sheet", sheet=name) for name, grid in free.items() if grid.rows and name not in read]
    return found, problems


def _missing(sheet: Sheet, near: list[str]) -> Problem:
    """No sheet that is surely the wanted one; perhaps one that comes near."""
    if near:
        return problem("unclear_sheet", sheet=near[0], found=near[0], title=sheet.title.vi)
    return problem("missing_sheet", sheet=sheet.title.vi, title=sheet.title.vi)


def _means_more(name: str, title: str) -> bool:
    """Whether a name has the words of the title and more: "Tập huấn kỳ trước" may be another sheet."""
    return set(key(title).split()) <= set(key(name).split())


def _by_content(sheet: Sheet, grid: Grid) -> bool:
    """Whether the hidden code and the title in it both say which sheet it is, whatever its name."""
    block = sheet.blocks[0]
    texts = set().union(*(row.values() for row in grid.texts.values()))
    return key(block.code) in texts and key(block.title.vi) in texts


def _chosen(sheet: Sheet, names: list[str], free: Mapping[str, Grid]) -> tuple[str, list[str]]:
    """The sheet to read, and those that may be it just as well: they hold something else, and are not empty."""
    if len(names) == 1:
        return names[0], []
    names = sorted(names, key=lambda name: (not _answered(sheet, free[name]), names.index(name)))
    first = free[names[0]]
    rivals = [name for name in names[1:] if free[name].cells != first.cells and _answered(sheet, free[name])]
    return names[0], rivals


def _answered(sheet: Sheet, grid: Grid) -> bool:
    """Whether anything stands in the sheet where people write."""
    for each in sheet.blocks:
        found = locate.block(each, grid)
        given = {field.column for field in each.fields if field.marks_row} if each.kind == "table" else set()
        columns = {column for code, column in found.columns.items() if code not in given}
        rows = set(found.rows.values()) if each.kind != "table" else {row for row in grid.rows if row > found.head}
        if any(row in rows and not columns.isdisjoint(filled) for row, filled in grid.rows.items()):
            return True
    return False
