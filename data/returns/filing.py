"""A return as it was understood: every cell of the form, where it stood in the file and what it says.

A revision stores a filing as JSON (`to_json`), and reads it back unchanged (`from_json`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal

from data.quarter import Quarter

NOT_ARISING = "không phát sinh"

Value = int | float | str | bool | date | None
CellState = Literal["filled", "not_arising", "blank"]


class State(StrEnum):
    """What a measure says: a number, that there was nothing to count, or nothing at all."""

    NUMBER = "number"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Cell:
    """One input cell. `value` is normalised (a choice is its option's code); `shown` is what the file says."""

    sheet: str
    ref: str
    value: Value = None
    state: CellState = "blank"
    shown: str = ""

    @property
    def number(self) -> float:
        """The value of a filled cell of a numeric field."""
        assert isinstance(self.value, int | float), f"{self.sheet}!{self.ref} holds no number"
        return self.value

    @property
    def counted(self) -> float | None:
        """The number of a numeric field, 0 where nothing arose; None where it is not known."""
        return self.number if self.filled else 0 if self.not_arising else None

    @property
    def day(self) -> date:
        """The value of a filled cell of a field for days."""
        assert isinstance(self.value, date), f"{self.sheet}!{self.ref} holds no day"
        return self.value

    @property
    def filled(self) -> bool:
        return self.state == "filled"

    @property
    def not_arising(self) -> bool:
        return self.state == "not_arising"

    @property
    def blank(self) -> bool:
        return self.state == "blank"


Row = dict[str, Cell]


@dataclass(frozen=True)
class Note:
    """What somebody wrote in the note column beside a line of the form."""

    sheet: str
    ref: str
    text: str


@dataclass(frozen=True)
class Filing:
    """One ward's return for one quarter.

    `cells` holds the figures and the fixed tables by field code ("training.cb.total"), `tables` the rows that
    were begun by block code ("units": ({"name": Cell, "tools_used": Cell}, ...)); a table answered with
    "không phát sinh" is in `empty_tables`. `meta` is the file's hidden sheet, a second witness only.
    """

    form: str
    ward: str
    quarter: Quarter
    period_from: date | None
    as_of: date | None
    cells: dict[str, Cell] = field(default_factory=dict)
    tables: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    empty_tables: dict[str, Cell] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    meta: dict[str, Any] = field(default_factory=dict)

    @property
    def base_revision(self) -> int | None:
        """Number of the counting revision from which the file was filled: 0 where there was none, None if untold."""
        number = self.meta.get("base_revision")
        return number if isinstance(number, int) else None

    def to_json(self) -> dict[str, Any]:
        return {
            "form": self.form,
            "ward": self.ward,
            "quarter": str(self.quarter),
            "period_from": _day_out(self.period_from),
            "as_of": _day_out(self.as_of),
            "cells": {code: _cell_out(cell) for code, cell in self.cells.items()},
            "tables": {
                block: [{column: _cell_out(cell) for column, cell in row.items()} for row in rows] for block, rows in self.tables.items()
            },
            "empty_tables": {block: _cell_out(cell) for block, cell in self.empty_tables.items()},
            "notes": [[note.sheet, note.ref, note.text] for note in self.notes],
            "meta": self.meta,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Filing":
        return cls(
            form=stored["form"],
            ward=stored["ward"],
            quarter=Quarter.parse(stored["quarter"]),
            period_from=_day_in(stored["period_from"]),
            as_of=_day_in(stored["as_of"]),
            cells={code: _cell_in(cell) for code, cell in stored["cells"].items()},
            tables={
                block: tuple({column: _cell_in(cell) for column, cell in row.items()} for row in rows)
                for block, rows in stored["tables"].items()
            },
            empty_tables={block: _cell_in(cell) for block, cell in stored["empty_tables"].items()},
            notes=tuple(Note(*note) for note in stored["notes"]),
            meta=stored["meta"],
        )


def _day_out(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day_in(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _cell_out(cell: Cell) -> dict[str, Any]:
    """A cell as JSON without what can be left out: most cells of a table are blank."""
    stored: dict[str, Any] = {"sheet": cell.sheet, "ref": cell.ref}
    if cell.not_arising:
        stored["state"] = "not_arising"
    elif isinstance(cell.value, date):
        stored["date"] = cell.value.isoformat()
    elif cell.filled:
        stored["value"] = cell.value
    if cell.shown:
        stored["shown"] = cell.shown
    return stored


def _cell_in(stored: dict[str, Any]) -> Cell:
    place = {"sheet": stored["sheet"], "ref": stored["ref"], "shown": stored.get("shown", "")}
    if "state" in stored:
        return Cell(**place, value=NOT_ARISING, state="not_arising")
    if "date" in stored:
        return Cell(**place, value=date.fromisoformat(stored["date"]), state="filled")
    if "value" in stored:
        return Cell(**place, value=stored["value"], state="filled")
    return Cell(**place)
