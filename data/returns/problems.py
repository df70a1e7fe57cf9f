"""Everything that can be wrong with a return, as records; their words stand in one catalogue, problems.yaml.

A problem is stored as code and parameters, so that its words can be mended, and read in both languages, later.
"""

import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict

from data import clock
from data.quarter import Quarter
from data.words import Language, Text

Severity = Literal["error", "warning", "info"]

_LONGEST_FOUND = 120
_SAME_FAULT = 3
"""Cells of a column with the same fault that are one line: two are not too many to read."""
_CELLS_NAMED = 6


@dataclass(frozen=True)
class Problem:
    """One fault: what, where, what was found and expected. `params` is JSON and fills the words of the catalogue; `answer` is
    what whoever handed the file in said to a question (a warning)."""

    code: str
    severity: Severity
    sheet: str | None = None
    cell: str | None = None
    params: dict[str, Any] = field(default_factory=dict)
    found: str | None = None
    expected: str | None = None
    answer: str | None = None

    @property
    def question(self) -> str:
        """By what name a warning is answered: "unit_error@Hồ sơ trong kỳ!C5"."""
        return f"{self.code}@{'!'.join(filter(None, (self.sheet, self.cell)))}"

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Problem":
        return cls(**stored)


class CatalogueEntry(BaseModel):
    """What the catalogue says of one code. Where it is needs no words of its own: sheet, cell and label say it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    severity: Severity
    what: Text
    why: Text
    mend: Text
    of_file: bool = True


@dataclass(frozen=True)
class ProblemWords:
    """A problem in four beats: where, what, why it matters, how to mend it."""

    where: str
    what: str
    why: str
    mend: str


@cache
def catalogue() -> dict[str, CatalogueEntry]:
    """Every code with its severity and words."""
    written = yaml.load(Path(__file__).with_name("problems.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {code: CatalogueEntry.model_validate(entry) for code, entry in written.items()}


def problem(
    code: str,
    /,
    *,
    sheet: str | None = None,
    cell: str | None = None,
    found: str | None = None,
    expected: str | None = None,
    **params: Any,
) -> Problem:
    """A problem of the catalogue; KeyError for a code without words.

    Parameters are JSON; days go in by `day`, points in time by `moment`, texts in two languages by `both`, quarters by
    `quarter`: each is then shown the way the reader's language writes it.
    """
    if found is not None and len(found) > _LONGEST_FOUND:
        found = found[:_LONGEST_FOUND] + "…"
    return Problem(code, catalogue()[code].severity, sheet, cell, params, found, expected)


def folded(problems: Sequence[Problem]) -> list[Problem]:
    """One problem for the same fault in several cells of a column: the first one, which names them all (`all_cells`, "C5:C9").

    Questions stay single, for each has its own answer.
    """
    alike: dict[object, list[Problem]] = {}
    for number, each in enumerate(problems):
        said = {name: value for name, value in each.params.items() if name != "label"}
        single = each.cell is None or each.severity == "warning"
        column = (each.cell or "").rstrip("0123456789")
        alike.setdefault(number if single else (each.code, each.sheet, column, json.dumps(said, sort_keys=True)), []).append(each)
    found = []
    for first, *others in alike.values():
        if len(others) + 1 < _SAME_FAULT:
            found += [first, *others]
        else:
            cells = _ranges([each.cell or "" for each in (first, *others)])
            found.append(replace(first, params=first.params | {"all_cells": cells}))
    return found


def _ranges(cells: Sequence[str]) -> list[str]:
    """Cells of one column, those that follow one another together: "C6:C9"."""
    column = cells[0].rstrip("0123456789")
    rows = sorted(int(cell.removeprefix(column)) for cell in cells)
    runs = [list(run) for _, run in itertools.groupby(rows, key=lambda row, at=itertools.count(): row - next(at))]
    return [f"{column}{run[0]}" if len(run) == 1 else f"{column}{run[0]}:{column}{run[-1]}" for run in runs]


def both(text: Text) -> dict[str, str]:
    """A text in two languages as a parameter."""
    return {"vi": text.vi, "en": text.en}


def plain(number: float) -> str:
    """A number as a Vietnamese spreadsheet holds it, for `found` and `expected`: its 15 digits, not 1e+12."""
    return f"{Decimal(f'{number:.15g}'):f}".replace(".", ",")


def day(of: date) -> dict[str, str]:
    """A day as a parameter."""
    return {"day": of.isoformat()}


def moment(of: datetime) -> dict[str, str]:
    """A point in time, with its zone, as a parameter."""
    return {"moment": of.isoformat()}


def quarter(of: Quarter) -> dict[str, str]:
    """A quarter as a parameter."""
    return {"quarter": str(of)}


def words(of: Problem, lang: Language) -> ProblemWords:
    """What to tell people; KeyError where the code or one of its parameters is unknown."""
    entry = catalogue()[of.code]
    said = {name: _say(value, lang) for name, value in of.params.items()}
    said |= {"found": of.found or "", "expected": of.expected or "", "sheet": of.sheet or "", "cell": of.cell or ""}
    what, why, mend = (text(lang).format_map(said) for text in (entry.what, entry.why, entry.mend))
    return ProblemWords(_where(of, said.get("label"), lang), what, why, mend)


def message(of: Problem, lang: Language) -> str:
    """The four beats in one paragraph."""
    said = words(of, lang)
    return f"{said.where}: {said.what} {said.why} {said.mend}"


def _where(of: Problem, label: str | None, lang: Language) -> str:
    if of.sheet is None:
        return {"vi": "Cả tệp", "en": "The whole file"}[lang]
    place = {"vi": f"Trang “{of.sheet}”", "en": f"Sheet “{of.sheet}”"}[lang]
    if of.cell:
        cells = of.params.get("all_cells", ())
        named = ", ".join([*cells[:_CELLS_NAMED], *["…"] * (len(cells) > _CELLS_NAMED)])
        place += {"vi": f", ô {named or of.cell}", "en": f", {'cells' if named else 'cell'} {named or of.cell}"}[lang]
    return f"{place} ({label})" if label else place


def _say(value: Any, lang: Language) -> str:
    """A parameter as the language writes it: 1.234,5 or 1,234.5; days as 24/12/2026; lists with semicolons."""
    match value:
        case {"vi": str(), "en": str()}:
            return value[lang]
        case {"day": iso}:
            return date.fromisoformat(iso).strftime("%d/%m/%Y")
        case {"moment": iso}:
            return clock.written(datetime.fromisoformat(iso))
        case {"quarter": code}:
            return Quarter.parse(code).label(lang)
        case list() | tuple():
            return "; ".join(_say(item, lang) for item in value)
        case int() | float() if not isinstance(value, bool):
            text = f"{value:,.10g}" if abs(value) < 1e10 else f"{value:,.0f}"
            return text if lang == "en" else text.translate(str.maketrans(",.", ".,"))
        case _:
            return str(value)
