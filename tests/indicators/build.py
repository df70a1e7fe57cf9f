"""Figures for tests: a province of a few wards, its returns as plain dictionaries."""

import numpy as np
import pandas as pd

from data.plans.entries import Goal
from data.quarter import Quarter
from data.words import Text
from indicators import compute
from indicators.catalogue import catalogue
from tests.indicators.slow import ABSENT

BAC_NINH = "24"
# Yên Phong, Chi Lăng and Gia Bình become phường on 20 September 2026, Phương Liễu always was one, Liên Bão stays a xã.
WARDS = ("09193", "09265", "09313", "09334", "09454")
EARLIER, NOW = Quarter.parse("2026-Q3"), Quarter.parse("2026-Q4")
WORDS = Text(vi="chỉ tiêu", en="goal")


def answers(given):
    """Rows as the store gives them, of {ward: {measure: number | None | ABSENT}}."""
    rows = []
    for ward, by_measure in given.items():
        for measure, answer in by_measure.items():
            state = "missing" if answer is None else "not_applicable" if answer == ABSENT else "number"
            rows.append((ward, measure, float(answer) if state == "number" else np.nan, state))
    return pd.DataFrame(rows, columns=["ward", "measure", "value", "state"])


def goal(target=1.0, *, year=2030, first_year=2026, **more):
    return Goal(
        id="g",
        title=WORDS,
        clause="II.2",
        scope="wards",
        plan="p",
        indicator="i",
        target=target,
        year=year,
        first_year=first_year,
        origin=None if target is None else "stated_goal",
        **more,
    )


def where(holds, target=1.0, **more):
    """A `goal_for` that gives this goal where `holds(code, ward)`; the province's row has no ward."""
    one = goal(target, **more)
    return lambda code, *, province, ward, demonstration: one if holds(code, ward) else None


def everywhere(target=1.0, **more):
    """A `goal_for` that gives the province and all its wards this goal."""
    return where(lambda code, ward: True, target, **more)


def nowhere(code, *, province, ward, demonstration):
    """A `goal_for` of a province without plans."""
    return None


def figures(given, *codes, last=None, owed=WARDS, quarter=NOW, goal_for=nowhere, province=BAC_NINH):
    return compute.figures(
        answers(given),
        province=province,
        quarter=quarter,
        owed=owed,
        last_known=answers(last or {}),
        demonstration=False,
        goal_for=goal_for,
        indicators=[catalogue()[code] for code in codes],
    )


def wards(first, second, *parts, owed=WARDS):
    """{ward: {first: x, second: n}} for the wards in turn; None for a ward that did not report."""
    return {ward: {first: part[0], second: part[1]} for ward, part in zip(owed, parts, strict=False) if part}


def staff(*parts, owed=WARDS):
    """People trained and people, for the wards in turn."""
    return wards("staff_trained", "staff_total", *parts, owed=owed)


def province(rows):
    return rows[rows.ward.isna()].iloc[0]


def of(rows, ward):
    return rows[rows.ward == ward].iloc[0]
