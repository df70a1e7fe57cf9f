"""Handing in: what a file becomes, in one transaction, and the receipt that is given after it.

Each file that comes is a row of the upload log. One that counts is also a revision, with its figures and a decision.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import func, insert
from sqlalchemy.engine import Row
from sqlmodel import Session, select

from data import places
from data.quarter import Quarter
from data.returns.checks import Counting, Judgement, Past, Verdict
from data.returns.filing import Filing, State, Value
from data.returns.measures import Figure
from data.returns.problems import Problem, problem
from data.store import audit
from data.store.accounts import Actor, require
from data.store.counting import counting, follow
from data.store.moments import shown
from data.store.origin import Origin, settle
from data.store.tables import Decision, Measure, Revision, StoredFile, Upload
from data.words import nfc

MOST_BYTES = 5 * 2**20  # of a larger file only size and digest are kept


@dataclass(frozen=True)
class Receipt:
    """What became of a file. `receipt` and `revision` (its number in ward and quarter) only where it counts.

    `problems` are those of the judgement and those the store adds. `repeated`: these very bytes count already; nothing
    was stored, and this is the first receipt again.
    """

    receipt: str | None
    revision: int | None
    verdict: Verdict
    state: Literal["accepted", "refused", "needs_note", "needs_reason"]
    problems: tuple[Problem, ...]
    upload_id: int
    repeated: bool = False


def submit(
    *, session: Session, actor: Actor, judgement: Judgement, note: str | None, now: datetime, origin: Origin = "real"
) -> Receipt:
    """Stores a judged file and, where nothing stands against it, makes it the return that counts.

    One transaction, which has committed when this returns. NotAllowed outside the actor's wards, but a refused file is
    logged whatever it names; StoreMismatch where the store takes no returns of this origin.
    """
    require(actor.role != "viewer" and (judgement.verdict == "refused" or actor.reports_for(judgement.ward)))
    with session.begin():
        origin = settle(session=session, actor=actor, offered=origin)
        before = _counting_now(session, judgement)
        if before and before.sha256 == judgement.sha256:
            return Receipt(
                _number(before),
                before.number,
                judgement.verdict,
                "accepted",
                judgement.problems,
                before.upload_id,
                repeated=True,
            )
        note = nfc(note or "") or None
        verdict, state, problems = _decide(judgement, before, note)
        upload = _log(
            session,
            actor,
            judgement,
            Upload(
                received_at=now,
                actor=actor.name,
                file_name=nfc(judgement.document.name),
                sha256=judgement.sha256,
                verdict=verdict,
                state=state,
                origin=origin,
                problems=[one.to_json() for one in problems],
            ),
        )
        revision = _count(session, actor, judgement, upload, before, note) if state == "accepted" else None
        number = revision.number if revision else None
        receipt = receipt_number(upload.ward, upload.quarter, number, upload.sha256) if revision else None
        detail = {
            "ward": upload.ward,
            "quarter": upload.quarter,
            "sha256": upload.sha256,
            "state": state,
            "revision": number,
        }
        audit.append(
            session=session, actor=actor, at=now, action="submit", subject=f"upload {upload.id}", detail=detail
        )
        return Receipt(receipt, number, verdict, state, problems, upload.id)


def past(*, session: Session, actor: Actor, ward: str, quarter: Quarter) -> Past:
    """What the checks and the template know of a ward beforehand; NotAllowed for whoever does not report for it."""
    require(actor.reports_for(ward))
    earlier = session.execute(
        counting(Revision.id, Revision.content)
        .where(Revision.ward == ward, Revision.quarter < str(quarter))
        .order_by(Revision.quarter.desc())
        .limit(1)
    ).first()
    now = session.execute(
        counting(Revision.number, Upload.sha256, Upload.actor, Upload.received_at, Revision.content).where(
            Revision.ward == ward, Revision.quarter == str(quarter)
        )
    ).first()
    this = Counting(*now[:4], Filing.from_json(now.content)) if now else None
    if earlier is None:
        return Past(counting=this)
    previous = Filing.from_json(earlier.content)
    figures = session.execute(select(Measure.measure, Measure.value, Measure.state).filter_by(revision_id=earlier.id))
    measures = {measure: Figure(value, State(state)) for measure, value, state in figures}
    return Past(previous, measures, previous.as_of, this)


def receipt_number(ward: str, quarter: str, number: int, sha256: str) -> str:
    """What the officer writes down: "BN-09265-2026Q4-1-3F9A2C" (biên nhận), the same whenever it is asked for."""
    return f"BN-{ward}-{quarter.replace('-', '')}-{number}-{sha256[:6].upper()}"


def _number(row: Row) -> str:
    return receipt_number(row.ward, row.quarter, row.number, row.sha256)


def _counting_now(session: Session, judgement: Judgement) -> Row | None:
    if judgement.verdict == "refused":
        return None
    return session.execute(
        counting(
            Revision.id,
            Revision.ward,
            Revision.quarter,
            Revision.number,
            Revision.upload_id,
            Upload.sha256,
            Upload.actor,
            Upload.received_at,
            Upload.file_name,
        ).where(Revision.ward == judgement.ward, Revision.quarter == str(judgement.quarter))
    ).first()


def _decide(judgement: Judgement, before: Row | None, note: str | None) -> tuple[Verdict, str, tuple[Problem, ...]]:
    """Verdict, state and problems of a file that is not the counting one again."""
    problems = judgement.problems
    if judgement.verdict == "refused":
        return "refused", "refused", problems
    known = {"number": before.number, "by": before.actor, "at": shown(before.received_at)} if before else {}
    if before and judgement.filing.base_revision < before.number:
        outdated = {"file": before.file_name, "base": judgement.filing.base_revision}
        return "refused", "refused", (*problems, problem("outdated_base", **known, **outdated))
    asked = []
    if before and not note:
        asked.append(problem("needs_reason", **known))
    if judgement.verdict == "accepted_with_warnings" and not note:
        asked.append(problem("needs_note"))
    return judgement.verdict, asked[0].code if asked else "accepted", (*problems, *asked)


def _log(session: Session, actor: Actor, judgement: Judgement, upload: Upload) -> Upload:
    """Keeps the bytes, once, and the row of the upload log; the ward only where the actor reports for it."""
    content = judgement.document.content
    if hashlib.sha256(content).hexdigest() != upload.sha256:
        raise ValueError(f"{upload.file_name}: judged on other bytes than those handed in")
    if session.scalar(select(StoredFile.size).filter_by(sha256=upload.sha256)) is None:
        session.add(
            StoredFile(sha256=upload.sha256, size=len(content), content=content if len(content) <= MOST_BYTES else None)
        )
        session.flush()
    upload.province = actor.province
    if _reports_for(actor, judgement.ward):
        upload.ward, upload.province = judgement.ward, places.ward(judgement.ward).province
    upload.quarter = str(judgement.quarter) if judgement.quarter else None
    session.add(upload)
    session.flush()
    return upload


def _reports_for(actor: Actor, ward: str | None) -> bool:
    try:
        return ward is not None and actor.reports_for(ward)
    except KeyError:  # a refused file may name a ward that does not exist
        return False


def _count(
    session: Session, actor: Actor, judgement: Judgement, upload: Upload, before: Row | None, note: str | None
) -> Revision:
    """The new revision with its figures; it is accepted by rule, and the one before it superseded."""
    filing = judgement.filing
    newest = select(func.max(Revision.number)).filter_by(ward=upload.ward, quarter=upload.quarter)
    revision = Revision(
        upload_id=upload.id,
        province=upload.province,
        ward=upload.ward,
        quarter=upload.quarter,
        number=(session.scalar(newest) or 0) + 1,
        form=filing.form,
        period_from=filing.period_from,
        as_of=filing.as_of,
        note=note,
        content=filing.to_json(),
    )
    session.add(revision)
    session.flush()
    session.execute(
        insert(Measure),
        [
            {
                "revision_id": revision.id,
                "measure": code,
                "value": figure.value,
                "state": figure.state.value,
                "cells": [[sheet, ref, _json(value)] for sheet, ref, value in figure.cells],
            }
            for code, figure in judgement.figures.items()
        ],
    )
    made = {"actor": actor.name, "at": upload.received_at}
    if before:
        session.add(Decision(revision_id=before.id, state="superseded", reason=note, **made))
        session.flush()
    session.add(Decision(revision_id=revision.id, state="accepted", reason=None, **made))
    follow(session=session, actor=actor, ward=upload.ward, quarter=judgement.quarter)
    return revision


def _json(value: Value) -> int | float | str | bool | None:
    return value.isoformat() if isinstance(value, date) else value
