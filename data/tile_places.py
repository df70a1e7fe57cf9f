"""The tiles of a province's map: a place on a grid for every ward, near its place on the ground.

No outline of any ward is needed, only its centre, so it works for every province on the day it begins. Each ward
gets one cell of its own and the sum of the squared ways from centres to cells is the smallest possible: an exact
assignment (Kuhn 1955; shortest augmenting paths after Jonker and Volgenant 1987). `data/gazetteer.py` keeps the places
in wards.csv: the map of a province is the same on every machine and changes only when somebody changes that file (decision 33).
"""

import math
import statistics
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

_TILE_ASPECT = 1.7  # width of a tile divided by its height: names lie on the side
_ROOM = 1.35  # cells for each ward; the free ones are what lets a province keep its shape
_WIDEST_GAP = 1.3  # in typical ward widths: open sea between mainland and island shrinks to about one free cell
_SHAPES = (1.3, 2.4)  # width by height of the whole map: screens lie on the side, even where a province stands
_MOST_COLUMNS = 16  # so that names stay legible
_EVENNESS = 0.45  # 0 keeps distances, 1 keeps only the order; crowded towns and wide mountains share the grid


class Centre(NamedTuple):
    """Where a ward lies: degrees north and east, and its area in km2, None where it is unknown."""

    lat: float
    lon: float
    area: float | None


def tile_places(centres: Sequence[Centre]) -> list[tuple[int, int]]:
    """(column, row) of each ward of one province in the order of `centres`, both from 0, row 0 in the north.

    No two are equal, and every column and row holds somebody.
    """
    if not centres:
        return []
    east, south, columns, rows = _points(centres)
    free = [(column, row) for row in range(rows) for column in range(columns)]
    column, row = np.array(free, dtype=float).T
    # A step down is worth less than a step aside, because a tile is wider than it is high.
    way = (east[:, None] - column) ** 2 * _TILE_ASPECT**2 + (south[:, None] - row) ** 2
    taken = [free[cell] for cell in _assignment(way)]
    used_columns = sorted({column for column, _ in taken})
    used_rows = sorted({row for _, row in taken})
    return [(used_columns.index(column), used_rows.index(row)) for column, row in taken]


def _points(centres: Sequence[Centre]) -> tuple[np.ndarray, np.ndarray, int, int]:
    """Where each ward would stand on the grid if it could stand between cells, and the size of that grid."""
    latitude = np.array([centre.lat for centre in centres])
    longitude = np.array([centre.lon for centre in centres])
    typical = math.sqrt(statistics.mean(centre.area or 0 for centre in centres)) / 111.32 or 0.01  # degrees of latitude
    east = _closer(longitude * math.cos(math.radians(latitude.mean())), typical)
    south = _closer(-latitude, typical)
    width, height = max(np.ptp(east), typical), max(np.ptp(south), typical)
    shape = min(max(width / height, _SHAPES[0]), _SHAPES[1])
    need = len(centres) * _ROOM
    columns = max(1, min(_MOST_COLUMNS, round(math.sqrt(need * shape / _TILE_ASPECT))))
    rows = math.ceil(need / columns)
    return _spread(east) * (columns - 1), _spread(south) * (rows - 1), columns, rows


def _closer(values: np.ndarray, typical: float) -> np.ndarray:
    """The values from 0 with every empty stretch cut to `_WIDEST_GAP`, so that far islands do not stretch the grid."""
    order = np.argsort(values, kind="stable")
    steps = np.minimum(np.diff(values[order]), typical * _WIDEST_GAP)
    closer = np.empty(len(values))
    closer[order] = np.concatenate([[0.0], np.cumsum(steps)])
    return closer


def _spread(values: np.ndarray) -> np.ndarray:
    """The values between 0 and 1, drawn some of the way towards even distances."""
    span = np.ptp(values)
    if span == 0:
        return np.zeros(len(values))
    _, order = np.unique(values, return_inverse=True)
    return (1 - _EVENNESS) * (values - values.min()) / span + _EVENNESS * order / order.max()


def _assignment(cost: np.ndarray) -> list[int]:
    """The column of each row so that no column serves twice and the costs add up to the least; rows <= columns."""
    rows, columns = cost.shape
    row_price, column_price = np.zeros(rows), np.zeros(columns + 1)
    owner = np.full(columns + 1, -1)  # the row that holds a column; the last one stands for the row on the way
    for row in range(rows):
        owner[columns], here = row, columns
        shortest, came_from = np.full(columns, np.inf), np.full(columns, columns)
        done = np.zeros(columns + 1, dtype=bool)
        while owner[here] >= 0:
            done[here] = True
            reduced = cost[owner[here]] - row_price[owner[here]] - column_price[:columns]
            nearer = (reduced < shortest) & ~done[:columns]
            shortest[nearer], came_from[nearer] = reduced[nearer], here
            following = int(np.argmin(np.where(done[:columns], np.inf, shortest)))
            step = shortest[following]
            row_price[owner[done]] += step
            column_price[done] -= step
            shortest[~done[:columns]] -= step
            here = following
        while here != columns:
            owner[here] = owner[came_from[here]]
            here = int(came_from[here])
    held = {int(row): column for column, row in enumerate(owner[:columns]) if row >= 0}
    return [held[row] for row in range(rows)]
