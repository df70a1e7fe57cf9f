"""Returns without a browser: what `template`, `check` and `submit` print is what other programs rely on."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple

from data import places
from data.demo.fill import fill
from data.quarter import Quarter
from data.store import audit
from pages.shared import load
from tests import builders, stores
from tests.commands.line import Line, codes, written

Q4 = Quarter(2026, 4)

JUDGED = {"file", "verdict", "ward", "quarter", "problems"}
PROBLEM = {"code", "severity", "sheet", "cell", "found", "message"}
TRACE = {"ward", "quarter", "indicator", "value", "numerator", "denominator", "file", "sha256", "revision", "submitted_by",
         "submitted_at", "form"}  # fmt: skip


def said(file: Path, sheet: str, cell: str) -> object:
    """What stands in that cell of a workbook."""
    row, column = coordinate_to_tuple(cell)
    return load_workbook(file)[sheet].cell(row, column).value


# check


def test_check_judges_each_file_on_a_line_and_stores_nothing(line, tmp_path):
    right = builders.document(past=line.past(stores.PHUONG_LIEU))
    wrong = builders.document({"training.cb.total": "mười hai"}, name="sai số liệu.xlsx")
    files = written(tmp_path, right, wrong)
    (tmp_path / "báo cáo.pdf").write_bytes(b"%PDF-1.7")
    version = line.ask(audit.store_version)
    rows = line.judge("check", *files, tmp_path / "báo cáo.pdf", status=1)
    assert [row["file"] for row in rows] == [str(file) for file in (*files, tmp_path / "báo cáo.pdf")], "as the command line named them"
    assert [row["verdict"] for row in rows] == ["accepted", "refused", "refused"]
    assert all(set(row) == JUDGED for row in rows)
    assert all(set(problem) == PROBLEM for row in rows for problem in row["problems"])
    assert [(row["ward"], row["quarter"]) for row in rows] == [("09265", "2026-Q4"), ("09265", "2026-Q4"), (None, None)]
    (fault,) = [problem for problem in rows[1]["problems"] if problem["severity"] == "error"]
    assert (fault["code"], fault["sheet"], fault["found"]) == ("not_a_number", "Tập huấn", "mười hai")
    assert said(files[1], fault["sheet"], fault["cell"]) == "mười hai"
    assert (codes(rows[2]), rows[2]["problems"][0]["cell"]) == (["is_pdf"], None)
    assert line.ask(audit.store_version) == version


def test_many_files_end_in_a_total_and_a_bad_one_harms_no_other(few_wards, tmp_path):
    line = Line(tmp_path / "kpi.sqlite3")
    line.path.write_bytes(few_wards.read_bytes())
    files = written(
        tmp_path, builders.document(past=line.past(stores.PHUONG_LIEU)), builders.document({"training.cb.total": "x"}, name="x.xlsx")
    )
    assert line.said("check", *files, status=1)[1].splitlines() == ["2 tệp: 1 được tính, 1 bị trả lại", "2 files: 1 accepted, 1 refused"]
    assert line.said("submit", *files, status=1)[1].splitlines() == ["2 tệp: 1 được tính, 1 bị trả lại", "2 files: 1 accepted, 1 refused"]
    again = line.said("submit", files[0], files[0])[1].splitlines()
    assert again == ["2 tệp: 2 đã nộp từ trước", "2 files: 2 counted already"]
    assert line.said("check", files[0])[1] == "", "one file says all of it itself"


def test_check_tells_people_in_words(line, tmp_path):
    (file,) = written(tmp_path, builders.document({"training.cb.total": "mười hai"}))
    assert "Tập huấn!" in line.run("check", file, status=1)
    assert "not a number" in line.run("check", file, "--lang", "en", status=1).lower()


# submit


def test_template_fill_submit_and_the_figure_is_there(line, tmp_path):
    """What an officer does, without a browser: the workbook of the program, filled in, handed in, counted, traced."""
    ward = stores.YEN_PHONG
    printed = line.run("template", "--ward", ward, "--quarter", Q4, "--out", tmp_path / "mẫu")
    file = Path(printed.strip())
    assert file == tmp_path / "mẫu" / "09193_yen-phong_2026-Q4.xlsx"
    answers = builders.answers(ward=ward, past=line.past(ward))
    book = load_workbook(file)
    fill(book, answers)
    book.save(file)

    (row,) = line.judge("submit", file, "--as", "Trần Thị Bích")
    assert set(row) == JUDGED | {"receipt", "revision", "state"}
    assert (row["verdict"], row["state"], row["revision"]) == ("accepted", "accepted", 1)
    digest = sha256(file.read_bytes()).hexdigest()
    assert row["receipt"] == f"BN-09193-2026Q4-1-{digest[:6].upper()}"
    (again,) = line.judge("submit", file)
    assert again == row, "the same bytes twice are one revision, and give the first receipt again"

    x, n = (sum(answers[f"training.{group}.{part}"] for group in ("cb", "cc", "vc", "nld")) for part in ("trained", "total"))
    values = json.loads(line.run("values", "--province", "24", "--quarter", Q4, "--indicator", "training_coverage"))
    (own,) = [value for value in values if value["ward"] == ward]
    assert (own["numerator"], own["denominator"], own["value"]) == (x, n, x / n)
    trace = json.loads(line.run("trace", "--ward", ward, "--quarter", Q4, "--indicator", "training_coverage"))
    assert set(trace) == TRACE
    assert (trace["value"], trace["numerator"]["value"], trace["denominator"]["value"]) == (x / n, x, n)
    assert (trace["file"], trace["sha256"], trace["revision"]) == (file.name, digest, 1)
    assert (trace["submitted_by"], trace["form"]) == ("Trần Thị Bích", "ward/1")
    for part in ("numerator", "denominator"):
        assert all(set(cell) == {"sheet", "cell", "value"} for cell in trace[part]["cells"])
        assert all(said(file, cell["sheet"], cell["cell"]) == cell["value"] for cell in trace[part]["cells"])


def test_a_warning_needs_a_note(line, tmp_path):
    ward = stores.PHUONG_LIEU
    fewer = {"training.vc.trained": 0}
    (file,) = written(tmp_path, builders.document(fewer, past=line.past(ward)))
    (row,) = line.judge("submit", file, status=1)
    assert (row["verdict"], row["state"], row["receipt"], row["revision"]) == (
        "accepted_with_warnings", "needs_note", None, None)  # fmt: skip
    assert "needs_note" in codes(row)
    assert line.past(ward).counting is None, "nothing counts"
    (row,) = line.judge("submit", file, "--note", "Quý trước đếm nhầm.")
    assert (row["state"], row["revision"]) == ("accepted", 1)


def test_a_correction_needs_a_reason_and_the_newest_workbook(line, tmp_path):
    ward = stores.HAP_LINH
    first = line.past(ward)
    more = {"training.organisations.total": 1000}
    outdated = builders.document(more, ward=ward, past=replace(first, counting=None), name="cũ.xlsx")
    newest = builders.document(more, ward=ward, past=first, name="mới.xlsx")
    old_file, new_file = written(tmp_path, outdated, newest)
    (row,) = line.judge("check", old_file, status=1)
    assert (row["verdict"], row["problems"][0]["code"]) == ("refused", "outdated_base"), "before anything is submitted"
    (row,) = line.judge("submit", old_file, "--note", "Số mới.", status=1)
    assert row["state"] == "refused" and "outdated_base" in codes(row)
    (row,) = line.judge("submit", new_file, status=1)
    assert row["state"] == "needs_reason" and "needs_reason" in codes(row)
    (row,) = line.judge("submit", new_file, "--note", "Số mới.")
    assert (row["state"], row["revision"]) == ("accepted", first.counting.number + 1)


def test_a_question_has_its_own_answer_and_says_what_it_would_do(line, tmp_path):
    ward = stores.PHUONG_LIEU
    (file,) = written(tmp_path, builders.document({"dossiers.received": 196_800}, past=line.past(ward)))
    (row,) = line.judge("check", file)
    asked = [problem for problem in row["problems"] if problem["severity"] == "warning"]
    question, *others = [
        f"{one['code']}@{one['sheet']}!{one['cell']}" for one in sorted(asked, key=lambda one: one["code"] != "unit_error")
    ]
    assert question.startswith("unit_error@") and all(
        one["effect"].startswith("Nếu đúng, ") for one in asked if one["code"] == "unit_error"
    )
    assert question in line.said("submit", file, "--answer", "unit_error@Hồ sơ trong kỳ!C1=x", status=2)[1], "the nearest right one"
    assert "expected CODE@SHEET!CELL=TEXT" in line.said("submit", file, "--answer", question, status=2)[1]
    said = [part for one in (question, *others) for part in ("--answer", f"{one}=Đã đối chiếu với Một cửa")]
    (row,) = line.judge("submit", file, *said, "--note", "Đính chính.")  # in case another test has handed in before
    assert row["state"] == "accepted"
    assert [one["answer"] for one in row["problems"] if "answer" in one] == ["Đã đối chiếu với Một cửa"] * len(asked)
    trace = json.loads(line.run("trace", "--ward", ward, "--quarter", Q4, "--indicator", "dossiers_digitised"))
    assert {one["answer"] for one in trace["answers"]} == {"Đã đối chiếu với Một cửa"}


def test_ones_own_file_changed_again_counts_over_the_revision_that_it_would_replace(line, tmp_path):
    ward = stores.HAP_LINH
    first = line.past(ward)
    number = first.counting.number
    own = builders.document({"training.organisations.total": 141}, ward=ward, past=replace(first, counting=None))
    (file,) = written(tmp_path, own)
    (row,) = line.judge("check", file, status=1)
    assert ("training.organisations.total", "141") in [(one["field"], one["new"]) for one in row["changes"]]
    (row,) = line.judge("submit", file, "--over", str(number + 1), "--note", "Sửa một ô.", status=1)
    assert row["state"] == "refused", "only over the one that counts"
    (row,) = line.judge("submit", file, "--over", str(number), "--note", "Sửa một ô.")
    assert (row["state"], row["revision"]) == ("accepted", number + 1)


def test_of_two_files_the_good_one_counts_and_the_exit_status_tells_of_the_other(line, tmp_path):
    good = builders.document(ward=stores.HOANG_VAN, past=line.past(stores.HOANG_VAN))
    bad = builders.document(edit=lambda book: book.remove(book["Tập huấn"]))
    rows = line.judge("submit", *written(tmp_path, good, bad), status=1)
    assert [row["state"] for row in rows] == ["accepted", "refused"]
    assert "missing_sheet" in codes(rows[1])


# template


def test_a_workbook_for_each_ward_of_a_province(line, tmp_path, monkeypatch):
    """Each file is the workbook of its ward; that of one ward is filled in and handed in above."""
    monkeypatch.setattr(load, "blank_return", lambda scope, ward, *, actor: f"{ward} {scope.quarter}".encode())
    files = line.run("template", "--province", stores.LAI_CHAU, "--quarter", Q4, "--out", tmp_path).splitlines()
    assert [Path(file).name[:5] for file in files] == [ward.code for ward in places.wards(stores.LAI_CHAU)]
    assert [Path(file).read_text() for file in files] == [f"{ward.code} 2026-Q4" for ward in places.wards(stores.LAI_CHAU)]
