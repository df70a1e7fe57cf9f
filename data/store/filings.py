"""Handing in: what a file becomes, in one transaction, and the receipt that is given after it.

Each file that comes is a row of the upload log. One that counts is also a revision, with its figures and a decision.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from sqlalchemy import Select, bindparam, func, insert
from sqlalchemy.engine import Row
from sqlmodel import Session, col, select

from data import places
from data.quarter import Quarter
from data.returns.checking import base_revision
from data.returns.checks import Counting, Expected, Judgement, Past, Verdict
from data.returns.filing import Filing, Value
from data.returns.problems import Problem, problem
from data.store import audit, earlier
from data.store.actor import Actor, require
from data.store.counting import counting, follow, of_return
from data.store.origin import Origin, settle
from data.store.tables import Decision, Measure, Revision, StoredFile, Upload, given
from data.words import nfc

State = Literal["accepted", "refused", "needs_note", "needs_reason"]
"""What becomes of a file."""

NO_ANSWERS: Mapping[str, str] = MappingProxyType({})
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
    state: State
    problems: tuple[Problem, ...]
    upload_id: int
    repeated: bool = False


def submit(
    *,
    session: Session,
    actor: Actor,
    judgement: Judgement,
    note: str | None,
    now: datetime,
    answers: Mapping[str, str] = NO_ANSWERS,
    origin: Origin = "real",
) -> Receipt:
    """Stores a judged file and, where nothing stands against it, makes it the return that counts.

    `answers` are to single questions (`Problem.question`) and stay with them; the `note` answers all that have none.

    One transaction (decision 23), which has committed when this returns. NotAllowed outside the actor's wards, of which the
    audit keeps a row, but a refused file is logged whatever it names; StoreMismatch where the store takes no returns of this
    origin.
    """
    allowed = actor.role != "viewer" and (judgement.verdict == "refused" or actor.reports_for(judgement.ward))
    if not allowed:
        _turned_away(session, actor, judgement, now)
    require(allowed)
    note = _printable(note or "") or None
    content, figures = _composed(judgement)
    with session.begin():
        origin = settle(session=session, actor=actor, offered=origin)
        before = _counting_now(session, judgement)
        if before and before.sha256 == judgement.sha256:
            first = receipt_number(before.ward, before.quarter, before.number, before.sha256)
            same = (judgement.verdict, "accepted", judgement.problems, before.upload_id)
            return Receipt(first, before.number, *same, repeated=True)
        verdict, state, problems = _decide(judgement, before, note, answers)
        said = _logged(session, actor, judgement, problems)
        upload = Upload(received_at=now, actor=actor.name, origin=origin, verdict=verdict, state=state, **said)
        session.add(upload)
        session.flush()
        number, receipt = None, None
        if state == "accepted":
            assert judgement.filing and content, "a file that counts was understood"
            revision = _revise(session, upload, judgement.filing, content, note)
            session.execute(insert(Measure.metadata.tables["measure"]), [{"revision_id": revision.id, **figure} for figure in figures])
            _accept(session, actor, revision, before, now)
            number = revision.number
            receipt = receipt_number(revision.ward, revision.quarter, number, upload.sha256)
        done = {key: getattr(upload, key) for key in ("ward", "quarter", "sha256", "state")} | {"revision": number}
        audit.append(session=session, actor=actor, at=now, action="submit", subject=f"upload {upload.id}", detail=done)
        return Receipt(receipt, number, verdict, state, problems, given(upload.id))


def past(*, session: Session, actor: Actor, ward: str, quarter: Quarter) -> Past:
    """What the checks and the template know of a ward beforehand; NotAllowed for whoever does not report for it."""
    require(actor.reports_for(ward))
    now = session.execute(
        counting(Revision.number, Upload.sha256, Upload.actor, Upload.received_at, Revision.content).where(*of_return(ward, quarter))
    ).first()
    this = Counting(now.number, now.sha256, now.actor, now.received_at, Filing.from_json(now.content)) if now else None
    last = earlier.previous(session=session, actor=actor, ward=ward, quarter=quarter)
    if last is None:
        return Past(counting=this)
    previous, figures = last
    return Past(previous, figures, previous.as_of, this)


def receipt_number(ward: str, quarter: str, number: int, sha256: str) -> str:
    """What the officer writes down: "BN-09265-2026Q4-1-3F9A2C" (biên nhận), the same whenever it is asked for."""
    return f"BN-{ward}-{quarter.replace('-', '')}-{number}-{sha256[:6].upper()}"


def _turned_away(session: Session, actor: Actor, judgement: Judgement, now: datetime) -> None:
    """A row of the audit, committed by itself, for what somebody may not hand in."""
    tried = {"ward": judgement.ward, "quarter": str(judgement.quarter), "sha256": judgement.sha256, "role": actor.role}
    with session.begin():
        audit.append(session=session, actor=actor, at=now, action="not_allowed", subject=f"submit {judgement.ward}", detail=tried)


def _counting_now(session: Session, judgement: Judgement) -> Row | None:
    """The revision that counts in the judged ward and quarter, with its upload; none concerns a refused file."""
    if judgement.verdict == "refused":
        return None
    return session.execute(_counting_one(), {"ward": judgement.ward, "quarter": str(judgement.quarter)}).first()


@cache
def _counting_one() -> Select:
    """Composed once, as what follows it (counting.py): it runs while all other writers wait."""
    of_upload = (Upload.sha256, Upload.actor, Upload.received_at)
    found = counting(Revision.id, Revision.ward, Revision.quarter, Revision.number, Revision.upload_id, *of_upload)
    return found.where(col(Revision.ward) == bindparam("ward"), col(Revision.quarter) == bindparam("quarter"))


def _decide(
    judgement: Judgement, before: Row | None, note: str | None, answers: Mapping[str, str]
) -> tuple[Verdict, State, tuple[Problem, ...]]:
    """Verdict, state and problems, answered where they are, of a file that is not the counting one again."""
    problems = tuple(_answered(one, answers) for one in judgement.problems)
    if judgement.verdict == "refused":
        return "refused", "refused", problems
    known = {"number": before.number, "by": before.actor, "at": before.received_at} if before else {}
    # Somebody may have been faster than the one who judged.
    if before and judgement.filing and (outdated := base_revision.outdated(judgement.filing, over=judgement.expected.over, **known)):
        return "refused", "refused", (*problems, outdated)
    asked: list[Literal["needs_reason", "needs_note"]] = []
    if before and not note:
        asked.append("needs_reason")
    if not note and any(one.severity == "warning" and not one.answer for one in problems):
        asked.append("needs_note")
    return judgement.verdict, asked[0] if asked else "accepted", (*problems, *map(problem, asked))


def _answered(problem: Problem, answers: Mapping[str, str]) -> Problem:
    said = _printable(answers.get(problem.question, "")) if problem.severity == "warning" else ""
    return replace(problem, answer=said) if said else problem


def _logged(session: Session, actor: Actor, judgement: Judgement, problems: tuple[Problem, ...]) -> dict[str, Any]:
    """Keeps the bytes, once, and says of the file what the upload log does: a refused one stands where the page was open for it.

    The ward only where the actor reports for it.
    """
    name, content = _printable(judgement.document.name), judgement.document.content
    if hashlib.sha256(content).hexdigest() != judgement.sha256:
        raise ValueError(f"{name}: judged on other bytes than those handed in")
    if session.scalar(select(StoredFile.size).filter_by(sha256=judgement.sha256)) is None:
        kept = content if len(content) <= MOST_BYTES else None
        session.add(StoredFile(sha256=judgement.sha256, size=len(content), content=kept))
        session.flush()
    chosen = judgement.expected if judgement.verdict == "refused" else Expected()
    quarter = chosen.quarter or judgement.quarter
    ward = next(filter(actor.reports_for, (chosen.ward, judgement.ward)), None)
    return {
        "file_name": name,
        "sha256": judgement.sha256,
        "problems": [one.to_json() for one in problems],
        "quarter": str(quarter) if quarter else None,
        "ward": ward,
        "province": places.ward(ward).province if ward else actor.province,
    }


def _composed(judgement: Judgement) -> tuple[dict | None, list[dict]]:
    """The filing and its figures as they will be stored: composed before the writer's place is taken."""
    return judgement.filing and judgement.filing.to_json(), [
        {
            "measure": code,
            "value": figure.value,
            "state": figure.state.value,
            "cells": [[sheet, ref, _json(value)] for sheet, ref, value in figure.cells],
        }
        for code, figure in judgement.measures.items()
    ]


