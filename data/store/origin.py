"""Real or made up: which returns a store takes, decided in one place (decision 27)."""

from typing import Literal, cast

from sqlmodel import Session, col, select

from data.store.actor import Actor
from data.store.errors import StoreMismatch
from data.store.tables import Revision, Upload

Origin = Literal["demonstration", "real"]


def of_store(*, session: Session, actor: Actor) -> Origin | None:
    """Whether the returns of this store are real or made up, all alike; None before the first. Open to every actor."""
    first = select(Upload.origin).join(Revision, col(Revision.upload_id) == Upload.id).order_by(col(Revision.id)).limit(1)
    return cast(Origin | None, session.exec(first).first())  # `settle` lets in no other


def settle(*, session: Session, actor: Actor, offered: Origin) -> Origin:
    """The origin under which this store takes what is `offered`; StoreMismatch where it does not. Open to every actor.

    Made-up returns never enter a store of real ones. Into a demonstration anybody may hand in a workbook to try it out:
    it becomes part of the demonstration, and is marked so on every page.
    """
    here = of_store(session=session, actor=actor)
    if here == "real" and offered == "demonstration":
        raise StoreMismatch
    return here or offered
