"""Which wards hold the province back most on the headline indicators, and what each lacks in people and things.

Without targets nobody is behind and nobody is on track: then the wards with the lowest figures stand here.
"""

from functools import partial

import pandas as pd

from data import places
from data.words import Language
from indicators import catalogue, compare, wording
from indicators.catalogue import Indicator
from indicators.charts.table import table
from indicators.views import compared
from indicators.views.facts import Facts, lines
from indicators.views.selection import Selection
from indicators.views.view import Column, View

PICKS = ("peers",)
TABULAR = "to read"
_MOST, _MOST_TIED = 5, 12


def view(facts: Facts, selection: Selection) -> View:
    """`rows`: `compare.need_help`, one for a ward; without targets `compare.lowest` on the first headline indicator; none where nobody
    is behind."""
    scope, lang = facts.scope, selection.lang
    finding, rows, columns = _found(facts, lang)
    listed = "; ".join(" ".join(written) for written in zip(*(column.written for column in columns), strict=True))
    return View(
        name=facts.file_name("needs_help"),
        finding=finding,
        lines=lines(facts, lang),
        rows=rows,
        columns=columns,
        alt=wording.sentence("alt", lang, label=finding, finding=scope.quarter.label(lang), listed=listed),
        draw=partial(table, columns, lang=lang),
    )


def _found(facts: Facts, lang: Language) -> tuple[str, pd.DataFrame, tuple[Column, ...]]:
    headline = [one for one in catalogue.headline() if (facts.figures.indicator == one.code).any()]
    place = places.kind_and_name(facts.scope.province, facts.scope.quarter.last_day)[1]
    rows = compare.need_help(facts.figures, headline, most=_MOST)
    judged = compare.shortfalls(facts.figures, headline)
    if len(rows):
        share = wording.percent(float(rows["share"].sum()), lang, decimals=0)
        said = wording.sentence("needs_help", lang, place=place, count=len(rows), share=share)
        return said, rows, _columns(facts, rows, judged, headline, lang)
    if len(judged):
        return wording.sentence("nobody_behind", lang, place=place), rows, _columns(facts, rows, judged, headline, lang)
    known = [one for one in headline if compare.summary(facts.figures, one).together["value"] is not None]
    if not known:
        quarter = facts.scope.quarter.label(lang)
        said = wording.sentence("home_nothing", lang, place=place, wards=facts.wards_of(lang), quarter=quarter)
        return said, rows, _columns(facts, rows, judged, headline, lang)
    indicator = known[0]
    rows = compare.lowest(facts.figures, indicator, most=_MOST)
    said = wording.sentence("lowest", lang, place=place, count=len(rows), indicator=wording.uncapital(indicator.short(lang)))
    rows = rows.head(_MOST_TIED)
    columns = compared.columns(facts, rows, indicator, lang)
    return said, rows, tuple(column for column in columns if column.code in ("ward_name", "value", "parts"))


def _columns(facts: Facts, rows: pd.DataFrame, judged: pd.DataFrame, headline: list[Indicator], lang: Language) -> tuple[Column, ...]:
    """Ward, its share of what all lack, and under each indicator its mark and what is missing."""
    columns = list(
        compared.headed(
            {
                "ward_name": compared.names(facts, rows, lang),
                "share": [wording.percent(share, lang, decimals=0) for share in rows["share"]],
            },
            lang,
            {"share": "share"},
        )
    )
    for one in headline:
        own = judged[judged.indicator == one.code].set_index("ward")
        if own.share.notna().any():
            written = tuple(_lacks(own.loc[ward].to_dict(), one, lang) if ward in own.index else wording.NOTHING for ward in rows.ward)
            columns.append(Column(one.code, one.short(lang), written))
    return tuple(columns)


def _lacks(row: dict, indicator: Indicator, lang: Language) -> str:
    """ "▼ 23 cán bộ"; only the mark of who lacks nothing."""
    mark = wording.mark(row["status"])
    return f"{mark} {wording.things(row['short'], indicator, lang)}" if row["short"] else mark
