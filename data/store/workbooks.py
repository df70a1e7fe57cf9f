"""The door between a ward and the store: the blank workbook that goes out, the files that come in and are judged."""

from datetime import date

from sqlmodel import Session

from data.plans import lookups
from data.quarter import Quarter
from data.returns import checks, template
from data.returns.checks import Expected, Judgement, Past
from data.returns.reader import Document
from data.store import filings, origin
from data.store.actor import Actor


def blank(*, session: Session, actor: Actor, ward: str, quarter: Quarter, today: date) -> bytes:
    """The workbook for a ward's quarter, with what it reported last; for those who report for it."""
    past = filings.past(session=session, actor=actor, ward=ward, quarter=quarter)
    demonstration = origin.of_store(session=session, actor=actor) == "demonstration"
    return template.write(
        ward=ward,
        quarter=quarter,
        past=past,
        tasks=lookups.tasks_for(ward, demonstration=demonstration),
        made_at=today,
        base_revision=past.counting.number if past.counting else 0,
    )


def judge(documents: list[Document], *, session: Session, actor: Actor, today: date, expected: Expected | None = None) -> list[Judgement]:
    """One judgement a file, in their order, against what the store knows; nothing is stored.

    Anybody may have a file read. It is compared with earlier returns only of wards that the actor reports for.
    """

    def past_of(ward: str, quarter: Quarter) -> Past:
        known = actor.reports_for(ward)
        return filings.past(session=session, actor=actor, ward=ward, quarter=quarter) if known else Past()

    return checks.judge_all(documents, expected=expected or Expected(), today=today, past_of=past_of)
