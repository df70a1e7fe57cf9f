"""Which wards are furthest behind on the headline indicators, and what is missing in people and things."""

from functools import partial

import pandas as pd

from data import places
from data.words import Language
from indicators import catalogue, compare, wording
from indicators.charts.table import table
from indicators.views import compared
from indicators.views.facts import Facts, lines
from indicators.views.selection import Selection
from indicators.views.view import Column, View

PICKS = ("peers",)
TABULAR = "to read"
_MOST = 8


def view(facts: Facts, selection: Selection) -> View:
    """`rows`: `compare.need_help`, one for a ward and an indicator; none where nobody is behind."""
    scope, lang = facts.scope, selection.lang
    rows = compare.need_help(facts.figures, catalogue.headline(), most=_MOST)
    columns = _columns(facts, rows, lang)
    place = places.kind_and_name(scope.province, scope.quarter.last_day)[1]
    finding = wording.sentence("needs_help" if len(rows) else "nobody_behind", lang, place=place)
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


def _columns(facts: Facts, rows: pd.DataFrame, lang: Language) -> tuple[Column, ...]:
    indicators = [catalogue.catalogue()[code] for code in rows.indicator]
    records = rows.to_dict("records")
    written = {
        "ward_name": compared.names(facts, rows, lang),
        "indicator": [one.short(lang) for one in indicators],
        "value": [wording.shown(row, one, lang) for row, one in zip(records, indicators, strict=True)],
        "gap_now": [wording.things(row["gap_now"], one, lang) for row, one in zip(records, indicators, strict=True)],
        "status": [f"{wording.mark(code)} {wording.status(code, lang)}" for code in rows.status],
    }
    return compared.headed(written, lang)
