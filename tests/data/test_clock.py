"""A day is a day in Vietnam, whatever zone the server stands in."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from data import clock

EVENING_IN_LONDON = datetime(2026, 11, 19, 17, 0, tzinfo=UTC)


def test_the_day_begins_in_vietnam():
    assert clock.day_of(EVENING_IN_LONDON) == date(2026, 11, 20)
    assert clock.day_of(datetime(2026, 11, 19, 16, 59, tzinfo=UTC)) == date(2026, 11, 19)


def test_a_moment_is_written_as_a_clock_in_vietnam_shows_it():
    assert clock.written(EVENING_IN_LONDON) == "00:00 20/11/2026"


def test_today_is_the_day_of_now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: EVENING_IN_LONDON)
    assert clock.today() == date(2026, 11, 20)


@pytest.mark.parametrize("place", ["data", "indicators", "pages", "commands"])
def test_nothing_else_reads_a_clock(place):
    sources = (Path(__file__).parents[2] / place).rglob("*.py")
    reading = ("datetime.now", "date.today", "utcnow", "ZoneInfo(")
    assert [p.name for p in sources if p.name != "clock.py" and any(one in p.read_text(encoding="utf-8") for one in reading)] == []
