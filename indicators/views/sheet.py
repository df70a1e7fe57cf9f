"""Every ward on many indicators: a cell for each."""

from functools import partial

import pandas as pd

from data.words import Language, Text
from indicators import catalogue, findings, wording
from indicators.catalogue import Indicator
from indicators.charts.sheet import sheet
from indicators.views import compared
from indicators.views.facts import Facts, lines
from indicators.views.selection import ALL, HEADLINE, Selection, owed
from indicators.views.view import Column, View

LABEL = Text(vi="Mọi chỉ số", en="All indicators")
PLACE = 2
PICKS = ("indicator", "peers", "family")


def view(facts: Facts, selection: Selection) -> View:
    """`rows`: those of `compute.figures` of the wards and the indicators that are shown. A slide has room for few of all."""
    scope, lang = facts.scope, selection.lang
    asked = owed(scope.province, scope.quarter, selection.family)
    shown, said = asked, lines(facts, lang)
    if selection.on_slide and selection.family == ALL:
        shown = owed(scope.province, scope.quarter, HEADLINE)
        said = (*said, wording.sentence("some_indicators", lang, count=len(shown), owed=len(asked)))
    rows = facts.figures[facts.figures.ward.notna() & facts.figures.indicator.isin([one.code for one in shown])]
    told = owed(scope.province, scope.quarter, HEADLINE) if selection.family == ALL else shown
    finding = findings.home(facts.figures, told, lang, province=scope.province)
    families = {family.code: family.name(lang) for family in catalogue.families()}
    sort = selection.indicator.code if selection.indicator in shown else None
    return View(
        name=facts.file_name("sheet", *([] if selection.family == ALL else [selection.family])),
        finding=finding,
        lines=said,
        rows=rows,
        columns=_columns(facts, rows, {one.code: one for one in shown}, lang),
        alt=wording.sentence("alt", lang, label=LABEL(lang), finding=finding, listed=", ".join(one.short(lang) for one in shown)),
        draw=partial(sheet, facts.figures, shown, lang, families=families, sort=sort),
    )


def _columns(facts: Facts, rows: pd.DataFrame, shown: dict[str, Indicator], lang: Language) -> tuple[Column, ...]:
    written = {
        "ward_name": compared.names(facts, rows, lang),
        "indicator": [shown[code].short(lang) for code in rows.indicator],
        "value": [wording.shown(row, shown[row["indicator"]], lang) for row in rows.to_dict("records")],
        "parts": [wording.parts(x, n, lang) for x, n in zip(rows.numerator, rows.denominator, strict=True)],
        "status": compared.statuses(rows, lang),
    }
    return compared.headed(written, lang)
