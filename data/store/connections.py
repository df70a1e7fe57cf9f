"""How the two databases are talked to, and what their refusals mean.

Two engines each. Reading sees one snapshot and cannot write; writing takes the only writer's place when its transaction
begins (BEGIN IMMEDIATE, or an advisory lock on PostgreSQL), so that what it has read stays true until it commits.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

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
    """An engine that waits `patience` seconds for its turn.

    Writers of one process queue in the pool, which is fair, and meet those of other processes at the lock.
    """
    settings = {
        "json_serializer": partial(json.dumps, ensure_ascii=False),
        "pool_timeout": patience,
        "pool_size": 1 if writing else 8,
        "max_overflow": 0 if writing else 24,
    }
    kind = _sqlite if url.get_backend_name() == "sqlite" else _postgres
    return kind(url, settings, patience=patience, writing=writing)


def _sqlite(url: URL, settings: dict, *, patience: float, writing: bool) -> Engine:
    engine = create_engine(url, connect_args={"timeout": patience}, **settings)

    @event.listens_for(engine, "connect")
    def prepare(connection, _record) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves: Python's module would not before a SELECT
        if writing:
            connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA recursive_triggers=ON")  # else INSERT OR REPLACE walks around the triggers
        connection.execute(f"PRAGMA query_only={'OFF' if writing else 'ON'}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _postgres(url: URL, settings: dict, *, patience: float, writing: bool) -> Engine:
    isolation = "READ COMMITTED" if writing else "REPEATABLE READ"
    engine = create_engine(url, isolation_level=isolation, pool_pre_ping=True, **settings)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if writing:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(patience * 1000)}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")
        else:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")

    return engine


@contextmanager
def naming_faults() -> Iterator[None]:
    """Turns what a database cannot do (locked, full, read-only, damaged, gone) into StoreUnavailable."""
    try:
        yield
    except TimeoutError as fault:
        raise StoreUnavailable("locked") from fault
    except (DataError, IntegrityError, ProgrammingError):  # we asked wrongly; the database is well
        raise
    except DBAPIError as fault:
        name = getattr(fault.orig, "sqlite_errorname", "")
        if name == "SQLITE_ERROR":  # SQLite's word for a wrong question
            raise
        state = getattr(fault.orig, "sqlstate", None)
        kind = "_".join(name.split("_")[:2])  # SQLITE_BUSY_SNAPSHOT is a kind of SQLITE_BUSY
        raise StoreUnavailable(_POSTGRES_REASONS.get(state) or _SQLITE_REASONS.get(kind, "unreachable")) from fault
