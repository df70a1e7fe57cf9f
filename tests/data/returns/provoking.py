"""For each problem code a workbook, or what pretends to be one, that provokes it. A new code needs a line here."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from data.quarter import Quarter
from data.returns.case import Peer
from data.returns.checks import Expected, Past
from data.returns.filing import Row
from data.returns.form import WARD_FORM
from data.returns.formfile import form
from data.returns.headings import NO, YES
from data.returns.reader import Document
from data.returns.sandbox.parent import MAX_FILE, Limits
from tests.builders import document
from tests.data.returns import hostile
from tests.data.returns.judging import (
    TODAY,
    Edit,
    all_of,
    corrected,
    heading,
    last_time,
    place,
    put,
    rename,
    right,
    right_file,
    said,
    type_in,
)

UNITS, TOOLS, CLASSES, COVER = "Cơ quan, bộ phận", "Danh mục công cụ", "Lớp trong kỳ", "Bìa"


def _the_same_ward() -> list[Peer]:
    """Another ward that says what the right file says."""
    values = {code: figure.value for code, figure in right().measures.items() if figure.value is not None}
    return [Peer("09286", 46, values)]


def _one_row_of(block: str) -> Edit:
    """Only the first row of a list is left."""
    return lambda book: all_of(*[put(f"{block}[].{column}", None, row=row) for row, cells in _rows(block)[1:] for column in cells])(book)


def _a_large_new_row(book) -> None:
    for column, value in {"B": "y tế", "C": "bản ghi", "D": 10**7, "E": 9_800_000, "G": 9_700_000, "I": 9_000_000}.items():
        book["Số hóa dữ liệu"][f"{column}12"] = value


def _all(code: str, value: object) -> Edit:
    """Every row of a table says the same in a column."""
    return lambda book: all_of(*[put(code, value, row=row) for row, _ in _rows(code.partition("[]")[0])])(book)


def _rows(block: str) -> list[tuple[int, Row]]:
    return list(enumerate(right().filing.tables[block]))


@dataclass(frozen=True)
class Provoked:
    """A file that has the problem, and where: in the cell `at` (sheet, cell), or nowhere in particular."""

    make: Callable[[], Document]
    at: Callable[[], tuple[str | None, str | None]] = lambda: (None, None)
    past: Callable[[], Past] = Past
    expected: Expected = Expected()
    today: date = TODAY
    limits: Limits = field(default_factory=Limits)


def cell(code: str, value: object, *, row: int = 0, shown_as: str | None = None, **more) -> Provoked:
    """One wrong cell in the right workbook."""
    return edited(put(code, value, row=row, shown_as=shown_as), at=partial(place, code, row), **more)


def edited(edit: Edit, *, at: Callable[[], tuple[str | None, str | None]], **more) -> Provoked:
    return Provoked(lambda: document(edit=edit), at, **more)


def bytes_of(content: Callable[[], bytes] | bytes, **more) -> Provoked:
    return Provoked(lambda: Document("tệp.xlsx", content if isinstance(content, bytes) else content()), **more)


def parts(**changes: bytes) -> Provoked:
    """The right workbook with other parts inside; `__` in a name stands for a slash, `_` for a dot."""
    named = {name.replace("__", "/").replace("_", "."): part for name, part in changes.items()}
    return bytes_of(lambda: hostile.changed(right_file().content, lambda inside: inside.update(named)))


def after(changes: dict[str, object] | None = None, edit: Edit | None = None, **more) -> Provoked:
    """A file made and judged with last quarter's return known."""
    return Provoked(lambda: document(changes, past=last_time(), edit=edit), past=last_time, **more)


def on(sheet: str, ref: str | None = None) -> Callable[[], tuple[str, str | None]]:
    return lambda: (sheet, ref)


def at_heading(sheet: str, text: str) -> Callable[[], tuple[str, str]]:
    return lambda: (sheet, heading(sheet, text))


def _done_task() -> int:
    rows = right().filing.tables["tasks"]
    return next(number for number, row in enumerate(rows) if row["state"].value == "done")


def put_later(code: str, value: Callable[[], object]) -> Edit:
    """An edit whose value is asked for when it is made: it depends on what the right file says elsewhere."""
    return lambda book: put(code, value())(book)


