"""One workbook's bytes into plain lists of cells, as JSON can carry them.

Runs in the child process: third-party modules and the standard library only. `cells` of a sheet is one flat list, row,
column and value of one cell after another, counted from 1: a list for each cell costs a sixth of the reader's time in
garbage collection. A date is {"date": "2026-12-20"}. Cells without content are left out.
"""

from datetime import date, datetime
from typing import Any
from xml.parsers import expat

import python_calamine

from data.returns.sandbox.archive import Refused, unpack
from data.returns.sandbox.package import Package, opened, packed
from data.returns.sandbox.scan import Remarks, looked_at, percent_styles

MAX_SHEETS = 100
MAX_CELLS = 200_000
MAX_TEXT = 5_000_000


def parse(content: bytes) -> dict[str, Any]:
    """{"sheets": [{"name", "visible", "cells"} and the fields of `Remarks`, ...]}; Refused where it is not read."""
    try:
        return _parse(opened(unpack(content)))
    except (expat.ExpatError, python_calamine.CalamineError, UnicodeDecodeError) as reason:
        raise Refused("damaged") from reason


def _parse(package: Package) -> dict[str, Any]:
    if len(package.sheets) > MAX_SHEETS:
        raise Refused("too_much_content")
    percent = percent_styles(package.styles)
    noted = []
    for sheet in package.sheets:
        found, sheet.xml = looked_at(sheet.xml, percent)
        noted.append(found)
    with python_calamine.CalamineWorkbook.from_filelike(packed(package)) as book:
        return {"sheets": _sheets(book, package, noted)}


def _sheets(book: python_calamine.CalamineWorkbook, package: Package, noted: list[Remarks]) -> list[dict[str, Any]]:
    sheets, room, text_room = [], MAX_CELLS, MAX_TEXT
    for number, (sheet, remarks) in enumerate(zip(package.sheets, noted, strict=True)):
        rows = book.get_sheet_by_index(number).to_python(skip_empty_area=False)
        cells = [
            part
            for row, values in enumerate(rows, 1)
            for column, value in enumerate(values, 1)
            if value != ""
            for part in (row, column, value)
        ]
        room -= len(cells) // 3
        text_room -= sum(len(value) for value in cells[2::3] if type(value) is str)
        if room < 0 or text_room < 0:
            raise Refused("too_much_content")
        sheets.append({"name": sheet.name, "visible": sheet.visible, "cells": cells} | vars(remarks))
    return sheets


def plain(value: object) -> Any:
    """A value that JSON does not know: days as {"date": ...}, times and durations as their text."""
    if isinstance(value, datetime):
        value = value.date()
    return {"date": value.isoformat()} if isinstance(value, date) else str(value)
