from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, timedelta, timezone
from threading import Barrier

import pytest
from sqlalchemy import event
from sqlmodel import select

from data.store import audit, engine
from data.store import connections as connected
from data.store.errors import BadAddress, StoreUnavailable
from data.store.tables import Upload
from tests.data.store.making import NOON, PHUONG_LIEU, ask, judgement, refused, rows, submit


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("postgres://user:secret@host/kpi", "postgresql+psycopg"),
        ("postgresql://user:secret@host/kpi", "postgresql+psycopg"),
        ("postgresql+psycopg://user:secret@host/kpi", "postgresql+psycopg"),
        ("sqlite:////srv/kpi.sqlite3", "sqlite"),
    ],
)
def test_the_address_of_the_store_may_be_written_as_hosts_write_it(monkeypatch, given, driver):
    monkeypatch.setenv("DATABASE_URL", given)
    assert engine.database_url().drivername == driver


@pytest.mark.parametrize(
    "given", ["foo", "mysql://a:secret@host/kpi", "sqlite://", "postgresql+psycopg2://host/kpi", "postgresql://a:secret@host:port/kpi"]
)
def test_an_address_that_cannot_serve_is_refused_at_once_and_its_password_is_not_repeated(monkeypatch, given):
    monkeypatch.setenv("DATABASE_URL", given)
    with pytest.raises(BadAddress) as refused:
        engine.database_url()
    assert "sqlite:////" in str(refused.value) and "secret" not in str(refused.value)


def test_without_an_address_the_store_is_a_file_in_data_local(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert engine.database_url().database.endswith("kpi.sqlite3")


def test_times_come_out_of_the_store_aware_and_in_utc(store):
    in_vietnam = NOON.astimezone(timezone(timedelta(hours=7)))
    submit(store, judgement(), now=in_vietnam)
    with store.read() as session:
        (at,) = session.exec(select(Upload.received_at)).all()
    assert at == NOON and at.tzinfo == UTC


def test_a_reading_session_sees_one_moment_however_long_it_stays(store):
    submit(store, refused("one"))
    with store.read() as session:
        assert len(session.exec(select(Upload.id)).all()) == 1
        submit(store, refused("two"))
        assert len(session.exec(select(Upload.id)).all()) == 1
    assert len(rows(store, "upload")) == 2


def test_nothing_can_be_written_through_a_reading_session(store):
    with pytest.raises(StoreUnavailable) as fault, store.read() as session:
        session.connection().exec_driver_sql("DELETE FROM current_value")
    assert fault.value.reason == "read_only"


@pytest.mark.parametrize(
    ("setting", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("recursive_triggers", 1)]
)
def test_sqlite_is_set_to_keep_what_it_was_given(migrated_sqlite, setting, value):
    store = engine.open_store(f"sqlite:///{migrated_sqlite}")
    with store.write() as session:
        assert session.connection().exec_driver_sql(f"PRAGMA {setting}").scalar() == value
        assert session.connection().exec_driver_sql("PRAGMA busy_timeout").scalar() == 10_000
    store.close()


@contextmanager
def connections(monkeypatch):
    """The engines that are made meanwhile, and a line for each connection that they make: "reading" or "writing"."""
    engines, made = [], []

    def engine_for(address, *, patience, writing):
        engines.append(connected.engine_for(address, patience=patience, writing=writing))
        event.listen(engines[-1], "connect", lambda *_: made.append("writing" if writing else "reading"))
        return engines[-1]

    with monkeypatch.context() as patch:
        patch.setattr(engine, "engine_for", engine_for)
        yield engines, made


def test_the_first_use_makes_the_store_with_the_engines_that_it_goes_on_with(empty_url, monkeypatch):
    with connections(monkeypatch) as (engines, made):
        store = engine.open_or_make(empty_url)
        assert submit(store, judgement()).state == "accepted"
        assert [row["ward"] for row in rows(store, "revision")] == [PHUONG_LIEU]
    assert engines == [store.readers, store.writers] and sorted(made) == ["reading", "writing"]
    assert engine.schema_state(empty_url) == "current"
    store.close()


def test_a_store_that_is_there_is_opened_and_read_over_one_connection(url, monkeypatch):
    with connections(monkeypatch) as (engines, made):
        store = engine.open_or_make(url)
        assert ask(store, audit.store_version) == 0
    assert engines == [store.readers, store.writers] and made == ["reading"]
    store.close()


def test_programs_that_start_together_all_open_the_store_that_one_of_them_makes(empty_url):
    together = Barrier(3)

    def start(file: str) -> str:
        together.wait()
        with closing(engine.open_or_make(empty_url)) as store:
            return submit(store, refused(file)).state

    with ThreadPoolExecutor(3) as programs:
        assert set(programs.map(start, ("one", "two", "three"))) == {"refused"}
    with closing(engine.open_store(empty_url)) as store:
        assert len(rows(store, "upload")) == 3


def test_a_healthy_store_says_so(url):
    health = engine.health(url)
    assert (health["store"], health["schema"]) == ("ok", "current")
    assert (health["free_disk_mb"] is None) == url.startswith("postgresql")


def test_asking_for_the_health_of_a_missing_store_makes_no_file(tmp_path):
    health = engine.health(f"sqlite:///{tmp_path}/none/kpi.sqlite3")
    assert (health["store"], health["schema"]) == ("ok", "empty") and health["free_disk_mb"] > 0
    assert list(tmp_path.iterdir()) == []


def test_a_store_out_of_reach_is_named(tmp_path):
    assert engine.health(f"postgresql://nobody@/none?host={tmp_path}")["store"] == "unreachable"
    (tmp_path / "kpi.sqlite3").write_text("this is no database, however long it may be. " * 50)
    assert engine.health(f"sqlite:///{tmp_path}/kpi.sqlite3")["store"] == "damaged"
    for approach in (engine.open_store, engine.open_or_make, engine.migrate):
        with pytest.raises(StoreUnavailable) as fault:
            approach(f"sqlite:///{tmp_path}/kpi.sqlite3")
        assert "bản sao lưu" in str(fault.value) and "backup" in str(fault.value)
    with pytest.raises(StoreUnavailable):
        engine.migrate(f"sqlite:///{tmp_path}/kpi.sqlite3/a file is no folder/kpi.sqlite3")
