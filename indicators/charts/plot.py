"""The field on which points lie: two axes that can be zoomed and moved, as signals, and what is drawn of them.

The scales of Vega-Lite reach over the whole chart, so that wheel and drag move points exactly as far as the hand; the
field with its axes is a part of it. All that is seen is computed from there in pixels (`layers`), and what lies outside
the field is covered. Numbers are written by expressions, not by a locale: a page and a picture have the same.
"""

from data.words import Language
from indicators.charts import look
from indicators.charts.layers import STEP, Layer, calculated, rect, signals, text
from indicators.charts.scales import Scale
from indicators.charts.ticks import LN10, numbers, quoted, ticks, written
from indicators.charts.typeface import width as text_width

LEAST = 280
"""Pixels of height that a field has at least, however low the window is."""

_TICKS, _TITLE = 12, 13
_INNER = 14  # pixels within the field that the axes leave free, so that a point at their end is whole
_ABOVE, _BELOW, _RIGHT = 30, 44, 14


def params(x: Scale, y: Scale) -> list[dict]:
    """The signals of the field: `plot_left`, `plot_right`, `plot_top`, `plot_bottom`, the view of either axis, the zoom.

    They use `legend_lines` and the parameter "zoom" (`zooming`); the height of the chart follows from `room`.
    """
    return signals(
        plot_left=str(_room_for_ticks(y)),
        plot_right=f"width - {_RIGHT}",
        plot_top=f"legend_lines * {STEP} + {_ABOVE}",
        height=f"max(room, plot_top + {LEAST + _BELOW})",
        plot_bottom=f"height - {_BELOW}",
        inner_width=f"max(1, plot_right - plot_left - {2 * _INNER})",
        inner_height=f"max(1, plot_bottom - plot_top - {2 * _INNER})",
        **_view("x", x, "width", f"plot_left + {_INNER}", "inner_width"),
        **_view("y", y, "height", f"height - plot_bottom + {_INNER}", "inner_height"),
        # What is seen of an axis within the field, and how many times larger than at first.
        x_left="x_from + (x_to - x_from) * plot_left / width",
        x_right="x_from + (x_to - x_from) * plot_right / width",
        y_low="y_from + (y_to - y_from) * (1 - plot_bottom / height)",
        y_high="y_from + (y_to - y_from) * (1 - plot_top / height)",
        x_zoom="(x_end - x_begin) / (x_to - x_from)",
        y_zoom="(y_end - y_begin) / (y_to - y_from)",
    )


def _view(name: str, scale: Scale, size: str, before: str, inner: str) -> dict[str, str]:
    """An axis as it lies over the whole chart, `_begin` to `_end` at first, `_from` to `_to` as it is zoomed."""
    per_pixel = f"{scale.span!r} / {inner}"
    zoomed = [f"zoom.{name}[{end}]" for end in (0, 1)]
    if scale.log:
        zoomed = [f"log({one}) / {LN10}" for one in zoomed]
    return {
        f"{name}_begin": f"{scale.begin!r} - ({before}) * {per_pixel}",
        f"{name}_end": f"{name}_begin + {size} * {per_pixel}",
        f"{name}_from": f"isValid(zoom.{name}) ? {zoomed[0]} : {name}_begin",
        f"{name}_to": f"isValid(zoom.{name}) ? {zoomed[1]} : {name}_end",
    }


def at(scale: Scale, name: str, value: str) -> str:
    """The expression of the pixel at which a value of that axis ("x", "y") lies."""
    along = f"log({value}) / {LN10}" if scale.log else value
    part = f"({along} - {name}_from) / ({name}_to - {name}_from)"
    return f"{part} * width" if name == "x" else f"(1 - {part}) * height"


def channel(scale: Scale, name: str) -> dict:
    """The channel of the layer that takes the pointer: the scale that Vega-Lite zooms, over the whole chart."""
    ends = [{"expr": f"pow(10, {name}_{end})" if scale.log else f"{name}_{end}"} for end in ("begin", "end")]
    return {
        "field": name,
        "type": "quantitative",
        "axis": None,
        "scale": {"type": "log", "domain": ends, "nice": False} if scale.log else {"domain": ends, "nice": False, "zero": False},
    }


