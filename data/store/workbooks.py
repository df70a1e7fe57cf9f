"""The door between a ward and the store: the blank workbook that goes out, the files that come in and are judged."""

from dataclasses import replace
from datetime import date
from functools import cache, partial

from sqlmodel import Session

from data import places
from data.plans import lookups
from data.quarter import Quarter
from data.returns import checks, template
from data.returns.case import Peer
from data.returns.checks import Expected, Judgement, Past
from data.returns.reader import Document
from data.store import earlier, filings, origin
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

    @cache  # all files of a batch are judged beside the same others
    def peers(province: str, quarter: Quarter) -> tuple[Peer, ...]:
        return earlier.peers(session=session, actor=actor, province=province, quarter=quarter)

    def past_of(ward: str, quarter: Quarter) -> Past:
        if not actor.reports_for(ward):
            return Past()
        past = filings.past(session=session, actor=actor, ward=ward, quarter=quarter)
        return replace(past, peers=partial(peers, places.ward(ward).province, quarter))

    return checks.judge_all(documents, expected=expected or Expected(), today=today, past_of=past_of)
