"""One workbook's bytes into plain lists of cells, as JSON can carry them.

Runs in the child process: third-party modules and the standard library only. `cells` of a sheet is one flat list, row,
column and value of one cell after another, counted from 1: a list for each cell costs a sixth of the reader's time in
garbage collection. A date is {"date": "2026-12-20"}. Cells without content are left out.
"""

import posixpath
from datetime import date, datetime
from typing import Any
from xml.parsers import expat

import python_calamine

from data.returns.sandbox.archive import Refused, pack, unpack
from data.returns.sandbox.scan import Remarks, percent_styles, remarks, trimmed

MAX_SHEETS = 100
MAX_CELLS = 200_000
MAX_TEXT = 5_000_000


def parse(content: bytes) -> dict[str, Any]:
    """{"sheets": [{"name", "visible", "cells"} and the fields of `Remarks`, ...]}; Refused where it is not read."""
    parts = unpack(content)
    try:
        return _parse(parts)
    except (expat.ExpatError, python_calamine.CalamineError, UnicodeDecodeError) as reason:
        raise Refused("damaged") from reason


def _parse(parts: dict[str, bytes]) -> dict[str, Any]:
    names = {name.casefold(): name for name in parts}
    styles = names.get("xl/styles.xml")
    percent = percent_styles(parts[styles] if styles else None)
    noted: dict[str, Remarks] = {}
    for name, part in _sheet_parts(parts).items():
        file = names.get(part.casefold())
        if file is None:
            continue
        noted[name] = remarks(parts[file], percent)
        if noted[name].far:
            parts[file] = trimmed(parts[file])
    with python_calamine.CalamineWorkbook.from_filelike(pack(parts)) as book:
        if len(book.sheet_names) > MAX_SHEETS:
            raise Refused("too_much_content")
        return {"sheets": _sheets(book, noted)}


def _sheets(book: python_calamine.CalamineWorkbook, noted: dict[str, Remarks]) -> list[dict[str, Any]]:
    sheets, room, text_room = [], MAX_CELLS, MAX_TEXT
    for about in book.sheets_metadata:
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        rows = book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
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
        visible = about.visible == python_calamine.SheetVisibleEnum.Visible
        sheets.append({"name": about.name, "visible": visible, "cells": cells} | vars(noted.get(about.name) or Remarks()))
    return sheets


def _sheet_parts(parts: dict[str, bytes]) -> dict[str, str]:
    """The part of the zip in which each sheet is, by the sheet's name."""
    files = {name.casefold(): part for name, part in parts.items()}
    targets = {
        link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target", ""))).lstrip("/")
        for link in _elements(files.get("xl/_rels/workbook.xml.rels", b"<none/>"), "Relationship")
    }
    return {
        sheet.get("name", ""): targets.get(next((value for key, value in sheet.items() if key.endswith(":id")), None), "")
        for sheet in _elements(files["xl/workbook.xml"], "sheet")
    }


def _elements(xml: bytes, wanted: str) -> list[dict[str, str]]:
    """The attributes of every element of one name, whatever its namespace's prefix."""
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == wanted:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(xml, True)
    return found


def plain(value: object) -> Any:
    """A value that JSON does not know: days as {"date": ...}, times and durations as their text."""
    if isinstance(value, datetime):
        value = value.date()
    return {"date": value.isoformat()} if isinstance(value, date) else str(value)