def _revise(session: Session, upload: Upload, filing: Filing, content: dict, note: str | None) -> Revision:
    """The next revision of its ward and quarter."""
    ward, quarter, province = upload.ward, upload.quarter, upload.province
    assert ward and quarter and province and filing.period_from and filing.as_of, "a return that counts says all of it"
    newest = session.scalar(select(func.max(Revision.number)).filter_by(ward=ward, quarter=quarter)) or 0
    revision = Revision(
        upload_id=given(upload.id),
        province=province,
        ward=ward,
        quarter=quarter,
        number=newest + 1,
        form=filing.form,
        period_from=filing.period_from,
        as_of=filing.as_of,
        note=note,
        content=content,
    )
    session.add(revision)
    session.flush()
    return revision


def _accept(session: Session, actor: Actor, revision: Revision, before: Row | None, now: datetime) -> None:
    """Accepted by rule, and the one before it superseded; the current values follow."""
    made = {"actor": actor.name, "at": now}
    if before:
        session.add(Decision(revision_id=before.id, state="superseded", reason=revision.note, **made))
        session.flush()
    session.add(Decision(revision_id=given(revision.id), state="accepted", reason=None, **made))
    follow(session=session, actor=actor, ward=revision.ward, quarter=Quarter.parse(revision.quarter))


def _printable(text: str) -> str:
    """Tidy text without what no database takes: names of files and notes may hold anything."""
    return nfc("".join(letter if letter.isprintable() else " " for letter in text))


def _json(value: Value) -> int | float | str | bool | None:
    return value.isoformat() if isinstance(value, date) else value
