"""The page that pictures share, whatever their format: the finding of a view, its lines, its drawing as large as it fits,
source, edition. `WIDE` is that of a slide, `HIGH` that of older projectors and of documents.

The chart is the one of the screen. It is drawn as if its container were as wide as the page divided by a magnification,
with the largest magnification at which it is not too high, and then enlarged by it: letters that are right for a screen
are too small for a meeting room.
"""

import re
from xml.sax.saxutils import escape

import vl_convert

from data.words import Language
from indicators import wording
from indicators.briefing import Briefing
from indicators.charts import look, typeface
from indicators.charts.layers import complete, sized
from indicators.charts.look import Chart
from indicators.views.view import View

WIDE, HIGH = (1920, 1080), (1440, 1080)
"""Width and height of a page in pixels."""

Size = tuple[int, int]

_MARGIN = 60
_MAGNIFICATIONS = tuple(percent / 100 for percent in range(160, 95, -5))
_WARNING = look.STATUSES["behind"].colour
_FOOT = 84  # pixels below the chart
_NUMBERED = re.compile(r"\b(gradient_|clip)(\d+)\b")
_OPENING = re.compile(r'^<svg[^>]*? width="([\d.]+)" height="([\d.]+)"[^>]*>')


def page(briefing: Briefing, size: Size = WIDE) -> str:
    """The page of the one view of the briefing as SVG, its letters still without their font; ValueError for more views."""
    (view,), (width, height) = briefing.views, size
    head, top = _head(view, briefing, width)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}"'
        f' height="{height}" viewBox="0 0 {width} {height}" font-family="{typeface.FAMILY}">'
        f"<title>{escape(view.finding)}</title><desc>{escape(view.alt)}</desc>"
        f'<rect width="{width}" height="{height}" fill="{look.WHITE}"/>'
        f"{head}{_chart(view.chart(), top, size)}{_foot(briefing, size)}</svg>"
    )


def _head(view: View, briefing: Briefing, width: int) -> tuple[str, float]:
    """The finding and the lines under it on one, and where the room below them begins."""
    room, label = width - 2 * _MARGIN, ""
    if briefing.demonstration:
        label, room = _demonstration(briefing.lang, width), room - 330
    parts = [f'<rect x="{_MARGIN}" y="44" width="56" height="5" fill="{look.NAVY}"/>', label]
    y = 54.0
    for words, size, weight, colour in ((view.finding, 40, 600, look.INK), (" · ".join(view.lines), 22, 400, look.MUTED)):
        for line in typeface.lines(words, room, size, weight):
            y += size * 1.2
            parts.append(_text(line, _MARGIN, y, size, colour, weight=weight))
        y, room = y + 10, width - 2 * _MARGIN
    return "".join(parts), y + 20


def _demonstration(lang: Language, width: int) -> str:
    words = wording.demonstration(lang)
    wide = typeface.width(words, 22, 600) + 36
    x = width - _MARGIN - wide
    frame = f'<rect x="{x:.1f}" y="50" width="{wide:.1f}" height="44" rx="4" fill="none" stroke="{_WARNING}" stroke-width="2"/>'
    return frame + _text(words, x + wide / 2, 80, 22, _WARNING, weight=600, anchor="middle")


def _foot(briefing: Briefing, size: Size) -> str:
    right, bottom = size[0] - _MARGIN, size[1]
    room = right - _MARGIN - typeface.width(briefing.edition, 18, 600) - 40
    lines = typeface.lines(briefing.source, room, 18)
    return (
        f'<path d="M{_MARGIN} {bottom - 62.5}H{right}" stroke="{look.HAIRLINE}"/>'
        + "".join(_text(line, _MARGIN, bottom - 34 + 20 * number, 18, look.MUTED) for number, line in enumerate(lines))
        + _text(briefing.edition, right, bottom - 34, 18, look.NAVY, weight=600, anchor="end")
    )


def _text(words: str, x: float, y: float, size: int, colour: str, *, weight: int = 400, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{colour}"'
        f' text-anchor="{anchor}">{escape(words)}</text>'
    )


def _chart(chart: Chart, top: float, size: Size) -> str:
    """The chart in the room between `top` and the foot, in the middle of it."""
    wide, high = size[0] - 2 * _MARGIN, size[1] - _FOOT - top
    typeface.register()
    drawn = _renumbered(vl_convert.vegalite_to_svg(_largest(chart, wide, high)))
    opening = _opening(drawn)
    width, height = float(opening[1]), float(opening[2])
    scale = min(wide / width, high / height)
    return (
        f'<svg x="{_MARGIN + (wide - width * scale) / 2:.1f}" y="{top:.1f}" width="{width * scale:.1f}"'
        f' height="{height * scale:.1f}" viewBox="0 0 {width:g} {height:g}">{drawn[opening.end() :]}'
    )


def _renumbered(drawn: str) -> str:
    """The drawing with its own names counted from 0: Vega counts on from picture to picture, and no two were equal."""
    numbers: dict[str, int] = {}
    return _NUMBERED.sub(lambda name: f"{name[1]}{numbers.setdefault(name[0], len(numbers))}", drawn)


def _largest(chart: Chart, wide: float, high: float) -> Chart:
    """The chart set for the greatest magnification at which all of it keeps to the room; else as wide as the page."""
    for magnification in _MAGNIFICATIONS:
        candidate = sized(chart, wide / magnification, high / magnification)
        if _height(complete(candidate)) <= high / magnification + 1:
            break
    return candidate


def _height(chart: Chart) -> float:
    """How high a chart of a fixed width is; only its ruler is drawn for it, which takes a few milliseconds."""
    if not isinstance(chart["height"], dict):
        return chart["height"]
    bare = {**chart, "data": {"values": []}, "layer": [layer for layer in chart["layer"] if "sequence" in layer.get("data", {})]}
    bare.pop("transform", None)
    return float(_opening(vl_convert.vegalite_to_svg(bare))[2])


def _opening(drawn: str) -> re.Match[str]:
    """The tag that says how large a drawing is."""
    found = _OPENING.match(drawn)
    if found is None:
        raise ValueError("vl-convert no longer begins an SVG with its size")
    return found
