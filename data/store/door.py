"""The door between a ward and the store: the blank workbook that goes out, the files that come in and are judged."""

from datetime import date

from sqlmodel import Session

from data import plans
from data.quarter import Quarter
from data.returns import checks, template
from data.returns.checks import Expected, Judgement
from data.returns.reader import Document
from data.store import filings, origin
from data.store.accounts import Actor


def blank(*, session: Session, actor: Actor, ward: str, quarter: Quarter, today: date) -> bytes:
    """The workbook for a ward's quarter, with what the ward reported last beside the empty cells."""
    past = filings.past(session=session, actor=actor, ward=ward, quarter=quarter)
    demonstration = origin.origin(session=session, actor=actor) == "demonstration"
    return template.write(
        ward=ward,
        quarter=quarter,
        past=past,
        tasks=plans.tasks_for(ward, demonstration=demonstration),
        made_at=today,
        base_revision=past.counting.number if past.counting else 0,
    )


def judge(
    documents: list[Document], *, session: Session, actor: Actor, today: date, expected: Expected | None = None
) -> list[Judgement]:
    """One judgement a file, in their order, against what the store knows; nothing is stored."""

    def past_of(ward: str, quarter: Quarter) -> checks.Past:
        return filings.past(session=session, actor=actor, ward=ward, quarter=quarter)

    return checks.judge_all(documents, expected=expected or Expected(), today=today, past_of=past_of)
