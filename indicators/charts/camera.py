"""What surrounds a chart of Plotly: the head, foot and margins that only its picture shows, and the buttons over it.

Plotly's camera draws the figure as it is, so whatever a picture needs stands in the figure: title, line, label of
made-up figures and source. A page shows the first three in its own type and crops the figure by HEAD, FOOT and EDGE
pixels (style.css), so that nothing is read twice. The picture is 1280x720 drawn half as large again: letters that are
right for a screen are too small for a meeting room.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go

from indicators import wording
from indicators.charts import look, typeface

HEAD, FOOT, EDGE = 112, 36, 40
"""Pixels at the top, at the bottom and on either side of a figure that only its picture shows."""
STRIP = 34
"""Pixels below the head that the mode bar shares with what is written above the plot."""
FAMILY = "Segoe UI, Roboto, Noto Sans, Arial, sans-serif"
"""A browser draws pictures without the fonts of the page, so the figure is measured and drawn in one that is installed;
on the screen the style sheet puts our own type in its place."""
WIDTH, HEIGHT, SCALE = 1280, 720, 1.5

_RIGHT = 16  # for the half of a tick that reaches over the end of the axis
_SLACK = 1.2  # how much wider than ours the letters of FAMILY may be
_WARNING = look.STATUSES["behind"].colour
_BUTTONS = ("toImage",), ("zoom2d", "lasso2d", "resetScale2d")
_VIETNAMESE = {
    "Download plot as a PNG": "Tải ảnh PNG 1920×1080",
    "Preparing image - this may take a few seconds": "Đang vẽ ảnh…",
    "Image download succeeded": "Đã tải ảnh",
    "Sorry, there was a problem downloading your image!": "Chưa tải được ảnh.",
    "Zoom": "Phóng to một vùng",
    "Lasso Select": "Khoanh vùng",
    "Reset axes": "Về ban đầu",
    "Double-click to zoom back out": "Bấm đúp để về ban đầu",
    "Double-click on legend to isolate one trace": "Bấm đúp vào chú giải để chỉ xem một loại",
}


@dataclass(frozen=True)
class Frame:
    """What the picture says around the chart: the finding, the line under it, the source."""

    title: str
    line: str
    source: str
    demonstration: bool
    lang: str


def framed(frame: Frame, upright: str, room: int) -> dict[str, Any]:
    """The layout of a figure in `frame` with `room` pixels for the ticks of the axis `upright`, before axes and legend.

    The source is Plotly's title: nothing else keeps its distance from the lower edge under a legend of any height.
    """
    left = EDGE + room
    return {
        "template": go.layout.Template(),
        "paper_bgcolor": look.WHITE,
        "plot_bgcolor": look.WHITE,
        "font": {"family": FAMILY, "size": 12.5, "color": look.INK},
        "separators": {"vi": ",.", "en": ".,"}[frame.lang],
        "margin": {"l": left, "r": EDGE + _RIGHT, "t": HEAD + STRIP, "b": 8, "pad": 0},
        "hoverlabel": {
            "bgcolor": look.WHITE,
            "bordercolor": look.MUTED,
            "align": "left",
            "font": {"family": FAMILY, "size": 13, "color": look.INK},
        },
        "modebar": {"orientation": "h", "bgcolor": "rgba(0,0,0,0)", "color": look.PATH, "activecolor": look.NAVY},
        "title": {
            "text": escape(frame.source),
            "font": {"size": 12, "color": look.MUTED},
            "automargin": True,
            "xref": "container",
            "x": 0,
            "xanchor": "left",
            "yref": "container",
            "y": 0,
            "yanchor": "bottom",
            "pad": {"l": EDGE, "b": 10, "t": 10},
        },
        "annotations": [
            *_head(frame, left),
            _text(f"{escape(upright)} ↑", HEAD + 8, 13, look.MUTED, 400, x=0, xanchor="left", xshift=-room),
        ],
    }


def config(frame: Frame, file_name: str) -> dict[str, Any]:
    """Plotly's settings: our buttons alone, in the visitor's language, and the picture that the camera takes."""
    return {
        "displayModeBar": True,
        "displaylogo": False,
        "editSelection": False,
        "modeBarButtons": [list(group) for group in _BUTTONS],
        "locale": frame.lang,
        "locales": {"vi": {"dictionary": _VIETNAMESE}},
        "toImageButtonOptions": {"format": "png", "width": WIDTH, "height": HEIGHT, "scale": SCALE, "filename": file_name},
    }


def _head(frame: Frame, left: int) -> Iterator[dict[str, Any]]:
    room = WIDTH - 2 * EDGE
    if frame.demonstration:
        label = wording.demonstration(frame.lang)
        yield _text(
            escape(label), 24, 14, _WARNING, 600, x=1, xanchor="right", xshift=_RIGHT, bordercolor=_WARNING, borderwidth=1.5, borderpad=5
        )
        room -= typeface.width(label, 14, 600) * _SLACK + 40
    yield _fitted(frame.title, 14, 27, 600, room, look.INK, left)
    yield _fitted(frame.line, 68, 15, 400, WIDTH - 2 * EDGE, look.MUTED, left)


def _fitted(words: str, top: float, size: float, weight: int, room: float, colour: str, left: int) -> dict[str, Any]:
    """`words` on one line as large as fits, down to two thirds of `size`; longer ones on two lines."""
    wide = typeface.width(words, 1, weight) * _SLACK
    size = max(size * 2 / 3, min(size, room / wide))
    lines = [words] if wide * size <= room + 1 else typeface.fold_lines(words)
    return _text("<br>".join(map(escape, lines)), top, size, colour, weight, x=0, xanchor="left", xshift=EDGE - left)


def _text(text: str, top: float, size: float, colour: str, weight: int, **more: Any) -> dict[str, Any]:
    """Words `top` pixels under the upper edge of the figure."""
    return {
        "text": text,
        "showarrow": False,
        "xref": "paper",
        "yref": "paper",
        "y": 1,
        "yanchor": "top",
        "yshift": HEAD + STRIP - top,
        "align": "left",
        "font": {"size": round(size, 1), "color": colour, "weight": weight},
        **more,
    }
