"""From measures to figures: one row for each ward and each indicator that it owes, and the province's row.

Missing is never zero, and neither what is missing nor what does not apply enters a sum. The province's ratio is the sum
of the numerators over the sum of the denominators of the wards that have both.
"""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd

from data import places
from data.plans import lookups
from data.plans.entries import Goal
from data.quarter import Quarter
from data.returns.formfile import form
from indicators import catalogue, flows, pace
from indicators import province as province_row
from indicators.answers import Answers, Wards
from indicators.catalogue import Indicator

COLUMNS = (
    "ward",
    "ward_name",
    "quarter",
    "indicator",
    "numerator",
    "denominator",
    "value",
    "status",
    "target",
    "expected",
    "pace",
    "gap",
    "wards_in",
    "wards_owed",
    "low",
    "high",
    "status_certain",
    "median",
    "low_status",
    "high_status",
    "days",
    "filed",
)
_OF_EVERY_ROW, _OF_THE_PROVINCE = COLUMNS[:10], COLUMNS[12:17]
_TEXTS = ("ward", "ward_name", "quarter", "indicator", "status", "status_certain", "low_status", "high_status", "filed")

GoalFor = Callable[..., Goal | None]


def figures(
    measures: pd.DataFrame,
    *,
    province: str,
    quarter: Quarter,
    owed: tuple[str, ...],
    last_known: pd.DataFrame,
    demonstration: bool,
    indicators: Iterable[Indicator] | None = None,
    goal_for: GoalFor = lookups.goal_for,
    open_round: bool = False,
    periods: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """All figures of a province's quarter, in COLUMNS: by indicator, the wards as in `owed`, the province's row last.

    `measures` and `last_known` have the columns ward, measure, value, state ("number", "not_applicable", "missing"; a
    row that is not there is missing); `last_known` holds the newest earlier answers of wards without a return. Of
    `indicators` (all, where None) only those are computed that the wards owe in this quarter. Shares are fractions.
    In an `open_round` (before the due day) a rate of timeliness counts those who have handed in among all who owe, and has no status.
    `days` are those that a ward's flow covers (`flows.days`), by the `periods` of its returns; without them it is not known.
    Text columns hold None where a row has none: `ward` in the province's row, `status` where the province's figure is
    a sum or a median, of which no target speaks (decision 10). The columns from `wards_in` on are of the province's row only, but
    for `days` and `filed`: whether the ward has handed in, be it with this figure left blank; None in the province's row.
    """
    asked = catalogue.owed(catalogue.catalogue().values() if indicators is None else indicators, quarter=quarter, province=province)
    now, before = Answers.of(measures, owed), Answers.of(last_known, owed)
    blocks = []
    for indicator in asked:
        goals = [goal_for(indicator.code, province=province, ward=ward, demonstration=demonstration) for ward in (*owed, None)]
        wards = Wards.of(indicator, now)
        days = np.full(len(owed), np.nan) if periods is None else flows.days(indicator, owed, quarter, periods)
        blocks.append(_ward_columns(indicator, wards, goals[:-1], quarter) | {"days": np.where(wards.counted, days, np.nan)})
        known = province_row.last_known(indicator, now, before)
        total = province_row.row(indicator, wards, goals[-1], quarter, known) | {"days": np.nan}
        blocks.append(total | province_row.so_far(wards) if open_round and _is_timeliness(indicator) else total)
    names = [places.full_name(code, quarter.last_day) for code in (*owed, province)]
    return _frame(blocks, [one.code for one in asked], (*owed, None), names, quarter).assign(
        filed=pd.Series((*_filed(measures, owed), None) * len(asked), dtype=object)
    )


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """`figures` as rows for JSON, None for what is missing; the province's columns only in the province's rows, `days` only of flows."""
    plain = rows.astype(object).where(rows.notna(), None).to_dict("records")
    for row in plain:
        for part in ("numerator", "denominator"):
            if row[part] is not None and row[part].is_integer():
                row[part] = int(row[part])
    counted_by_day = {code for code in {row["indicator"] for row in plain} if flows.is_flow(catalogue.catalogue()[code])}
    return [
        {column: row[column] for column in _OF_EVERY_ROW + (() if row["ward"] else _OF_THE_PROVINCE)}
        | ({"days": row["days"] and int(row["days"])} if row["indicator"] in counted_by_day else {})
        for row in plain
    ]


def _is_timeliness(indicator: Indicator) -> bool:
    """Whether the store itself counts it: who has handed in, and when."""
    measures = form(indicator.form).measures
    return all(measures[code].rule == "store" for code in indicator.measures)


def year_to_date(history: pd.DataFrame, indicator: Indicator, *, quarter: Quarter) -> pd.DataFrame:
    """Since January: ward (None: the province, last), numerator, denominator, value, wards_in, wards_owed.

    `history` is `figures` of several quarters, one under the other. A ward has figures only where all its quarters of
    the year are there, and the province's row adds up those wards. ValueError where the indicator is not a flow.
    """
    if not flows.is_flow(indicator):
        raise ValueError(f"{indicator.code} is not a flow: it does not add over quarters")
    year = [str(one) for one in quarter.of_year()]
    rows = history[(history.indicator == indicator.code) & history.quarter.isin(year) & history.ward.notna()]
    covered = (rows.status != "not_reported").groupby(rows.ward).sum() == len(year)
    # What does not apply in a quarter is covered there and enters no sum.
    counted = rows[["numerator", "denominator"]].where(rows.value.notna())
    wards = counted.groupby(rows.ward).sum(min_count=1).where(covered)
    whole = pd.concat([wards, wards.sum(min_count=1).to_frame().T], ignore_index=True)
    whole.insert(0, "ward", pd.Series([*wards.index, None], dtype=object))
    whole["value"] = whole.numerator / whole.denominator if indicator.denominator else whole.numerator
    coverage = [np.nan] * len(wards)
    return whole.assign(wards_in=[*coverage, covered.sum()], wards_owed=[*coverage, len(wards)])


def _ward_columns(indicator: Indicator, wards: Wards, goals: list[Goal | None], quarter: Quarter) -> dict:
    size = len(goals)
    status = np.full(size, "not_reported", dtype=object)
    target, expected, paces = np.full((3, size), np.nan)
    # Most wards share a goal: each goal is judged once, over its wards.
    shared = np.array([id(goal) for goal in goals])
    for goal in {id(goal): goal for goal in goals}.values():
        own = shared == id(goal)
        status[own], paces[own], due = pace.judge_all(wards.value[own], goal, quarter, indicator.direction)
        expected[own] = np.nan if due is None else due
        target[own] = np.nan if goal is None or goal.target is None else goal.target
    status[wards.not_applicable] = "not_applicable"
    return {
        "numerator": wards.numerator,
        "denominator": wards.denominator,
        "value": wards.value,
        "status": status,
        "target": target,
        "expected": expected,
        "pace": paces,
        "gap": _gap(indicator, wards, target),
    }


def _filed(measures: pd.DataFrame, owed: tuple[str, ...]) -> list[bool]:
    """Whether each ward has a return: what the store counts itself is there without one."""
    counted = [code for code, measure in form().measures.items() if measure.rule == "store"]
    wards = set(measures.ward[~measures.measure.isin(counted)])
    return [ward in wards for ward in owed]


def _gap(indicator: Indicator, wards: Wards, target: np.ndarray) -> np.ndarray:
    if indicator.kind == "mean":  # what is missing from a mean is no number of people or things
        return np.full(target.shape, np.nan)
    size = wards.denominator if indicator.denominator else 1.0
    return np.where(wards.counted, pace.gap(wards.numerator, size, target, indicator.direction), np.nan)


def _frame(blocks: list[dict], codes: list[str], wards: tuple[str | None, ...], names: list[str], quarter: Quarter) -> pd.DataFrame:
    """`blocks` alternate: the arrays of an indicator's wards, then the numbers of its province row."""
    columns: dict[str, Any] = {
        "ward": np.tile(np.array(wards, dtype=object), len(codes)),
        "ward_name": np.tile(np.array(names, dtype=object), len(codes)),
        "quarter": np.full(len(codes) * len(wards), str(quarter), dtype=object),
        "indicator": np.repeat(np.array(codes, dtype=object), len(wards)),
    }
    for column in COLUMNS[4:-1]:
        kind, nothing = (object, None) if column in _TEXTS else (float, np.nan)
        of_wards = np.full(len(wards) - 1, nothing, dtype=kind)
        parts = [np.array(block.get(column, of_wards), dtype=kind).reshape(-1) for block in blocks]
        columns[column] = np.concatenate(parts) if parts else np.array([], dtype=kind)
    frame = pd.DataFrame({name: pd.Series(values, dtype=object if name in _TEXTS else float) for name, values in columns.items()})
    return frame.astype({"wards_in": "Int64", "wards_owed": "Int64"})
