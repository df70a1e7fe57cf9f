"""The record: what was handed in for a ward, what became of it, and where each figure comes from.

Figures are open to all who see the province, files only to those who report for the ward (decision 29).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from data import places
from data.quarter import Quarter
from data.returns.filing import State
from data.returns.measures import MeasureValue
from data.returns.problems import Problem
from data.returns.reader import Document
from data.store.actor import Actor, require
from data.store.counting import counting, of_return
from data.store.filings import receipt_number
from data.store.moments import in_time
from data.store.tables import Decision, Measure, Revision, StoredFile, Upload, given


@dataclass(frozen=True)
class Decided:
    """One decision about a revision."""

    seq: int
    state: str
    actor: str
    at: datetime
    reason: str | None


@dataclass(frozen=True)
class Received:
    """One uploaded file and what became of it. `revision`, `receipt` and `note` only where it was accepted.

    `standing` is the state of its newest decision: accepted (it counts), superseded or sent_back.
    """

    upload_id: int
    received_at: datetime
    actor: str
    file_name: str
    sha256: str
    size: int
    ward: str | None
    quarter: Quarter | None
    verdict: str
    state: str
    origin: str
    problems: tuple[Problem, ...]
    revision: int | None
    receipt: str | None
    note: str | None
    as_of: date | None
    decisions: tuple[Decided, ...]

    @property
    def standing(self) -> str | None:
        return self.decisions[-1].state if self.decisions else None


@dataclass(frozen=True)
class Lineage:
    """Where figures of a ward and quarter come from: the file that counts, the cells of each measure, and the questions about
    cells that were answered."""

    ward: str
    quarter: Quarter
    revision: int
    receipt: str
    form: str
    file_name: str
    sha256: str
    submitted_by: str
    submitted_at: datetime
    period_from: date
    as_of: date
    note: str | None
    origin: str
    measures: dict[str, MeasureValue]
    answers: tuple[Problem, ...] = ()


def history(*, session: Session, actor: Actor, ward: str, quarter: Quarter) -> tuple[Received, ...]:
    """Everything that was handed in for a ward and quarter, newest first; for those who report for it."""
    require(actor.reports_for(ward))
    return _received(session, _uploads().where(col(Upload.ward) == ward, col(Upload.quarter) == str(quarter)))


def upload_log(*, session: Session, actor: Actor, province: str, quarter: Quarter | None = None, most: int = 500) -> tuple[Received, ...]:
    """The newest uploads of a province, newest first; a ward officer's own wards only, nothing for a viewer.

    A file that names no ward belongs to the province of the person who handed it in.
    """
    require(actor.sees(province) and actor.role != "viewer")
    uploads = _uploads().where(col(Upload.province) == province).limit(most)
    if quarter:
        uploads = uploads.where(col(Upload.quarter) == str(quarter))
    if not actor.runs_the_province:
        uploads = uploads.where(col(Upload.ward).in_(actor.wards))
    return _received(session, uploads)


def files_received(*, session: Session, actor: Actor, province: str) -> Counter[tuple[str, Quarter]]:
    """How many files came in for each ward and quarter, whatever became of them; for those who run the province."""
    require(actor.runs_the_province and actor.sees(province))
    counts = select(col(Upload.ward), col(Upload.quarter), func.count()).where(col(Upload.province) == province)
    named = counts.where(col(Upload.ward).is_not(None), col(Upload.quarter).is_not(None)).group_by(col(Upload.ward), col(Upload.quarter))
    return Counter({(ward, Quarter.parse(quarter)): count for ward, quarter, count in session.execute(named)})


def uploaded(*, session: Session, actor: Actor, upload_id: int) -> Document | None:
    """The file of an upload as it came; None where it was too large to keep. KeyError where there is no such upload."""
    row = session.execute(
        select(col(Upload.ward), col(Upload.province), col(Upload.file_name), col(StoredFile.content))
        .join(StoredFile, col(StoredFile.sha256) == Upload.sha256)
        .where(col(Upload.id) == upload_id)
    ).first()
    if row is None:
        raise KeyError(upload_id)
    if row.ward:
        require(actor.reports_for(row.ward))
    else:
        require(actor.runs_the_province and actor.sees(row.province))
    return None if row.content is None else Document(row.file_name, row.content)


def lineage(*, session: Session, actor: Actor, ward: str, quarter: Quarter, measures: tuple[str, ...]) -> Lineage | None:
    """The source of these measures of a ward and quarter, for everybody who sees its province; None without a return.

    A measure that the return did not yield is absent. `returns_due` and `returns_on_time` come from no cell.
    """
    require(actor.sees(places.ward(ward).province))
    row = session.execute(counting(Revision, Upload).where(*of_return(ward, quarter))).first()
    if row is None:
        return None
    revision, upload = row
    wanted = select(col(Measure.measure), col(Measure.value), col(Measure.state), col(Measure.cells)).where(
        col(Measure.revision_id) == revision.id, col(Measure.measure).in_(measures)
    )
    figures = {
        code: MeasureValue(value, State(state), tuple(map(tuple, cells))) for code, value, state, cells in session.execute(wanted)
    } | _own_figures(session, ward, quarter)
    return Lineage(
        ward=ward,
        quarter=quarter,
        revision=revision.number,
        receipt=receipt_number(ward, upload.quarter, revision.number, upload.sha256),
        form=revision.form,
        file_name=upload.file_name,
        sha256=upload.sha256,
        submitted_by=upload.actor,
        submitted_at=upload.received_at,
        period_from=revision.period_from,
        as_of=revision.as_of,
        note=revision.note,
        origin=upload.origin,
        measures={code: figures[code] for code in measures if code in figures},
        answers=tuple(each for each in map(Problem.from_json, upload.problems) if each.answer),
    )


def _own_figures(session: Session, ward: str, quarter: Quarter) -> dict[str, MeasureValue]:
    first = session.scalars(
        select(col(Upload.received_at))
        .join(Revision, col(Revision.upload_id) == Upload.id)
        .where(*of_return(ward, quarter), col(Revision.number) == 1)
    ).one()
    return {
        "returns_due": MeasureValue(1.0, State.NUMBER),
        "returns_on_time": MeasureValue(float(in_time(quarter, first)), State.NUMBER),
    }


def _uploads() -> Select:
    return (
        select(Upload, col(StoredFile.size), col(Revision.id), col(Revision.number), col(Revision.note), col(Revision.as_of))
        .join(StoredFile, col(StoredFile.sha256) == Upload.sha256)
        .outerjoin(Revision, col(Revision.upload_id) == Upload.id)
        .order_by(col(Upload.id).desc())
    )


def _received(session: Session, uploads: Select) -> tuple[Received, ...]:
    rows = session.execute(uploads).all()
    made = select(Decision).where(col(Decision.revision_id).in_([row.id for row in rows if row.id])).order_by(col(Decision.seq))
    decisions: dict[int, list[Decided]] = {}
    for one in session.scalars(made):
        decisions.setdefault(one.revision_id, []).append(Decided(given(one.seq), one.state, one.actor, one.at, one.reason))
    return tuple(
        Received(
            upload_id=upload.id,
            received_at=upload.received_at,
            actor=upload.actor,
            file_name=upload.file_name,
            sha256=upload.sha256,
            size=size,
            ward=upload.ward,
            quarter=Quarter.parse(upload.quarter) if upload.quarter else None,
            verdict=upload.verdict,
            state=upload.state,
            origin=upload.origin,
            problems=tuple(map(Problem.from_json, upload.problems)),
            revision=number,
            receipt=receipt_number(upload.ward, upload.quarter, number, upload.sha256) if number else None,
            note=note,
            as_of=as_of,
            decisions=tuple(decisions.get(revision_id, ())),
        )
        for upload, size, revision_id, number, note, as_of in rows
    )
