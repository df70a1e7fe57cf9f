"""How far the demonstration has come. It stands in the store, so that every server knows it, and one that starts later."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func
from sqlmodel import Session, col, select

from data import clock
from data.store import audit
from data.store.actor import Actor, require
from data.store.tables import Audit, Upload

_BEGUN, _FINISHED = "demonstration_begun", "demonstration_finished"


@dataclass(frozen=True)
class Progress:
    """`files` of `of` of the province's demonstration have been handed in."""

    province: str
    files: int
    of: int


def note(*, session: Session, actor: Actor, province: str, files: int, what: Literal["begun", "finished"]) -> None:
    """Says in the audit that a demonstration of so many files is begun, or finished; for those who run the province."""
    require(actor.runs_the_province and actor.sees(province))
    action = {"begun": _BEGUN, "finished": _FINISHED}[what]
    with session.begin():
        audit.append(session=session, actor=actor, at=clock.now(), action=action, subject=f"province {province}", detail={"files": files})


def unfinished(*, session: Session, actor: Actor) -> Progress | None:
    """The demonstration that was begun last and is not finished, being made or broken off; open to every actor."""
    noted = session.exec(select(Audit).where(col(Audit.action).in_((_BEGUN, _FINISHED))).order_by(col(Audit.seq)))
    newest = {row.subject: row for row in noted}
    begun = [row for row in newest.values() if row.action == _BEGUN]
    if not begun:
        return None
    last = max(begun, key=lambda row: row.seq)
    province, files = last.subject.removeprefix("province "), last.detail["files"]
    here = session.scalar(select(func.count()).where(Upload.province == province, Upload.origin == "demonstration")) or 0
    return Progress(province, min(here, files), files)
