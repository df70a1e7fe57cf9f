"""One sheet as the child process read it: the filled cells by place, and what is to be known of some of them."""

import math
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from data.returns.problems import plain
from data.returns.reading.likeness import LONGEST
from data.returns.reading.old_fonts import in_unicode
from data.returns.sandbox.scan import column_letters
from data.words import fold

Place = tuple[int, int]
"""(row, column), both from 1."""

Content = str | int | float | bool | date

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff￾￿]")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]"
)
_SPACES = re.compile(r"[^\S\n]")
_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*|[ivx]+)[.)] +")


@dataclass(frozen=True)
class Grid:
    """`cells` holds only what is filled; texts are in NFC. `percent` are numbers that are shown as percentages, `elsewhere` cells
    computed from another workbook, `merged` areas (first row and column, last row and column) that show their first cell,
    `old_font` what stood where text was typed for a font from before Unicode."""

    name: str
    visible: bool
    cells: dict[Place, Content]
    percent: frozenset[Place] = frozenset()
    errors: dict[Place, str] = field(default_factory=dict)
    uncalculated: frozenset[Place] = frozenset()
    elsewhere: frozenset[Place] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered: bool = False
    old_font: dict[Place, str] = field(default_factory=dict)
    far: str | None = None

    @classmethod
    def of(cls, sheet: dict[str, Any]) -> "Grid":
        """From the child's answer; see workbook.py."""
        told = iter(sheet["cells"])
        cells: dict[Place, Content] = {}
        old_font: dict[Place, str] = {}
        for row, column, value in zip(told, told, told, strict=True):
            if type(value) is str:
                text, typed = _text(value)
                if typed:
                    old_font[row, column] = typed
                if text:
                    cells[row, column] = text
            else:
                cells[row, column] = _content(value)
        return cls(
            name=_text(sheet["name"])[0],
            visible=sheet["visible"],
            cells=cells,
            percent=frozenset(map(tuple, sheet["percent"])),
            errors={(row, column): _text(text)[0] for row, column, text in sheet["errors"]},
            uncalculated=frozenset(map(tuple, sheet["uncalculated"])),
            elsewhere=frozenset(map(tuple, sheet["elsewhere"])),
            merged=tuple(map(tuple, sheet["merged"])),
            hidden_rows=frozenset(sheet["hidden_rows"]),
            hidden_columns=frozenset(sheet["hidden_columns"]),
            filtered=sheet["filtered"],
            old_font=dict(sorted(old_font.items())),
            far=sheet["far"],
        )

    @cached_property
    def texts(self) -> dict[int, dict[int, str]]:
        """The keys of the texts, by row and column: what headings and labels are looked for in."""
        found: dict[int, dict[int, str]] = {}
        for (row, column), value in self.cells.items():
            if type(value) is str and (text := key(value)):
                found.setdefault(row, {})[column] = text
        return found

    @cached_property
    def rows(self) -> dict[int, list[int]]:
        """The columns with anything in them, by row: values, errors, formulas nobody computed."""
        found: dict[int, list[int]] = {}
        unread = {*self.errors, *self.uncalculated} - self.cells.keys()
        for row, column in sorted([*self.cells, *unread]):
            found.setdefault(row, []).append(column)
        return found

    def has(self, place: Place) -> bool:
        """Whether anything stands there, be it an error."""
        return place in self.cells or place in self.errors or place in self.uncalculated

    def covered_by(self, place: Place) -> tuple[Place, str] | None:
        """The filled cell whose content people see at an empty place, and the merged area ("G5:G6") that makes it so."""
        for top, left, bottom, right in self.merged:
            if top <= place[0] <= bottom and left <= place[1] <= right and place != (top, left) and self.has((top, left)):
                return (top, left), f"{ref((top, left))}:{ref((bottom, right))}"
        return None

    def shown(self, place: Place) -> str:
        """What people see in the cell, more or less."""
        value = self.cells.get(place)
        if value is None:
            return self.errors.get(place, "")
        return show(value, percent=place in self.percent)


@lru_cache(maxsize=16_384)
def ref(place: Place) -> str:
    """ "C7" for (7, 3)."""
    row, column = place
    return f"{column_letters(column)}{row}"


def show(value: Content, *, percent: bool = False) -> str:
    """A value as a Vietnamese spreadsheet shows it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    if isinstance(value, str):
        return value
    text = plain(value * 100 if percent else value)
    return f"{text} %" if percent else text


@lru_cache(maxsize=4096)  # the words of the form come back with every file
def key(text: str) -> str:
    """A heading as it is compared: folded, without numbering and punctuation, i and y alike (tỉ lệ, tỷ lệ)."""
    letters = _NUMBERING.sub("", fold(unicodedata.normalize("NFKC", text))).replace("y", "i")
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


def _content(value: Any) -> Content:
    if type(value) is dict:
        return date.fromisoformat(value["date"])
    if type(value) is float and not math.isfinite(value):
        return str(value)  # no number that anything could be done with
    return value


def _text(text: str) -> tuple[str, str]:
    """The text as it is read, and what was typed where that was for an old font; short ones, which come back with every file, are
    remembered."""
    return _cleaned(text) if len(text) <= LONGEST else _cleaned.__wrapped__(text)


@lru_cache(16_384)
def _cleaned(text: str) -> tuple[str, str]:
    """NFC, without what nobody sees: characters that no file or database takes, and marks without width. Every space is a plain
    one; line breaks stay."""
    if text.isascii():
        return _UNPRINTABLE.sub("", text).strip(), ""
    turned = in_unicode(text)
    seen = _UNPRINTABLE.sub("", _UNSEEN.sub("", turned or text))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", seen)).strip(), text if turned else ""