def _copy_row(sheet: str, source: int, target: int) -> Edit:
    def edit(book) -> None:
        for line in book[sheet].iter_rows(min_row=source, max_row=source, min_col=2):
            for one in line:
                book[sheet].cell(target, one.column).value = one.value

    return edit


def copy_sheet(book, *, title: str, changed: bool) -> None:
    copy = book.copy_worksheet(book["Tập huấn"])
    copy.title = title
    if changed:
        copy["C5"] = 1


def _filter(book) -> None:
    book[UNITS].auto_filter.ref = "B4:H20"
    book[UNITS].auto_filter.add_filter_column(0, ["Trạm y tế"])
    book[UNITS].row_dimensions[6].hidden = True


def _linked(inside: dict[str, bytes]) -> None:
    """A figure that another workbook computed, as Excel writes it."""
    sheet, ref = place("training.cb.total")
    name = f"xl/worksheets/sheet{_book_order().index(sheet) + 1}.xml"
    cell_of = re.compile(rb'(<c r="%s"[^>]*>)<v>' % ref.encode())
    inside[name] = cell_of.sub(rb"\1<f>[1]Sheet1!$B$2</f><v>", inside[name])


def _book_order() -> list[str]:
    return [sheet.title.vi for sheet in form(WARD_FORM).sheets]


def _peers() -> list[Peer]:
    """Twenty wards that say what the right file says."""
    told = {code: figure.value for code, figure in right().measures.items() if figure.value is not None}
    return [Peer(f"{number:05}", 46, told) for number in range(20)]


def _last_quarters_file() -> Document:
    """What the ward did in the last quarter, once more."""
    before = last_time().previous
    same = {code: one.value for code, one in before.cells.items() if code.startswith(("dossiers.", "other.")) and one.filled}
    labels = {True: YES, False: NO}
    return document({code: labels[value] if isinstance(value, bool) else value for code, value in same.items()}, past=last_time())


def units_end() -> int:
    return 5 + len(right().filing.tables["units"])


def sum_row(book, *, name: str | None) -> None:
    """A line below the units whose figures are their sums."""
    rows = right().filing.tables["units"]
    columns = ("staff", "trained", "tools_used")
    for column in columns:
        letter = rows[0][column].ref.rstrip("0123456789")
        book[UNITS][f"{letter}{units_end()}"] = sum(row[column].value for row in rows)
    book[UNITS][f"B{units_end()}"] = name


def _many_rows(book) -> None:
    for row in range(5, 1_100):
        for column, text in enumerate(("khó khăn", "nhân lực", f"Việc {row}"), start=2):
            book["Khó khăn, đề xuất"].cell(row, column).value = text


def _many_faults(book) -> None:
    """More units than are read, and in each more people trained than there are: no two of these faults are the same."""
    columns = [place(f"units[].{column}")[1][0] for column in ("name", "staff", "trained")]
    for row in range(5, 510):
        for column, value in zip(columns, (f"Tổ {row}", row, row + 1), strict=True):
            book[UNITS][f"{column}{row}"] = value


def _no_states(book) -> None:
    for row in right().filing.tables["tasks"]:
        for column in ("state", "percent", "product", "note"):
            book[row[column].sheet][row[column].ref] = None


def _no_rows(sheet: str, first: int) -> Edit:
    def edit(book) -> None:
        for line in book[sheet].iter_rows(min_row=first, min_col=2):
            for one in line:
                one.value = None

    return edit


def _dtd(inside: dict[str, bytes]) -> None:
    name = "xl/worksheets/sheet1.xml"
    laughs = b'<!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet'
    inside[name] = inside[name].replace(b"<worksheet", laughs, 1)


