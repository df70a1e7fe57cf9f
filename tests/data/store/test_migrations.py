from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from data.store import engine, schema
from data.store.errors import SchemaOutdated, SchemaTooNew
from tests.data.store.making import judgement, rows, submit

RECORDS = ("stored_file", "upload", "revision", "measure", "decision", "audit")


def execute(store, sql) -> None:
    with store.write() as session, session.begin():
        session.connection().exec_driver_sql(sql)


def test_the_migrations_make_the_tables_that_the_program_works_with(store):
    with store.writers.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_current_values_lie_in_the_order_in_which_they_are_read(store):
    if store.url.get_backend_name() != "sqlite":
        pytest.skip("PostgreSQL has no tables without row numbers")
    made = {row["name"]: row["sql"] for row in rows(store, "sqlite_master")}
    assert made["current_value"].rstrip().endswith("WITHOUT ROWID")


def test_a_row_of_the_record_can_be_neither_changed_nor_taken_out(store):
    submit(store, judgement())
    for table in RECORDS:
        before = rows(store, table)
        for change in ("UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"):
            with pytest.raises(IntegrityError, match=f"{table} is a record: rows are only added"):
                execute(store, change.format(table, next(iter(before[0]))))
        assert rows(store, table) == before


def test_no_row_of_the_record_can_be_replaced_by_another(store):
    submit(store, judgement())
    before = rows(store, "measure")
    replace = {
        "sqlite": "INSERT OR REPLACE INTO measure VALUES (1, 'staff_total', 1, 'number', '[]')",
        "postgresql": "INSERT INTO measure VALUES (1, 'staff_total', 1, 'number', '[]') "
        "ON CONFLICT (revision_id, measure) DO UPDATE SET value = 1",
    }
    with pytest.raises(IntegrityError, match="rows are only added"):
        execute(store, replace[store.url.get_backend_name()])
    assert rows(store, "measure") == before


def test_every_table_but_the_current_values_is_a_record():
    assert {*SQLModel.metadata.tables} == {*RECORDS, "current_value"}


def test_a_ward_has_one_revision_of_each_number_in_a_quarter(store):
    submit(store, judgement())
    submit(store, judgement(file="held", base=1))
    with pytest.raises(IntegrityError):
        execute(
            store,
            "INSERT INTO revision (id, upload_id, province, ward, quarter, number, form, period_from, as_of, content) "
            "SELECT 9, 2, province, ward, quarter, number, form, period_from, as_of, content FROM revision",
        )


def test_a_store_that_was_never_set_up_is_refused_until_it_is(empty_url):
    assert engine.schema_state(empty_url) == "empty"
    with pytest.raises(SchemaOutdated):
        engine.open_store(empty_url)
    engine.migrate(empty_url)
    engine.migrate(empty_url)
    assert engine.schema_state(empty_url) == "current"
    engine.open_store(empty_url).close()


def test_a_server_and_a_command_that_start_together_set_the_store_up_once(empty_url):
    together = Barrier(3)

    def start(_) -> str:
        together.wait()
        engine.migrate(empty_url)
        return engine.schema_state(empty_url)

    with ThreadPoolExecutor(3) as programs:
        assert set(programs.map(start, range(3))) == {"current"}


def test_a_store_of_a_newer_version_is_refused_and_left_alone(store):
    execute(store, "UPDATE alembic_version SET version_num = '9999'")
    url = store.url
    assert engine.schema_state(url) == "newer"
    for refused in (engine.open_store, engine.open_or_make, engine.migrate):
        with pytest.raises(SchemaTooNew) as refusal:
            refused(url)
    assert "mới hơn" in refusal.value.words("vi") and "newer" in refusal.value.words("en")


def test_a_store_of_an_older_version_is_refused_until_it_is_migrated(store, monkeypatch, tmp_path):
    """As after an update of the program: one more migration than the store has seen."""
    (tmp_path / "versions").mkdir()
    for file in (schema._MIGRATIONS / "env.py", *(schema._MIGRATIONS / "versions").glob("*.py")):
        copy = tmp_path / file.relative_to(schema._MIGRATIONS)
        copy.write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    head = max((tmp_path / "versions").glob("*.py")).name[:4]
    (tmp_path / "versions" / "9000_next.py").write_text(
        f"from alembic import op\nrevision, down_revision = '9000', '{head}'\n"
        "def upgrade():\n    op.execute('CREATE TABLE something_new (id INTEGER)')\n"
    )
    monkeypatch.setattr(schema, "_MIGRATIONS", tmp_path)
    assert engine.schema_state(store.url) == "older"
    for approach in (engine.open_store, engine.open_or_make):
        with pytest.raises(SchemaOutdated) as refusal:
            approach(store.url)
        assert "manage.py migrate" in refusal.value.words("vi")
    engine.migrate(store.url)
    assert engine.schema_state(store.url) == "current"
    assert rows(store, "something_new") == []


def test_a_migration_that_fails_half_way_leaves_nothing(empty_url, monkeypatch):
    import sqlalchemy as sa
    from alembic import op

    monkeypatch.setattr(op, "create_index", lambda *_: op.execute(sa.text("SELECT no_such_column FROM upload")))
    with pytest.raises(sa.exc.DBAPIError):
        engine.migrate(empty_url)
    monkeypatch.undo()
    assert engine.schema_state(empty_url) == "empty"
    engine.migrate(empty_url)
    assert engine.schema_state(empty_url) == "current"
