"""What one input cell says, by the field it belongs to: read forgivingly, and never guessed in silence."""

import difflib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from data.returns.filing import NOT_ARISING, Cell, Value
from data.returns.form import Field, Form
from data.returns.grid import Grid, Place, key, ref
from data.returns.headings import NO, YES
from data.returns.numbers import plausible, read_number, tidy
from data.returns.problems import Problem, both, day, problem

NEAR = 0.85
"""How alike two texts must be (difflib) for the one to be read as a misspelt other."""

_NOT_ARISING = {key(NOT_ARISING), "ko phat sinh", "k phat sinh", "khong co phat sinh", "khong phat sinh so lieu"}
_PLACEHOLDERS = {"x", "khong co", "chua thong ke", "chua co so lieu", "khong co so lieu", "chua co", "n a", "na", "xem mo ta",
                 "khong", "ko", "null", "none"}
_YES = {key(YES), "ies", "true", "roi", "co roi", "da co", "dung"}
_NO = {key(NO), "no", "false", "chua", "khong co", "chua co", "ko", "sai"}
_DAYS = (
    re.compile(r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4}|\d\d)", re.ASCII),
    re.compile(r"(?:ngay )?(?P<day>\d{1,2}) thang (?P<month>\d{1,2}) nam (?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[t ]00:00(?::00)?)?", re.ASCII),
)
_PLAIN_DAY = re.compile(r"\d\d?/\d\d?/\d{4}", re.ASCII)
_FIRST_DAY, _SERIALS = date(1899, 12, 30), range(36_526, 73_051)  # how spreadsheets count the days of 2000 to 2099


@dataclass(frozen=True)
class Entry:
    """A cell as it was read, with what is to be said of it."""

    cell: Cell
    problems: tuple[Problem, ...] = ()

    @property
    def spoiled(self) -> bool:
        """Whether its content was not understood: then nothing more can be asked of it."""
        return bool(self.problems) and any(problem.severity == "error" for problem in self.problems)


def read_cell(grid: Grid, place: Place, field: Field, form: Form, *, opens_row: bool = False) -> Entry:
    """The cell of a field. Never raises; a cell that is not understood comes back blank, with the reason.

    `opens_row`: it stands in the first column of a table, where "không phát sinh" answers for the whole table.
    """
    if not grid.has(place):
        return Entry(Cell(grid.name, ref(place)))
    return _Reader(grid, place, field, form, opens_row).entry()