PROVOKED: dict[str, Provoked] = {
    "empty_file": bytes_of(b""),
    "too_large": bytes_of(lambda: hostile.zipped({"a": b""}) + b"\x00" * MAX_FILE),
    "password_protected": bytes_of(hostile.compound("EncryptedPackage")),
    "old_xls": bytes_of(hostile.compound("Workbook")),
    "is_xlsb": bytes_of(lambda: hostile.zipped({"[Content_Types].xml": hostile.TYPES, "xl/workbook.bin": b""})),
    "is_ods": bytes_of(lambda: hostile.zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})),
    "is_html": bytes_of(hostile.PAGE),
    "is_xml": bytes_of(b'<?xml version="1.0"?><Workbook/>'),
    "is_csv": bytes_of("mã;tên\n09265;Phương Liễu\n".encode()),
    "is_pdf": bytes_of(hostile.PDF),
    "is_image": bytes_of(hostile.PNG),
    "is_document": bytes_of(lambda: hostile.zipped({"[Content_Types].xml": hostile.TYPES, "word/document.xml": b"<a/>"})),
    "is_archive": bytes_of(lambda: hostile.zipped({"báo cáo.xlsx": b""})),
    "is_numbers": bytes_of(lambda: hostile.zipped({"Index/Document.iwa": b"", "Metadata/Properties.plist": b""})),
    "is_lock_file": bytes_of(hostile.LOCK),
    "is_shortcut": bytes_of(b'{"url": "https://docs.google.com/open?id=1", "doc_id": "1"}'),
    "macros": parts(xl__vbaProject_bin=b""),
    "not_a_workbook": bytes_of(b"Kinh gui"),
    "truncated": bytes_of(lambda: right_file().content[:-4_000]),
    "damaged": parts(xl__workbook_xml=b"<workbook"),
    "zip_bomb": bytes_of(lambda: hostile.bomb(3)),
    "too_many_parts": parts(**{f"a{number}": b"" for number in range(1_001)}),
    "forbidden_xml": bytes_of(lambda: hostile.changed(right_file().content, _dtd)),
    "too_much_content": bytes_of(lambda: hostile.sheet(hostile.rows(8_000, 26))),
    "parser_crashed": parts(xl__sharedStrings_xml=b'<sst count="99999999999" uniqueCount="99999999999"/>'),
    "parser_timeout": Provoked(right_file, limits=Limits(clock=0.001)),
    "unknown_ward": cell("cover.ward_code", "99999"),
    "ward_name_disagrees": cell("cover.ward_name", "Phường Phù Liễn"),
    "unknown_quarter": cell("cover.quarter", "Quý V/2026"),
    "wrong_ward": Provoked(right_file, partial(place, "cover.ward_code"), expected=Expected(ward="02215")),
    "wrong_quarter": Provoked(right_file, partial(place, "cover.quarter"), expected=Expected(quarter=Quarter(2026, 3))),
    "future_quarter": Provoked(right_file, partial(place, "cover.quarter"), today=date(2026, 9, 30)),
    "meta_disagrees": edited(type_in("_meta", "B2", "02215"), at=partial(place, "cover.ward_code")),
    "wrong_form_version": edited(type_in("_meta", "B1", "ward/9"), at=on(None)),
    "meta_missing": edited(lambda book: book.remove(book["_meta"]), at=on(None)),
    "missing_sheet": edited(lambda book: book.remove(book["Tập huấn"]), at=on("Tập huấn")),
    "missing_heading": edited(rename(UNITS, "Số công cụ AI đang dùng", "?"), at=at_heading(UNITS, "Số công cụ AI đang dùng")),
    "unclear_sheet": edited(lambda book: setattr(book["Tập huấn"], "title", "Tập huấn kỳ trước"), at=on("Tập huấn kỳ trước")),
    "two_sheets": edited(partial(copy_sheet, title="Tập huấn (2)", changed=True), at=on("Tập huấn")),
    "hidden_sheet": edited(lambda book: setattr(book["Tập huấn"], "sheet_state", "hidden"), at=on("Tập huấn")),
    "other_version": edited(partial(copy_sheet, title="Tập huấn đã sửa", changed=True), at=on("Tập huấn đã sửa")),
    "unread_sheet": edited(lambda book: book.create_sheet("Nháp").append(["việc riêng"]), at=on("Nháp")),
    "unclear_heading": edited(
        rename(UNITS, "Số công cụ AI đang dùng", "Số công cụ AI đã dùng"),
        at=at_heading(UNITS, "Số công cụ AI đang dùng"),
    ),
    "repeated_heading": edited(
        all_of(type_in(UNITS, "L4", "Số công cụ AI đang dùng"), type_in(UNITS, "A2", None)),
        at=at_heading(UNITS, "Số công cụ AI đang dùng"),
    ),
    "renamed_sheet": edited(lambda book: setattr(book[UNITS], "title", "Cơ quan, bộ phận 2"), at=on("Cơ quan, bộ phận 2")),
    "renamed_heading": edited(
        rename(UNITS, "Số công cụ AI đang dùng", "Số công cụu AI đang dùng"),
        at=at_heading(UNITS, "Số công cụ AI đang dùng"),
    ),
    "extra_columns": edited(type_in(UNITS, "L4", "Ý kiến của tổ"), at=on(UNITS, "L4")),
    "total_row": edited(partial(sum_row, name="Tổng cộng toàn phường"), at=lambda: (UNITS, f"B{units_end()}")),
    "total_not_sum": edited(all_of(type_in(UNITS, "B30", "Tổng cộng"), type_in(UNITS, "C30", 1)), at=on(UNITS, "B30")),
    "looks_like_total": edited(partial(sum_row, name="Cả năm"), at=lambda: (UNITS, f"B{units_end()}")),
    "extra_rows": edited(all_of(type_in("Tập huấn", "B12", "Tổng cộng"), type_in("Tập huấn", "C12", 9)), at=on("Tập huấn", "B12")),
    "hidden_rows": edited(lambda book: setattr(book[UNITS].row_dimensions[6], "hidden", True), at=on(UNITS)),
    "filtered_rows": edited(_filter, at=on(UNITS)),
    "hidden_columns": edited(lambda book: setattr(book[UNITS].column_dimensions["C"], "hidden", True), at=on(UNITS)),
    "from_other_workbook": bytes_of(lambda: hostile.changed(right_file().content, _linked), at=partial(place, "training.cb.total")),
    "merged_cell": edited(lambda book: book["Tập huấn"].merge_cells("C5:C6"), at=on("Tập huấn", "C6")),
    "old_font": cell("cover.prepared_by", "NguyÔn V¨n Hßa"),
    "perhaps_none": edited(all_of(_no_rows(CLASSES, 5), type_in(CLASSES, "B5", "Không tổ chức")), at=on(CLASSES, "B5")),
    "far_cells": edited(type_in(UNITS, "C1048576", " x"), at=on(UNITS, "C1048576")),
    "stray_error": edited(type_in(UNITS, "C300", "#REF!"), at=on(UNITS, "C300")),
    "missing_value": cell("training.cb.total", None),
    "unanswered_rows": edited(_no_states, at=partial(place, "tasks[].state")),
    "missing_when": Provoked(
        lambda: document(edit=put("tasks[].product", None, row=_done_task())),
        lambda: place("tasks[].product", _done_task()),
    ),
    "not_a_number": cell("training.cb.total", "mười hai"),
    "ambiguous_number": cell("training.residents.total", "21.862"),
    "wrong_unit": cell("dossiers.received", "1968 đ"),
    "mixed_marks": edited(
        all_of(put("dossiers.processing_days", "5,438.5"), put("dossiers.open_overdue", "0,0")),
        at=partial(place, "dossiers.processing_days"),
    ),
    "percent_for_count": cell("training.cb.trained", 1, shown_as="0%"),
    "two_numbers": cell("training.cb.trained", "27/28"),
    "date_for_number": cell("training.cb.trained", date(2026, 4, 3)),
    "not_whole": cell("training.cb.total", 12.5),
    "negative": cell("training.cb.total", -3),
    "implausible_number": cell("training.residents.total", 10**15),
    "error_value": cell("training.cb.total", "#REF!"),
    "formula_without_value": cell("training.cb.total", "=10+4"),
    "number_from_text": cell("training.residents.total", "21 862 người"),
    "placeholder": cell("other.cameras", "-"),
    "unknown_choice": cell("tools[].state", "hỏng"),
    "choice_understood": cell("tools[].state", "đang dungg"),
    "not_a_date": cell("cover.as_of", "31/11/2026"),
    "date_from_text": cell("cover.as_of", "ngày 15 tháng 11 năm 2026"),
    "not_arising_misplaced": cell("cover.as_of", "Không phát sinh"),
    "too_long": cell("cover.signoff_ref", "x" * 501),
    "part_above_whole": edited(
        put_later("training.cb.trained", lambda: said("training.cb.total") + 1),
        at=partial(place, "training.cb.trained"),
    ),
    "without_basis": edited(
        all_of(*(put(f"dossiers.{name}", 0) for name in ("resolved_on_time", "resolved_late", "doc_required", "electronic_result"))),
        at=partial(place, "dossiers.processing_days"),
    ),
    "below_bound": edited(
        all_of(
            put_later("dossiers.received_electronic", lambda: said("dossiers.received_full_online") - 1),
            put("dossiers.ai_supported", 0),
        ),
        at=partial(place, "dossiers.received_electronic"),
    ),
    "above_maximum": cell("tasks[].percent", 101),
    "above_other": edited(
        put_later("other.investment_paid", lambda: said("other.investment_plan") * 1.3),
        at=partial(place, "other.investment_paid"),
    ),
    "date_too_early": cell("classes[].date", "30/09/2026"),
    "date_too_late": cell("classes[].date", "16/11/2026"),
    "as_of_in_future": cell("cover.as_of", "21/12/2026"),
    "as_of_outside_quarter": cell("cover.as_of", "05/01/2027", today=date(2027, 1, 6)),
    "period_from_disagrees": Provoked(right_file, partial(place, "cover.period_from"), past=last_time),
    "period_from_not_first_day": cell("cover.period_from", date(2026, 9, 21)),
    "staff_of_units": edited(put("units[].staff", 1_000), at=partial(place, "units[].staff")),
    "staff_outside_units": edited(all_of(put("units[].staff", 1), put("units[].trained", 0)), at=partial(place, "units[].staff")),
    "no_rows": edited(_no_rows(UNITS, 5), at=on(UNITS)),
    "contradictory_rows": cell("tools[].name", "không phát sinh"),
    "too_many_rows": edited(_many_rows, at=on("Khó khăn, đề xuất")),
    "not_unique": edited(
        all_of(put("units[].name", "Trạm y tế"), put("units[].name", "TRẠM  Y TẾ", row=1)),
        at=partial(place, "units[].name", 1),
    ),
    "repeated_row": edited(_copy_row(CLASSES, 5, 12), at=on(CLASSES, "B12")),
    "outdated_base": Provoked(right_file, past=corrected),
    "unknown_base": edited(lambda book: book.remove(book["_meta"]), at=on(None), past=corrected),
    "unit_changed": after(edit=put("digitisation[].unit", "trang"), at=partial(place, "digitisation[].unit")),
    "cumulative_fell": after({"training.cb.trained": 1}, at=partial(place, "training.cb.trained")),
    "unit_error": after({"other.citizens_helped": 23_700}, at=partial(place, "other.citizens_helped")),
    "far_from_past": after({"other.communication": 500}, at=partial(place, "other.communication")),
    "far_from_peers": Provoked(
        lambda: document({"dossiers.received": 999_999}), partial(place, "dossiers.received"), past=lambda: Past(peers=_peers)
    ),
    "same_as_last": Provoked(_last_quarters_file, partial(place, "dossiers.received"), past=last_time),
    "nothing_left": after({"dossiers.digitised": 0}, at=partial(place, "dossiers.digitised")),
    "rows_gone": after(edit=_one_row_of("models"), at=partial(place, "models[].name")),
    "new_row_weighs": after(edit=_a_large_new_row, at=lambda: ("Số hóa dữ liệu", "D12")),
    "count_leaps": after(edit=_all("tools[].state", "đã dừng"), at=partial(place, "tools[].state")),
    "same_as_another": Provoked(document, partial(place, "dossiers.received"), past=lambda: Past(peers=_the_same_ward)),
    "not_reviewed": after({"cover.reviewed_units": None}, at=on(COVER, "C21")),
    "part_without_whole": cell("dossiers.fee_due", None),
    "implausible_jump": after({"training.organisations.total": 900}, at=partial(place, "training.organisations.total")),
    "more_problems": edited(_many_faults, at=on(None)),
    "blank_cells": edited(put("other.cameras", None), at=on(None)),
}
