"""The quarters so far of one unit and one indicator, small and without axes."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from data.quarter import Quarter
from data.words import Language
from indicators.charts import labels, look
from indicators.charts.layers import Layer, calculated, pixels, signals
from indicators.charts.trend import runs

PATH, VALUE = (look.PATH, 1.2, [2, 3]), (look.NAVY, 2, [1, 0])
"""Colour, thickness and dashes of the two lines: the path is dotted."""


class Course(NamedTuple):
    """Points {q: place of the quarter, along: 0 to 1, v: height from 0 to 1, run: which unbroken stretch}; `steps` between quarters."""

    path: list[dict]
    value: list[dict]
    steps: int

    @property
    def ends(self) -> list[dict]:
        """The last point of each stretch."""
        return list({point["run"]: point for point in self.value}.values())


def course(history: pd.DataFrame) -> Course:
    """From its rows of `compute.figures` of several quarters; a quarter without a figure breaks the line."""
    rows: dict[str, Any] = dict(zip(history.quarter, history.itertuples(), strict=True))
    first, last = (Quarter.parse(end(rows)) for end in (min, max))
    quarters = [first + step for step in range(last - first + 1)]
    values, path = ([_value(rows.get(str(quarter)), field) for quarter in quarters] for field in ("value", "expected"))
    known = [value for value in (*values, *path) if value is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    steps, span = max(1, len(quarters) - 1), (high - low) or 1.0

    def points(stretch: list[tuple[int, float]], run: int) -> list[dict]:
        return [{"q": q, "along": round(q / steps, 4), "v": round((value - low) / span, 4), "run": run} for q, value in stretch]

    drawn = [point for number, run in enumerate(runs(values)) for point in points(run, number)]
    dotted = points([(place, value) for place, value in enumerate(path) if value is not None], 0)
    return Course(dotted, drawn, steps)


def sparkline(history: pd.DataFrame, lang: Language, *, height: int = 48) -> look.Chart:
    """The course as a chart: the path is dotted, the last figure has a point."""
    found = course(history)
    return look.finished(
        {
            "width": "container",
            "height": height,
            "autosize": {"type": "none"},
            "params": signals(reach="width - 10"),
            "layer": [_line(found.path, *PATH), _line(found.value, *VALUE), _ends(found.ends)],
            "description": labels.word("over_time", lang),
        }
    )


def _value(row, field: str) -> float | None:
    value = None if row is None else getattr(row, field)
    return None if value is None or pd.isna(value) else float(value)


def _spots() -> list[dict]:
    return calculated(x="5 + datum.along * reach", y="5 + (1 - datum.v) * (height - 10)")


def _line(points: list[dict], colour: str, thick: float, dash: Sequence[float]) -> Layer:
    return {
        "data": {"values": points},
        "transform": _spots(),
        "mark": {"type": "line", "color": colour, "strokeWidth": thick, "strokeDash": dash},
        "encoding": {
            "x": pixels("x"),
            "y": pixels("y"),
            "detail": {"field": "run", "type": "nominal"},
            "order": {"field": "q", "type": "quantitative"},
        },
    }


def _ends(points: list[dict]) -> Layer:
    """A point where a stretch ends: the last figure, and a quarter that stands alone."""
    return {
        "data": {"values": points},
        "transform": _spots(),
        "mark": {"type": "point", "filled": True, "size": 34, "opacity": 1, "color": look.NAVY},
        "encoding": {"x": pixels("x"), "y": pixels("y")},
    }