def zooming() -> list[dict]:
    """Parameters: wheel and drag zoom and move, a drag with the shift key brushes ("brush"), a double click undoes both."""
    over = "> window:pointermove!"
    # Who takes hold of a point clicks on it: the plot does not move with it.
    beside = "!(event.item && event.item.datum && event.item.datum.ward)"
    return [
        {
            "name": "zoom",
            "bind": "scales",
            "select": {"type": "interval", "translate": f"[pointerdown[!event.shiftKey && {beside}], window:pointerup] {over}"},
        },
        {
            "name": "brush",
            "select": {
                "type": "interval",
                "on": f"[pointerdown[event.shiftKey], window:pointerup] {over}",
                "translate": False,
                "zoom": False,
                "mark": {"fill": look.NAVY, "fillOpacity": 0.08, "stroke": look.NAVY, "strokeOpacity": 0.6},
            },
        },
    ]


def behind(x: Scale, y: Scale) -> list[Layer]:
    """The hairlines of the ticks."""
    across = calculated(px=at(x, "x", "datum.v"), to="datum.px + 1", top="plot_top", bottom="plot_bottom")
    upright = calculated(py=at(y, "y", "datum.v"), to="datum.py + 1", left="plot_left", right="plot_right")
    return [
        {"data": numbers(x), **rect("px", "to", ("top", "bottom"), fill=look.HAIRLINE, steps=[*ticks(x, "x"), *across])},
        {"data": numbers(y), **rect("left", "right", ("py", "to"), fill=look.HAIRLINE, steps=[*ticks(y, "y"), *upright])},
    ]


def before(x: Scale, y: Scale, lang: Language) -> list[Layer]:
    """What covers all outside the field, the ticks and the titles of both axes."""
    style = {"colour": look.MUTED, "fontSize": _TICKS}
    across = calculated(px=at(x, "x", "datum.v"), py="plot_bottom + 12", words=written(x, lang))
    upright = calculated(px="plot_left - 6", py=at(y, "y", "datum.v"), words=written(y, lang))
    return [
        *_covers(),
        {"data": numbers(x), **text("words", "px", "center", y="py", steps=[*ticks(x, "x"), *across], **style)},
        {"data": numbers(y), **text("words", "px", "right", y="py", steps=[*ticks(y, "y"), *upright], **style)},
        _title(f"{y.title} ↑", "left", px="0", py=f"plot_top - {_TITLE}"),
        _title(f"{x.title} →", "right", px="plot_right", py=f"plot_bottom + {_BELOW - 12}"),
    ]


def _covers() -> list[Layer]:
    edges = (
        {"left": "0", "right": "width", "top": "0", "bottom": "plot_top"},
        {"left": "0", "right": "width", "top": "plot_bottom", "bottom": "height"},
        {"left": "0", "right": "plot_left", "top": "0", "bottom": "height"},
        {"left": "plot_right", "right": "width", "top": "0", "bottom": "height"},
    )
    return [
        {"data": {"values": [{}]}, **rect("left", "right", ("top", "bottom"), fill=look.WHITE, steps=calculated(**edge))} for edge in edges
    ]


def _title(words: str, align: str, **spot: str) -> Layer:
    """The name of an axis, smaller where the chart is narrow."""
    size = {"expr": f"min({_TITLE}, (width - {_RIGHT}) / {text_width(words, 1):.3f})"}
    steps = calculated(words=f"'{quoted(words)}'", **spot)
    return {"data": {"values": [{}]}, **text("words", "px", align, y="py", colour=look.MUTED, fontSize=size, steps=steps)}


def _room_for_ticks(scale: Scale) -> int:
    """Pixels that the ticks of the upright axis take, also when it is zoomed."""
    longest = f"{max(abs(scale.low), abs(scale.high)) * scale.times:,.1f}{scale.sign}"
    return round(max(text_width(tick, _TICKS) for tick in scale.answers or (longest,))) + 14
