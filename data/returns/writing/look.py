"""How the sheets of a return look: styles, sizes, paper. White, navy accents, coloured inputs, grey where locked."""

import math
import textwrap
from collections.abc import Iterable
from copy import copy
from datetime import date
from functools import lru_cache
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from data.returns.filing import NOT_ARISING

FONT = "Times New Roman"
NAVY, INK, GREY = "1F3864", "222222", "595959"
REQUIRED, OPTIONAL, LOCKED, TINT, LINE = "FFF6D6", "EAF3FB", "F2F2F2", "DCE5F2", "A9B5C6"
Shown = str | int | float | date | None
"""What is written into a cell; None leaves it empty."""

POINTS = 16
"""Height of one line of text, in points."""

_HAIR = Side(style="thin", color=LINE)
_BOX = Border(left=_HAIR, right=_HAIR, top=_HAIR, bottom=_HAIR)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="center", shrink_to_fit=True)
# Days are typed as text: a computer set to American dates would turn 10/12 into 12 October and say nothing.
_INPUTS = {
    "text": (_LEFT, "General"),
    "choice": (_LEFT, "General"),
    "yes_no": (_CENTRE, "General"),
    "date": (_LEFT, "@"),  # text, not a day: decision 17
    "int": (_RIGHT, "#,##0"),
    "decimal": (_RIGHT, "#,##0.0##"),
}

MISSING = DifferentialStyle(fill=PatternFill("solid", start_color=REQUIRED, end_color=REQUIRED))
WRONG = DifferentialStyle(font=Font(color="9C0006", bold=True), fill=PatternFill("solid", "FFC7CE", "FFC7CE"))
DOUBTFUL = DifferentialStyle(font=Font(color="7F6000"), fill=PatternFill("solid", "FFE699", "FFE699"))


class Book(Workbook):
    """A workbook without sheets that has the styles of a return, by name: "input int required", "previous int", "label", ..."""

    def __init__(self) -> None:
        super().__init__()
        self.remove(self.worksheets[0])
        _register(self)
        named: Any = self  # openpyxl's own way to a style of a cell looks through all names each time
        self.arrays = {style.name: style.as_tuple() for style in named._named_styles}


def _register(book: Workbook) -> None:
    styles: Any = book  # openpyxl has no public way to the style that every workbook begins with
    styles._named_styles["Normal"].font = Font(name=FONT, size=12)
    for name, colour in (("required", REQUIRED), ("optional", OPTIONAL)):
        for kind, (alignment, number) in _INPUTS.items():
            _add(book, f"input {kind} {name}", alignment, fill=colour, number=number, locked=False)
    for kind, (alignment, number) in _INPUTS.items():
        _add(book, f"previous {kind}", alignment, fill=LOCKED, number=number, colour=GREY)
        _add(book, f"spare {kind}", alignment, fill=LOCKED, number=number, colour=GREY, locked=False)
        _add(book, f"locked {kind}", alignment, fill=LOCKED, number="dd/mm/yyyy" if kind == "date" else number)
    _add(book, "note", _LEFT, locked=False)
    _add(book, "label", _LEFT)
    _add(book, "label part", Alignment(horizontal="left", vertical="center", wrap_text=True, indent=3))
    _add(book, "hint", _LEFT, colour=GREY, size=11, italic=True)
    _add(book, "absent", _CENTRE, fill=LOCKED)
    _add(book, "heading", _CENTRE, fill=TINT, colour=NAVY, bold=True)
    _add(book, "heading previous", _CENTRE, fill=LOCKED, colour=GREY, size=11)
    _add(book, "group", Alignment(horizontal="left", vertical="center", indent=1), fill=TINT, colour=NAVY, bold=True)
    _add(book, "title", Alignment(vertical="center"), colour=NAVY, bold=True, size=16, border=Border())
    _add(book, "line", _LEFT, colour=GREY, size=11, italic=True, border=Border())
    _add(book, "guide", _LEFT, border=Border())
    _add(book, "official", _CENTRE, bold=True, border=Border())
    _add(book, "official plain", _CENTRE, italic=True, border=Border())
    _add(book, "free", _LEFT, border=Border(), locked=False)


