"""What the views of one indicator have in common: its wards beside each other, as a table and in words."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

import pandas as pd

from data import places
from data.words import Language
from indicators import compare, wording
from indicators.catalogue import Indicator
from indicators.views.facts import Facts
from indicators.views.view import Column

Unit = Literal["share", "points", ""]

NO_UNITS: Mapping[str, Unit] = MappingProxyType({})

_NAMED = 3  # wards at either end that the words name


def rows(facts: Facts, indicator: Indicator) -> pd.DataFrame:
    """`compare.comparison` of these wards, with what changed since the quarter before."""
    return compare.comparison(facts.figures, indicator, before=facts.before)


def columns(facts: Facts, rows: pd.DataFrame, indicator: Indicator, lang: Language) -> tuple[Column, ...]:
    """The table of such rows: rank, ward, figure, x/n, status, what is missing, change."""
    written = {
        "rank": [wording.number(rank, lang) for rank in rows["rank"].astype(float)],
        "ward_name": names(facts, rows, lang),
        "value": [wording.shown(row, indicator, lang) for row in rows.to_dict("records")],
        "parts": [wording.parts(x, n, lang) for x, n in zip(rows.numerator, rows.denominator, strict=True)],
        "days": [wording.number(days, lang) for days in rows["days"]],
        "rate": [wording.number(rate, lang, decimals=1, trim=True) for rate in rows["rate"]],
        "status": statuses(rows, lang),
        "gap_now": [wording.things(gap, indicator, lang) for gap in rows["gap_now"]],
        "gap": [wording.things(gap, indicator, lang) for gap in rows["gap"]],
        "change": [wording.change(change, indicator, lang) for change in rows["change"]],
    }
    if rows["rate"].isna().all():
        del written["days"], written["rate"]
    else:
        del written["parts"]
    return headed(written, lang, units_of(indicator))


def headed(written: Mapping[str, Iterable[str]], lang: Language, units: Mapping[str, Unit] = NO_UNITS) -> tuple[Column, ...]:
    """The columns of a table by their codes, under the headings of the language."""
    return tuple(Column(code, wording.column(code, lang), tuple(texts), units.get(code, "")) for code, texts in written.items())


def units_of(indicator: Indicator) -> Mapping[str, Unit]:
    """In which unit the figures of the indicator and their changes are."""
    return {"value": "share", "change": "points"} if wording.is_share(indicator) else NO_UNITS


def names(facts: Facts, rows: pd.DataFrame, lang: Language) -> list[str]:
    """The full name of each row's ward; of the province's rows that of the province."""
    day = facts.scope.quarter.last_day
    return [places.full_name(code if isinstance(code, str) else facts.scope.province, day, lang) for code in rows.ward]


def statuses(rows: pd.DataFrame, lang: Language) -> list[str]:
    """Mark and word of each row's status."""
    return [wording.judged(code, lang) for code in wording.shown_statuses(rows)]


def alt(facts: Facts, label: str, finding: str, rows: pd.DataFrame, indicator: Indicator, lang: Language) -> str:
    """What the drawing of such rows shows, for whoever cannot see it: who comes first, who last, how many have no figure."""
    known = rows[rows.value.notna()]
    ends = {"alt_first": known.head(_NAMED), "alt_last": known.tail(max(0, min(_NAMED, len(known) - _NAMED)))}
    said = [wording.sentence(name, lang, wards=_named(facts, some, indicator, lang)) for name, some in ends.items() if len(some)]
    if without := len(rows) - len(known):
        said.append(wording.sentence("alt_without", lang, count=without))
    return wording.sentence("alt", lang, label=label, finding=finding, listed="; ".join(said))


def _named(facts: Facts, rows: pd.DataFrame, indicator: Indicator, lang: Language) -> str:
    figures = [wording.shown(row, indicator, lang) for row in rows.to_dict("records")]
    return ", ".join(map(" ".join, zip(names(facts, rows, lang), figures, strict=True)))
