"""Every ward on one indicator, from the best down."""

from functools import partial

from data.words import Text
from indicators import compare, findings
from indicators.charts.ranked import ranked_columns
from indicators.views import compared
from indicators.views.facts import Facts, lines
from indicators.views.selection import Selection
from indicators.views.view import View

LABEL = Text(vi="Xếp hạng", en="Ranking")
PLACE = 1
PICKS = ("indicator", "peers")


def view(facts: Facts, selection: Selection) -> View:
    """The ranked columns of `compare.comparison`; `rows` are in its columns."""
    indicator, lang = selection.indicator, selection.lang
    rows, summary = compared.rows(facts, indicator), compare.summary(facts.figures, indicator)
    finding = findings.compare(facts.figures, indicator, lang, province=facts.scope.province)
    return View(
        name=facts.file_name("ranked", indicator.code),
        finding=finding,
        lines=lines(facts, lang, indicator),
        rows=rows,
        columns=compared.columns(facts, rows, indicator, lang),
        alt=compared.alt(facts, LABEL(lang), finding, rows, indicator, lang),
        draw=partial(ranked_columns, rows, summary, indicator=indicator, lang=lang),
    )
