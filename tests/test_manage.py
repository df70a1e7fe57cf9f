"""The command line is a contract: other programs rely on its exit statuses and on every name that it prints."""

import csv
import io
import json
import os
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

import manage
from data import places
from data.demo.fill import fill
from data.quarter import Quarter
from data.returns.checks import Past
from data.store import audit, engine, filings
from indicators.catalogue import catalogue, owed
from tests import builders, stores

ROOT = Path(__file__).parents[1]
Q3, Q4 = Quarter(2026, 3), Quarter(2026, 4)

JUDGED = {"file", "verdict", "ward", "quarter", "problems"}
PROBLEM = {"code", "severity", "sheet", "cell", "found", "message"}
VALUE = ["ward", "ward_name", "quarter", "indicator", "numerator", "denominator", "value", "status", "target", "expected"]
OF_THE_PROVINCE = ["wards_in", "wards_owed", "low", "high", "status_certain"]
TRACE = {"ward", "quarter", "indicator", "value", "numerator", "denominator", "file", "sha256", "revision", "submitted_by",
         "submitted_at", "form"}  # fmt: skip


@dataclass(frozen=True)
class Store:
    """A store with a few wards of the demonstration, and the command line on it."""

    path: Path

    def run(self, *arguments: object, status: int = 0) -> str:
        """What the verb prints, on a pipe as Windows opens it; the exit status has to be this one."""
        environment = os.environ | {"DATABASE_URL": stores.address(self.path), "PYTHONIOENCODING": "cp1252"}
        command = [sys.executable, str(ROOT / "manage.py"), *map(str, arguments)]
        done = subprocess.run(command, env=environment, capture_output=True, cwd=self.path.parent)
        assert done.returncode == status, done.stderr.decode()
        assert "Traceback" not in done.stderr.decode()
        return done.stdout.decode()

    def judge(self, *arguments: object, status: int = 0) -> list[dict]:
        return [json.loads(line) for line in self.run(*arguments, "--json", status=status).splitlines()]

    def ask(self, function, **wanted):
        with closing(engine.open_store(stores.address(self.path))) as store, store.read() as session:
            return function(session=session, actor=stores.OFFICE, **wanted)

    def past(self, ward: str) -> Past:
        return self.ask(filings.past, ward=ward, quarter=Q4)


@pytest.fixture(scope="module")
def store(few_wards, tmp_path_factory) -> Store:
    """Each test hands in for a ward of its own."""
    path = tmp_path_factory.mktemp("manage") / "kpi.sqlite3"
    path.write_bytes(few_wards.read_bytes())
    return Store(path)


def written(folder: Path, *documents) -> list[Path]:
    for document in documents:
        (folder / document.name).write_bytes(document.content)
    return [folder / document.name for document in documents]


def codes(row: dict) -> list[str]:
    return [problem["code"] for problem in row["problems"]]


# check


def test_check_judges_each_file_on_a_line_and_stores_nothing(store, tmp_path):
    right = builders.document(past=store.past(stores.PHUONG_LIEU))
    wrong = builders.document({"training.cb.total": "mười hai"}, name="sai số liệu.xlsx")
    files = written(tmp_path, right, wrong)
    (tmp_path / "báo cáo.pdf").write_bytes(b"%PDF-1.7")
    version = store.ask(audit.store_version)
    rows = store.judge("check", *files, tmp_path / "báo cáo.pdf", status=1)
    assert [row["file"] for row in rows] == [str(file) for file in (*files, tmp_path / "báo cáo.pdf")], "as the command line named them"
    assert [row["verdict"] for row in rows] == ["accepted", "refused", "refused"]
    assert all(set(row) == JUDGED for row in rows)
    assert all(set(problem) == PROBLEM for row in rows for problem in row["problems"])
    assert [(row["ward"], row["quarter"]) for row in rows] == [("09265", "2026-Q4"), ("09265", "2026-Q4"), (None, None)]
    (fault,) = [problem for problem in rows[1]["problems"] if problem["severity"] == "error"]
    assert (fault["code"], fault["sheet"], fault["found"]) == ("not_a_number", "Tập huấn", "mười hai")
    assert load_workbook(files[1])["Tập huấn"][fault["cell"]].value == "mười hai"
    assert (codes(rows[2]), rows[2]["problems"][0]["cell"]) == (["is_pdf"], None)
    assert store.ask(audit.store_version) == version


def test_check_tells_people_in_words(store, tmp_path):
    (file,) = written(tmp_path, builders.document({"training.cb.total": "mười hai"}))
    assert "Tập huấn!" in store.run("check", file, status=1)
    assert "not a number" in store.run("check", file, "--lang", "en", status=1).lower()


# submit