class _Reader:
    def __init__(self, grid: Grid, place: Place, field: Field, form: Form, opens_row: bool) -> None:
        self.grid, self.place, self.field, self.form = grid, place, field, form
        self.wordy = field.type == "text" or field.own_text
        self.takes_not_arising = opens_row or field.type != "text"
        self.content = grid.cells.get(place)
        self.shown = grid.shown(place)

    def entry(self) -> Entry:
        if self.place in self.grid.errors:
            return self._unread("error_value")
        if self.place in self.grid.uncalculated:
            return self._unread("formula_without_value")
        if isinstance(self.content, str):
            said = key(self.content)
            if self.takes_not_arising and said in _NOT_ARISING:
                return Entry(self._cell(NOT_ARISING, "not_arising"))
            if self._is_placeholder(said):
                return Entry(self._cell(), (self._say("placeholder"),))
        return {
            "int": self._number, "decimal": self._number, "date": self._date, "yes_no": self._yes_no,
            "choice": self._choice, "text": self._text,
        }[self.field.type]()

    def _is_placeholder(self, said: str) -> bool:
        """A dash stands for nothing anywhere, words that say so only where other words are not asked for."""
        if self.field.type == "yes_no" and said in _NO:
            return False
        return not said or (not self.wordy and said in _PLACEHOLDERS)

    def _number(self) -> Entry:
        value = self.content
        if isinstance(value, date):
            return self._unread("date_for_number")
        if isinstance(value, bool):
            return self._unread("not_a_number")
        if isinstance(value, str):
            return self._number_in_text(value)
        if not plausible(value):
            return self._unread("implausible_number")
        if self.place in self.grid.percent and value != 0 and not self._counts_percent():
            return self._unread("percent_for_count", stored=tidy(value))
        return self._bounded(tidy(value * 100 if self.place in self.grid.percent else value))

    def _number_in_text(self, text: str) -> Entry:
        number = read_number(text, whole=self.field.type == "int", millions=self._counts_millions())
        if number.fault == "percent_for_count":
            if self._counts_percent():
                return self._bounded(tidy(number.value * 100), from_text=True)
            return self._unread("percent_for_count", stored=number.value)
        if number.fault == "ambiguous_number":
            first, second = number.readings
            return self._unread(number.fault, first=first, second=second, plain=f"{first:g}")
        if number.fault:
            return self._unread(number.fault)
        return self._bounded(number.value, from_text=True)

    def _bounded(self, value: float, *, from_text: bool = False) -> Entry:
        """What is true of every number: finite, not negative, whole where things are counted."""
        if not plausible(value):
            return self._unread("implausible_number")
        if value < 0:
            return self._unread("negative")
        if self.field.type == "int" and not isinstance(value, int):
            return self._unread("not_whole")
        told = (self._say("number_from_text", read=value),) if from_text else ()
        return Entry(self._cell(value, "filled"), told)

    def _counts_percent(self) -> bool:
        return self.field.unit is not None and self.field.unit.vi == "%"

    def _counts_millions(self) -> bool:
        return self.field.unit is not None and self.field.unit.en == "million VND"

    def _date(self) -> Entry:
        value = self.content
        if isinstance(value, date):
            return Entry(self._cell(value, "filled"))
        if isinstance(value, str) and (found := read_day(value)):
            told = () if _PLAIN_DAY.fullmatch(value) else (self._say("date_from_text", read=day(found)),)
            return Entry(self._cell(found, "filled"), told)
        if isinstance(value, int | float) and not isinstance(value, bool) and value in _SERIALS:
            found = _FIRST_DAY + timedelta(days=int(value))
            return Entry(self._cell(found, "filled"), (self._say("date_from_text", read=day(found)),))
        return self._unread("not_a_date", example="05/01/2027")

    def _yes_no(self) -> Entry:
        if isinstance(self.content, bool):
            return Entry(self._cell(self.content, "filled"))
        said = key(self.shown)
        if said in {key(YES), key(NO)}:
            return Entry(self._cell(said == key(YES), "filled"))
        if said in _YES or said in _NO:
            return Entry(self._cell(said in _YES, "filled"), (self._say("choice_understood", read=YES if said in _YES else NO),))
        return self._unread("unknown_choice", choices=[YES, NO])

    def _choice(self) -> Entry:
        options = self.form.options(self.field)
        by_key = {key(option.label.vi): option for option in options} | {key(option.code): option for option in options}
        said = key(self.shown)
        if option := by_key.get(said):
            return Entry(self._cell(option.code, "filled"))
        labels = {key(option.label.vi): option for option in options}
        near = difflib.get_close_matches(said, labels, n=2, cutoff=NEAR)
        if len(near) == 1:
            option = labels[near[0]]
            return Entry(self._cell(option.code, "filled"), (self._say("choice_understood", read=option.label.vi),))
        if self.field.own_text:
            return self._text()
        return self._unread("unknown_choice", choices=[option.label.vi for option in _nearest_first(said, labels)])

    def _text(self) -> Entry:
        text = unicodedata.normalize("NFC", self.shown)
        if self.field.max_length and len(text) > self.field.max_length:
            return self._unread("too_long", length=len(text), limit=self.field.max_length)
        return Entry(self._cell(text, "filled"))

    def _cell(self, value: Value = None, state: str = "blank") -> Cell:
        """Texts that were understood as themselves need not be kept twice."""
        return Cell(self.grid.name, ref(self.place), value, state, "" if self.shown == str(value) else self.shown)

    def _unread(self, code: str, **params: object) -> Entry:
        return Entry(self._cell(), (self._say(code, **params),))

    def _say(self, code: str, **params: object) -> Problem:
        return problem(
            code, sheet=self.grid.name, cell=ref(self.place), found=self.shown, label=both(self.field.label), **params
        )


def read_day(text: str) -> date | None:
    """The day that a text names, in the order day, month, year and no other; None where it names none."""
    said = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    said = "".join(c for c in unicodedata.normalize("NFD", said) if not unicodedata.combining(c))
    for pattern in _DAYS:
        if found := pattern.fullmatch(said):
            year = int(found["year"])
            try:
                return date(year + 2000 if year < 100 else year, int(found["month"]), int(found["day"]))
            except ValueError:  # 31/11, or month and day the other way round
                return None
    return None


def _nearest_first(said: str, labels: dict) -> Iterator:
    """The options, those that look like what was written first."""
    alike = difflib.SequenceMatcher(b=said)
    scores = {}
    for label in labels:
        alike.set_seq1(label)
        scores[label] = alike.ratio()
    return (labels[label] for label in sorted(labels, key=scores.get, reverse=True))
