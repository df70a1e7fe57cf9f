"""How a status looks, the colours of everything else, and the settings that every chart shares.

A status is never colour alone: each has a mark and a word of its own (`indicators.wording`), and what has no figure is
hatched, so that a chart survives a grey printer and eyes that do not tell red from green.
"""

from dataclasses import dataclass
from typing import Any

from indicators.charts.typeface import FAMILY

Chart = dict[str, Any]
"""A chart is a Vega-Lite specification: `st.vega_lite_chart` and vl-convert both draw it as it is."""

NAVY = "#12406b"
INK = "#16222e"
MUTED = "#55626f"
HAIRLINE = "#d9dee4"
TRACK = "#f1f3f6"
PALE = "#e1eaf3"
PATH = "#7f8b98"
CHOSEN = "#dbe8f4"
WHITE = "#ffffff"
_FIFTHS = ("#2f6a9f", "#5c8fbd", "#8fb4d6", "#bcd3e8", "#e3edf6")


@dataclass(frozen=True)
class Look:
    """`colour` of the ground and `ink` of the letters on it; `hatched`, from 0 to 1, where there is no figure."""

    colour: str
    ink: str
    hatched: float = 0


STATUSES = {
    "met": Look("#07544a", WHITE),
    "on_track": Look("#98d1c4", INK),
    "slightly_behind": Look("#dc972b", INK),
    "behind": Look("#b23a22", WHITE),
    "reversed": Look("#4f110d", WHITE),
    "not_reported": Look("#c3cbd4", INK, hatched=1),
    "no_figure": Look("#e3e8ed", INK, hatched=0.5),
    "not_applicable": Look("#f3f5f7", MUTED),
    "no_target": Look("#a3c0db", INK),
    "no_path": Look("#c6d6e6", INK),
}
"""By the status codes of `indicators.pace`, best first, and by `no_figure` (`wording.shown_status`)."""

LINES = (
    ("#5e2b97", (7, 3)),
    ("#9a6530", (2, 2.5)),
    ("#2a7ab8", (10, 3, 2, 3)),
    ("#4b4036", (1, 0)),
    ("#b05dbe", (5, 5)),
    ("#6475dd", (14, 4)),
)
"""Colour and dashes of the lines of chosen wards: told apart by their dashes where colour is lost.

No colour is like that of a status: a line says which ward it is, not how well it does.
"""


def fifth(number: int) -> Look:
    """A fifth of the wards by value, 1 the best and darkest, where there is no target to judge by."""
    return Look(_FIFTHS[number - 1], WHITE if number == 1 else INK)


def hatching(width: float = 15) -> dict:
    """Stripes across what is filled, about `width` pixels wide: a Vega gradient with hard edges.

    It is the one pattern that SVG, PNG and canvas all draw. The stripes stand upright because Vega's canvas loses a
    slanting gradient in everything that is not a square (decision 30).
    """
    stripes = 2 * round(width / 6) + 1
    stops = [
        {"offset": round(edge / stripes, 4), "color": ("#ccd3db", "#f7f8fa")[number % 2]}
        for number in range(stripes)
        for edge in (number, number + 1)
    ]
    return {"gradient": "linear", "x1": 0, "y1": 0, "x2": 1, "y2": 0, "stops": stops}


def finished(chart: Chart) -> Chart:
    """The chart with the settings that all share: our type, white ground, hairlines, no space around it."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": WHITE,
        "padding": {"left": 0, "right": 0, "top": 0, "bottom": 0},
        **chart,
        "config": {
            "font": FAMILY,
            "view": {"stroke": None},
            "mark": {"aria": False, "tooltip": None},
            "text": {"color": INK, "fontSize": 13, "baseline": "middle"},
            "axis": {
                "labelColor": MUTED,
                "labelFontSize": 12,
                "titleColor": MUTED,
                "titleFontSize": 12,
                "titleFontWeight": 400,
                "domain": False,
                "ticks": False,
                "gridColor": HAIRLINE,
                "aria": False,
            },
        },
    }