def test_template_fill_submit_and_the_figure_is_there(store, tmp_path):
    """What an officer does, without a browser: the workbook of the program, filled in, handed in, counted, traced."""
    ward = stores.YEN_PHONG
    printed = store.run("template", "--ward", ward, "--quarter", Q4, "--out", tmp_path / "mẫu")
    file = Path(printed.strip())
    assert file == tmp_path / "mẫu" / "09193_yen-phong_2026-Q4.xlsx"
    answers = builders.answers(ward=ward, past=store.past(ward))
    book = load_workbook(file)
    fill(book, answers)
    book.save(file)

    (row,) = store.judge("submit", file, "--as", "Trần Thị Bích")
    assert set(row) == JUDGED | {"receipt", "revision", "state"}
    assert (row["verdict"], row["state"], row["revision"]) == ("accepted", "accepted", 1)
    digest = sha256(file.read_bytes()).hexdigest()
    assert row["receipt"] == f"BN-09193-2026Q4-1-{digest[:6].upper()}"
    (again,) = store.judge("submit", file)
    assert again == row, "the same bytes twice are one revision, and give the first receipt again"

    x, n = (sum(answers[f"training.{group}.{part}"] for group in ("cb", "cc", "vc", "nld")) for part in ("trained", "total"))
    values = json.loads(store.run("values", "--province", "24", "--quarter", Q4, "--indicator", "training_coverage"))
    (own,) = [value for value in values if value["ward"] == ward]
    assert (own["numerator"], own["denominator"], own["value"]) == (x, n, x / n)
    trace = json.loads(store.run("trace", "--ward", ward, "--quarter", Q4, "--indicator", "training_coverage"))
    assert set(trace) == TRACE
    assert (trace["value"], trace["numerator"]["value"], trace["denominator"]["value"]) == (x / n, x, n)
    assert (trace["file"], trace["sha256"], trace["revision"]) == (file.name, digest, 1)
    assert (trace["submitted_by"], trace["form"]) == ("Trần Thị Bích", "ward/1")
    for part in ("numerator", "denominator"):
        assert all(set(cell) == {"sheet", "cell", "value"} for cell in trace[part]["cells"])
        assert all(load_workbook(file)[cell["sheet"]][cell["cell"]].value == cell["value"] for cell in trace[part]["cells"])


def test_a_warning_needs_a_note(store, tmp_path):
    ward = stores.PHUONG_LIEU
    fewer = {"training.vc.trained": 0}
    (file,) = written(tmp_path, builders.document(fewer, past=store.past(ward)))
    (row,) = store.judge("submit", file, status=1)
    assert (row["verdict"], row["state"], row["receipt"], row["revision"]) == (
        "accepted_with_warnings", "needs_note", None, None)  # fmt: skip
    assert "needs_note" in codes(row)
    assert store.past(ward).counting is None, "nothing counts"
    (row,) = store.judge("submit", file, "--note", "Quý trước đếm nhầm.")
    assert (row["state"], row["revision"]) == ("accepted", 1)


def test_a_correction_needs_a_reason_and_the_newest_workbook(store, tmp_path):
    ward = stores.HAP_LINH
    first = store.past(ward)
    more = {"training.organisations.total": 1000}
    outdated = builders.document(more, ward=ward, past=replace(first, counting=None), name="cũ.xlsx")
    newest = builders.document(more, ward=ward, past=first, name="mới.xlsx")
    old_file, new_file = written(tmp_path, outdated, newest)
    (row,) = store.judge("check", old_file, status=1)
    assert (row["verdict"], row["problems"][0]["code"]) == ("refused", "outdated_base"), "before anything is submitted"
    (row,) = store.judge("submit", old_file, "--note", "Số mới.", status=1)
    assert row["state"] == "refused" and "outdated_base" in codes(row)
    (row,) = store.judge("submit", new_file, status=1)
    assert row["state"] == "needs_reason" and "needs_reason" in codes(row)
    (row,) = store.judge("submit", new_file, "--note", "Số mới.")
    assert (row["state"], row["revision"]) == ("accepted", first.counting.number + 1)


def test_of_two_files_the_good_one_counts_and_the_exit_status_tells_of_the_other(store, tmp_path):
    good = builders.document(ward=stores.HOANG_VAN, past=store.past(stores.HOANG_VAN))
    bad = builders.document(edit=lambda book: book.remove(book["Tập huấn"]))
    rows = store.judge("submit", *written(tmp_path, good, bad), status=1)
    assert [row["state"] for row in rows] == ["accepted", "refused"]
    assert "missing_sheet" in codes(rows[1])


# values, trace, template


def test_values_has_a_row_for_every_ward_and_every_indicator_it_owes(store):
    rows = json.loads(store.run("values", "--province", "24", "--quarter", Q3))
    asked = [one.code for one in owed(catalogue().values(), quarter=Q3, province="24")]
    everybody = [ward.code for ward in places.wards("24")]
    assert {(row["ward"], row["indicator"]) for row in rows} == {(ward, code) for ward in (*everybody, None) for code in asked}
    assert len(rows) == (len(everybody) + 1) * len(asked)
    for row in rows:
        assert list(row) == (VALUE if row["ward"] else VALUE + OF_THE_PROVINCE)
        assert row["quarter"] == "2026-Q3"
    silent = [row for row in rows if row["ward"] == "07210"]
    assert {row["status"] for row in silent if row["indicator"] == "training_coverage"} == {"not_reported"}
    assert {(row["numerator"], row["denominator"], row["value"]) for row in silent if row["status"] == "not_reported"} == {(None,) * 3}
    shares = [row for row in rows if row["indicator"] == "training_coverage" and row["value"] is not None]
    wards, (province,) = [row for row in shares if row["ward"]], [row for row in shares if row["ward"] is None]
    assert province["value"] == sum(row["numerator"] for row in wards) / sum(row["denominator"] for row in wards)
    assert (province["wards_in"], province["wards_owed"], province["status_certain"]) == (6, 99, False)


