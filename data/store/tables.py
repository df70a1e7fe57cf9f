"""The tables. Everything is only ever added to (decision 22), but for `current_value`, which follows the decisions.

    stored_file <- upload <- revision <- measure
                                      <- decision          current_value          audit

The migrations forbid UPDATE and DELETE on all tables but `current_value`; tests compare them with this module.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from data.store.moments import Moment

# Every constraint has a name, so that a migration can alter it: SQLite names none by itself.
SQLModel.metadata.naming_convention = {
    "pk": "%(table_name)s_key",
    "uq": "%(table_name)s_has_one_%(column_0_N_name)s",
    "fk": "%(table_name)s_knows_%(column_0_name)s",
    "ix": "%(table_name)s_by_%(column_0_N_name)s",
}


def given(number: int | None) -> int:
    """The number of a row that was written: the database has given it one."""
    assert number is not None
    return number


class StoredFile(SQLModel, table=True):
    """The bytes of an uploaded file, once however often it comes; None where it was too large to keep."""

    __tablename__: ClassVar[str] = "stored_file"

    sha256: str = Field(primary_key=True)
    size: int
    content: bytes | None = Field(sa_type=LargeBinary)


class Upload(SQLModel, table=True):
    """One file that somebody handed in, and what became of it: the upload log.

    `verdict` is what the checks said; `state` is accepted, refused, needs_note or needs_reason. A refused file stands
    under the ward and quarter that the page was open for. Where neither page nor file tells a ward that the person
    reports for, there is none; the province is then that of the person.
    """

    __table_args__ = (Index(None, "ward", "quarter"), Index(None, "province", "quarter"))

    id: int | None = Field(default=None, primary_key=True)
    received_at: datetime = Field(sa_type=Moment)
    actor: str
    file_name: str
    sha256: str = Field(foreign_key="stored_file.sha256")
    verdict: str
    state: str
    province: str | None
    ward: str | None
    quarter: str | None
    origin: str
    problems: list[dict[str, Any]] = Field(sa_type=JSON)


class Revision(SQLModel, table=True):
    """One accepted return; who, when and from which file stand in its upload. `content` is the filing as JSON."""

    __table_args__ = (UniqueConstraint("ward", "quarter", "number"), Index(None, "province", "quarter"))

    id: int | None = Field(default=None, primary_key=True)
    upload_id: int = Field(foreign_key="upload.id", unique=True)
    province: str
    ward: str
    quarter: str
    number: int
    form: str
    period_from: date
    as_of: date
    note: str | None
    content: dict[str, Any] = Field(sa_type=JSON)


class Measure(SQLModel, table=True):
    """One figure of a revision, and the cells it was made of as [sheet, cell, value]."""

    revision_id: int = Field(foreign_key="revision.id", primary_key=True)
    measure: str = Field(primary_key=True)
    value: float | None
    state: str
    cells: list[list[Any]] = Field(sa_type=JSON)


class Decision(SQLModel, table=True):
    """What was decided about a revision: accepted, sent_back or superseded. The newest (highest `seq`) holds."""

    __table_args__ = (Index(None, "revision_id", "seq"),)

    seq: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="revision.id")
    state: str
    actor: str
    at: datetime = Field(sa_type=Moment)
    reason: str | None


class CurrentValue(SQLModel, table=True):
    """The figures of the revisions that count, in the order in which a province and quarter is read."""

    __tablename__: ClassVar[str] = "current_value"
    __table_args__ = {"sqlite_with_rowid": False}

    province: str = Field(primary_key=True)
    quarter: str = Field(primary_key=True)
    ward: str = Field(primary_key=True)
    measure: str = Field(primary_key=True)
    value: float | None
    state: str
    revision_id: int


class Audit(SQLModel, table=True):
    """Who did what, when: each row holds the hash of the one before it, so none can be changed or taken out unseen."""

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=Moment)
    actor: str
    action: str
    subject: str
    detail: dict[str, Any] = Field(sa_type=JSON)
    previous_hash: str
    hash: str
