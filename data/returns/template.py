"""The workbook that a ward downloads for a quarter: it knows who, when and what was said last time, and asks the rest.

Written by openpyxl. No cell holds a formula (decision 18); lists stand on a hidden sheet, identity and base revision on another.
"""

import hashlib
import io
from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.writer.excel import ExcelWriter

from data import places
from data.plans.entries import Task
from data.quarter import Quarter
from data.returns.checks import Past
from data.returns.form import WARD_FORM, Form
from data.returns.formfile import form
from data.returns.headings import LISTS, META, NO, PREVIOUS, YES
from data.returns.writing import look, rules, sheets, signoff
from data.returns.writing.prefill import Prefill, prefill
from data.words import slug

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The kind of file, for downloads."""

_GUIDE = (
    "1. Mở lần lượt từng trang ở cuối màn hình. Ô vàng phải điền, ô xanh điền nếu có số liệu, ô xám chỉ để xem.",
    "2. Ghi số đếm được, không ghi tỷ lệ. Không có thì ghi 0; việc không phát sinh thì ghi “không phát sinh”; "
    "chưa có số liệu thì để trống.",
    "3. Trang có bảng: mỗi thứ một dòng, thiếu dòng thì chèn thêm, dòng không còn dùng thì xóa nội dung.",
    "4. Ô chuyển đỏ là phần lớn hơn tổng hoặc tên bị trùng: xin sửa trước khi nộp.",
    "5. Xong thì in trang Ký duyệt để ký, lưu tệp và nộp tệp này lên hệ thống.",
)


def file_name(ward: str, quarter: Quarter) -> str:
    """The name of a ward's workbook, the same on every system: "09265_phuong-lieu_2026-Q4.xlsx"."""
    return f"{ward}_{slug(places.ward(ward).name)}_{quarter}.xlsx"


def write(*, ward: str, quarter: Quarter, past: Past | None, tasks: tuple[Task, ...], made_at: date, base_revision: int) -> bytes:
    """The workbook as a file; the same input, as for `workbook`, gives the same bytes."""
    book = workbook(ward=ward, quarter=quarter, past=past, tasks=tasks, made_at=made_at, base_revision=base_revision)
    return saved(book, made_at)


def workbook(*, ward: str, quarter: Quarter, past: Past | None, tasks: tuple[Task, ...], made_at: date, base_revision: int) -> Workbook:
    """The workbook of a ward (five digits) for a quarter, not yet saved.

    `past` holds the newest counting return of an earlier quarter (None: there is none). With a `base_revision`, the
    number of this very quarter's revision that counts, the workbook is a correction and stands filled with it.
    """
    past = past or Past()
    asked = form(WARD_FORM).asked(quarter, places.ward(ward).province)
    counting = past.counting.filing if past.counting and base_revision else None
    known = prefill(asked, ward=ward, quarter=quarter, previous=past.previous, counting=counting, tasks=tasks)
    book = look.Book()
    _draw(book, known)
    signoff.draw(book, known)
    _lists(book, asked)
    _meta(book, ward, quarter, base_revision, made_at)
    book.properties.title, book.properties.creator = asked.title.vi, ""
    return book


def _draw(book: Workbook, known: Prefill) -> None:
    """Every sheet of the form, and names for the cells of the cover, which other sheets refer to."""
    cells: dict[str, tuple[str, str]] = {}
    for sheet in known.form.sheets:
        page = sheets.Page(book.create_sheet(sheet.title.vi), known, cells)
        for block in sheet.blocks:
            sheets.draw(page, block, _guide(known) if sheet.code == "cover" else ())
    for code, (title, cell) in cells.items():
        if code.startswith("cover."):
            name = rules.cell_name(code)
            book.defined_names[name] = DefinedName(name, attr_text=f"'{title}'!${cell[0]}${cell[1:]}")


def _guide(known: Prefill) -> tuple[str, ...]:
    """What to do, in five lines; and which return the figures beside the inputs come from."""
    if not known.previous:
        return _GUIDE
    last = known.previous
    day = f", số liệu đến ngày {last.as_of:%d/%m/%Y}" if last.as_of else ""
    unasked = any(last.quarter.number not in field.asked for field in known.form.fields.values())
    older = "; mục quý đó không hỏi thì lấy báo cáo gần nhất có hỏi" if unasked else ""
    return (*_GUIDE, f"Cột “{PREVIOUS}” là báo cáo {last.quarter.label('vi')}{day}{older}.")


def _lists(book: Workbook, asked: Form) -> None:
    """The hidden sheet of choices: one column for each list, and a name for each."""
    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    lists = {name: [option.label.vi for option in options] for name, options in asked.lists.items()}
    for number, (name, labels) in enumerate((lists | {"yes_no": [YES, NO]}).items(), start=1):
        for row, text in enumerate((name, *labels), start=1):
            sheet.cell(row, number, text)
        letter = sheet.cell(1, number).column_letter
        book.defined_names[f"ds_{name}"] = DefinedName(f"ds_{name}", attr_text=f"'{LISTS}'!${letter}$2:${letter}${len(labels) + 1}")


def _meta(book: Workbook, ward: str, quarter: Quarter, base_revision: int, made_at: date) -> None:
    """The hidden sheet that says what the file is, for when the cover no longer does."""
    facts = {"form": WARD_FORM, "ward": ward, "quarter": str(quarter), "base_revision": base_revision}
    mark = hashlib.sha256(repr((facts, made_at)).encode()).hexdigest()[:12]
    sheet = book.create_sheet(META)
    sheet.sheet_state = "hidden"
    for key, value in (facts | {"template_id": mark, "made_at": made_at.isoformat()}).items():
        sheet.append((key, value))


def saved(book: Workbook, day: date) -> bytes:
    """The workbook as a file that says it was made on `day` in every place, so that equal workbooks are equal bytes."""
    moment = datetime(day.year, day.month, day.day)
    book.properties.created = book.properties.modified = moment
    content = io.BytesIO()
    with _DatedZip(content, "w", ZIP_DEFLATED) as archive:
        archive.moment = moment.timetuple()[:6]
        ExcelWriter(book, archive).save()
    return content.getvalue()


class _DatedZip(ZipFile):
    """A zip file all of whose parts have one date."""

    moment: tuple[int, int, int, int, int, int]

    def writestr(self, name, data, *arguments, **options):
        part = ZipInfo(name if isinstance(name, str) else name.filename, self.moment)
        part.compress_type = ZIP_DEFLATED
        super().writestr(part, data, *arguments, **options)

    def write(self, filename, arcname=None, *arguments, **options):
        with open(filename, "rb") as written:
            self.writestr(arcname or filename, written.read())
