"""From the sheets of a workbook to a filing: what each cell of the form says, and what could not be understood."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from data import places
from data.quarter import Quarter
from data.returns.filing import Filing
from data.returns.form import WARD_FORM, Form
from data.returns.formfile import form
from data.returns.headings import META
from data.returns.problems import Problem, problem
from data.returns.reading import locate, sheets
from data.returns.reading.fields import FieldsRead, read_fields
from data.returns.reading.grid import Content, Grid, key
from data.returns.reading.numbers import tidy


@dataclass
class FilingRead:
    """A workbook as far as it was understood. `spoiled` are the cells (sheet, ref) whose content was not.

    `ward` and `quarter` are None where the file does not say them; `filing` then stands for the ones it was read for.
    """

    form: Form
    ward: str | None = None
    quarter: Quarter | None = None
    filing: Filing | None = None
    problems: list[Problem] = field(default_factory=list)
    spoiled: set[tuple[str, str]] = field(default_factory=set)


def read_filing(workbook: Sequence[Grid], *, ward: str | None, quarter: Quarter) -> FilingRead:
    """Reads a workbook by the form that it names; nothing is read where that form is unknown.

    Whose return it is, and for when, the cover says, or else the hidden sheet; `ward` and `quarter` serve to go on
    reading where neither does, so that all faults come back at once. Whether they agree is for the checks to ask.
    """
    meta = _meta(workbook)
    whole = _form(meta)
    if whole is None:
        wrong = problem("wrong_form_version", found=str(meta["form"]), expected=WARD_FORM)
        return FilingRead(form(WARD_FORM), problems=[wrong])
    cover = _cover(whole, workbook)
    said_ward = places.read_code(cover.get("cover.ward_code")) or places.read_code(meta.get("ward"))
    said_quarter = Quarter.read(cover.get("cover.quarter")) or Quarter.read(meta.get("quarter"))
    asked = _asked(whole.code, said_quarter or quarter, _province(said_ward or ward))
    read = read_fields(asked, workbook)
    filing = Filing(
        form=whole.code,
        ward=said_ward or ward or "",
        quarter=said_quarter or quarter,
        period_from=_day(read, "cover.period_from"),
        as_of=_day(read, "cover.as_of"),
        cells=read.cells,
        tables={code: tuple(rows) for code, rows in read.tables.items()},
        empty_tables=read.empty_tables,
        notes=tuple(read.notes),
        meta=meta,
    )
    if not meta:
        read.problems.append(problem("meta_missing"))
    return FilingRead(asked, said_ward, said_quarter, filing, read.problems, read.spoiled)


def _meta(workbook: Sequence[Grid]) -> dict[str, Any]:
    """What the hidden sheet says, by its keys in column A; empty where there is none."""
    grid = next((grid for grid in workbook if key(grid.name) == key(META)), None)
    if grid is None:
        return {}
    return {
        str(name): _plain(grid.cells[row, 2])
        for (row, column), name in sorted(grid.cells.items())
        if column == 1 and row <= 50 and (row, 2) in grid.cells
    }


def _form(meta: dict[str, Any]) -> Form | None:
    """The wards' form that the workbook says it is, today's where it has lost its hidden sheet; None for any other."""
    try:
        named = form(str(meta.get("form", WARD_FORM)))
    except KeyError:
        return None
    return named if named.level == "ward" else None


@lru_cache(64)  # the wards of a province are all asked the same
def _asked(code: str, quarter: Quarter, province: str) -> Form:
    return form(code).asked(quarter, province)


def _plain(value: Content) -> str | int | float:
    """A cell of the hidden sheet as JSON."""
    if isinstance(value, date):
        return value.isoformat()
    return tidy(value) if isinstance(value, float) else value


def _cover(whole: Form, workbook: Sequence[Grid]) -> dict[str, Content]:
    """What stands in the cover's cells before anybody asks what it means: the quarter decides what else is asked."""
    sheet = whole.sheets[0]
    grid = sheets.located(whole, workbook)[0].get(sheet.code)
    if grid is None:
        return {}
    found = locate.block(sheet.blocks[0], grid)
    column = found.columns.get("value", 0)
    return {code: grid.cells[row, column] for code, row in found.rows.items() if (row, column) in grid.cells}


def _province(ward: str | None) -> str:
    """Empty for an unknown ward, which is a problem of its own: then nothing is asked that only some provinces are."""
    try:
        return places.ward(ward).province if ward else ""
    except KeyError:
        return ""


def _day(read: FieldsRead, code: str) -> date | None:
    cell = read.cells.get(code)
    return cell.value if cell and isinstance(cell.value, date) else None
