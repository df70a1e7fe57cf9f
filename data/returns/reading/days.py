"""Days as people write them in Vietnam: day, month, year, and no other order."""

import re
import unicodedata
from datetime import date, timedelta

from data.words import fold

_PATTERNS = (
    re.compile(r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4}|\d\d)", re.ASCII),
    re.compile(r"(?:ngay )?(?P<day>\d{1,2}) thang (?P<month>\d{1,2}) nam (?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[t ]00:00(?::00)?)?", re.ASCII),
)
_PLAIN = re.compile(r"\d\d?/\d\d?/\d{4}", re.ASCII)
_FIRST, _SERIALS = date(1899, 12, 30), range(36_526, 73_051)  # how spreadsheets count the days of 2000 to 2099


def read_day(value: str | float) -> date | None:
    """The day that a text or a spreadsheet's day number means; None where it means none."""
    if not isinstance(value, str):
        return _FIRST + timedelta(days=int(value)) if value in _SERIALS else None
    said = fold(unicodedata.normalize("NFKC", value))
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(said):
            year = int(found["year"])
            try:
                return date(year + 2000 if year < 100 else year, int(found["month"]), int(found["day"]))
            except ValueError:  # 31/11, or month and day the other way round
                return None
    return None


def is_plain(text: str) -> bool:
    """Whether it is written as the form asks: 05/01/2027."""
    return _PLAIN.fullmatch(text) is not None
