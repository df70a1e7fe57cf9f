"""Layers of charts that lay themselves out in pixels, as plain Vega-Lite.

Vega-Lite has no layout that wraps, but its expressions know the signal `width`. So these charts compute where all that
they draw stands, in pixels, by fields that a `calculate` fills, and a `ruler` makes the chart as high as they need:
the same chart sets itself anew in every width, in a browser and in a picture. They are written as Vega-Lite and
not with Altair's classes, which take a quarter of a second to copy and check so many layers at each rerun of a page;
the tests check every chart against Altair's schema instead.
"""

from collections.abc import Iterable
from typing import Any

from indicators.charts import look

Layer = dict[str, Any]

STEP = 20
"""Pixels of a line of a legend; heights of charts are multiples of it."""
ROOM = "(isValid(windowSize()[1]) ? windowSize()[1] : 1080) - 300"
"""The height that a chart should keep to: that of the window less what stands above a chart."""
COMPLETE = "complete"
"""The parameter of a chart that leaves out what finds no room: where it is true, nothing is, and the chart is higher."""


def calculated(**fields: str) -> list[dict[str, str]]:
    """Transforms that fill fields by expressions; each sees those before it."""
    return [{"calculate": expression, "as": field} for field, expression in fields.items()]


def kept(condition: str) -> dict[str, str]:
    """The transform that keeps the rows of an expression."""
    return {"filter": condition}


def rect(
    x: str,
    x2: str,
    down: tuple[str, str],
    *,
    fill: str | dict | None = None,
    by: str | None = None,
    steps: Iterable[dict] = (),
    **mark: Any,
) -> Layer:
    """A rectangle from field `x` to field `x2` and `down` from one field to the other.

    It has the colour `fill`, or each its own of field `by`.
    """
    encoding: dict[str, Any] = {"x": pixels(x), "x2": {"field": x2}, "y": pixels(down[0]), "y2": {"field": down[1]}}
    if by:
        encoding["color"] = own(by)
    if fill is not None:
        mark["color"] = fill
    return {"transform": list(steps), "mark": {"type": "rect", **mark}, "encoding": encoding}


def hatched(x: str, x2: str, down: tuple[str, str], *, wide: float, steps: Iterable[dict] = (), **mark: Any) -> Layer:
    """Those rectangles whose field `hatched` is over 0, which says how strongly; `wide` as in `look.hatching`."""
    layer = rect(x, x2, down, fill=look.hatching(wide), steps=[*steps, kept("datum.hatched")], **mark)
    layer["encoding"]["fillOpacity"] = {"field": "hatched", "type": "quantitative", "scale": None}
    return layer


def text(
    field: str,
    x: str,
    align: str | dict[str, str] = "left",
    *,
    y: str,
    colour: str = look.INK,
    by: str | None = None,
    steps: Iterable[dict] = (),
    **mark: Any,
) -> Layer:
    """The words of `field` at the fields `x` and `y`, all of one colour or each of its own of field `by`.

    Rows without words are left out.
    """
    encoding: dict[str, Any] = {"x": pixels(x), "y": pixels(y), "text": {"field": field, "type": "nominal"}}
    if by:
        encoding["color"] = own(by)
    return {
        "transform": [*steps, kept(f"datum.{field} != ''")],
        "mark": {"type": "text", "align": align, "color": colour, **mark},
        "encoding": encoding,
    }


def pixels(field: str) -> dict[str, Any]:
    """A channel that takes its field as pixels."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def own(field: str) -> dict[str, Any]:
    """A channel that takes its field as it is: a colour."""
    return {"field": field, "type": "nominal", "scale": None, "legend": None}


def area(field: str) -> dict[str, Any]:
    """A channel that takes its field as square pixels, the size of a point."""
    return {"field": field, "type": "quantitative", "scale": None, "legend": None}


def ruler(height: str, most: int = 4000) -> Layer:
    """An invisible layer that makes the chart as high as the expression `height` says, up to a STEP more.

    Vega-Lite computes a height only from an ordinal scale: this one has a line every STEP pixels.
    """
    return {
        "data": {"sequence": {"start": 0, "stop": most // STEP, "as": "line"}},
        "transform": [kept(f"datum.line * {STEP} < ({height})")],
        "mark": {"type": "rect", "opacity": 0, "width": 1},
        "encoding": {"y": {"field": "line", "type": "ordinal", "axis": None, "sort": "ascending", "scale": {"padding": 0}}},
    }


def signals(**expressions: str) -> list[dict[str, str]]:
    """Parameters that follow the signal `width`; each may use those before it."""
    return [{"name": name, "expr": expression} for name, expression in expressions.items()]


def canvas(**parts: Any) -> look.Chart:
    """The chart around such layers: as wide as its container, as high as its ruler."""
    return look.finished({"width": "container", "height": {"step": STEP}, "autosize": {"type": "none"}, **parts})


def sized(chart: look.Chart, width: float, room: float) -> look.Chart:
    """The chart in a container of `width`, keeping to `room` pixels of height as far as it can: for pictures."""
    height = chart["height"] if isinstance(chart["height"], dict) else int(room)
    return _with(chart, "room", str(int(room) // STEP * STEP)) | {"width": int(width), "height": height}


def complete(chart: look.Chart) -> look.Chart:
    """The chart with nothing left out: to see how high that would be."""
    return _with(chart, COMPLETE, "true")


def _with(chart: look.Chart, name: str, expression: str) -> look.Chart:
    """The chart with another value of that parameter, if it has it."""
    params = [{**one, "expr": expression} if one["name"] == name else one for one in chart.get("params", [])]
    return {**chart, "params": params}
