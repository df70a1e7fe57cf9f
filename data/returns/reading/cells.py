"""What one input cell says, by the field it belongs to: read forgivingly, and never guessed in silence."""

import math
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from data.returns.filing import NOT_ARISING, Cell, CellState, Value
from data.returns.form import Field, Form
from data.returns.headings import NO, YES
from data.returns.problems import Problem, both, day, plain, problem
from data.returns.reading.days import is_plain, read_day
from data.returns.reading.grid import Grid, Place, key, ref
from data.returns.reading.likeness import LONGEST, Likeness, likeness
from data.returns.reading.matching import most_alike_first, the_one
from data.returns.reading.numbers import LARGEST, plausible, read_number, tidy

_NOT_ARISING = {key(NOT_ARISING), "ko phat sinh", "k phat sinh", "khong co phat sinh", "khong phat sinh so lieu"}
_PLACEHOLDERS = {
    "x",
    "khong co",
    "chua thong ke",
    "chua co so lieu",
    "khong co so lieu",
    "chua co",
    "n a",
    "na",
    "xem mo ta",
    "khong",
    "ko",
    "null",
    "none",
}
_ANSWERS = {
    True: (YES, "yes", "true", "rồi", "có rồi", "đã có", "đúng"),
    False: (NO, "no", "false", "chưa", "không có", "chưa có", "ko", "sai"),
}
_ONLY_MARKED = {"đúng"}  # without its marks it may be another word: dùng, dừng


_READ_AS = {
    "int": "_number",
    "decimal": "_number",
    "date": "_date",
    "yes_no": "_yes_no",
    "choice": "_choice",
    "text": "_text",
}


@dataclass(frozen=True, slots=True)
class CellRead:
    """A cell as it was read, with what is to be said of it."""

    cell: Cell
    problems: tuple[Problem, ...] = ()

    @property
    def spoiled(self) -> bool:
        """Whether its content was not understood: then nothing more can be asked of it."""
        return bool(self.problems) and any(problem.severity == "error" for problem in self.problems)


def read_cell(grid: Grid, place: Place, field: Field, form: Form, *, opens_row: bool = False) -> CellRead:
    """The cell of a field. Never raises; a cell that is not understood comes back blank, with the reason.

    `opens_row`: it stands in the first column of a table, where "không phát sinh" answers for the whole table.
    """
    if not grid.has(place):
        return _covered(grid, place, field) if grid.merged else CellRead(Cell(grid.name, ref(place)))
    if field.numeric and (count := _plain_count(grid, place)) is not None:
        return CellRead(Cell(grid.name, ref(place), count, "filled"))
    return _Reader(grid, place, field, form, opens_row).entry()


def _covered(grid: Grid, place: Place, field: Field) -> CellRead:
    """An empty cell, which is asked for where it shows the content of another one, with which it is merged."""
    blank = Cell(grid.name, ref(place))
    over = grid.covered_by(place)
    if over is None:
        return CellRead(blank)
    first, area = over
    facts = {"found": grid.shown(first), "label": both(field.label), "area": area, "first": ref(first)}
    return CellRead(blank, (problem("merged_cell", sheet=grid.name, cell=ref(place), **facts),))


def _plain_count(grid: Grid, place: Place) -> int | None:
    """A whole number in an ordinary cell, as most figures are; None for all else, which has to be looked at."""
    value = grid.cells.get(place)
    if type(value) is float and value.is_integer() and 0 <= value < LARGEST and place not in grid.percent:
        return int(value)
    return None


def _answer(text: str) -> bool | None:
    """What a text answers to a question of yes or no, with or without its marks; None where it answers nothing."""
    return _understood(text) if len(text) <= LONGEST else None


@lru_cache(1024)  # the same few words come back with every file
def _understood(text: str) -> bool | None:
    for answer, words in _ANSWERS.items():
        for word in words:
            how = likeness(text, word)
            if how is Likeness.SAME or (how is Likeness.PLAIN and word not in _ONLY_MARKED):
                return answer
    return None


