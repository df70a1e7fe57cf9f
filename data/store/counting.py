"""Which revision counts: the one whose newest decision is `accepted`. The current values follow it."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Insert, Select, bindparam, delete, exists, func, insert
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from data import places
from data.quarter import Quarter
from data.store import audit
from data.store.actor import Actor, require
from data.store.tables import CurrentValue, Decision, Measure, Revision, Upload

_COLUMNS = ("province", "quarter", "ward", "measure", "value", "state", "revision_id")


def counting(*columns: Any) -> Select:
    """Selects `columns` of Revision, Upload and Decision for the revisions that count, one a ward and quarter."""
    later = aliased(Decision)
    overruled = exists().where(col(later.revision_id) == Revision.id, col(later.seq) > Decision.seq)
    return (
        select(*columns)
        .select_from(Revision)
        .join(Upload, col(Upload.id) == Revision.upload_id)
        .join(Decision, col(Decision.revision_id) == Revision.id)
        .where(col(Decision.state) == "accepted", ~overruled)
    )


def of_return(ward: str | None, quarter: Quarter | None) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The conditions that a revision is one of a ward and quarter."""
    return col(Revision.ward) == ward, col(Revision.quarter) == str(quarter)


def ward_state(*, session: Session, actor: Actor, ward: str) -> int:
    """What a judgement of a ward's file rests on, as a number for caches: it rises with each decision about its returns.

    The place (`seq`) of the newest one, 0 where there is none; refused files and other wards' returns leave it as it is.
    NotAllowed for whoever does not report for the ward.
    """
    require(actor.reports_for(ward))
    decisions = select(func.max(Decision.seq)).join(Revision, col(Revision.id) == Decision.revision_id)
    return session.scalar(decisions.where(col(Revision.ward) == ward)) or 0


def follow(*, session: Session, actor: Actor, ward: str, quarter: Quarter) -> None:
    """Makes the current values of a ward and quarter those of its counting revision; the caller commits."""
    require(actor.reports_for(ward))
    here = {"ward": ward, "quarter": str(quarter)}
    session.flush()
    session.execute(delete(CurrentValue).filter_by(province=places.ward(ward).province, **here))
    session.execute(_copy_one(), here)


def rebuild_current(*, session: Session, actor: Actor, now: datetime) -> int:
    """Makes all current values anew from the record and returns how many there are; for whoever runs the store."""
    require(actor.runs_the_store)
    with session.begin():
        session.execute(delete(CurrentValue))
        session.execute(_copy(_figures()))
        rows = session.scalars(select(func.count()).select_from(CurrentValue)).one()
        detail = {"rows": rows}
        audit.append(session=session, actor=actor, at=now, action="rebuild", subject="current_value", detail=detail)
    return rows


def _figures() -> Select:
    return counting(Revision.province, Revision.quarter, Revision.ward, Measure.measure, Measure.value, Measure.state, Revision.id).join(
        Measure, col(Measure.revision_id) == Revision.id
    )


@cache
def _copy_one() -> Insert:
    """Composed once: it runs while all other writers wait."""
    return _copy(_figures().where(col(Revision.ward) == bindparam("ward"), col(Revision.quarter) == bindparam("quarter")))


def _copy(figures: Select) -> Insert:
    return insert(CurrentValue.metadata.tables["current_value"]).from_select(_COLUMNS, figures)
