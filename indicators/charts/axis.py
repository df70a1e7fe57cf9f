"""Where axes begin and end, and what is written on them."""

import math
from collections.abc import Iterable

from indicators import wording
from indicators.catalogue import Indicator

_ONE_IN = 30  # values of which one may be left out of the reach of an axis


def reach(values: Iterable[float | None], indicator: Indicator, *, aims: Iterable[float | None] = ()) -> float:
    """The round end of an axis from 0 that holds all `values`, and the `aims` too if that does not flatten the values.

    Five years from the target all bars would be stubs: an aim further off than twice the highest value stays outside.
    """
    highest, aim = _highest(values), _highest(aims)
    end = max(highest, aim) if aim <= 2 * highest or not highest else highest
    if end <= 0:
        return 1.0
    rounded = math.ceil(_round_up(end)) if indicator.kind == "count" else _round_up(end)
    return min(rounded, 1.0) if wording.is_share(indicator) and end <= 1 else rounded


def usual(values: Iterable[float | None]) -> list[float]:
    """The values without the few at the top that would flatten all others: at most one in thirty, each over
    twice the highest of the others."""
    known = sorted(value for value in values if value is not None and not math.isnan(value))
    for few in range(len(known) // _ONE_IN, 0, -1):
        if known[-few] > 2 * known[-few - 1] > 0:
            return known[:-few]
    return known


def _highest(values: Iterable[float | None]) -> float:
    return max((value for value in values if value is not None and not math.isnan(value)), default=0.0)


def ticks(end: float, parts: int, indicator: Indicator) -> list[float]:
    """0, `end` and the even steps between them: `parts`, or about as many where a count would be cut in pieces."""
    if indicator.kind == "count":
        parts = next(number for number in (parts, *range(parts + 1, 0, -1)) if end % number == 0)
    return [end * part / parts for part in range(parts + 1)]


def _round_up(value: float) -> float:
    unit = 10.0 ** math.floor(math.log10(value))
    return next(unit * factor for factor in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if unit * factor >= value - 1e-9)
