"""The way into the store: where it is, whether its tables are of this program's version, and sessions to work with."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Engine, delete, make_url
from sqlalchemy.exc import ArgumentError
from sqlmodel import Session, col

from data.store import schema
from data.store.connections import Queue, engine_for, naming_faults
from data.store.errors import BadAddress, StoreUnavailable
from data.store.schema import SchemaState
from data.store.tables import CurrentValue

_DEFAULT = Path(__file__).parents[1] / "local" / "kpi.sqlite3"


@dataclass(frozen=True)
class Store:
    """An open store; what its database cannot do comes out of both kinds of session as StoreUnavailable."""

    url: URL
    readers: Engine
    writers: Engine
    queue: Queue

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session on one snapshot of the store, for as long as it is open; writing through it fails."""
        with naming_faults(), Session(self.readers) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session for functions that write. Each of them is one transaction and has committed when it returns."""
        with self.queue.turn(), naming_faults(), Session(self.writers) as session:
            yield session

    def close(self) -> None:
        self.readers.dispose()
        self.writers.dispose()


def database_url() -> URL:
    """DATABASE_URL, by default the SQLite file in data/local; BadAddress for what is neither SQLite nor PostgreSQL."""
    return _address(os.environ.get("DATABASE_URL") or URL.create("sqlite", database=str(_DEFAULT)))


def open_store(url: URL | str, *, patience: float = 10.0) -> Store:
    """The store at `url`, ready to work with; `patience` is how many seconds a writer waits for its turn.

    SchemaOutdated where it was never set up or `migrate` has to run first, SchemaTooNew where the program is the older
    of the two, StoreUnavailable where there is no getting in.
    """
    with _open_unless_refused(_connect(url, patience)) as store:
        schema.require_current(_state(store))
    return store


def open_or_make(url: URL | str, *, patience: float = 10.0) -> Store:
    """As `open_store`, but where there are no tables yet it makes them first: what a program does on its first use.

    An older store is refused all the same: it is for a person to back it up and migrate it.
    """
    with _open_unless_refused(_connect(url, patience)) as store:
        state = _state(store)
        if state == "empty":
            _upgrade(store)
        else:
            schema.require_current(state)
    return store


def migrate(url: URL | str) -> None:
    """Makes the tables or brings them up to date, all or nothing; SchemaTooNew where they are of a newer version."""
    store = _connect(url)
    try:
        _upgrade(store)
    finally:
        store.close()


def schema_state(url: URL | str) -> SchemaState:
    """Whether the tables at `url` are of the version that this program works with; StoreUnavailable where unknown."""
    store = _connect(url)
    try:
        return _state(store)
    finally:
        store.close()


def health(url: URL | str) -> dict[str, str | int | None]:
    """{"store": "ok" or why nothing could be stored now, "schema": state or None, "free_disk_mb": None if remote}."""
    store = _connect(url, patience=2.0)
    state, fault = None, "ok"
    try:
        if (state := _state(store)) == "current":
            with naming_faults(), store.writers.begin() as connection:
                connection.execute(delete(CurrentValue).where(col(CurrentValue.province) == ""))  # a write of nothing
    except StoreUnavailable as unavailable:
        fault = unavailable.reason
    finally:
        store.close()
    return {"store": fault, "schema": state, "free_disk_mb": _free_disk_mb(store.url)}


def _address(url: URL | str) -> URL:
    """`url` with the driver that we ship; hosts write postgres:// and postgresql:// alike."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as fault:  # the second for a port that is no number
        raise BadAddress from fault
    if address.drivername in ("postgres", "postgresql"):
        return address.set(drivername="postgresql+psycopg")
    if address.drivername not in ("sqlite", "postgresql+psycopg") or not address.database:
        raise BadAddress
    return address


def _connect(url: URL | str, patience: float = 10.0) -> Store:
    address = _address(url)
    readers, writers = (engine_for(address, patience=patience, writing=writing) for writing in (False, True))
    return Store(address, readers, writers, Queue(patience))


@contextmanager
def _open_unless_refused(store: Store) -> Iterator[Store]:
    """The store, closed again where what follows fails."""
    try:
        yield store
    except BaseException:
        store.close()
        raise


def _upgrade(store: Store) -> None:
    """Makes the tables or brings them up to date, all or nothing; of several programs that start together one does it."""
    _make_room(store.url)
    with naming_faults(), store.writers.begin() as connection:
        schema.upgrade(connection)


def _file(url: URL) -> Path | None:
    """The file of a SQLite store that is named by its path."""
    named = url.drivername == "sqlite" and url.database and not url.database.startswith("file:")
    return Path(url.database) if named and url.database else None


def _make_room(url: URL) -> None:
    """Makes the folder of a SQLite store."""
    if path := _file(url):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise StoreUnavailable("unreachable") from fault


def _free_disk_mb(url: URL) -> int | None:
    path = _file(url)
    if path is None:
        return None
    there = next(folder for folder in path.absolute().parents if folder.exists())
    return shutil.disk_usage(there).free // 2**20


def _state(store: Store) -> SchemaState:
    path = _file(store.url)
    if path and not path.exists():
        return "empty"  # asking SQLite would make the file
    with naming_faults(), store.readers.connect() as connection:
        return schema.state_of(connection)
