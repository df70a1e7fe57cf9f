"""Days as people write them in Vietnam: day, month, year, and no other order unless the year stands first."""

import re
import unicodedata
from datetime import date, timedelta

from data.words import fold

_WEEKDAY = r"(?:(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat),? )?"
_TIME = r"(?:[t ,]+\d{1,2}:\d\d(?::\d\d(?:\.0+)?)?)?"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_PATTERNS = tuple(
    re.compile(rf"{_WEEKDAY}(?:ngay:? )?{pattern}{_TIME}[.;]?", re.ASCII)
    for pattern in (
        r"(?P<day>\d{1,2})\s*(?P<mark>[/.-])\s*(?P<month>\d{1,2})\s*(?P=mark)\s*(?P<year>\d{4}|\d\d)",
        r"(?P<day>\d{1,2})[ -]*(?:thang|thg|th)[ .-]*(?P<month>\d{1,2})[ ,-]*(?:nam )?(?P<year>\d{4}|\d\d)",
        rf"(?P<day>\d{{1,2}})[ -](?P<name>{'|'.join(_MONTHS)})[a-z]*[ ,-]+(?P<year>\d{{4}}|\d\d)",
        r"(?P<day>\d{1,2}) (?P<month>\d{1,2}) (?P<year>\d{4})",
        r"(?P<year>\d{4})[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})",
    )
)
_PLAIN = re.compile(r"\d\d?/\d\d?/\d{4}", re.ASCII)
_FIRST, _SERIALS = date(1899, 12, 30), range(36_526, 73_051)  # how spreadsheets count the days of 2000 to 2099


def read_day(value: str | float) -> date | None:
    """The day that a text or a spreadsheet's day number means; None where it means none."""
    if not isinstance(value, str):
        return _FIRST + timedelta(days=int(value)) if value in _SERIALS else None
    said = fold(unicodedata.normalize("NFKC", value))[:60].strip("'\" ")
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(said):
            parts = found.groupdict()
            year = int(parts["year"])
            month = int(parts["month"]) if parts.get("month") else _MONTHS.index(parts["name"]) + 1
            try:
                return date(year + 2000 if year < 100 else year, month, int(parts["day"]))
            except ValueError:  # 31/11, or month and day the other way round
                return None
    return None


def is_plain(text: str) -> bool:
    """Whether it is written as the form asks: 05/01/2027."""
    return _PLAIN.fullmatch(text) is not None
