"""The reader forgives before it judges: what people do to a workbook does not change what it says."""

import shutil
import subprocess
import unicodedata
from datetime import date, datetime

import pytest

from data.returns.checks import Judgement
from data.returns.filing import Filing
from data.returns.reader import Document
from tests.builders import document
from tests.data.returns.judging import (
    Edit,
    all_of,
    codes,
    heading,
    judged,
    put,
    rename,
    retype,
    right,
    right_file,
    type_in,
)

UNITS, TRAINING, DOSSIERS = "Cơ quan, bộ phận", "Tập huấn", "Hồ sơ trong kỳ"
TRAINED = "Đã hoàn thành ít nhất 01 lớp AI"


FULL_WIDTH = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}


def after(edit: Edit) -> Judgement:
    return judged(document(edit=edit))


def says_the_same(judgement: Judgement) -> bool:
    """Whether every figure has the value that it has in the right file."""

    def values(one: Judgement) -> dict:
        return {code: (figure.value, figure.state) for code, figure in one.measures.items()}

    return judgement.verdict == "accepted" and values(judgement) == values(right())


def test_the_right_file_is_accepted_with_one_line_on_blanks():
    assert right().verdict == "accepted" and set(codes(right())) <= {"blank_cells"}
    assert right().ward == "09265" and str(right().quarter) == "2026-Q4"
    assert right().filing.as_of == date(2026, 11, 15) and right().filing.period_from == date(2026, 10, 1)


def move_columns(book) -> None:
    book[TRAINING].move_range("C4:D11", cols=20)
    book[DOSSIERS].move_range("B4:B30", cols=9)


def insert_rows(book) -> None:
    for title in (UNITS, TRAINING, DOSSIERS, "Số liệu khác", "Nhiệm vụ", "Bìa"):
        book[title].insert_rows(3, 2)
        book[title].insert_rows(9)


def sort_rows(book) -> None:
    for title, first, last in ((UNITS, 5, 16), (DOSSIERS, 5, 18), (TRAINING, 5, 11)):
        lines = [[cell.value for cell in line] for line in book[title].iter_rows(min_row=first, max_row=last)]
        for row, line in enumerate(reversed(lines), start=first):
            for column, value in enumerate(line, start=1):
                book[title].cell(row, column).value = value


def decompose(book) -> None:
    for sheet in book:
        for line in sheet.iter_rows():
            for cell in line:
                if isinstance(cell.value, str):
                    cell.value = unicodedata.normalize("NFD", cell.value)


def drop_witnesses(book) -> None:
    """What a copy into a new workbook loses: the hidden sheets, the hidden row and the hidden column."""
    for title in ("_meta", "_danhmuc", "Ký duyệt"):
        book.remove(book[title])
    for sheet in book:
        for row in range(1, sheet.max_row + 1):
            sheet.cell(row, 1).value = None
        for cell in sheet[2]:
            cell.value = None


