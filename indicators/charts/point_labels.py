"""Which points of a chart carry their name, and on which side, so that no name meets another.

A figure of Plotly does not know its size before it is drawn; so names must keep apart on a phone, on a small laptop
and in the picture alike.
"""

from collections.abc import Iterable
from typing import NamedTuple

from indicators.charts.typeface import width as text_width

MOST = 8
SIZE = 12
PHONE, LAPTOP, PICTURE = (290.0, 330.0), (1200.0, 260.0), (1200.0, 420.0)
"""Width and height of the plot."""

_SIDES = {"top center": (0, -1), "bottom center": (0, 1), "middle right": (1, 0), "middle left": (-1, 0)}
_POINT = 6.0  # half the width of a point
_SLACK = 1.2  # a picture's letters may be wider than ours


class Spot(NamedTuple):
    """A point: parts of the plot's width from the left and of its height from the top, and its name."""

    x: float
    y: float
    name: str


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


_Boxes = dict[tuple[float, float], _Box]  # by screen


def placed(spots: list[Spot], order: Iterable[int], *, levels: Iterable[float] = ()) -> dict[int, str]:
    """Number of the spot -> side of its name ("top center", ...), at most MOST, those first in `order` first.

    A name stays in the plot, clear of other names on each screen and of points on all but the phone; a spot whose name
    has no such place goes without. Where it can it keeps off the lines at `levels` (parts of the height).
    """
    found: dict[int, str] = {}
    taken: list[_Boxes] = []
    crowd = [{screen: _point(spot, screen) for screen in (LAPTOP, PICTURE)} for spot in spots]
    for number in order:
        if len(found) == MOST:
            break
        others = crowd[:number] + crowd[number + 1 :]
        sides = {side: {screen: _box(spots[number], side, screen) for screen in (PHONE, LAPTOP, PICTURE)} for side in _SIDES}
        free = [side for side, boxes in sides.items() if _inside(boxes) and not _meeting(boxes, taken) and not _meeting(boxes, others)]
        if free:
            found[number] = min(free, key=lambda side: _struck(sides[side][LAPTOP], levels))
            taken.append(sides[found[number]])
    return found


def _point(spot: Spot, screen: tuple[float, float]) -> _Box:
    x, y = spot.x * screen[0], spot.y * screen[1]
    return _Box(x - _POINT, y - _POINT, x + _POINT, y + _POINT)


def _box(spot: Spot, side: str, screen: tuple[float, float]) -> _Box:
    """Where Plotly writes a name: its corner, or the middle of its edge, at the point's own."""
    across, down = _SIDES[side]
    wide, high = text_width(spot.name, SIZE) * _SLACK, SIZE * 1.3
    x = spot.x * screen[0] + across * (_POINT + wide / 2)
    y = spot.y * screen[1] + down * (_POINT + high / 2)
    return _Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


def _inside(boxes: _Boxes) -> bool:
    return all(box.left >= 0 and box.top >= 0 and box.right <= wide and box.bottom <= high for (wide, high), box in boxes.items())


def _meeting(boxes: _Boxes, others: Iterable[_Boxes]) -> bool:
    return any(boxes[screen].meets(box) for other in others for screen, box in other.items())


def _struck(box: _Box, levels: Iterable[float]) -> int:
    """How many lines go through the name."""
    return sum(box.top < level * LAPTOP[1] < box.bottom for level in levels)
