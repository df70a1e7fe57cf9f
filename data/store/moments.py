"""Points in time: UTC in the store, Vietnam's clock for people and for due dates."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, TypeDecorator

from data import clock
from data.quarter import Quarter


class Moment(TypeDecorator):
    """A column of aware datetimes, in UTC (SQLite forgets the zone); ValueError for one without a zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a moment needs its time zone: {value}")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def in_time(quarter: Quarter, at: datetime) -> bool:
    """Whether `at` is no later than the end of the day, in Vietnam, on which the returns of `quarter` are due.

    Asked of a ward's first revision, not of its first upload (decision 25).
    """
    return clock.day_of(at) <= quarter.due()