@pytest.mark.parametrize("edit", [
    move_columns, insert_rows, sort_rows, decompose, drop_witnesses,
    lambda book: book.move_sheet(TRAINING, 6),
    lambda book: setattr(book[TRAINING], "title", "TẬP  HUẤN "),
    lambda book: setattr(book[UNITS], "title", "Co quan bo phan"),
    lambda book: setattr(book["Số hóa dữ liệu"], "title", "Số hoá dữ liêu"),
    lambda book: setattr(book[TRAINING], "title", "Sheet7"),
    lambda book: book.create_sheet("Nháp của tôi", 0),
    rename(UNITS, "Số công cụ AI đang dùng", "3. số công cụ AI đang  dùng:"),
    rename(UNITS, "Số công cụ AI đang dùng", "Số công cụ AI đang dùng (công cụ)"),
    rename(TRAINING, "Công chức", "CÔNG CHỨC *"),
    rename(DOSSIERS, "Trong đó nộp, xử lý toàn trình", "Trong đó: nộp, xử lí toàn trình"),
    rename(DOSSIERS, "Số liệu kỳ này", "Số liệu kì này"),
    type_in(UNITS, "Q5", "ngoài bảng"),
    type_in(UNITS, "C200", "#REF!"),
    put("cover.ward_code", 9265), put("cover.ward_code", " 09265 "), put("cover.ward_code", "9265"),
    put("cover.ward_name", "P. Phương Liễu"), put("cover.ward_name", "phường phương liễu, TP Bắc Ninh"),
    put("cover.quarter", "Q4-2026"), put("cover.quarter", "quý 4 năm 2026"), put("cover.quarter", date(2026, 12, 31)),
    put("cover.as_of", date(2026, 11, 15)), put("cover.as_of", "15.11.2026"), put("cover.as_of", "15/11/26"),
    put("cover.as_of", datetime(2026, 11, 15, 8, 30)), put("cover.as_of", 46_341),
    put("cover.period_from", "ngày 1 tháng 10 năm 2026"),
    retype("training.cb.total", str), retype("training.cb.total", lambda count: f" {count} người"),
    retype("training.cb.total", lambda count: str(count).translate(FULL_WIDTH)),
    retype("training.cb.total", lambda count: count + 1e-13),
    retype("training.residents.total", lambda count: f"{count:,}".replace(",", " ")),
    retype("dossiers.processing_days", lambda days: f"{days:,.1f}".translate(str.maketrans(",.", ".,"))),
    retype("other.chatbot", lambda runs: "có" if runs else "không"), retype("other.chatbot", bool),
    retype("other.chatbot", lambda runs: "CO" if runs else "KHONG"),
    retype("other.dx_day", lambda held: "rồi" if held else "chưa"),
    put("tools[].state", "ĐANG DÙNG "), put("tools[].state", "đang  dung"),
    retype("other.incidents", str),
])  # fmt: skip
def test_a_workbook_says_the_same_after(edit):
    judgement = after(edit)
    assert says_the_same(judgement), [(problem.code, problem.cell) for problem in judgement.problems]


@pytest.mark.parametrize(("edit", "code", "at"), [
    (rename("Số liệu khác", "Trong đó hài lòng", "Trong đó không hài lòng"), "unclear_heading", ("Số liệu khác", "Trong đó hài lòng")),
    (rename(TRAINING, TRAINED, "Chưa hoàn thành ít nhất 01 lớp AI"), "unclear_heading", (TRAINING, TRAINED)),
    (rename(TRAINING, "Tổng số cuối kỳ", "Tổng số cuối kỳ trước"), "unclear_heading", (TRAINING, "Tổng số cuối kỳ")),
    (put("tools[].state", "đang dừng"), "unknown_choice", None), (put("tools[].state", "đã dùng"), "unknown_choice", None),
    (put("models[].state", "chưa vận hành ổn định"), "unknown_choice", None),
    (put("tasks[].state", "hoàn thành 50%"), "unknown_choice", None),
    (put("other.chatbot", "dừng"), "unknown_choice", None), (put("other.chatbot", "có, chưa chạy"), "unknown_choice", None),
])  # fmt: skip
def test_another_meaning_is_one_error_at_its_cell(edit, code, at):
    judgement = after(edit)
    (asked,) = [each for each in judgement.problems if each.severity == "error"]
    assert asked.code == code and asked.cell and "extra_columns" not in codes(judgement)
    assert at is None or (asked.sheet, asked.cell) == (at[0], heading(*at))


def test_a_number_that_shows_as_a_percentage_is_never_a_count():
    judgement = after(put("training.cb.trained", 0.955, shown_as="0.0%"))
    (found,) = [problem for problem in judgement.problems if problem.code == "percent_for_count"]
    assert found.found == "95,5 %" and judgement.verdict == "refused"
    assert after(put("other.incidents", 0, shown_as="0%")).verdict == "accepted"