class _Reader:
    def __init__(self, grid: Grid, place: Place, field: Field, form: Form, opens_row: bool) -> None:
        self.grid, self.place, self.field, self.form = grid, place, field, form
        self.wordy = field.type == "text" or field.own_text
        self.takes_not_arising = opens_row or field.type != "text"
        self.content = grid.cells.get(place, "")  # nothing only where an error or a formula stands
        self.shown = grid.shown(place)

    def entry(self) -> CellRead:
        if self.place in self.grid.errors:
            return self._unread("error_value")
        if self.place in self.grid.uncalculated:
            return self._unread("formula_without_value")
        if isinstance(self.content, str):
            said = key(self.content)
            if self.takes_not_arising and said in _NOT_ARISING:
                return CellRead(self._cell(NOT_ARISING, "not_arising"))
            if self._is_placeholder(said):
                return CellRead(self._cell(), (self._say("placeholder"),))
        return getattr(self, _READ_AS[self.field.type])()

    def _is_placeholder(self, said: str) -> bool:
        """A dash stands for nothing anywhere, words that say so only where other words are not asked for."""
        if self.field.type == "yes_no" and _answer(self.shown) is False:
            return False
        return not said or (not self.wordy and said in _PLACEHOLDERS)

    def _number(self) -> CellRead:
        value = self.content
        if isinstance(value, date):
            return self._unread("date_for_number")
        if isinstance(value, bool):
            return self._unread("not_a_number")
        if isinstance(value, str):
            return self._number_in_text(value)
        if not plausible(value):
            return self._unread("implausible_number")
        if value == 0 and math.copysign(1, value) < 0:
            return self._unread("negative")  # what a cell holds that was computed or typed as -0
        if self.place in self.grid.percent and value != 0 and not self._counts_percent():
            return self._unread("percent_for_count", stored=tidy(value))
        return self._bounded(tidy(value * 100 if self.place in self.grid.percent else value))

    def _number_in_text(self, text: str) -> CellRead:
        number = read_number(text, whole=self.field.type == "int", millions=self._counts_millions())
        if number.fault == "wrong_unit":
            return self._unread(number.fault, unit=self.field.unit.vi if self.field.unit else "")
        if number.fault == "ambiguous_number":
            first, second = number.readings
            return self._unread(number.fault, first=first, second=second, plain=plain(first))
        if number.value is None:
            return self._unread(number.fault or "not_a_number")
        if number.fault == "percent_for_count":
            if self._counts_percent():
                return self._bounded(tidy(number.value * 100), from_text=True)
            return self._unread("percent_for_count", stored=number.value)
        return self._bounded(number.value, from_text=True)

    def _bounded(self, value: float, *, from_text: bool = False) -> CellRead:
        """What is true of every number: finite, not negative, whole where things are counted."""
        if not plausible(value):
            return self._unread("implausible_number")
        if value < 0:
            return self._unread("negative")
        if self.field.type == "int" and not isinstance(value, int):
            return self._unread("not_whole")
        told = (self._say("number_from_text", read=value),) if from_text else ()
        return CellRead(self._cell(value, "filled"), told)

    def _counts_percent(self) -> bool:
        return self.field.unit is not None and self.field.unit.vi == "%"

    def _counts_millions(self) -> bool:
        return self.field.unit is not None and self.field.unit.en == "million VND"

    def _date(self) -> CellRead:
        value = self.content
        if isinstance(value, date):
            return CellRead(self._cell(value, "filled"))
        found = None if isinstance(value, bool) else read_day(value)
        if found is None:
            return self._unread("not_a_date", example=self.form.example_day)
        plain = isinstance(value, str) and is_plain(value)
        return CellRead(self._cell(found, "filled"), () if plain else (self._say("date_from_text", read=day(found)),))

    def _yes_no(self) -> CellRead:
        if isinstance(self.content, bool):
            return CellRead(self._cell(self.content, "filled"))
        answer = _answer(self.shown)
        if answer is None:
            return self._unread("unknown_choice", choices=[YES, NO])
        read = YES if answer else NO
        told = () if key(self.shown) == key(read) else (self._say("choice_understood", read=read),)
        return CellRead(self._cell(answer, "filled"), told)

    def _choice(self) -> CellRead:
        labels = {option.code: option.label.vi for option in self.form.options(self.field)}
        meant = the_one(self.shown, labels)
        if meant is not None:
            code, how = meant
            told = (self._say("choice_understood", read=labels[code]),) if how is Likeness.MISTYPED else ()
            return CellRead(self._cell(code, "filled"), told)
        if self.field.own_text:
            return self._text()
        return self._unread("unknown_choice", choices=most_alike_first(self.shown, labels.values()))

    def _text(self) -> CellRead:
        text = unicodedata.normalize("NFC", self.shown)
        if self.field.max_length and len(text) > self.field.max_length:
            return self._unread("too_long", length=len(text), limit=self.field.max_length)
        return CellRead(self._cell(text, "filled"))

    def _cell(self, value: Value = None, state: CellState = "blank") -> Cell:
        """Texts that were understood as themselves need not be kept twice."""
        return Cell(self.grid.name, ref(self.place), value, state, "" if self.shown == str(value) else self.shown)

    def _unread(self, code: str, **params: Any) -> CellRead:
        return CellRead(self._cell(), (self._say(code, **params),))

    def _say(self, code: str, **params: Any) -> Problem:
        return problem(code, sheet=self.grid.name, cell=ref(self.place), found=self.shown, label=both(self.field.label), **params)
