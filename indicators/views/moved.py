"""Which wards rose and fell most since the quarter before."""

from functools import partial

import pandas as pd

from data.words import Language
from indicators import compare, wording
from indicators.catalogue import Indicator
from indicators.charts.movers import movers
from indicators.views import compared
from indicators.views.facts import Facts, lines
from indicators.views.selection import Selection
from indicators.views.view import View

PICKS = ("indicator", "peers")


def view(facts: Facts, selection: Selection) -> View:
    """`rows`: `compare.movers`; none where the quarter before has no figures of the indicator."""
    indicator, lang = selection.indicator, selection.lang
    rows = compared.rows(facts, indicator).head(0).assign(outlier=False)
    if facts.before is not None and facts.asked_before(indicator):
        rows = compare.movers(facts.figures, facts.before, indicator)
    finding = wording.sentence("moved" if len(rows) else "nothing_moved", lang, indicator=indicator.short(lang))
    return View(
        name=facts.file_name("moved", indicator.code),
        finding=finding,
        lines=lines(facts, lang, indicator),
        rows=rows,
        columns=compared.columns(facts, rows, indicator, lang),
        alt=wording.sentence(
            "alt",
            lang,
            label=finding,
            finding=facts.scope.quarter.label(lang),
            listed=_changes(facts, rows, indicator, lang),
        ),
        draw=partial(movers, rows, indicator, lang),
    )


def _changes(facts: Facts, rows: pd.DataFrame, indicator: Indicator, lang: Language) -> str:
    changes = [wording.change(change, indicator, lang) for change in rows.change]
    return ", ".join(map(" ".join, zip(compared.names(facts, rows, lang), changes, strict=True)))
