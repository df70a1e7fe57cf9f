"""The quarter: the period of every return, and the unit in which plans measure time."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self, overload

from data.words import Language, fold

_ROMAN = ("I", "II", "III", "IV")
_NUMBERS = {"1": 1, "i": 1, "mot": 1, "2": 2, "ii": 2, "hai": 2, "3": 3, "iii": 3, "ba": 3, "4": 4, "iv": 4, "tu": 4, "bon": 4}
_NUMBER = "(?P<number>" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_YEAR = r"(?P<year>20\d\d)"
_GAP = r"[\s./,-]*"

# Text is folded first, so that "Quý", "QUÝ", "quy" and what a scan makes of them are one word.
_QUARTERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:quy|q){_GAP}{_NUMBER}(?:{_GAP}nam\s*|[\s./,-]+){_YEAR}",
        rf"(?:nam\s*)?{_YEAR}{_GAP}(?:quy|q){_GAP}{_NUMBER}",
    )
)
# Longer periods, each with the month in which it ends.
_HALF = re.compile(rf"(?:6|sau) thang dau nam {_YEAR}")
_NINE_MONTHS = re.compile(rf"(?:9|chin) thang(?: dau nam| nam)?[\s./-]+{_YEAR}")
_WHOLE_YEAR = re.compile(rf"(?:ca )?nam {_YEAR}")
_MONTH = re.compile(rf"thang (?P<month>0?[1-9]|1[0-2])(?: nam |[\s./-]+){_YEAR}")
_DAYS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<day>\d\d?)[/.-](?P<month>\d\d?)[/.-]{_YEAR}",
        rf"(?:ngay )?(?P<day>\d\d?) thang (?P<month>\d\d?) nam {_YEAR}",
        rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?:[t ]00:00:00)?",
    )
)


@dataclass(frozen=True, order=True)
class Quarter:
    """Quarter `number` (1 to 4) of `year`; ordered by time. ValueError where the number is none of the four."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.number not in (1, 2, 3, 4):
            raise ValueError(f"a year has quarters 1 to 4, not {self.number}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """The quarter that `str` wrote: "2026-Q4" and nothing else; ValueError otherwise."""
        found = re.fullmatch(r"(\d{4})-Q([1-4])", text, re.ASCII)
        if not found:
            raise ValueError(f"not a quarter such as 2026-Q4: {text!r}")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter in which `day` lies."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, value: object) -> Self | None:
        """The quarter that people mean by `value`, or None where that is not certain.

        Reads a quarter, the text forms of Vietnamese reports ("Quý IV/2025", "Q4-2025", "quý tư năm 2025", "2025Q4",
        with or without diacritics), and what ends with a quarter: "6 tháng đầu năm 2025", "tháng 12/2025", 31/12/2025.
        Any other day is refused: a spreadsheet turns a typed 4/2025 into 1 April, which may have meant quarter 4.
        """
        if isinstance(value, cls):
            return value
        if isinstance(value, datetime):
            return cls._ending_on(value.date())
        if isinstance(value, date):
            return cls._ending_on(value)
        return cls._read_text(value) if isinstance(value, str) else None

    @classmethod
    def _ending_on(cls, day: date) -> Self | None:
        quarter = cls.of(day)
        return quarter if day == quarter.last_day else None

    @classmethod
    def _read_text(cls, text: str) -> Self | None:
        text = fold(unicodedata.normalize("NFKC", text)).strip(" .:;,'\"")
        text = re.sub(r"^(?:ky bao cao|ky)\s*:?\s*(?=\S)", "", text)
        for pattern in _QUARTERS:
            if found := pattern.fullmatch(text):
                return cls(int(found["year"]), _NUMBERS[found["number"]])
        for pattern, number in ((_HALF, 2), (_NINE_MONTHS, 3), (_WHOLE_YEAR, 4)):
            if found := pattern.fullmatch(text):
                return cls(int(found["year"]), number)
        if found := _MONTH.fullmatch(text):
            number, rest = divmod(int(found["month"]), 3)
            return None if rest else cls(int(found["year"]), number)
        for pattern in _DAYS:
            if found := pattern.fullmatch(text):
                return cls._ending_on_parts(int(found["year"]), int(found["month"]), int(found["day"]))
        return None

    @classmethod
    def _ending_on_parts(cls, year: int, month: int, day: int) -> Self | None:
        try:
            return cls._ending_on(date(year, month, day))
        except ValueError:  # 31/11/2025: not a day at all
            return None

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        return (self + 1).first_day - timedelta(days=1)

    def due(self, day: int = 24) -> date:
        """The day of its last month on which the return is due (Ho Chi Minh City's plan IV.9: before the 25th)."""
        return date(self.year, 3 * self.number, day)

    def label(self, lang: Language) -> str:
        """As people write it: "Quý IV/2026", "Q4 2026"."""
        return {"vi": f"Quý {_ROMAN[self.number - 1]}/{self.year}", "en": f"Q{self.number} {self.year}"}[lang]

    def of_year(self) -> tuple[Self, ...]:
        """The quarters of its year up to and with itself."""
        return tuple(type(self)(self.year, number) for number in range(1, self.number + 1))

    def __add__(self, quarters: int) -> Self:
        year, number = divmod(4 * self.year + self.number - 1 + quarters, 4)
        return type(self)(year, number + 1)

    @overload
    def __sub__(self, other: int) -> Self: ...
    @overload
    def __sub__(self, other: "Quarter") -> int: ...
    def __sub__(self, other: "int | Quarter") -> "Self | int":
        """The quarter `other` quarters earlier; or, for another quarter, how many quarters lie between."""
        if isinstance(other, Quarter):
            return 4 * (self.year - other.year) + self.number - other.number
        return self + -other

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"
