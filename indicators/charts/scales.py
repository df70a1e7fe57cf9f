"""The axes of the plot of two indicators: where they begin and end, what they are called, how their numbers are written."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.words import Language
from indicators import wording
from indicators.catalogue import Indicator
from indicators.charts import labels
from indicators.compare import Summary

_AROUND = 0.04  # of the range, left free around the points


@dataclass(frozen=True)
class Side:
    """What stands on an axis: an indicator, its `compare.comparison` of the wards in view, its `compare.summary`."""

    indicator: Indicator
    rows: pd.DataFrame
    summary: Summary


@dataclass(frozen=True)
class Scale:
    """An axis from `low` to `high`.

    `log`: each step of equal ratio. Nothing lies below `least` or above `most`: there are no ticks. Numbers are written
    `times` what they are, with `sign` behind; steps are at least `step`. Between no and yes only the two `answers`
    (of 0 and of 1) are written.
    """

    title: str
    low: float
    high: float
    log: bool = False
    least: float = -math.inf
    most: float = math.inf
    times: float = 1
    sign: str = ""
    step: float = 0
    answers: tuple[str, ...] = ()

    def along(self, values):
        """Values (a number or an array) as the axis counts: their logarithms where its steps are of equal ratio."""
        return np.log10(values) if self.log else values

    @property
    def begin(self) -> float:
        return float(self.along(self.low))

    @property
    def span(self) -> float:
        return float(self.along(self.high)) - self.begin

    def part(self, values):
        """Where on the axis values lie: 0 at its beginning, 1 at its end."""
        return (self.along(np.asarray(values, dtype=float)) - self.begin) / self.span

    def holds(self, value: float) -> bool:
        """Whether a value lies on the axis."""
        return bool(self.low <= value <= self.high)


def of_indicator(indicator: Indicator, values: Iterable[float], aims: Iterable[float | None], lang: Language) -> Scale:
    """The axis of an indicator around its `values`, and those `aims` (target, path, province) that are near enough."""
    unit = indicator.unit(lang) if labels.unit(indicator, lang) else ""
    title = ", ".join(filter(None, (indicator.short(lang), unit)))
    if indicator.kind == "yes_no":
        return Scale(title, -0.4, 1.4, answers=tuple(wording.value(answer, indicator, lang) for answer in (0, 1)))
    known = np.asarray(values, dtype=float)
    least = min([0.0, *known])
    most = max([1.0, *known]) if wording.is_share(indicator) else math.inf
    low, high = _reach(known, [aim for aim in aims if aim is not None], least, most)
    if wording.is_share(indicator):
        sign = {"vi": "\N{NO-BREAK SPACE}%", "en": "%"}[lang]
        return Scale(title, low, high, least=least, most=most, times=100, sign=sign)
    return Scale(title, low, high, least=least, step=float(indicator.kind == "count"))


def of_sizes(indicator: Indicator, sizes: Iterable[float], lang: Language) -> Scale:
    """The axis of an indicator's denominators, each step of equal ratio."""
    known = np.asarray(sizes, dtype=float)
    low, high = (known.min(), known.max()) if known.size else (1.0, 100.0)
    title = labels.word("denominator", lang).format(thing=indicator.thing(lang))
    return Scale(title, float(low * 0.9), float(high * 1.12), log=True, least=1, step=1)


def _reach(values: np.ndarray, aims: list[float], least: float, most: float) -> tuple[float, float]:
    """From the lowest to the highest of the values; an aim further off than the values are apart stays outside."""
    if not values.size:
        return 0.0, 1.0
    low, high = float(values.min()), float(values.max())
    apart = (high - low) or abs(high) or 1.0
    near = [aim for aim in aims if low - apart / 2 <= aim <= high + apart / 2]
    bottom, top = min([low, *near]), max([high, *near])
    free = ((top - bottom) or apart) * _AROUND
    return max(bottom - free, least), min(top + free, most)
