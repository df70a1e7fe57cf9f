"""Keeping the store without a browser: the demonstration, and tables of this program's version."""

from argparse import Namespace
from contextlib import closing
from functools import partial

from commands import keeping
from data.demo import build
from data.store import engine
from pages.shared import load
from tests import stores
from tests.commands.line import Line


def test_the_demonstration_is_never_built_over_real_returns(whole_province, tmp_path):
    real = Line(tmp_path / "kpi.sqlite3")
    real.path.write_bytes(whole_province.read_bytes())
    before = real.path.read_bytes()
    assert real.run("demo", status=1) == ""
    assert real.path.read_bytes() == before


def test_the_demonstration_says_file_by_file_how_far_it_is_and_once_more_changes_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", stores.address(tmp_path / "kpi.sqlite3"))
    monkeypatch.setattr(build, "build", partial(build.build, wards=["09325"], workers=1))
    try:
        told = []
        for _ in range(2):
            assert keeping.demo(Namespace(province="24")) == 0
            told.append(capsys.readouterr().err.splitlines())
    finally:
        load.close()
    assert told[0][0] == "Quý I/2026: đã viết, kiểm tra và nộp 1/4 tệp"
    assert "3/4 tệp, còn khoảng" in told[0][2] and told[0][-1].endswith("is ready")
    assert told[1] == ["Bản minh họa / demonstration Thành phố Bắc Ninh: đã có sẵn, không thay đổi / was there already, nothing changed"]


def test_migrate_makes_the_tables_and_does_it_twice(tmp_path):
    new = Line(tmp_path / "new" / "kpi.sqlite3")
    new.path.parent.mkdir()
    for _ in range(2):
        new.run("migrate")
        assert engine.schema_state(stores.address(new.path)) == "current"


def test_a_store_of_a_newer_program_is_refused_with_words(tmp_path):
    newer = Line(tmp_path / "kpi.sqlite3")
    engine.migrate(stores.address(newer.path))
    with closing(engine.open_store(stores.address(newer.path))) as store, store.writers.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    newer.run("values", "--province", "24", "--quarter", "2026-Q3", status=1)
