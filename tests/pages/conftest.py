"""Pages on a day in November, with nothing remembered of another test's store."""

from datetime import UTC, date, datetime

import pytest

from data import clock
from pages.shared import load


@pytest.fixture(autouse=True)
def _a_day_in_november(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 20))
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 3, tzinfo=UTC))
    load.close()
    yield
    load.close()
