"""What a ward said last of all that a quarter asks.

Some of it is asked in every other quarter, or once a year: then the newest earlier return does not say it.
"""

from collections.abc import Iterator
from dataclasses import replace

from sqlmodel import Session, col, select

from data.quarter import Quarter
from data.returns.case import Peer
from data.returns.filing import Filing, Row, State
from data.returns.form import Form
from data.returns.formfile import form
from data.returns.measures import MeasureValue
from data.returns.rows import known_again, name_of
from data.store.actor import Actor, require
from data.store.counting import counting
from data.store.tables import CurrentValue, Measure, Revision

FEW = 10  # wards with a return: of fewer nobody can say what is usual
REACH = 8  # quarters: what was said longer ago is not last time's figure any more (decision 26)


def previous(*, session: Session, actor: Actor, ward: str, quarter: Quarter) -> tuple[Filing, dict[str, MeasureValue]] | None:
    """The newest earlier return that counts, filled up with what it was not asked, and its own figures, not filled up."""
    require(actor.reports_for(ward))
    said = list(_last(session, ward, quarter))
    if not said:
        return None
    (newest, filing), older = said[0], said[1:]
    for _, one in older:
        filing = filled_up(filing, one, form(filing.form))
    figures = session.execute(select(Measure.measure, Measure.value, Measure.state).filter_by(revision_id=newest))
    return filing, {measure: MeasureValue(value, State(state)) for measure, value, state in figures}


def peers(*, session: Session, actor: Actor, province: str, quarter: Quarter) -> tuple[Peer, ...]:
    """What the wards of a province say in a quarter or, as long as few have handed in, in the one before."""
    require(actor.sees(province))
    for when in (quarter, quarter - 1):
        here = (col(Revision.province) == province, col(Revision.quarter) == str(when))
        periods = session.execute(counting(Revision.ward, Revision.period_from, Revision.as_of).where(*here)).all()
        if len(periods) >= FEW:
            break
    else:
        return ()
    values: dict[str, dict[str, float]] = {ward: {} for ward, _, _ in periods}
    told = select(CurrentValue.ward, CurrentValue.measure, CurrentValue.value)
    current = (col(CurrentValue.province) == province, col(CurrentValue.quarter) == str(when), col(CurrentValue.value).is_not(None))
    for ward, measure, value in session.execute(told.where(*current)):
        values[ward][measure] = value
    return tuple(Peer(ward, (last - first).days + 1, values[ward]) for ward, first, last in periods)


def filled_up(filing: Filing, older: Filing, whole: Form) -> Filing:
    """`filing` with the cells, columns and tables that an older return has and it was not asked for."""
    tables = older.tables | {
        block: _filled_up(rows, older.tables.get(block, ()), whole.block(block).first_column) for block, rows in filing.tables.items()
    }
    unasked = {block: cell for block, cell in older.empty_tables.items() if block not in filing.tables}
    return replace(filing, cells=older.cells | filing.cells, tables=tables, empty_tables=unasked | filing.empty_tables)


def _last(session: Session, ward: str, quarter: Quarter) -> Iterator[tuple[int, Filing]]:
    """Revision and filing of the newest earlier return, and of those before it that alone were asked something."""
    earlier = counting(Revision.id, Revision.quarter).where(col(Revision.ward) == ward, col(Revision.quarter) < str(quarter))
    unsaid, newest = _asked(quarter), True
    for revision, text in session.execute(earlier.order_by(col(Revision.quarter).desc())).all():
        when = Quarter.parse(text)
        if newest or (quarter - when <= REACH and unsaid & _asked(when)):
            yield revision, Filing.from_json(session.scalars(select(Revision.content).filter_by(id=revision)).one())
        unsaid, newest = unsaid - _asked(when), False
        if not unsaid:
            return


def _asked(quarter: Quarter) -> set[str]:
    return {code for code, field in form().fields.items() if quarter.number in field.asked}


def _filled_up(rows: tuple[Row, ...], older: tuple[Row, ...], first: str) -> tuple[Row, ...]:
    """The rows with the columns that only the older rows have which they say again."""
    known = known_again(rows, older, first)
    return tuple(known.get(name_of(row, first), {}) | row for row in rows)
