"""Where the province stands on the headline indicators: a card for each."""

from functools import partial

import pandas as pd

from data.words import Language
from indicators import catalogue, changes, compare, explain, findings, wording
from indicators.catalogue import Indicator
from indicators.charts.cards import Card, headline_cards
from indicators.views import compared
from indicators.views.facts import Facts, lines
from indicators.views.selection import Selection
from indicators.views.view import View

PICKS = ()


def view(facts: Facts, selection: Selection) -> View:
    """`rows`: the province's rows of `compute.figures`, one for each headline indicator that is asked in the quarter."""
    lang = selection.lang
    cards = of_headlines(facts, lang)
    of_province = facts.figures[facts.figures.ward.isna()]
    written = {
        "indicator": [one.name for one in cards],
        "value": [one.value for one in cards],
        "parts": [one.parts for one in cards],
        "status": [wording.judged(one.status, lang, certain=one.certain) for one in cards],
        "change": [" · ".join(filter(None, (one.aims, *one.notes))) for one in cards],
    }
    finding = findings.home(facts.figures, catalogue.headline(), lang, province=facts.scope.province)
    return View(
        name=facts.file_name("cards"),
        finding=finding,
        lines=lines(facts, lang),
        rows=of_province.set_index("indicator", drop=False).loc[[one.code for one in cards]].reset_index(drop=True),
        columns=compared.headed(written, lang),
        alt="; ".join(f"{one.name}: {one.value}, {wording.judged(one.status, lang, certain=one.certain)}" for one in cards),
        draw=partial(headline_cards, cards, lang=lang),
    )


def of_headlines(facts: Facts, lang: Language) -> tuple[Card, ...]:
    """What is said of each headline indicator that is asked in the quarter."""
    return tuple(_card(facts, one, lang) for one in catalogue.headline() if (facts.figures.indicator == one.code).any())


def _card(facts: Facts, indicator: Indicator, lang: Language) -> Card:
    row, earlier, same = compare.summary(facts.figures, indicator).province, None, None
    if facts.before is not None and facts.asked_before(indicator):
        earlier = compare.summary(facts.before, indicator).province
        same = changes.over_same_wards(facts.figures, facts.before, indicator)
    said = explain.explain(row, indicator, lang, before=earlier, same=same, wards=facts.wards_of(lang))
    aims = explain.aims(row, indicator, lang, province=facts.scope.province, demonstration=facts.demonstration)
    changed = said.change or wording.sentence("first_quarter", lang)
    return Card(
        code=indicator.code,
        name=indicator.short(lang),
        value=wording.shown(row, indicator, lang),
        parts=wording.parts(row["numerator"], row["denominator"], lang, indicator.thing(lang)),
        status=wording.shown_status(row["status"], row["filed"]),
        certain=bool(row["status_certain"]) or row["status"] in (None, "not_reported"),
        aims=aims,
        notes=tuple(filter(None, (changed, said.change_parts, said.band))),
        history=_course(facts.history(), indicator),
    )


def _course(history: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """The province's rows of the quarters so far."""
    return history[(history["indicator"] == indicator.code) & history["ward"].isna()]
