"""Where a figure should be by now: the straight path of a goal, and how the figure stands against it.

Time is counted in whole quarters, from the last quarter before the plan (t0) to the quarter of the target (tT). The
path of a goal runs from its baseline through its milestones to its target; between two points it is a straight line.
Growth rates are not used: 8 % after four of five years is not progress towards 100 %.
"""

from itertools import pairwise
from typing import Literal, NamedTuple

import numpy as np

from data.plans.entries import Goal
from data.quarter import Quarter

Direction = Literal["higher", "lower"]

STATUSES = ("met", "on_track", "slightly_behind", "behind", "reversed", "not_reported", "not_applicable", "no_target", "no_path")
ON_TRACK = 0.95
SLIGHTLY_BEHIND = 0.60

# Shares are quotients of whole numbers: two different ones lie further apart than this, float noise stays far below (decision 13).
_NOISE = 1e-12


class Standing(NamedTuple):
    """How one value stands; `pace` is None without a path, `expected` is what the path asks for in that quarter."""

    status: str
    pace: float | None
    expected: float | None


def path(goal: Goal, direction: Direction) -> tuple[tuple[Quarter, float], ...]:
    """The corners of the goal's path, from (t0, baseline) to (tT, target); empty where it has none.

    Where the plan gives no baseline it is 0 if higher is better, and unknown if lower is better.
    """
    baseline = 0.0 if goal.baseline is None and direction == "higher" else goal.baseline
    if goal.target is None or baseline is None or goal.ends <= goal.starts:
        return ()
    return (goal.starts, baseline), *goal.milestones, (goal.ends, goal.target)


def expected(goal: Goal | None, quarter: Quarter, direction: Direction) -> float | None:
    """What the path asks for in `quarter`: 0.2 in 2026-Q4 for 0 to 100 % by 2030; None before t0 or without a path.

    From tT on it is the target, path or not.
    """
    if goal is None or goal.target is None:
        return None
    if quarter >= goal.ends:
        return goal.target
    for (start, low), (end, high) in pairwise(path(goal, direction)):
        if start <= quarter <= end:
            return low + (high - low) * (quarter - start) / (end - start)
    return None


def judge(value: float | None, goal: Goal | None, quarter: Quarter, direction: Direction) -> Standing:
    """How one value stands in `quarter`; None is `not_reported` (`not_applicable` is not for this module to know)."""
    statuses, paces, due = judge_all(np.array([np.nan if value is None else value]), goal, quarter, direction)
    return Standing(str(statuses[0]), None if np.isnan(paces[0]) else float(paces[0]), due)


def judge_all(values: np.ndarray, goal: Goal | None, quarter: Quarter, direction: Direction) -> tuple[np.ndarray, np.ndarray, float | None]:
    """Statuses and paces of many values under one goal (NaN is `not_reported`), and what its path expects.

    `met` looks at the final target alone. From tT on a value is met or behind. A path that has not begun (at t0 and
    before, where expected equals the baseline) or that is not known is `no_path`. With a path,
    pace = (value - baseline) / (expected - baseline), the same where lower is better: both differences turn round.
    """
    due = expected(goal, quarter, direction)
    missing, nowhere = np.isnan(values), np.full(values.shape, np.nan)
    if goal is None or goal.target is None:
        return np.where(missing, "not_reported", "no_target"), nowhere, due
    corners = path(goal, direction)
    baseline = corners[0][1] if corners else None
    reached = _no_worse(values, goal.target, direction)
    if baseline is None or due is None or abs(due - baseline) <= _NOISE:
        otherwise = "behind" if quarter >= goal.ends else "no_path"
        return np.select([missing, reached], ["not_reported", "met"], otherwise), nowhere, due
    paces = (values - baseline) / (due - baseline)
    late = np.full(values.shape, quarter >= goal.ends)
    return (
        np.select(
            [
                missing,
                reached,
                late,
                ~_no_worse(values, baseline, direction),
                paces >= ON_TRACK - _NOISE,
                paces >= SLIGHTLY_BEHIND - _NOISE,
            ],
            ["not_reported", "met", "behind", "reversed", "on_track", "slightly_behind"],
            "behind",
        ),
        paces,
        due,
    )


def gap(numerator, denominator, aim, direction: Direction) -> np.ndarray:
    """How many people or things are missing from `aim`: `ceil(aim * n) - x`, never below 0; mirrored for lower.

    Numbers or arrays; n is 1 for counts; NaN where a part or the aim is NaN. The product is rounded to six places
    first, else 0.07 * 100 (7.000000000000001) would ask for an eighth person.
    """
    needed = np.round(np.multiply(aim, denominator), 6)
    short = np.ceil(needed) - numerator if direction == "higher" else numerator - np.floor(needed)
    return np.maximum(short, 0.0)


def _no_worse(values: np.ndarray, mark: float, direction: Direction) -> np.ndarray:
    return values >= mark - _NOISE if direction == "higher" else values <= mark + _NOISE
