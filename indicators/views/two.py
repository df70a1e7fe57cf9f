"""Every ward on two indicators at once, or on one and its denominator."""

from functools import partial

import pandas as pd

from data.words import Language, Text
from indicators import compare, findings, wording
from indicators.catalogue import Indicator
from indicators.charts import ward_points
from indicators.charts.scales import Side
from indicators.charts.scatter import notes, scatter
from indicators.views import compared
from indicators.views.facts import Facts, lines
from indicators.views.selection import Selection
from indicators.views.view import Column, View

LABEL = Text(vi="Hai chỉ số", en="Two indicators")
PLACE = 3
PICKS = ("indicator", "peers", "across")


def view(facts: Facts, selection: Selection) -> View:
    """`rows`: `ward_points.of`, the wards that have both figures, and where they are drawn; lines say how many have not."""
    indicator, across, lang = selection.indicator, selection.across, selection.lang
    upright, aside = _side(facts, indicator), _side(facts, across) if across else None
    limits = compare.funnel(facts.figures, indicator)
    rows = ward_points.of(upright, aside, lang)
    drawn = ward_points.spread(rows, upright, aside)
    rows = rows.assign(drawn_x=drawn.x, drawn_y=drawn.y)
    finding = (
        findings.two(facts.figures, indicator, across, lang)
        if across
        else findings.compare(facts.figures, indicator, lang, province=facts.scope.province)
    )
    names = ", ".join(compared.names(facts, rows, lang))
    return View(
        name=facts.file_name("two", indicator.code, across.code if across else "size"),
        finding=finding,
        lines=(*lines(facts, lang, indicator), *notes(upright, aside, limits=limits, lang=lang)),
        rows=rows,
        columns=_columns(facts, rows, indicator, across, lang),
        alt=wording.sentence("alt", lang, label=LABEL(lang), finding=finding, listed=names),
        draw=partial(scatter, upright, aside, limits=limits, lang=lang),
    )


def _side(facts: Facts, indicator: Indicator) -> Side:
    return Side(indicator, compared.rows(facts, indicator), compare.summary(facts.figures, indicator))


def _columns(facts: Facts, rows: pd.DataFrame, indicator: Indicator, across: Indicator | None, lang: Language) -> tuple[Column, ...]:
    """Both figures and their parts under the names of what they are of."""
    upright = [wording.shown(row, indicator, lang) for row in rows.to_dict("records")]
    found = [Column("y", indicator.short(lang), tuple(upright), _unit(indicator)), _parts(rows, "", indicator, lang)]
    if across:
        aside = tuple(wording.value(x, across, lang) for x in rows.x)
        found += [Column("x", across.short(lang), aside, _unit(across)), _parts(rows, "other_", across, lang)]
    return (
        *compared.headed({"ward_name": compared.names(facts, rows, lang)}, lang),
        *found,
        *compared.headed({"status": compared.statuses(rows, lang)}, lang),
    )


def _parts(rows: pd.DataFrame, whose: str, indicator: Indicator, lang: Language) -> Column:
    """x/n of one of the two."""
    pairs = zip(rows[f"{whose}numerator"], rows[f"{whose}denominator"], strict=True)
    heading = f"{indicator.short(lang)}: {wording.column('parts', lang)}"
    return Column(f"{whose}parts", heading, tuple(wording.parts(x, n, lang) for x, n in pairs))


def _unit(indicator: Indicator) -> compared.Unit:
    return "share" if wording.is_share(indicator) else ""