def test_the_progress_of_a_task_is_read_as_a_percentage_however_it_is_written():
    for value, shown_as in ((40, None), (0.4, "0%"), ("40 %", None), ("40", None)):
        judgement = after(put("tasks[].percent", value, shown_as=shown_as))
        assert judgement.filing.tables["tasks"][0]["percent"].value == 40, value


def test_blank_missing_zero_and_not_arising_never_mix():
    said = {
        "other.cameras": None,
        "other.incidents": 0,
        "other.schools": "Không phát sinh",
        "other.schools_ai": "không phát sinh",
    }
    judgement = judged(document(said))
    states = {code: judgement.measures[code].state for code in ("cameras", "incidents", "schools")}
    assert states == {"cameras": "missing", "incidents": "number", "schools": "not_applicable"}
    assert judgement.measures["incidents"].value == 0 and judgement.measures["cameras"].value is None


@pytest.mark.parametrize("text", ["-", "—", "x", "không có", "Chưa thống kê", "N/A", "..."])
def test_a_placeholder_is_blank_and_said_to_be(text):
    judgement = judged(document({"other.cameras": text, "other.drafts": text}))
    assert judgement.filing.cells["other.cameras"].blank and "placeholder" in codes(judgement)
    required = judged(document({"training.cb.total": text}))
    (found,) = [problem for problem in required.problems if problem.severity == "error"]
    assert (found.code, found.found) == ("missing_value", text)


def test_a_file_that_says_nothing_about_itself_is_still_read_to_the_end():
    judgement = after(
        all_of(
            put("cover.ward_code", None),
            put("cover.quarter", None),
            put("training.cb.total", None),
            lambda book: book.remove(book["_meta"]),
        )
    )
    assert judgement.ward is None and judgement.quarter is None and judgement.filing is None and judgement.measures == {}
    assert [problem.code for problem in judgement.problems if problem.severity == "error"].count("missing_value") == 3


def test_the_hidden_sheet_helps_where_the_cover_is_silent():
    judgement = after(all_of(put("cover.ward_code", None), put("cover.quarter", "Quý ?")))
    assert judgement.ward == "09265" and str(judgement.quarter) == "2026-Q4"
    assert {"missing_value", "unknown_quarter"} <= set(codes(judgement, "error"))


def test_an_answered_empty_table_is_no_missing_one():
    judgement = judged(document({"tools": "không phát sinh", "models": []}))
    assert judgement.verdict == "accepted"
    assert judgement.measures["tools_in_use"].value == 0
    assert judgement.measures["models_running"].state == "missing"
    assert "Mô hình ứng dụng AI" in str(judgement.problems[-1].params["labels"])


def test_formula_like_text_is_only_text():
    judgement = after(put("cover.note", '\'=HYPERLINK("http://x")'))
    assert judgement.verdict == "accepted" and judgement.filing.cells["cover.note"].value.startswith("'=")


def test_characters_that_no_database_takes_are_left_out():
    judgement = after(put("cover.note", "a_x0000_b_x0007_c"))
    assert judgement.filing.cells["cover.note"].value == "abc"


def test_notes_are_kept_with_their_lines():
    column = heading(UNITS, "Ghi chú").rstrip("0123456789")
    judgement = after(type_in(UNITS, f"{column}6", "Không tính trường học"))
    assert ("Không tính trường học", f"{column}6") in [(note.text, note.ref) for note in judgement.filing.notes]


def test_a_filing_comes_back_from_json_as_it_was():
    judgement = judged(document({"tools": "không phát sinh", "other.cameras": None}))
    assert Filing.from_json(judgement.filing.to_json()) == judgement.filing


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_workbook_saved_by_libreoffice_says_the_same(tmp_path):
    path, home = tmp_path / "a.xlsx", f"-env:UserInstallation=file://{tmp_path}/profile"
    path.write_bytes(right_file().content)
    command = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", tmp_path / "out", path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert says_the_same(judged(Document("a.xlsx", (tmp_path / "out" / "a.xlsx").read_bytes())))
