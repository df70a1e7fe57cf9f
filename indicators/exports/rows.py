"""The table of a view as data: numbers as numbers, x and n apart, under a head that says what it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.words import Language
from indicators import wording
from indicators.briefing import Briefing
from indicators.views.view import Column, View

_PARTS = ("numerator", "denominator")


@dataclass(frozen=True)
class DataColumn:
    """A column of a file: its heading, its values (None where there is none), and whether they are shares (0.875)."""

    heading: str
    values: tuple[Any, ...]
    share: bool = False


def head(briefing: Briefing, view: View) -> tuple[str, ...]:
    """The lines above the table: the finding, what and when, source, edition, and whether the figures are made up."""
    made_up = [wording.demonstration(briefing.lang)] if briefing.demonstration else []
    return (view.finding, " · ".join(view.lines), briefing.source, " · ".join([briefing.edition, *made_up]))


def columns(view: View, lang: Language) -> Iterator[DataColumn]:
    """The columns of the view; "35/40" becomes two columns, and what has a number is that number.

    Wards also have their code, which names them for good.
    """
    if "ward" in view.rows:
        yield DataColumn(wording.column("code", lang), tuple(_plain(view.rows["ward"])))
    for column in view.columns:
        yield from _columns(column, view, lang)


def _columns(column: Column, view: View, lang: Language) -> Iterator[DataColumn]:
    if column.code.endswith("parts"):
        for part in _PARTS:
            heading = column.heading.replace(wording.column("parts", lang), wording.column(part, lang))
            yield DataColumn(heading, tuple(_plain(view.rows[column.code.removesuffix("parts") + part])))
    elif column.code in view.rows and pd.api.types.is_numeric_dtype(view.rows[column.code]):
        values = _plain(view.rows[column.code])
        if column.unit == "points":
            heading = f"{column.heading} ({wording.sentence('points', lang, number='').strip()})"
            yield DataColumn(heading, tuple(None if value is None else round(100 * value, 4) for value in values))
        else:
            yield DataColumn(column.heading, tuple(values), share=column.unit == "share")
    else:
        yield DataColumn(column.heading, tuple(text if text != wording.NOTHING else None for text in column.written))


def inert(value: Any) -> Any:
    """Text that a spreadsheet would compute, as text; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _plain(values: pd.Series) -> list[Any]:
    """Numbers without their library, whole ones as whole numbers; None for what is missing."""
    plain = values.astype(object).where(values.notna(), None)
    return [int(value) if isinstance(value, float) and value.is_integer() else value for value in plain]