def _add(
    book: Workbook,
    name: str,
    alignment: Alignment,
    *,
    fill: str | None = None,
    colour: str = INK,
    size: int = 12,
    bold: bool = False,
    italic: bool = False,
    number: str = "General",
    border: Border = _BOX,
    locked: bool = True,
) -> None:
    style = NamedStyle(
        name=name,
        font=Font(name=FONT, size=size, bold=bold, italic=italic, color=colour),
        fill=PatternFill(fill_type="solid", start_color=fill) if fill else PatternFill(),
        alignment=alignment,
        border=border,
        number_format=number,
        protection=Protection(locked=locked),
    )
    book.add_named_style(style)


def put(sheet: Worksheet, row: int, column: int, value: Shown, style: str) -> None:
    """Writes a value in a style. Text stays text: "=1+1" is no formula, and control characters are left out."""
    cell: Any = sheet.cell(row, column)
    book: Any = sheet.parent  # a Book
    if value is not None:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    cell._style = copy(book.arrays[style])  # after the value: a date brings a format of its own
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in "=+-@"


@lru_cache(4096)  # the same labels in every ward's workbook
def lines(text: str, width: float) -> int:
    """How many lines `text` takes in a column (or merged columns) of that width, rather one too many than cut off.

    Widths count digits; small letters take a sixth less in this font (a tenth is counted on), capitals more.
    """
    capitals = sum(letter.isupper() for letter in text) / max(1, len(text))
    letters = max(4, math.floor((width - 1) * 1.1 / (1 + 0.8 * capitals)))
    return sum(max(1, len(textwrap.wrap(part, letters, break_on_hyphens=False))) for part in text.split("\n"))


def grow(sheet: Worksheet, row: int, texts: Iterable[tuple[object, float]]) -> None:
    """Makes a row as high as its texts need in columns of these widths.

    A row in which each takes one line keeps no height of its own, so that it grows when people type more.
    """
    prose = ((text, width) for text, width in texts if isinstance(text, str) and text != NOT_ARISING)
    needed = max((lines(text, width) for text, width in prose), default=1)
    if needed > 1:
        sheet.row_dimensions[row].height = needed * POINTS + 3


def merge(sheet: Worksheet, cells: str) -> None:
    """Joins cells ("B1:F1"). Worksheet.merge_cells also styles each of them: a fifth of the time of a workbook."""
    sheet.merged_cells.add(cells)


def paper(sheet: Worksheet, *, landscape: bool, repeat: str | None, heading: str) -> None:
    """A4, as wide as the page, with the rows `repeat` ("4:4") on every page; `heading` stands above each page."""
    properties: Any = sheet.sheet_properties  # parts that openpyxl makes with every sheet, which its types do not say
    header: Any = sheet.oddHeader
    footer: Any = sheet.oddFooter
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = repeat
    margins = sheet.page_margins
    margins.left, margins.right = (0.5, 0.5) if landscape else (0.8, 0.6)
    margins.top, margins.bottom = 0.8, 0.7
    header.right.text, header.right.size = heading, 10
    footer.left.text, footer.left.size = "&A", 10
    footer.right.text, footer.right.size = "Trang &P/&N", 10
    sheet.sheet_view.showGridLines = False
    sheet.print_options.horizontalCentered = True


def protect(sheet: Worksheet) -> None:
    """Only inputs can be typed into; rows may come and go, columns and rows be resized. There is no password."""
    sheet.protection.sheet = True
    sheet.protection.insertRows = sheet.protection.deleteRows = False  # these switches say what is forbidden
    sheet.protection.formatColumns = sheet.protection.formatRows = False
