"""Vietnam's time. The only place that reads a clock: everything below the front doors is told what day it is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """This moment, in UTC, as the store keeps it."""
    return datetime.now(UTC)


def today() -> date:
    """The day in Vietnam, whatever zone the server stands in."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day on which a moment (aware) falls in Vietnam."""
    return moment.astimezone(VIETNAM).date()


def written(moment: datetime) -> str:
    """A moment (aware) as people in Vietnam read it, in both languages: "10:00 20/11/2026"."""
    return f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
