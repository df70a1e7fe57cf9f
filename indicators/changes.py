"""Why the figure of many wards moved: over the same wards, and beside that what came of other wards being in.

A province's figure of 97 wards less that of 90 tells of seven wards, not of work. So a change is that of the wards that have a
figure in both quarters (`compare` speaks of one quarter); what is left of the difference is composition.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators import compare
from indicators.catalogue import Indicator
from indicators.wording import Row


@dataclass(frozen=True)
class Change:
    """From m0 to m1, the figures of the `wards_matched`; p0 and p1 are those of all wards that are in.

    change            m1 - m0 = numerator_part + denominator_part; of a median, which has no parts, both are None
    composition_part  (p1 - p0) - (m1 - m0)
    numerator_grew    whether the matched wards' numerator did, None where it stayed
    """

    change: float
    wards_matched: int
    numerator_part: float | None
    denominator_part: float | None
    composition_part: float
    numerator_grew: bool | None


def of_one(row: Row, before: Row, indicator: Indicator) -> Change | None:
    """The change of one ward between its rows of `compute.figures`; None where it lacks a value in either."""
    if pd.isna(row["value"]) or pd.isna(before["value"]):
        return None
    moved, parts = float(row["value"] - before["value"]), (float(row["value"] - before["value"]), 0.0)
    if indicator.denominator:
        of_numerator, of_denominator = compare.change(row["numerator"], row["denominator"], before["numerator"], before["denominator"])
        parts = float(of_numerator), float(of_denominator)
    more = row["numerator"] - before["numerator"]
    return Change(moved, 1, *parts, 0.0, None if more == 0 else bool(more > 0))


def over_same_wards(figures: pd.DataFrame, before: pd.DataFrame, indicator: Indicator) -> Change | None:
    """The change of one indicator between two frames of `compute.figures`; None where no ward has a figure in both."""
    wards = matched(figures, before, indicator)
    if wards.empty:
        return None
    x1, n1, x0, n0 = (float(wards[part].sum()) for part in ("x1", "n1", "x0", "n0"))
    of_numerator, of_denominator = None, None
    if indicator.province_row == "wards_at_target":
        moved = float(wards.x1.median() - wards.x0.median())
    elif indicator.province_row == "sum":
        moved, of_numerator, of_denominator = x1 - x0, x1 - x0, 0.0
    else:
        moved = x1 / n1 - x0 / n0
        of_numerator, of_denominator = (float(part) for part in compare.change(x1, n1, x0, n0))
    whole = [compare.summary(rows, indicator).together["value"] for rows in (figures, before)]
    return Change(moved, len(wards), of_numerator, of_denominator, whole[0] - whole[1] - moved, None if x1 == x0 else x1 > x0)


def matched(figures: pd.DataFrame, before: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """The wards with a figure in both: ward, x1, n1, x0, n0, contribution; a ward's contributions sum to the change (not of medians).

    x and n are what the province's figure adds up: of a count its value and 1, of an answer 1 for yes and 1.
    """
    frames = []
    for rows, when in ((figures, 1), (before, 0)):
        own = rows[(rows.indicator == indicator.code) & rows.ward.notna() & rows.value.notna()].set_index("ward")
        divided = indicator.province_row == "ratio"
        frames.append(pd.DataFrame({f"x{when}": own.numerator if divided else own.value, f"n{when}": own.denominator if divided else 1.0}))
    wards = frames[0].join(frames[1], how="inner")
    whole, m0 = wards.n1.sum(), wards.x0.sum() / wards.n0.sum() if len(wards) else np.nan
    if indicator.province_row == "sum":
        return wards.assign(contribution=wards.x1 - wards.x0).reset_index()
    return wards.assign(contribution=((wards.x1 - wards.x0) - m0 * (wards.n1 - wards.n0)) / whole).reset_index()
