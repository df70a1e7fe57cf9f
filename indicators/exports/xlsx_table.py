"""The rows of a view as a workbook to go on computing with."""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from data.returns.template import XLSX
from data.words import Text
from indicators.briefing import Briefing
from indicators.exports import rows
from indicators.exports.rows import DataColumn

LABEL = Text(vi="Số liệu Excel", en="Data as Excel")
SUFFIX = ".xlsx"
MIME = XLSX
RENDERS = Briefing
PLACE = 4

_HEAD = 6  # the row of the headings
_WIDEST = 44  # letters of a column


def render(briefing: Briefing) -> bytes:
    """One sheet: the head, then headings that stay in sight, then a row for each of the view's; numbers are numbers.

    Shares are fractions shown as percentages; text is text, whatever it begins with. ValueError unless the briefing has
    exactly one view.
    """
    (view,) = briefing.views
    book = Workbook()
    sheet = book.worksheets[0]
    for number, line in enumerate(rows.head(briefing, view), start=1):
        _text(sheet.cell(number, 1), line).font = Font(bold=number == 1, size=14 if number == 1 else 11)
    for number, column in enumerate(rows.columns(view, briefing.lang), start=1):
        _column(sheet, number, column)
    sheet.freeze_panes = f"A{_HEAD + 1}"
    sheet.auto_filter.ref = f"A{_HEAD}:{get_column_letter(sheet.max_column)}{max(_HEAD + 1, _HEAD + len(view.rows))}"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _column(sheet, number: int, column: DataColumn) -> None:
    heading = _text(sheet.cell(_HEAD, number), column.heading)
    heading.font, heading.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for row, value in enumerate(column.values, start=_HEAD + 1):
        cell = sheet.cell(row, number)
        if isinstance(value, str):
            _text(cell, value)
        elif value is not None:
            cell.value = value
            cell.number_format = "0.0%" if column.share else "General"
    longest = max((len(str(value)) for value in column.values if isinstance(value, str)), default=8)
    sheet.column_dimensions[get_column_letter(number)].width = min(_WIDEST, max(longest, 8) + 3)


def _text(cell, words: str):
    """Words as words: openpyxl takes what begins with "=" for a formula."""
    cell.value = words
    cell.data_type = "s"
    return cell
