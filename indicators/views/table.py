"""Every ward on one indicator, as a table to sort and to look up."""

from dataclasses import replace
from functools import partial

from data.words import Text
from indicators.charts.table import table
from indicators.views import compared, ranked
from indicators.views.facts import Facts
from indicators.views.selection import Selection
from indicators.views.view import View

LABEL = Text(vi="Bảng", en="Table")
PLACE = 6
TABULAR = "to sort"
PICKS = ranked.PICKS


def view(facts: Facts, selection: Selection) -> View:
    """The ranking, told in columns; a picture of it says how many wards it leaves out."""
    indicator, lang = selection.indicator, selection.lang
    same = ranked.view(facts, selection)
    return replace(
        same,
        name=facts.file_name("table", indicator.code),
        alt=compared.alt(facts, LABEL(lang), same.finding, same.rows, indicator, lang),
        draw=partial(table, same.columns, lang=lang),
    )
