"""How the two databases are talked to, and what their refusals mean.

Two engines each. Reading sees one snapshot and cannot write; writing takes the only writer's place when its transaction
begins (BEGIN IMMEDIATE, or an advisory lock on PostgreSQL), so that what it has read stays true until it commits (decision 28).
"""

import json
import os
import random
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError, TimeoutError

from data.store.errors import StoreUnavailable

_WRITERS_LOCK = 24_2026  # any number, but always the same one

_SQLITE_REASONS = {
    "SQLITE_BUSY": "locked",
    "SQLITE_LOCKED": "locked",
    "SQLITE_FULL": "full",
    "SQLITE_READONLY": "read_only",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_NOTADB": "damaged",
}
_POSTGRES_REASONS = {"55P03": "locked", "53100": "full", "25006": "read_only", "XX001": "damaged", "XX002": "damaged"}


def engine_for(url: URL, *, patience: float, writing: bool) -> Engine:
    """An engine that waits `patience` seconds for its turn; one connection is enough for the only writer."""
    settings = {
        "json_serializer": _json,
        "pool_timeout": patience,
        "pool_size": 1 if writing else 8,
        "max_overflow": 0 if writing else 24,
    }
    kind = _sqlite if url.get_backend_name() == "sqlite" else _postgres
    return kind(url, settings, patience=patience, writing=writing)


def _json(value: object) -> str:
    """Vietnamese as it is, at half the size of escapes; halves of characters, which strange files hold, as "?"."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()


def _sqlite(url: URL, settings: dict, *, patience: float, writing: bool) -> Engine:
    engine = create_engine(url if writing else _readable(url), connect_args={"timeout": patience}, **settings)

    @event.listens_for(engine, "connect")
    def prepare(connection, _record) -> None:
        if writing and _is_read_only(url):
            raise StoreUnavailable("read_only")
        connection.isolation_level = None  # we say BEGIN ourselves: Python's module would not before a SELECT
        if writing:
            _insist(connection, "PRAGMA journal_mode=WAL", patience)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA recursive_triggers=ON")  # else INSERT OR REPLACE walks around the triggers
        connection.execute(f"PRAGMA query_only={'OFF' if writing else 'ON'}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if writing:
            _insist(cast(sqlite3.Connection, connection.connection.dbapi_connection), "BEGIN IMMEDIATE", patience)
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _is_read_only(url: URL) -> bool:
    """Whether the file is there and may not be written, or its folder may not: SQLite writes beside the file, too."""
    path = Path(url.database or "")
    return path.is_file() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _readable(url: URL) -> URL:
    """The address by which a store on a read-only system is read: SQLite then asks for no files beside it, except where there
    are some already, in which the newest writes stand."""
    if not _is_read_only(url):
        return url
    written = Path(f"{url.database}-wal")
    still = {} if written.is_file() and written.stat().st_size else {"immutable": "1"}
    return URL.create("sqlite", database=f"file:{quote(str(url.database))}", query={"mode": "ro", "uri": "true"} | still)


def _insist(connection: sqlite3.Connection, statement: str, patience: float) -> None:
    """Executes what only one connection can do at a time, asking again every few milliseconds.

    SQLite's own waiting sleeps up to a tenth of a second at a time, and in the switch to WAL it does not wait at all:
    with four busy processes the writer's place stood empty most of the time, or went to the same one again and again.
    """
    give_up = time.monotonic() + patience
    connection.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.execute(statement)
                return
            except sqlite3.OperationalError as fault:
                if not fault.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > give_up:
                    raise
            time.sleep(random.uniform(0.001, 0.004))
    finally:
        connection.execute(f"PRAGMA busy_timeout={int(patience * 1000)}")


def _postgres(url: URL, settings: dict, *, patience: float, writing: bool) -> Engine:
    isolation = "READ COMMITTED" if writing else "REPEATABLE READ"
    engine = create_engine(url, isolation_level=isolation, pool_pre_ping=True, **settings)

    @event.listens_for(engine, "connect")
    def prepare(connection, _record) -> None:
        connection.execute(f"SET lock_timeout = {int(patience * 1000)}")
        connection.commit()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if writing:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")
        else:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")

    return engine


class Queue:
    """The writers of one process, first come, first served: a pool lets newcomers in before those who wait."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._change = threading.Lock()
        self._waiting: deque[threading.Event] = deque()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits for those who came before; StoreUnavailable where that takes too long."""
        mine = threading.Event()
        with self._change:
            self._waiting.append(mine)
            self._waiting[0].set()
        try:
            if not mine.wait(self._patience):
                raise StoreUnavailable("locked")
            yield
        finally:
            with self._change:
                self._waiting.remove(mine)
                if self._waiting:
                    self._waiting[0].set()


@contextmanager
def naming_faults() -> Iterator[None]:
    """Turns what a database cannot do (locked, full, read-only, damaged, gone) into StoreUnavailable."""
    try:
        yield
    except TimeoutError as fault:
        raise StoreUnavailable("locked") from fault
    except (DataError, IntegrityError, ProgrammingError):  # we asked wrongly; the database is well
        raise
    except (DBAPIError, sqlite3.DatabaseError) as fault:  # the second while a connection is being prepared
        said = getattr(fault, "orig", fault)
        name, state = getattr(said, "sqlite_errorname", ""), getattr(said, "sqlstate", "")
        if name == "SQLITE_ERROR":  # SQLite's word for a wrong question
            raise
        kind = "_".join(name.split("_")[:2])  # SQLITE_BUSY_SNAPSHOT is a kind of SQLITE_BUSY
        raise StoreUnavailable(_POSTGRES_REASONS.get(state) or _SQLITE_REASONS.get(kind, "unreachable")) from fault
