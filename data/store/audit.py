"""The audit: one row for each commit, each holding the hash of the row before it.

The newest row stands for the state of the whole store: its place and hash are the store's version.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, col, select

from data.store.actor import Actor, require
from data.store.tables import Audit

_BEGINNING = "0" * 64


@dataclass(frozen=True)
class Chain:
    """What `verify` found: the number of rows, the hash of the newest, and the first row that does not fit, if any."""

    rows: int
    head: str
    broken_at: int | None

    @property
    def whole(self) -> bool:
        return self.broken_at is None


def append(*, session: Session, actor: Actor, at: datetime, action: str, subject: str, detail: dict[str, Any]) -> None:
    """Adds a row to the transaction that does `action`; whoever acts is recorded, whatever they may do."""
    seq, previous = _newest(session)
    row = Audit(
        seq=seq + 1,
        at=at.astimezone(UTC),
        actor=actor.name,
        action=action,
        subject=subject,
        detail=detail,
        previous_hash=previous,
        hash="",
    )
    row.hash = _hash(row)
    session.add(row)


def verify(*, session: Session, actor: Actor) -> Chain:
    """Recomputes the chain from its beginning; NotAllowed but for whoever runs the store."""
    require(actor.runs_the_store)
    rows, head = 0, _BEGINNING
    with session.exec(select(Audit).order_by(col(Audit.seq)).execution_options(yield_per=1000)) as chain:
        for row in chain:
            if (row.seq, row.previous_hash, row.hash) != (rows + 1, head, _hash(row)):
                return Chain(rows, head, broken_at=row.seq)
            rows, head = row.seq, row.hash
    return Chain(rows, head, broken_at=None)


def store_version(*, session: Session, actor: Actor) -> int:
    """A number that rises at each commit, 0 for an empty store: what caches are keyed on. Open to every actor.

    It ends in digits of the hash: a store restored from a backup and written to again counts the same rows anew.
    """
    seq, newest = _newest(session)
    return seq << 32 | int(newest[:8], 16)


def _newest(session: Session) -> tuple[int, str]:
    return session.exec(select(Audit.seq, Audit.hash).order_by(col(Audit.seq).desc()).limit(1)).first() or (0, _BEGINNING)


def _hash(row: Audit) -> str:
    content = [row.seq, row.at.isoformat(), row.actor, row.action, row.subject, row.detail, row.previous_hash]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
