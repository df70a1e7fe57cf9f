"""Every ward on one indicator, as tiles near where they lie."""

from dataclasses import replace
from functools import partial

from data import places
from data.words import Text
from indicators import compare
from indicators.charts.tiles import tile_map
from indicators.views import compared, ranked
from indicators.views.facts import Facts
from indicators.views.selection import Selection
from indicators.views.view import View

LABEL = Text(vi="Bản đồ ô", en="Tile map")
PLACE = 5
PICKS = ranked.PICKS


def view(facts: Facts, selection: Selection) -> View:
    """The rows of the ranking on the grid of the province."""
    indicator, lang = selection.indicator, selection.lang
    same, summary = ranked.view(facts, selection), compare.summary(facts.figures, indicator)
    return replace(
        same,
        name=facts.file_name("map", indicator.code),
        alt=compared.alt(facts, LABEL(lang), same.finding, same.rows, indicator, lang),
        draw=partial(tile_map, same.rows, summary, places.wards(facts.scope.province), indicator=indicator, lang=lang),
    )