def test_values_as_a_table(store):
    arguments = ("values", "--province", "24", "--quarter", Q3, "--indicator", "data_digitised")
    rows = json.loads(store.run(*arguments))
    table = list(csv.DictReader(io.StringIO(store.run(*arguments, "--format", "csv"))))
    assert list(table[0]) == VALUE + OF_THE_PROVINCE
    plain = [{key: "" if value is None else str(value) for key, value in row.items()} for row in rows]
    assert [{key: row[key] for key in known} for row, known in zip(table, plain, strict=True)] == plain


def test_a_figure_that_nobody_reported_has_no_cells(store):
    assert store.run("trace", "--ward", "07210", "--quarter", Q3, "--indicator", "data_digitised", status=1) == ""


@pytest.mark.parametrize("code", ["plan_issued", "hp_port_rank"])
def test_what_the_ward_does_not_owe_in_the_quarter_is_refused_in_both_languages(code, few_wards, configured, capsys):
    configured(few_wards)
    assert manage.main(["trace", "--ward", stores.YEN_PHONG, "--quarter", str(Q3), "--indicator", code]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "không hỏi trong quý này" in said.err and "not asked" in said.err


def test_a_workbook_for_each_ward_of_a_province(store, tmp_path):
    files = store.run("template", "--province", stores.LAI_CHAU, "--quarter", Q4, "--out", tmp_path).splitlines()
    assert [Path(file).name[:5] for file in files] == [ward.code for ward in places.wards(stores.LAI_CHAU)]
    assert all(Path(file).read_bytes().startswith(b"PK") for file in files)


# The store


def test_the_demonstration_is_never_built_over_real_returns(whole_province, tmp_path):
    real = Store(tmp_path / "kpi.sqlite3")
    real.path.write_bytes(whole_province.read_bytes())
    before = real.path.read_bytes()
    assert real.run("demo", status=1) == ""
    assert real.path.read_bytes() == before


def test_migrate_makes_the_tables_and_does_it_twice(tmp_path):
    new = Store(tmp_path / "new" / "kpi.sqlite3")
    new.path.parent.mkdir()
    for _ in range(2):
        new.run("migrate")
        assert engine.schema_state(stores.address(new.path)) == "current"


def test_a_store_of_a_newer_program_is_refused_with_words(tmp_path):
    newer = Store(tmp_path / "kpi.sqlite3")
    engine.migrate(stores.address(newer.path))
    with closing(engine.open_store(stores.address(newer.path))) as store, store.writers.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    newer.run("values", "--province", "24", "--quarter", Q3, status=1)


# Wrong usage


@pytest.mark.parametrize("line", [
    "", "fly", "check", "values --province 24", "values --province 24 --quarter 2026-Q5", "values --province 24 --quarter Q4",
    "values --province 99 --quarter 2026-Q3", "values --province 24 --quarter 2026-Q3 --indicator x",
    "values --province 24 --quarter 2026-Q3 --format xml", "trace --ward 9265 --quarter 2026-Q3 --indicator data_digitised",
    "trace --ward 09265 --quarter 2026-Q3 --indicator x", "template --quarter 2026-Q4 --out x",
    "template --ward 09265 --province 24 --quarter 2026-Q4 --out x", "check nowhere.xlsx", "submit nowhere.xlsx",
    "demo --province 00",
])  # fmt: skip
def test_wrong_usage_is_exit_status_2(line, few_wards, configured, capsys):
    configured(few_wards)
    with pytest.raises(SystemExit) as stop:
        manage.main(line.split())
    assert stop.value.code == 2
    said = capsys.readouterr()
    assert said.out == "" and "usage: python manage.py" in said.err


def test_help_is_not_wrong_usage(capsys):
    with pytest.raises(SystemExit) as stop:
        manage.main(["--help"])
    assert stop.value.code == 0 and "values" in capsys.readouterr().out


@pytest.mark.parametrize(("code", "said"), [("26734", "no such ward: '26734'\n"), ("9265", "(official codes have 5 digits)\n")])
def test_a_code_with_the_right_number_of_digits_is_only_unknown(code, said, few_wards, configured, capsys):
    configured(few_wards)
    with pytest.raises(SystemExit):
        manage.main(["trace", "--ward", code, "--quarter", "2026-Q3", "--indicator", "data_digitised"])
    assert capsys.readouterr().err.endswith(said)
