"""The sheet that is printed and signed: every figure's name, last time's value, room to write this one by hand.

It holds no formulas, because a formula that was never calculated has no value: a reader would see nothing.
"""

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from data.returns.filing import Cell
from data.returns.form import Block, Field
from data.returns.headings import ITEM, NO, PREVIOUS, SIGNOFF, VALUE, YES
from data.returns.writing import look
from data.returns.writing.look import Shown, put
from data.returns.writing.prefill import Prefill

_WIDTHS = {"B": 56, "C": 18, "D": 28}
_ROW = 20  # points, for a figure written by hand


def draw(book: Workbook, prefill: Prefill) -> None:
    """Adds the sheet at the end of the workbook."""
    sheet = book.create_sheet(SIGNOFF)
    sheet.column_dimensions["A"].hidden = True
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    heads = row = _letterhead(sheet, prefill)
    _line(sheet, heads, (ITEM, PREVIOUS, VALUE), ("heading", "heading previous", "heading"))
    for block in prefill.form.blocks.values():
        entries = list(_entries(block, prefill))
        if entries:
            row += 1
            _line(sheet, row, (block.title.vi, None, None), ("group", "group", "group"))
            look.merge(sheet, f"B{row}:D{row}")
        for label, value in entries:
            row += 1
            _line(sheet, row, (label, value, None), ("label", "previous int", "label"))
    _signatures(sheet, row + 2)
    look.paper(sheet, landscape=False, repeat=f"{heads}:{heads}", heading=_unit(prefill))
    look.protect(sheet)


def _line(sheet: Worksheet, row: int, values: tuple[Shown, Shown, Shown], styles: tuple[str, str, str]) -> None:
    for column, (value, style) in enumerate(zip(values, styles, strict=True), start=2):
        put(sheet, row, column, value, style)
    lines = look.lines(str(values[0]), _WIDTHS["B"]) if styles[0] == "label" else 1
    sheet.row_dimensions[row].height = max(_ROW, lines * look.POINTS + 4)


def _letterhead(sheet: Worksheet, prefill: Prefill) -> int:
    """Who confirms which period, in the manner of Decree 30/2020; returns the row for the headings."""
    ward, quarter, begin = (prefill.identity[f"cover.{name}"] for name in ("ward_name", "quarter", "period_from"))
    put(sheet, 1, 2, f"ỦY BAN NHÂN DÂN\n{str(ward).upper()}", "official")
    put(sheet, 1, 3, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc", "official")
    look.merge(sheet, "C1:D1")
    put(sheet, 3, 2, f"BIỂU XÁC NHẬN SỐ LIỆU {str(quarter).upper()}\nvề ứng dụng trí tuệ nhân tạo", "official")
    period = f"Số liệu phát sinh từ ngày {begin:%d/%m/%Y} đến ngày ......./......./............."
    put(sheet, 4, 2, period, "official plain")
    put(sheet, 5, 2, _USE, "official plain")
    for row, lines in ((1, 2.5), (3, 3), (4, 1.5), (5, 1.5)):
        sheet.row_dimensions[row].height = lines * look.POINTS
        if row > 1:
            look.merge(sheet, f"B{row}:D{row}")
    return 6


_USE = "In trang này, ghi tay cột “Số liệu kỳ này”, ký, rồi ghi số văn bản hoặc đường dẫn bản quét vào trang Bìa."


def _signatures(sheet: Worksheet, row: int) -> None:
    put(sheet, row, 3, "................., ngày ...... tháng ...... năm 20......", "official plain")
    put(sheet, row + 1, 2, "NGƯỜI LẬP BIỂU", "official")
    put(sheet, row + 1, 3, "NGƯỜI DUYỆT", "official")
    put(sheet, row + 2, 2, "(Ký, ghi rõ họ tên)", "official plain")
    put(sheet, row + 2, 3, "(Ký, đóng dấu, ghi rõ họ tên, chức vụ)", "official plain")
    for each in (row, row + 1, row + 2):
        look.merge(sheet, f"C{each}:D{each}")
    sheet.row_dimensions[row + 3].height = 90


def _unit(prefill: Prefill) -> str:
    """Whose workbook it is, for the top of each printed page."""
    return f"{prefill.identity['cover.ward_name']} · {prefill.identity['cover.quarter']}"


def _entries(block: Block, prefill: Prefill) -> Iterator[tuple[str, Shown]]:
    """What is signed for a block: name and last time's value of every figure, and the sums of a table."""
    if block.kind == "table":
        yield from _sums(block, prefill)
        return
    for field in block.fields:
        if field.type not in ("text", "date"):
            unit = f" ({field.unit.vi})" if field.unit else ""
            yield field.label.vi + unit, prefill.last(field)


def _sums(block: Block, prefill: Prefill) -> Iterator[tuple[str, Shown]]:
    """The number of rows, the sums of the columns, and how many rows say what a measure counts."""
    rows = prefill.previous.tables.get(block.code, ()) if prefill.previous else None
    yield "Số dòng đã ghi", None if rows is None else len(rows)
    for field in block.fields:
        if field.numeric and field.maximum is None:
            yield f"{field.heading.vi} (cộng các dòng)", _sum(row.get(field.column_code) for row in rows or ())
    for column, wanted in dict.fromkeys(_counted(block, prefill)):
        field = next(field for field in block.fields if field.column == column)
        cells = [row.get(column) for row in rows or ()]
        count = sum(cell is not None and cell.value == wanted for cell in cells)
        yield f"{field.heading.vi}: {_word(field, wanted, prefill)} (số dòng)", None if rows is None else count


def _counted(block: Block, prefill: Prefill) -> Iterator[tuple[str, bool | str]]:
    """The columns and answers by which measures count the rows of a table, as far as they are asked."""
    asked = {field.column for field in block.fields if not field.locked}
    for measure in prefill.form.measures.values():
        for condition in measure.conditions:
            if measure.table == block.code and condition.equals is not None and condition.column in asked:
                yield condition.column, condition.equals


def _word(field: Field, answer: bool | str, prefill: Prefill) -> str:
    if field.type == "yes_no":
        return YES if answer else NO
    return next(option.label.vi for option in prefill.form.options(field) if option.code == answer)


def _sum(cells: Iterator[Cell | None]) -> Shown:
    """The sum of the numbers; None where there are none."""
    numbers = [cell.value for cell in cells if cell is not None and isinstance(cell.value, int | float)]
    return sum(numbers) if numbers else None
