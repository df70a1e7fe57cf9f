"""A chart as a browser draws it on a page, drawn before there is a browser."""

import re

import vl_convert

from indicators.charts import typeface
from indicators.charts.layers import sized
from indicators.charts.look import Chart

_ATTRIBUTES = re.compile(r' (?:class|role|aria-[a-z]+|pointer-events)="[^"]*"')
_UNSEEN = re.compile(r'<path [^<>]*opacity="0"/>')
_NUMBERED = re.compile(r"\b(gradient_|clip)(\d+)\b")


def drawing(asked: tuple[Chart, int, int]) -> str:
    """The SVG of a chart in a container of that width, keeping to that height where it can.

    Without what only a living chart needs, and with names that no chart of the page has. One argument, so that the
    painter can take it.
    """
    chart, width, room = asked
    typeface.register()
    drawn = vl_convert.vegalite_to_svg(sized(chart, width, room))
    return _NUMBERED.sub(r"answer_\1\2", _ATTRIBUTES.sub("", _UNSEEN.sub("", drawn)))


def warm(_: None = None) -> None:
    """The first drawing of a process takes seconds, the others do not."""
    drawing(({"data": {"values": [{}]}, "mark": "point", "height": 10, "params": []}, 10, 10))
