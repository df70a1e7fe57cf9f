"""Made-up quarters, computed by the real `compute` and `compare`, in which every status and every gap occurs."""

import functools
import random

import pandas as pd

from data import places
from data.plans.entries import Goal
from data.quarter import Quarter
from data.words import Text
from indicators.catalogue import Indicator, catalogue
from indicators.compute import figures as computed

QUARTER = Quarter(2026, 4)
HEADLINE = ("training_coverage", "units_with_ai_tool", "services_fully_online", "data_digitised")
SILENT, SMALL, COMPLETE, NOTHING = 13, 5, 11, 31  # the places (in order of codes) of wards with something special


def indicator(code: str = "training_coverage") -> Indicator:
    return catalogue()[code]


@functools.cache
def figures(
    province: str = "24",
    quarter: Quarter = QUARTER,
    codes: tuple[str, ...] = ("training_coverage",),
    *,
    target: float | None = 1.0,
    begun: bool = True,
) -> pd.DataFrame:
    """`compute.figures` of a made-up quarter: wards 13 and 18 are silent, 5 is small, 11 complete, 31 has nothing.

    Where it has not `begun`, nobody has reported.
    """
    owed = tuple(ward.code for ward in places.wards(province))
    rows = [
        row
        for code in codes
        for number, ward in enumerate(owed if begun else ())
        for row in _answers(catalogue()[code], number, ward, quarter)
    ]
    measures = pd.DataFrame(rows, columns=["ward", "measure", "value", "state"]).drop_duplicates(["ward", "measure"])
    return computed(
        measures,
        province=province,
        quarter=quarter,
        owed=owed,
        last_known=measures.iloc[:0],
        demonstration=True,
        indicators=[catalogue()[code] for code in codes],
        goal_for=functools.partial(_goal, target=target),
    )


def _answers(one: Indicator, number: int, ward: str, quarter: Quarter):
    if number in (SILENT, SILENT + 5):
        return
    chance = random.Random(f"{ward} {one.code}")
    total = 7 if number == SMALL else chance.randint(20, 190)
    elapsed = (quarter - Quarter(2025, 4)) / 20
    share = min(1.0, max(0.01, elapsed * 1.2 + chance.gauss(0, 0.08)))
    done = total if number == COMPLETE else round(total * share)
    if one.kind == "yes_no":
        done = int(share > elapsed)
    state = "not_applicable" if number == NOTHING else "number"
    if one.denominator:
        yield ward, one.denominator[0], float(total), state
        yield from ((ward, extra, 0.0, state) for extra in one.denominator[1:])
    yield ward, one.numerator[0], float(done), state
    yield from ((ward, extra, 0.0, state) for extra in one.numerator[1:])


def _goal(code: str, *, province: str, ward: str | None, demonstration: bool, target: float | None) -> Goal | None:
    if target is None or catalogue()[code].kind in ("count", "amount"):
        return None
    return Goal(
        id="made-up",
        plan="made-up",
        indicator=code,
        title=Text(vi="Mục tiêu", en="Goal"),
        target=target,
        first_year=2026,
        year=2030,
        scope="wards",
        origin="stated_goal",
        clause="1",
    )
