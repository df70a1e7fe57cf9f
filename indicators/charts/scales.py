"""The axes of Plotly's charts: their range, their title, and ticks that stay Vietnamese at every zoom.

Shares are drawn as percent, because Plotly sets its own ticks anew whenever one zooms, and knows a sign to put behind
a number but no fraction that is a percentage. Its separators are those of the layout (`camera.framed`).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from indicators import wording
from indicators.catalogue import Indicator
from indicators.charts import labels, look
from indicators.charts.typeface import width as text_width
from indicators.compare import Summary

Scale = dict[str, Any]
"""An axis of Plotly's layout."""

_LETTERS = 12
_AROUND = 0.06  # of the range, left free around the points
_FEW = 8  # steps that an axis has at least room for
_PLAIN = {
    "gridcolor": look.HAIRLINE,
    "zeroline": False,
    "showline": False,
    "ticks": "",
    "tickfont": {"size": _LETTERS, "color": look.MUTED},
    "tickformat": ",~f",
    "exponentformat": "none",
}


@dataclass(frozen=True)
class Side:
    """What stands on an axis: an indicator, its `compare.comparison` of the wards in view, its `compare.summary`."""

    indicator: Indicator
    rows: pd.DataFrame
    summary: Summary


def drawn(value, indicator: Indicator):
    """Figures (a number or an array of them) as they lie on an axis."""
    return value * 100 if wording.is_share(indicator) else value


def of_indicator(indicator: Indicator, values: Iterable[float], aims: Iterable[float | None], lang: str) -> Scale:
    """The axis of an indicator around its `values`, and those `aims` (target, path, province) that are near enough."""
    title = ", ".join(filter(None, (indicator.short(lang), _unit(indicator, lang))))
    scale = {**_PLAIN, "title": _title(title)}
    if indicator.kind == "yes_no":
        answers = [wording.value(answer, indicator, lang) for answer in (0, 1)]
        return scale | {"range": [-0.4, 1.4], "tickvals": [0, 1], "ticktext": answers}
    suffix = {"vi": "\N{NO-BREAK SPACE}%", "en": "%"}[lang] if wording.is_share(indicator) else ""
    low, high = _reach(drawn(np.asarray(values, dtype=float), indicator), [drawn(aim, indicator) for aim in aims if aim is not None])
    # Left alone, Plotly would cut a few things in halves.
    whole = {"dtick": 1} if indicator.kind == "count" and high - low < _FEW else {}
    return scale | {"range": [low, high], "ticksuffix": suffix} | whole


def of_sizes(indicator: Indicator, sizes: Iterable[float], lang: str) -> Scale:
    """The axis of an indicator's denominators, each step of equal ratio."""
    sizes = np.asarray(sizes, dtype=float)
    low, high = (sizes.min(), sizes.max()) if sizes.size else (1.0, 100.0)
    ends = [math.log10(low * 0.85), math.log10(high * 1.18)]
    decades = ends[1] - ends[0]
    # Where Plotly would write 7, 8, 9 it sets the 10 a line lower; asked for fewer ticks it writes 1, 2 and 5 alone.
    return {
        **_PLAIN,
        "type": "log",
        "range": ends,
        "nticks": 0 if decades < 1 else 3 if decades < 1.5 else 5,
        "title": _title(labels.word("denominator", lang).format(thing=indicator.thing(lang))),
    }


def part(values, scale: Scale) -> np.ndarray:
    """Where on the axis values (as `drawn`) lie: 0 at its beginning, 1 at its end."""
    low, high = scale["range"]
    along = np.log10(values) if scale.get("type") == "log" else np.asarray(values)
    return (along - low) / (high - low)


def holds(scale: Scale, value: float) -> bool:
    """Whether a value (as `drawn`) lies on the axis."""
    return bool(0 <= part(value, scale) <= 1)


def room(scale: Scale) -> int:
    """Pixels that the ticks of an upright axis take."""
    ticks = scale.get("ticktext") or [f"{max(map(abs, scale['range'])):,.1f}{scale['ticksuffix']}"]
    return round(max(text_width(tick, _LETTERS) for tick in ticks)) + 12


def _reach(values: np.ndarray, aims: list[float]) -> tuple[float, float]:
    """From the lowest to the highest of the values; an aim further off than the values are apart stays outside."""
    if not values.size:
        return 0.0, 1.0
    low, high = float(values.min()), float(values.max())
    apart = (high - low) or abs(high) or 1.0
    near = [aim for aim in aims if low - apart / 2 <= aim <= high + apart / 2]
    bottom, top = min([low, *near]), max([high, *near])
    free = ((top - bottom) or apart) * _AROUND
    # Where nothing is below zero, no tick must say so; points at zero still need room.
    return max(bottom - free, -free / 3) if bottom >= 0 else bottom - free, top + free


def _unit(indicator: Indicator, lang: str) -> str:
    return indicator.unit(lang) if labels.unit(indicator, lang) else ""


def _title(words: str) -> dict[str, Any]:
    return {"text": words, "font": {"size": 13, "color": look.MUTED}, "standoff": 6}
