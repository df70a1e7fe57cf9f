"""One indicator over the quarters: the province and a few wards."""

from functools import partial

import pandas as pd

from data import places
from data.quarter import Quarter
from data.words import Language, Text
from indicators import findings, wording
from indicators.catalogue import Indicator
from indicators.charts.trend import MOST, over_time
from indicators.views import compared
from indicators.views.facts import Facts, lines
from indicators.views.selection import Selection
from indicators.views.view import Column, View

LABEL = Text(vi="Theo quý", en="Over time")
PLACE = 4
PICKS = ("indicator", "peers", "wards")


def view(facts: Facts, selection: Selection) -> View:
    """`rows`: those of `compute.figures` of the chosen wards (else the typical ones) and of the province, oldest first."""
    indicator, lang = selection.indicator, selection.lang
    history = facts.history()
    wards = selection.wards[:MOST] or typical(facts, indicator)
    rows = history[(history.indicator == indicator.code) & (history.ward.isin(wards) | history.ward.isna())]
    finding = findings.compare(facts.figures, indicator, lang, province=facts.scope.province)
    named = ", ".join(places.full_name(code, facts.scope.quarter.last_day, lang) for code in wards)
    return View(
        name=facts.file_name("over_time", indicator.code, *selection.wards),
        finding=finding,
        lines=lines(facts, lang, indicator),
        rows=rows,
        columns=_columns(facts, rows, indicator, lang),
        alt=wording.sentence("alt", lang, label=LABEL(lang), finding=finding, listed=named),
        draw=partial(over_time, history, indicator, lang, wards=tuple(wards)),
    )


def typical(facts: Facts, indicator: Indicator) -> tuple[str, ...]:
    """The best, the middle and the last ranked ward."""
    rows = compared.rows(facts, indicator)
    ranked = rows.loc[rows["rank"].notna(), "ward"].tolist() or rows["ward"].tolist()
    return tuple(dict.fromkeys((ranked[0], ranked[len(ranked) // 2], ranked[-1])))


def _columns(facts: Facts, rows: pd.DataFrame, indicator: Indicator, lang: Language) -> tuple[Column, ...]:
    written = {
        "quarter": [Quarter.parse(quarter).label(lang) for quarter in rows.quarter],
        "ward_name": compared.names(facts, rows, lang),
        "value": [wording.shown(row, indicator, lang) for row in rows.to_dict("records")],
        "parts": [wording.parts(x, n, lang) for x, n in zip(rows.numerator, rows.denominator, strict=True)],
        "status": compared.statuses(rows, lang),
    }
    return compared.headed(written, lang, compared.units_of(indicator))
