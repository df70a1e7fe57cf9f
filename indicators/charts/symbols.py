"""The shapes of points by their status, so that no point is told by colour alone."""

import math
from typing import NamedTuple


class Symbol(NamedTuple):
    """A shape as Vega knows it, by name or as a path between -1 and 1, and how much larger it is than a circle to look alike."""

    shape: str
    times: float = 1


def _path(*corners: tuple[float, float]) -> str:
    return "M" + "L".join(f"{x:.3f},{y:.3f}" for x, y in corners) + "Z"


def _around(radii: tuple[float, ...]) -> str:
    """Corners at even angles from the top, at these distances from the middle."""
    turns = [2 * math.pi * number / len(radii) for number in range(len(radii))]
    return _path(*((radius * math.sin(turn), -radius * math.cos(turn)) for radius, turn in zip(radii, turns, strict=True)))


_STAR = _around((1, 0.46) * 5)
_HEXAGON = _around((1,) * 6)
_CROSS = _path(*((x / 2, y / 2) for x, y in (
    (0, -0.7), (1.3, -2), (2, -1.3), (0.7, 0), (2, 1.3), (1.3, 2), (0, 0.7), (-1.3, 2), (-2, 1.3), (-0.7, 0), (-2, -1.3), (-1.3, -2),
)))  # fmt: skip

SYMBOLS = {
    "met": Symbol(_STAR, 2),
    "on_track": Symbol("circle"),
    "slightly_behind": Symbol("diamond", 1.1),
    "behind": Symbol("triangle-down", 1.1),
    "reversed": Symbol(_CROSS),
    "no_target": Symbol("square", 0.85),
    "no_path": Symbol(_HEXAGON, 1.2),
}
"""By the statuses that a ward with a figure can have."""
