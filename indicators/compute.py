"""From measures to figures: one row for each ward and each indicator that it owes, and the province's row.

A figure is missing, not applicable or a number, and stays so: missing is never zero, and neither missing nor not
applicable enters a sum. A ratio of the province is the sum of the numerators over the sum of the denominators of the
wards that have both. Everything is computed with arrays over the wards, one indicator after the other.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from data import places, plans
from data.quarter import Quarter
from data.returns.form import form
from indicators import pace
from indicators.catalogue import Indicator, catalogue
from indicators.catalogue import owed as owed_in

COLUMNS = ("ward", "ward_name", "quarter", "indicator", "numerator", "denominator", "value", "status", "target",
           "expected", "pace", "gap", "wards_in", "wards_owed", "low", "high", "status_certain", "median")
_OF_EVERY_ROW, _OF_THE_PROVINCE = COLUMNS[:10], COLUMNS[12:17]
_TEXTS = ("ward", "ward_name", "quarter", "indicator", "status", "status_certain")

_MISSING, _NOT_APPLICABLE, _NUMBER = 0, 1, 2  # ordered: any missing makes a sum missing, only absent ones make it absent

GoalFor = Callable[..., plans.Goal | None]


def figures(measures: pd.DataFrame, *, province: str, quarter: Quarter, owed: tuple[str, ...],
            last_known: pd.DataFrame, demonstration: bool, indicators: Iterable[Indicator] | None = None,
            goal_for: GoalFor = plans.goal_for) -> pd.DataFrame:
    """All figures of a province's quarter, in COLUMNS; by indicator, the wards as in `owed`, the province's row last.

    `measures` and `last_known` have the columns ward, measure, value, state ("number", "not_applicable", "missing"; a
    row that is not there is missing); `last_known` holds the newest earlier answers of wards without a return. Of
    `indicators` (all, where None) only those are computed that the wards owe in this quarter. Shares are fractions.
    Text columns hold None where a row has none: `ward` in the province's row, `status` where the province's figure is
    a sum or a median (a ward's target says nothing about it). `median` and the columns from `wards_in` to
    `status_certain` are of the province's row only.
    """
    asked = owed_in(catalogue().values() if indicators is None else indicators, quarter=quarter, province=province)
    now, before = _Answers.of(measures, owed), _Answers.of(last_known, owed)
    blocks = []
    for indicator in asked:
        goals = [goal_for(indicator.code, province=province, ward=ward, demonstration=demonstration)
                 for ward in (*owed, None)]
        wards = _wards(indicator, now)
        blocks.append(_ward_columns(indicator, wards, goals[:-1], quarter))
        blocks.append(_province_columns(indicator, wards, goals[-1], quarter, _last_known(indicator, now, before)))
    names = [places.full_name(code, quarter.last_day) for code in (*owed, province)]
    return _frame(blocks, [one.code for one in asked], (*owed, None), names, quarter)


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """`figures` as JSON-ready rows, None for what is missing; the province's columns only in the province's rows."""
    plain = rows.astype(object).where(rows.notna(), None).to_dict("records")
    for row in plain:
        for part in ("numerator", "denominator"):
            if row[part] is not None and row[part].is_integer():
                row[part] = int(row[part])
    return [{column: row[column] for column in _OF_EVERY_ROW + (() if row["ward"] else _OF_THE_PROVINCE)}
            for row in plain]


def is_flow(indicator: Indicator) -> bool:
    """Whether all its measures are flows of the period: only those add over the quarters of a year."""
    known = form(indicator.form).measures
    return all(known[measure].kind == "F" for measure in indicator.measures)


def year_to_date(history: pd.DataFrame, indicator: Indicator, *, quarter: Quarter) -> pd.DataFrame:
    """Since January: ward (None: the province), numerator, denominator, value, wards_in, wards_owed.

    `history` is `figures` of several quarters, one under the other. A ward's value is there only when all its quarters
    of the year are, and the province's row adds up those wards; ValueError where the indicator is not a flow.
    """
    if not is_flow(indicator):
        raise ValueError(f"{indicator.code} is not a flow: it does not add over quarters")
    year = [str(one) for one in quarter.of_year()]
    rows = history[(history.indicator == indicator.code) & history.quarter.isin(year) & history.ward.notna()]
    # What is not applicable in a quarter is covered there and enters no sum.
    counted = rows[["numerator", "denominator"]].where(rows.value.notna())
    totals = counted.groupby(rows.ward).sum(min_count=1)
    whole = (rows.status != "not_reported").groupby(rows.ward).sum() == len(year)
    totals = totals.where(whole)
    totals.loc[None] = totals.sum(min_count=1)
    totals["value"] = totals.numerator / totals.denominator if indicator.denominator else totals.numerator
    result = totals.reset_index(names="ward").astype({"ward": object})
    result["ward"] = result.ward.where(result.ward.notna(), None)
    province = result.ward.isna()
    return result.assign(wards_in=np.where(province, whole.sum(), np.nan),
                         wards_owed=np.where(province, len(whole), np.nan))


@dataclass(frozen=True)
class _Part:
    """Numerator or denominator of each ward: the value is 0 unless the state is _NUMBER."""

    value: np.ndarray
    state: np.ndarray


@dataclass(frozen=True)
class _Answers:
    """What the wards answered: row of each measure in two matrices, measures x wards."""

    rows: dict[str, int]
    values: np.ndarray
    states: np.ndarray

    @classmethod
    def of(cls, measures: pd.DataFrame, owed: tuple[str, ...]) -> "_Answers":
        ward = pd.Index(owed).get_indexer(measures["ward"])
        row, codes = pd.factorize(measures["measure"])
        value = measures["value"].to_numpy(dtype=float, na_value=np.nan)
        state = np.select([measures["state"] == "not_applicable", (measures["state"] == "number") & ~np.isnan(value)],
                          [_NOT_APPLICABLE, _NUMBER], _MISSING)
        owes = ward >= 0
        # The last row is that of every measure that nobody has: missing everywhere.
        values = np.zeros((len(codes) + 1, len(owed)))
        states = np.full(values.shape, _MISSING)
        states[row[owes], ward[owes]] = state[owes]
        values[row[owes], ward[owes]] = np.where(state == _NUMBER, value, 0.0)[owes]
        return cls({code: number for number, code in enumerate(codes)}, values, states)

    def part(self, codes: tuple[str, ...]) -> _Part:
        """The sum of some measures: missing if any is, not applicable if all are, which otherwise count as 0."""
        rows = [self.rows.get(code, -1) for code in codes]
        states = self.states[rows]
        lowest, highest = states.min(axis=0), states.max(axis=0)
        state = np.where(lowest == _MISSING, _MISSING, highest)
        return _Part(np.where(state == _NUMBER, self.values[rows].sum(axis=0), 0.0), state)


@dataclass(frozen=True)
class _Wards:
    """One indicator over the wards: parts and value (NaN where there is none), and who has answered."""

    numerator: np.ndarray
    denominator: np.ndarray
    value: np.ndarray
    not_applicable: np.ndarray

    @property
    def counted(self) -> np.ndarray:
        return ~np.isnan(self.value)

    @property
    def missing(self) -> np.ndarray:
        return ~(self.counted | self.not_applicable)


def _wards(indicator: Indicator, answers: _Answers) -> _Wards:
    top = answers.part(indicator.numerator)
    if indicator.denominator:
        bottom = answers.part(indicator.denominator)
        nothing = np.where(bottom.state == _NUMBER, bottom.value, 0.0) == 0
        # x of nothing is refused at the door. Should one stand in an old store, the figure is wrong, not absent:
        # it counts as not reported, so that coverage shows the hole.
        broken = nothing & (bottom.state != _MISSING) & (top.value != 0)
        missing = (top.state == _MISSING) | (bottom.state == _MISSING) | broken
        absent = ~missing & ((top.state == _NOT_APPLICABLE) | nothing)
        denominator = np.where((bottom.state == _NUMBER) & ~broken, bottom.value, np.nan)
    else:
        broken = np.zeros(top.state.shape, dtype=bool)
        missing, absent = top.state == _MISSING, top.state == _NOT_APPLICABLE
        denominator = np.full(top.state.shape, np.nan)
    numerator = np.where((top.state == _NUMBER) & ~broken, top.value, np.nan)
    if indicator.only_when:
        asked = answers.part((indicator.only_when,))
        off = (asked.state == _NOT_APPLICABLE) | ((asked.state == _NUMBER) & (asked.value == 0))
        missing, absent, numerator = missing & ~off, absent | off, np.where(off, np.nan, numerator)
    value = np.where(missing | absent, np.nan, numerator)
    if indicator.denominator:
        value = np.divide(value, denominator, out=np.full(value.shape, np.nan), where=~np.isnan(value))
    return _Wards(numerator, denominator, value, absent)


def _ward_columns(indicator: Indicator, wards: _Wards, goals: list[plans.Goal | None], quarter: Quarter) -> dict:
    size = len(goals)
    status = np.full(size, "not_reported", dtype=object)
    target, expected, paces = (np.full(size, np.nan) for _ in range(3))
    # Most wards share a goal: judge each goal once, over its wards.
    shared = np.array([id(goal) for goal in goals])
    for goal in {id(goal): goal for goal in goals}.values():
        own = shared == id(goal)
        status[own], paces[own], due = pace.judge_all(wards.value[own], goal, quarter, indicator.direction)
        expected[own] = np.nan if due is None else due
        target[own] = np.nan if goal is None or goal.target is None else goal.target
    status[wards.not_applicable] = "not_applicable"
    return {"numerator": wards.numerator, "denominator": wards.denominator, "value": wards.value, "status": status,
            "target": target, "expected": expected, "pace": paces, "gap": _gap(indicator, wards, target)}


def _gap(indicator: Indicator, wards: _Wards, target: np.ndarray) -> np.ndarray:
    if indicator.kind == "mean":  # what is missing from a mean is not a number of people or things
        return np.full(target.shape, np.nan)
    size = wards.denominator if indicator.denominator else 1.0
    return np.where(wards.counted, pace.gap(wards.numerator, size, target, indicator.direction), np.nan)


class _Total(NamedTuple):
    """The province's figure; `judged` where it has a status, `low` to `high` what it can be with all wards in."""

    numerator: float
    denominator: float
    value: float
    judged: bool
    low: float = np.nan
    high: float = np.nan


def _province_columns(indicator: Indicator, wards: _Wards, goal: plans.Goal | None, quarter: Quarter,
                      last_known: np.ndarray) -> dict:
    total = _TOTALS[indicator.province_row](indicator, wards, last_known)
    goal = goal if total.judged and goal is not None and goal.target is not None else None
    standing = pace.judge(None if np.isnan(total.value) else total.value, goal, quarter, indicator.direction)
    if not wards.counted.any():
        status = "not_reported" if wards.missing.any() or not wards.value.size else "not_applicable"
    else:
        status = standing.status if total.judged else None
    ends = [pace.judge(end, goal, quarter, indicator.direction).status for end in (total.low, total.high)]
    certain = not wards.missing.any() or (wards.counted.any() and (goal is None or set(ends) == {status}))
    countable = indicator.kind != "mean" and goal is not None
    return {
        "numerator": total.numerator, "denominator": total.denominator, "value": total.value, "status": status,
        "target": np.nan if goal is None else goal.target,
        "expected": np.nan if standing.expected is None else standing.expected,
        "pace": np.nan if standing.pace is None else standing.pace,
        "gap": pace.gap(total.numerator, total.denominator, goal.target, indicator.direction) if countable else np.nan,
        "wards_in": int((~wards.missing).sum()), "wards_owed": wards.value.size,
        "low": total.low, "high": total.high, "status_certain": bool(certain),
        "median": np.median(wards.value[wards.counted]) if wards.counted.any() else np.nan,
    }


def _ratio(indicator: Indicator, wards: _Wards, last_known: np.ndarray) -> _Total:
    """Sum over sum of the wards that have both; the band only for shares, a mean has no "none" and "all"."""
    top, bottom = wards.numerator[wards.counted].sum(), wards.denominator[wards.counted].sum()
    return _share(top, bottom, last_known[wards.missing], bounded=indicator.kind == "ratio")


def _wards_yes(indicator: Indicator, wards: _Wards, last_known: np.ndarray) -> _Total:
    """Wards with yes over wards that answered; each missing ward is one more that may say yes."""
    return _share(wards.value[wards.counted].sum(), wards.counted.sum(), np.ones(wards.missing.sum()), bounded=True)


def _sum(indicator: Indicator, wards: _Wards, last_known: np.ndarray) -> _Total:
    total = wards.value[wards.counted].sum() if wards.counted.any() else np.nan
    return _Total(total, np.nan, total, judged=False)


def _wards_at_target(indicator: Indicator, wards: _Wards, last_known: np.ndarray) -> _Total:
    """The median ward, and how many of the wards that answered have all the named things."""
    if not wards.counted.any():
        return _Total(np.nan, np.nan, np.nan, judged=False)
    values = wards.value[wards.counted]
    return _Total((values >= indicator.named_items).sum(), values.size, np.median(values), judged=False)


_TOTALS = {"ratio": _ratio, "wards_yes": _wards_yes, "sum": _sum, "wards_at_target": _wards_at_target}


def _share(top: float, bottom: float, missing: np.ndarray, *, bounded: bool) -> _Total:
    """top / bottom, and its band when `missing` denominators come in with none or with all of their things."""
    nothing = bottom == 0
    value = np.nan if nothing else top / bottom
    everybody = bottom + missing.sum()  # NaN where one denominator was never known
    if missing.size == 0:
        low = high = value
    elif not bounded or not everybody > 0:
        low = high = np.nan
    else:
        low, high = top / everybody, (top + missing.sum()) / everybody
    return _Total(np.nan if nothing else top, np.nan if nothing else bottom, value, True, low, high)


def _last_known(indicator: Indicator, now: _Answers, before: _Answers) -> np.ndarray:
    """The denominator of each ward: of this quarter's return, else of the newest before it; NaN where there is none."""
    if not indicator.denominator:
        return np.full(now.values.shape[1], np.nan)
    current, earlier = now.part(indicator.denominator), before.part(indicator.denominator)
    return np.select([current.state != _MISSING, earlier.state != _MISSING], [current.value, earlier.value], np.nan)


def _frame(blocks: list[dict], codes: list[str], wards: tuple[str | None, ...], names: list[str],
           quarter: Quarter) -> pd.DataFrame:
    """`blocks` alternate: the arrays of an indicator's wards, then the numbers of its province row."""
    size = len(wards) - 1
    columns: dict[str, Any] = {
        "ward": np.tile(np.array(wards, dtype=object), len(codes)),
        "ward_name": np.tile(np.array(names, dtype=object), len(codes)),
        "quarter": np.full(len(codes) * len(wards), str(quarter), dtype=object),
        "indicator": np.repeat(np.array(codes, dtype=object), len(wards)),
    }
    for column in COLUMNS[4:]:
        kind = object if column in _TEXTS else float
        nothing = np.full(size, None if column in _TEXTS else np.nan, dtype=kind)
        parts = [np.atleast_1d(np.array(block.get(column, nothing), dtype=kind)) for block in blocks]
        columns[column] = np.concatenate(parts) if parts else np.array([], dtype=kind)
    frame = pd.DataFrame({name: pd.Series(values, dtype=object if name in _TEXTS else None)
                          for name, values in columns.items()})
    return frame.astype({"wards_in": "Int64", "wards_owed": "Int64"})
