"""The charts of a place, drawn from what is loaded; the same for the screen and for the picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pandas as pd
from plotly.graph_objects import Figure

from data import places
from indicators import catalogue, compare, wording
from indicators.catalogue import Indicator
from indicators.charts import camera
from indicators.charts.cards import sparkline
from indicators.charts.look import Chart
from indicators.charts.ranked import ranked_columns
from indicators.charts.scales import Side
from indicators.charts.scatter import notes, scatter
from indicators.charts.sheet import sheet
from indicators.charts.tiles import tile_map
from indicators.charts.trend import over_time
from pages.shared import load, pick
from pages.shared.pick import Place
from pages.shared.say import say


@load.remembered(200)
def wards_of(place: Place, indicator: Indicator, among: frozenset[str] | None = None) -> pd.DataFrame:
    """`compare.comparison` of the place's wards, or of those `among` them."""
    rows = compare.comparison(load.figures(place.province, place.quarter), indicator, before=load.before(place.province, place.quarter))
    return rows if among is None else only(rows, among)


def only(rows: pd.DataFrame, wards: frozenset[str]) -> pd.DataFrame:
    """The rows of those wards; the province's row stays."""
    return rows[rows["ward"].isin(wards) | rows["ward"].isna()].reset_index(drop=True)


@load.remembered(60)
def course(place: Place, indicator: Indicator) -> Chart:
    """The quarters so far of the province's figure, small."""
    history = load.history(place.province, place.quarter)
    return sparkline(history[(history["indicator"] == indicator.code) & history["ward"].isna()], place.lang)


@load.remembered(60)
def on_map(place: Place, indicator: Indicator, **looks) -> Chart:
    summary = load.summary(place.province, place.quarter, indicator)
    return tile_map(wards_of(place, indicator), summary, places.wards(place.province), indicator=indicator, lang=place.lang, **looks)


@load.remembered(60)
def ranked(place: Place, indicator: Indicator, among: frozenset[str], **looks) -> Chart:
    summary = load.summary(place.province, place.quarter, indicator)
    return ranked_columns(wards_of(place, indicator, among), summary, indicator=indicator, lang=place.lang, **looks)


@load.remembered(10)
def all_indicators(place: Place, group: str, first: Indicator, among: frozenset[str], **looks) -> Chart:
    """The sheet of a group of indicators (`pick.group`), its wards as they stand on the `first` where that is one of them."""
    shown = pick.indicators_of(group, place)
    families = {family.code: family.name(place.lang) for family in catalogue.families()}
    sort = first.code if first in shown else None
    return sheet(only(load.figures(place.province, place.quarter), among), shown, place.lang, families=families, sort=sort, **looks)


@load.remembered(60)
def over_quarters(place: Place, indicator: Indicator, chosen: tuple[str, ...], **looks) -> Chart:
    return over_time(load.history(place.province, place.quarter), indicator, place.lang, wards=chosen, **looks)


def _typical(wards: pd.DataFrame) -> list[str]:
    """The best, the middle and the last ranked ward: what a comparison over time opens with."""
    ranked = wards.loc[wards["rank"].notna(), "ward"].tolist() or wards["ward"].tolist()
    return list(dict.fromkeys((ranked[0], ranked[len(ranked) // 2], ranked[-1])))


@dataclass(frozen=True)
class View:
    """A view of the compare page: the drawing for the screen and that for the picture, where fewer columns can be read."""

    screen: Callable[[], Chart]
    picture: Callable[[], Chart]


def view(name: str, place: Place, indicator: Indicator, among: frozenset[str]) -> View:
    """The drawings of a view, with the choosers that only this view has."""
    if name == "sheet":
        group = pick.group(place)
        on_slide = pick.HEADLINE if group == pick.ALL else group
        return View(partial(all_indicators, place, group, indicator, among), partial(all_indicators, place, on_slide, indicator, among))
    if name == "time":
        chosen = pick.wards(place, default=_typical(wards_of(place, indicator, among)))
        drawing = partial(over_quarters, place, indicator, tuple(chosen))
    else:
        drawing = partial(ranked, place, indicator, among)
    return View(drawing, drawing)


@dataclass(frozen=True)
class Points:
    """A figure of Plotly with its settings, and what its points say together."""

    figure: Figure
    config: dict
    notes: list[str]


def two(place: Place, upright: Indicator, across: Indicator | None, among: frozenset[str], *, title: str, lines: list[str]) -> Points:
    """Two indicators of every ward, or one and its denominator; `title` and `lines` are for the picture that the camera takes."""
    figures = load.figures(place.province, place.quarter)
    sides = [one and Side(one, wards_of(place, one, among), compare.summary(figures, one)) for one in (upright, across)]
    limits = compare.funnel(figures, upright)
    said = notes(*sides, limits=limits, lang=place.lang)
    source = f"{say('picture.source')} · {say('picture.edition', at=wording.day(load.today()))}"
    frame = camera.Frame(title, " · ".join([*lines, *said]), source, load.origin() == "demonstration", place.lang)
    name = f"{place.province}_{upright.code}_{across.code if across else 'size'}_{place.quarter}"
    return Points(scatter(*sides, limits=limits, frame=frame), camera.config(frame, name), said)
