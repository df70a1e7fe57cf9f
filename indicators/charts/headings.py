"""The headings of the sheet: indicators and, before the first of each, the name of its family; all slanting."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from data.words import Language
from indicators.catalogue import Indicator
from indicators.charts import look
from indicators.charts.layers import Layer, calculated, kept, text
from indicators.charts.typeface import fold_lines
from indicators.charts.typeface import width as text_width

SIZE = 12
FAMILY = 28
"""Pixels of the narrow column that carries a family's name."""
_SLANT = 0.7071  # of a length at 45 degrees, up and to the right alike


@dataclass(frozen=True)
class Column:
    """An indicator's column: its heading, how many family names stand left of it, the name right before it."""

    code: str
    short: str
    before: int
    family: str | None

    @property
    def folded(self) -> tuple[str, ...]:
        return fold_lines(self.short)


def columns(indicators: tuple[Indicator, ...], families: dict[str, str], lang: Language) -> list[Column]:
    """The columns of `indicators`; `families` (code -> name) says which families are named."""
    found, before = [], 0
    for family, members in groupby(indicators, key=lambda one: one.family):
        before += family in families
        for number, one in enumerate(members):
            found.append(Column(one.code, one.short(lang), before, families.get(family) if number == 0 else None))
    return found


def slant(texts: Iterable[str | None]) -> int:
    """How many pixels the longest of these headings reaches up, and to the right."""
    return round(max((text_width(words, SIZE, 600) for words in texts if words), default=0) * _SLANT)


def layers(columns: list[Column], blocks: int, corner: dict[str, str]) -> list[Layer]:
    """Over each of at most `blocks` blocks, whose `block_x` and `block_y` the expressions of `corner` give."""
    heads = []
    for number, column in enumerate(columns):
        heads.append({"c": number, "whole": column.short, "folded": "\n".join(column.folded), "bold": False})
        if column.family:
            heads.append({"c": number, "whole": column.family, "folded": column.family, "bold": True})
    data = [{"block": block, **head} for block in range(blocks) for head in heads]
    steps = [
        kept("datum.c < shown && datum.block < blocks"),
        *calculated(
            **corner,
            y="datum.block_y - 5",
            words="two_lines ? datum.folded : datum.whole",
            x=f"datum.block_x + name_width + families_before[datum.c] * {FAMILY} + datum.c * cell"
            f" + (datum.bold ? -{FAMILY / 2} : cell / 2)",
        ),
    ]
    style = {
        "angle": 315,
        "lineBreak": "\n",
        "lineHeight": SIZE + 1,
        "fontSize": SIZE,
        "dy": {"expr": f"indexof(datum.words, '\\n') < 0 ? 0 : -{(SIZE + 1) / 2}"},
    }
    bold = text("words", "x", y="y", colour=look.NAVY, steps=[*steps, kept("datum.bold")], fontWeight=600, **style)
    plain = text("words", "x", y="y", steps=[*steps, kept("!datum.bold")], **style)
    return [{"data": {"values": data}, **layer} for layer in (bold, plain)]
