"""Which points of a plot carry their name, and on which side, so that no name meets another or covers a point.

How large a plot is shows only where it is drawn, so names are set for several SIZES of it, and the largest that fits is
taken. Zooming in by two is a plot twice as large: then more names have room.
"""

from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from indicators.charts import look
from indicators.charts.layers import Layer, calculated, kept, pixels, signals, text
from indicators.charts.typeface import width as text_width

SIZE = 12
"""Of the letters."""
SIZES = ((240, 240), (560, 260), (1000, 300), (1500, 520), (3000, 1040), (6000, 2080), (12000, 4160))
"""Width and height in pixels of the room that the axes span, from a phone to a plot that is zoomed in eight times."""
MOST = (6, 8, 10, 14, 80, 200, 200)
"""Names at each of them: few, while the whole province is seen."""

_AROUND = ((0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1))
_FAR = 26  # pixels from a point to a name that a line leads to
SIDES = _AROUND * 2
"""Where a name stands from its point, across and down, the best first; the second time further off.

1 is the first of them, 0 is nowhere.
"""
SIGNS = "0123456789abcdefg"
"""The side of a name in one letter."""

_POINT = 7.0  # pixels from the middle of a point to where nothing is drawn of it
_HIGH = SIZE * 1.2
_OVER = 13.0  # pixels that a name may reach over the ends of the axes
_GROWN = ((1, 1), (2, 1), (1, 2))  # a name that keeps apart here does so in all that is larger
_OFFSETS = np.array(
    [(across * (_POINT if not down else 3), down * (_POINT if not across else 5)) for across, down in _AROUND]
    + [(across * _FAR, down * (_FAR if not across else _FAR / 2)) for across, down in _AROUND]
)


class Spot(NamedTuple):
    """A point: parts of the plot's width from the left and of its height from the top, and its name."""

    x: float
    y: float
    name: str


class Lines(NamedTuple):
    """Where lines go through the plot: parts of its width for those that stand, of its height for those that lie."""

    standing: Sequence[float] = ()
    lying: Sequence[float] = ()


def placed(
    spots: Sequence[Spot],
    order: Iterable[int],
    size: tuple[float, float],
    *,
    most: int,
    lines: Lines = Lines(),
    far: Container[int] = (),
) -> dict[int, int]:
    """Number of the spot -> side of its name (1 is the first of SIDES), those first in `order` first, at most so many.

    A name stays in a plot of that size, clear of names and of other points; a spot whose name has no such place goes
    without. Where it can it keeps off the lines. Only the names of `far` may stand further off.
    """
    if not spots:
        return {}
    sizes = [(size[0] * wider, size[1] * higher) for wider, higher in _GROWN]
    boxes = np.stack([_boxes(spots, one) for one in sizes])
    free = _inside(boxes[0], size) & ~np.any([_covering(spots, box, one) for box, one in zip(boxes, sizes, strict=True)], axis=0)
    struck = _struck(boxes[0], lines, size)
    found: dict[int, int] = {}
    taken = np.empty((len(sizes), 0, 4))  # the boxes of the names that stand
    for number in order:
        if len(found) == most:
            break
        sides = np.flatnonzero(free[number][: len(SIDES) if number in far else len(_AROUND)])
        own, others = boxes[:, number, sides][:, :, None], taken[:, None]
        meets = np.all((own[..., :2] < others[..., 2:]) & (others[..., :2] < own[..., 2:]), axis=-1)
        clear = sides[~meets.any(axis=(0, 2))].tolist()
        if clear:
            side = min(clear, key=lambda side: (side >= len(_AROUND), struck[number, side]))
            found[number] = side + 1
            taken = np.append(taken, boxes[:, number, side][:, None], axis=1)
    return found


def _middles(spots: Sequence[Spot], size: tuple[float, float]) -> np.ndarray:
    return np.array([(spot.x, spot.y) for spot in spots]) * size


def _boxes(spots: Sequence[Spot], size: tuple[float, float]) -> np.ndarray:
    """Of each spot and each side: left, top, right and bottom of the name, in pixels."""
    half = np.array([(text_width(spot.name, SIZE) / 2 + 1, _HIGH / 2) for spot in spots])[:, None, :]
    middle = _middles(spots, size)[:, None, :] + _OFFSETS + np.array(SIDES) * half
    return np.concatenate([middle - half, middle + half], axis=-1)


