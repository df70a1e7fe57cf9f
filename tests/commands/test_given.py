"""What every verb is given is looked at before anything is done: wrong usage has the exit status 2 and words."""

import os
import subprocess
import sys
from datetime import date

import pytest

import manage
from data import clock
from pages.shared import load
from tests import stores
from tests.commands.line import ROOT


@pytest.mark.parametrize("words", [
    "", "fly", "check", "values --province 24", "values --province 24 --quarter 2026-Q5", "values --province 24 --quarter Q4",
    "values --province 99 --quarter 2026-Q3", "values --province 24 --quarter 2026-Q3 --indicator x",
    "values --province 24 --quarter 2026-Q3 --format xml", "trace --ward 9265 --quarter 2026-Q3 --indicator data_digitised",
    "trace --ward 09265 --quarter 2026-Q3 --indicator x", "template --quarter 2026-Q4 --out x",
    "template --ward 09265 --province 24 --quarter 2026-Q4 --out x", "check nowhere.xlsx", "submit nowhere.xlsx",
    "demo --province 00", "values --province 24 --quarter 2031-Q3", "template --ward 09265 --quarter 2031-Q3 --out x",
    "changes --province 24 --quarter 2026-Q3 --since 2026-Q3", "changes --province 24 --quarter 2026-Q3 --since Q1",
    "trace --ward 09265 --quarter 2031-Q3 --indicator data_digitised", "brief --province 24 --quarter 2031-Q3 --out x.png",
])  # fmt: skip
def test_wrong_usage_is_exit_status_2(words, line):
    printed, said = line.said(*words.split(), status=2)
    assert printed == "" and "usage: python manage.py" in said


def test_a_quarter_that_has_not_begun_is_said_with_the_newest_one(line, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2027, 1, 4))
    said = line.said("values", "--province", "24", "--quarter", "2027-Q2", status=2)[1]
    assert "2027-Q2 chưa bắt đầu, quý mới nhất là 2027-Q1 / 2027-Q2 has not begun, the newest quarter is 2027-Q1" in said
    assert line.said("values", "--province", "24", "--quarter", "2027-Q1")


@pytest.mark.parametrize("verb", ["values --province 24 --quarter 2026-Q3", "migrate", "demo", "check {file}", "submit {file}"])
@pytest.mark.parametrize(
    "address", ["foo", "mysql://a:secret@b/c", "sqlite:////dev/null/kpi.sqlite3", "postgresql://a:secret@127.0.0.1:1/c"]
)
def test_a_store_that_is_none_ends_in_words_without_the_password(address, verb, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", address)
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    try:
        assert manage.main(verb.format(file=tmp_path / "a.xlsx").split()) == 1
    finally:
        load.store.cache_clear()
    told = capsys.readouterr()
    assert told.out == "" and " / " in told.err and "DATABASE_URL" in told.err and "secret" not in told.err


@pytest.mark.parametrize(
    "verb", ["template --ward 09265 --quarter 2026-Q4 --out", "brief --province 24 --quarter 2026-Q3 --view table --out"]
)
def test_what_cannot_be_written_is_said_and_nothing_is_left_half_written(line, verb, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("here")
    out = {"template": file, "brief": tmp_path / "x.csv" / "y.csv"}[verb.split()[0]]
    printed, said = line.said(*verb.split(), out, status=1)
    assert printed == "" and f"Không đọc hoặc ghi được / cannot read or write {out}" in said
    assert file.read_text() == "here" and [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


@pytest.mark.parametrize(("code", "why"), [("26734", "no such ward: '26734'\n"), ("9265", "(official codes have 5 digits)\n")])
def test_a_code_with_the_right_number_of_digits_is_only_unknown(code, why, line):
    assert line.said("trace", "--ward", code, "--quarter", "2026-Q3", "--indicator", "data_digitised", status=2)[1].endswith(why)


def test_on_a_windows_pipe_results_are_utf_8_and_the_exit_status_is_the_same(line):
    printed, _ = line.piped("values", "--province", "24", "--quarter", "2026-Q3", "--indicator", "data_digitised")
    assert '"ward_name": "Phường Hạp Lĩnh"' in printed
    assert printed == line.run("values", "--province", "24", "--quarter", "2026-Q3", "--indicator", "data_digitised")
    _, said = line.piped("trace", "--ward", "07210", "--quarter", "2026-Q3", "--indicator", "data_digitised", status=1)
    assert "Chưa có báo cáo" in said


def test_who_stops_reading_or_presses_ctrl_c_sees_no_traceback(line, tmp_path):
    command = [sys.executable, str(ROOT / "manage.py"), "values", "--province", "24", "--quarter", "2026-Q3"]
    environment = os.environ | {"DATABASE_URL": stores.address(line.path)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reading:
        reading.stdout.close()
        assert (reading.stderr.read(), reading.wait()) == (b"", 1)
    (tmp_path / "sitecustomize.py").write_text(
        "import data.store.known\ndata.store.known.of_quarter = lambda **_: (_ for _ in ()).throw(KeyboardInterrupt)"
    )
    stopped = subprocess.run(command, env=environment | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}, capture_output=True)
    assert (stopped.stdout, stopped.stderr, stopped.returncode) == (b"", b"", 1)
