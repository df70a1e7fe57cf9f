"""Charts drawn as pictures draw them, and what stands where in them."""

import functools
import json
import re
from typing import NamedTuple
from xml.etree import ElementTree

import vl_convert

from indicators.charts import typeface
from indicators.charts.layers import sized

_SVG = "{http://www.w3.org/2000/svg}"
_SHIFT = re.compile(r"translate\(([-\d.]+),([-\d.]+)\)")


class Word(NamedTuple):
    """A text of a drawing: what it says and where its anchor is, in pixels."""

    text: str
    x: float
    y: float
    anchor: str
    size: float
    slanting: bool = False

    @property
    def wide(self) -> float:
        """At most: in the bolder weight, on one line."""
        return typeface.width(self.text, self.size, 600) * (0.71 if self.slanting else 1)

    @property
    def left(self) -> float:
        return self.x - {"start": 0, "middle": self.wide / 2, "end": self.wide}[self.anchor]

    @property
    def right(self) -> float:
        return self.left + self.wide


class Box(NamedTuple):
    """A visible rectangle of a drawing, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


class Drawing(NamedTuple):
    """`points` are the middles of all points that are seen, those of the legend among them."""

    width: float
    height: float
    words: list[Word]
    boxes: list[Box]
    points: list[tuple[float, float]]

    def says(self, text: str) -> bool:
        return any(text in word.text for word in self.words)


def drawn(chart: dict, width: int, room: int = 780) -> Drawing:
    """The chart in a container of `width`, keeping to `room` if it can."""
    root = ElementTree.fromstring(_svg(json.dumps(sized(chart, width, room))))
    picture = Drawing(float(root.get("width")), float(root.get("height")), [], [], [])
    _collect(root, 0.0, 0.0, picture)
    return picture


@functools.cache
def _svg(chart: str) -> str:
    """Each chart is drawn once, however many tests look at it."""
    typeface.register()
    return vl_convert.vegalite_to_svg(chart)


def _collect(element, x: float, y: float, picture: Drawing) -> None:
    shift = _SHIFT.match(element.get("transform", ""))
    if shift:
        x, y = x + float(shift[1]), y + float(shift[2])
    if element.tag == f"{_SVG}text":
        size = float(re.match(r"[\d.]+", element.get("font-size", "11"))[0])
        said = " ".join("".join(part.itertext()) for part in element) or element.text or ""
        slanting = "rotate" in element.get("transform", "")
        picture.words.append(Word(said, x, y, element.get("text-anchor", "start"), size, slanting))
    box = re.match(r"M([-\d.]+),([-\d.]+)h([\d.]+)v([\d.]+)h", element.get("d", ""))
    if box and element.get("opacity") != "0" and element.get("class") != "background":
        left, top, wide, high = map(float, box.groups())
        picture.boxes.append(Box(x + left, y + top, x + left + wide, y + top + high))
    if "mark-symbol" in element.get("class", ""):
        spots = [_SHIFT.match(part.get("transform", "")) for part in element if part.get("opacity") != "0"]
        picture.points.extend((x + float(spot[1]), y + float(spot[2])) for spot in spots if spot)
    for part in element:
        _collect(part, x, y, picture)