def _inside(boxes: np.ndarray, size: tuple[float, float]) -> np.ndarray:
    return np.all((boxes[..., :2] >= -_OVER) & (boxes[..., 2:] <= np.array(size) + _OVER), axis=-1)


def _covering(spots: Sequence[Spot], boxes: np.ndarray, size: tuple[float, float]) -> np.ndarray:
    """Of each spot and each side: whether the name there, or the line that leads to it, would lie on another point."""
    x, y = _middles(spots, size).T
    left, top, right, bottom = np.moveaxis(boxes, -1, 0)[..., None]
    on_it = (left < x + _POINT) & (x - _POINT < right) & (top < y + _POINT) & (y - _POINT < bottom)
    for part in (0.4, 0.7, 1):
        across, down = (part * _OFFSETS[len(_AROUND) :, :, None]).swapaxes(0, 1)
        on_it[:, len(_AROUND) :] |= (x[:, None, None] + across - x) ** 2 + (y[:, None, None] + down - y) ** 2 < _POINT**2
    on_it[np.arange(len(spots)), :, np.arange(len(spots))] = False
    return on_it.any(axis=-1)


def _struck(boxes: np.ndarray, lines: Lines, size: tuple[float, float]) -> np.ndarray:
    """How many lines go through each name."""
    through = [
        (boxes[..., axis] < part * size[axis]) & (part * size[axis] < boxes[..., axis + 2]) for axis in (0, 1) for part in lines[axis]
    ]
    return np.sum(through, axis=0) if through else np.zeros(boxes.shape[:2], dtype=int)


def params() -> list[dict]:
    """The signal `names_fit`, the number of the largest of the SIZES that the plot has as it is zoomed."""
    fits = " + ".join(f"(inner_width * x_zoom >= {wide} && inner_height * y_zoom >= {high})" for wide, high in SIZES[1:])
    return signals(names_fit=fits)


def layers(steps: list[dict]) -> list[Layer]:
    """The names over rows with `name`, `em`, `sides` and what `steps` make: `px`, `py`.

    `em` is how wide the name is, `sides` has one of the SIGNS for each of the SIZES. Streamlit sends no lists to a browser.
    """
    shifts = [[0, 0], *([round(float(x), 2), round(float(y), 2)] for x, y in _OFFSETS + np.array(SIDES) * (0, _HIGH / 2))]
    spot = calculated(
        side=f"indexof('{SIGNS}', substring(datum.sides, names_fit, names_fit + 1))",
        across=f"{[0, *(across for across, _ in SIDES)]}[datum.side]",
        down=f"{[0, *(down for _, down in SIDES)]}[datum.side]",
        tx=f"datum.px + {shifts}[datum.side][0]",
        ty=f"datum.py + {shifts}[datum.side][1]",
        wide=f"datum.em * {SIZE}",
        left="datum.tx - datum.wide * (1 - datum.across) / 2",
    )
    # Zoomed, a point may be at the edge of the field: half a name would be another name.
    whole = [
        kept("datum.side > 0 && datum.left >= plot_left && datum.left + datum.wide <= plot_right"),
        kept(f"datum.ty >= plot_top + {_HIGH / 2} && datum.ty <= plot_bottom - {_HIGH / 2}"),
    ]
    align = {"expr": "datum.across > 0 ? 'left' : datum.across < 0 ? 'right' : 'center'"}
    halo = {"stroke": "#ffffff", "strokeWidth": 3, "strokeOpacity": 0.85, "strokeJoin": "round"}
    leader = {
        "transform": [*steps, *spot, *whole, kept(f"datum.side > {len(_AROUND)}"), *calculated(ly=f"datum.ty - datum.down * {_HIGH / 2}")],
        "mark": {"type": "rule", "color": look.MUTED, "strokeWidth": 0.8},
        "encoding": {"x": pixels("px"), "x2": {"field": "tx"}, "y": pixels("py"), "y2": {"field": "ly"}},
    }
    return [leader, *(text("name", "tx", align, y="ty", fontSize=SIZE, steps=[*steps, *spot, *whole], **more) for more in (halo, {}))]
