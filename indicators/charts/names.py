"""Which points of a chart carry their name, and on which side, so that no name meets another.

A figure of Plotly does not know its size before it is drawn; so names must keep apart on a phone and on a wide screen
alike: what is clear of other names at both is clear at all sizes between.
"""

from collections.abc import Iterable
from typing import NamedTuple

from indicators.charts.type import width as text_width

MOST = 8
SIZE = 12
SCREENS = ((290.0, 300.0), (1180.0, 420.0))
"""Width and height of the plot on a phone and in the picture."""

_SIDES = {"top center": (0, -1), "bottom center": (0, 1), "middle right": (1, 0), "middle left": (-1, 0),
          "top right": (1, -1), "top left": (-1, -1), "bottom right": (1, 1), "bottom left": (-1, 1)}
_POINT = 6.0  # half the width of a point
_SLACK = 1.12  # a picture's letters may be wider than ours


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
        return (self.left < other.right and other.left < self.right
                and self.top < other.bottom and other.top < self.bottom)


def placed(spots: list[Spot], order: Iterable[int], most: int = MOST) -> dict[int, str]:
    """Number of the spot -> side of its name ("top center", ...), at most `most`, those first in `order` first.

    A name stays in the plot and clear of other names at both SCREENS, and of all points at the wider one; a spot whose
    name has no such place goes without.
    """
    found: dict[int, str] = {}
    taken: list[tuple[_Box, ...]] = []
    points = [_point(spot, SCREENS[-1]) for spot in spots]
    for number in order:
        if len(found) == most:
            break
        others = points[:number] + points[number + 1:]
        for side in _SIDES:
            boxes = tuple(_box(spots[number], side, screen) for screen in SCREENS)
            if _inside(boxes) and not _meeting(boxes, taken) and not any(map(boxes[-1].meets, others)):
                found[number] = side
                taken.append(boxes)
                break
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


def _inside(boxes: tuple[_Box, ...]) -> bool:
    return all(box.left >= 0 and box.top >= 0 and box.right <= screen[0] and box.bottom <= screen[1]
               for box, screen in zip(boxes, SCREENS, strict=True))


def _meeting(boxes: tuple[_Box, ...], taken: list[tuple[_Box, ...]]) -> bool:
    return any(box.meets(other) for others in taken for box, other in zip(boxes, others, strict=True))
