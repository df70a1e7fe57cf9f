"""The province's row of one indicator: its figure, how it stands, and what it can be once the missing wards are in
(decision 12)."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from data.plans.entries import Goal
from data.quarter import Quarter
from indicators import pace
from indicators.answers import MISSING, Answers, Wards
from indicators.catalogue import Indicator


def row(indicator: Indicator, wards: Wards, goal: Goal | None, quarter: Quarter, known: np.ndarray) -> dict[str, Any]:
    """The province's columns of `compute.COLUMNS`, NaN or None where there is nothing.

    `known` is the denominator of each ward, see `last_known`. The status is certain where every ward has answered, or
    no target makes one, or both ends of the band have the same.
    """
    total = _TOTALS[indicator.province_row](indicator, wards, known)
    goal = goal if total.judged and goal is not None and goal.target is not None else None
    value, low, high = (
        pace.judge(None if np.isnan(one) else one, goal, quarter, indicator.direction) for one in (total.value, total.low, total.high)
    )
    missing, counted = bool(wards.missing.any()), bool(wards.counted.any())
    if not counted:
        status = "not_reported" if missing else "not_applicable"
    else:
        status = value.status if total.judged else None
    certain = not missing or (counted and (goal is None or low.status == status == high.status))
    return {
        "numerator": total.numerator,
        "denominator": total.denominator,
        "value": total.value,
        "status": status,
        "target": _nan(goal and goal.target),
        "expected": _nan(value.expected),
        "pace": _nan(value.pace),
        "gap": _gap(indicator, total, goal),
        "wards_in": (~wards.missing).sum(),
        "wards_owed": wards.value.size,
        "low": total.low,
        "high": total.high,
        "status_certain": certain,
        "low_status": _at_the_end(low.status, total.low, goal),
        "high_status": _at_the_end(high.status, total.high, goal),
        "median": np.median(wards.value[wards.counted]) if counted else np.nan,
    }


def so_far(wards: Wards) -> dict[str, Any]:
    """What is different in the province's row of timeliness before the due day: the silent are not late yet, and are not left out."""
    here, owed = float(wards.numerator[wards.counted].sum()), float(wards.value.size)
    nothing = dict.fromkeys(("target", "expected", "pace", "gap"), np.nan)
    ends = {"low": here / owed, "high": (here + float(wards.missing.sum())) / owed, "low_status": None, "high_status": None}
    return nothing | ends | {"numerator": here, "denominator": owed, "value": here / owed, "status": None, "status_certain": True}


def pooled(rows: pd.DataFrame, indicator: Indicator, quarter: Quarter) -> dict[str, Any]:
    """The same for some wards alone, from their rows of `compute.figures`.

    No goal speaks of some wards together, so there is no status; nor a band, which needs the sizes of the missing.
    """
    numerator, denominator, value = (rows[part].to_numpy(dtype=float) for part in ("numerator", "denominator", "value"))
    wards = Wards(numerator, denominator, value, (rows["status"] == "not_applicable").to_numpy())
    return row(indicator, wards, None, quarter, np.full(len(rows), np.nan)) | {"status": None}


def last_known(indicator: Indicator, now: Answers, before: Answers) -> np.ndarray:
    """The denominator of each ward in this quarter's return, else in the newest before it; NaN where there is none.

    "Không phát sinh" is an answer: such a ward had no people or things to count.
    """
    if not indicator.denominator:
        return np.full(now.values.shape[1], np.nan)
    current, earlier = now.part(indicator.denominator), before.part(indicator.denominator)
    return np.select([current.state != MISSING, earlier.state != MISSING], [current.value, earlier.value], np.nan)


class _Total(NamedTuple):
    """The province's figure, whether it can have a status, and the band in which it can end up."""

    numerator: float
    denominator: float
    value: float
    judged: bool
    low: float = np.nan
    high: float = np.nan


def _ratio(indicator: Indicator, wards: Wards, known: np.ndarray) -> _Total:
    """Sum over sum of the wards that have both; a mean has no band, nothing bounds it."""
    return _share(
        wards.numerator[wards.counted].sum(),
        wards.denominator[wards.counted].sum(),
        known[wards.missing],
        bounded=indicator.kind == "ratio",
    )


def _wards_yes(indicator: Indicator, wards: Wards, known: np.ndarray) -> _Total:
    """Wards with yes over wards that answered; each missing ward is one more that may say yes."""
    return _share(wards.value[wards.counted].sum(), wards.counted.sum(), np.ones(wards.missing.sum()), bounded=True)


def _sum(indicator: Indicator, wards: Wards, known: np.ndarray) -> _Total:
    total = wards.value[wards.counted].sum() if wards.counted.any() else np.nan
    return _Total(total, np.nan, total, judged=False)


def _wards_at_target(indicator: Indicator, wards: Wards, known: np.ndarray) -> _Total:
    """The median ward, and how many of the wards that answered have all the named things."""
    values = wards.value[wards.counted]
    if not values.size:
        return _Total(np.nan, np.nan, np.nan, judged=False)
    return _Total((values >= indicator.named_items).sum(), values.size, np.median(values), judged=False)


_TOTALS = {"ratio": _ratio, "wards_yes": _wards_yes, "sum": _sum, "wards_at_target": _wards_at_target}


def _share(top: float, bottom: float, missing: np.ndarray, *, bounded: bool) -> _Total:
    """top / bottom with its band: low = Σx / (Σn + Σnⱼ), high = (Σx + Σnⱼ) / (Σn + Σnⱼ) over the missing wards j."""
    value = top / bottom if bottom else np.nan
    more = missing.sum()  # NaN where the denominator of one of them was never known
    if not missing.size:
        low = high = value
    elif bounded and bottom + more > 0:
        low, high = top / (bottom + more), (top + more) / (bottom + more)
    else:
        low = high = np.nan
    return _Total(top if bottom else np.nan, bottom if bottom else np.nan, value, True, low, high)


def _gap(indicator: Indicator, total: _Total, goal: Goal | None) -> float:
    if goal is None or indicator.kind == "mean":
        return np.nan
    return float(pace.gap(total.numerator, total.denominator, goal.target, indicator.direction))


def _at_the_end(status: str, value: float, goal: Goal | None) -> str | None:
    """The status at one end of the band; None where there is no such end, or nothing to judge it by."""
    return None if goal is None or np.isnan(value) else status


def _nan(value: float | None) -> float:
    return np.nan if value is None else value
