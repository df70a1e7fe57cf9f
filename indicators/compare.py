"""Wards beside each other. Tables, charts, exports and the command line all take their comparison from here.

`figures` is everywhere what `indicators.compute.figures` gives for one quarter, `before` the same for the quarter
before. Under `wording.SMALL` in the denominator a ward is shown with its x/n; it is ranked and judged like the others.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from data import places
from data.quarter import Quarter
from data.words import alphabetical
from indicators import flows, pace, ranking, wording
from indicators.catalogue import Indicator
from indicators.province import pooled
from indicators.wording import Row

COMPARISON = (
    "rank",
    "ward",
    "ward_name",
    "numerator",
    "denominator",
    "value",
    "status",
    "target",
    "expected",
    "pace",
    "gap",
    "gap_now",
    "small",
    "wilson_low",
    "wilson_high",
    "band",
    "quintile",
    "change",
    "change_numerator",
    "change_denominator",
    "days",
    "rate",
    "compared",
    "filed",
)
_FAR = 3  # interquartile ranges: Tukey's outer fence

NEED_HELP = ("ward", "ward_name", "indicator", "share")


def comparison(figures: pd.DataFrame, indicator: Indicator, *, before: pd.DataFrame | None = None) -> pd.DataFrame:
    """The wards on one indicator, in COMPARISON: the best first, then not applicable, blank, not handed in.

    rank        competition ranks (1, 2, 2, 4); lower is better where the indicator says so; NaN where
                absent, and between no and yes, where there is no order to number
    gap         people or things missing from the final target; `gap_now` from what the path expects this quarter
    wilson_*    95 % interval of a share, NaN for counts and means
    rate        of what a flow counts: so much in `flows.PER` days; NaN elsewhere
    compared    what wards are ranked and drawn by: the rate where there is one, else the value
    band        `ranking.bands`, over the ranked wards; `quintile` 1 is the best fifth, from five ranked wards on
    change      value less that of `before`, and the parts of it that the numerator and the denominator made
    """
    rows = _wards(figures, indicator)
    value, n = rows.value.to_numpy(), rows.denominator.to_numpy()
    rate = _rate(rows, indicator)
    compared = value if np.isnan(rate).all() else rate
    place = ranking.competition(compared, indicator.direction)
    rank = np.full(place.shape, np.nan) if indicator.kind == "yes_no" else place
    low, high = ranking.wilson(np.where(indicator.kind == "ratio", rows.numerator.where(rows.value.notna()), np.nan), n)
    rows = rows.assign(
        rank=rank,
        small=_small(rows, indicator),
        wilson_low=low,
        wilson_high=high,
        gap_now=gap_now(rows, indicator),
        band=ranking.bands(rank, low, high, n, indicator.direction),
        quintile=ranking.quintiles(np.where(np.isnan(rank), np.nan, compared), indicator.direction),
        rate=rate,
        compared=compared,
        **_changes(rows, before, indicator),
    )
    group = np.select([~np.isnan(place), rows.status == "not_applicable", rows.filed.astype(bool)], [0, 1, 2], 3)
    order = pd.DataFrame({"group": group, "place": place, "name": [_sort_key(name) for name in rows.ward_name]})
    rows = rows.iloc[order.sort_values(["group", "place", "name"], kind="stable").index].reset_index(drop=True)
    return rows[list(COMPARISON)].astype({"rank": "Int64", "band": "Int64", "quintile": "Int64", "filed": bool})


@dataclass(frozen=True)
class Summary:
    """One indicator in a quarter: wards by status (in the order of `pace.STATUSES`, none left out), and all of them together.

    province  the province's row of `figures` as a dictionary, None for what is missing
    together  the same columns for the wards of `figures` alone; the province's row where they are all of its wards
    """

    indicator: str
    quarter: str
    counts: dict[str, int]
    province: dict[Any, Any]
    together: dict[Any, Any]

    @property
    def median(self) -> float | None:
        """Of the wards that are there."""
        return self.together["median"]

    @property
    def of_some(self) -> bool:
        """Whether only some of the province's wards are there."""
        return self.together is not self.province


def summary(figures: pd.DataFrame, indicator: Indicator) -> Summary:
    """Counts by status and both rows; KeyError where `figures` (all wards, or some: `only`) lack the indicator."""
    rows = figures[figures.indicator == indicator.code]
    if rows.empty:
        raise KeyError(indicator.code)
    province, wards = rows[rows.ward.isna()].iloc[0], rows[rows.ward.notna()]
    province = province.astype(object).where(province.notna(), None).to_dict()
    together = province
    if len(wards) < province["wards_owed"]:
        found = pooled(wards, indicator, Quarter.parse(province["quarter"]))
        together = province | {name: None if pd.isna(value) else value for name, value in found.items()}
    by_status = wards.status.value_counts()
    counts = {code: int(by_status.get(code, 0)) for code in pace.STATUSES}
    return Summary(indicator.code, province["quarter"], counts, province, together)


def only(figures: pd.DataFrame, wards: Collection[str]) -> pd.DataFrame:
    """The rows of those wards (codes); the province's rows stay as they are."""
    return figures[figures.ward.isin(wards) | figures.ward.isna()].reset_index(drop=True)


def movers(figures: pd.DataFrame, before: pd.DataFrame, indicator: Indicator, *, most: int = 3) -> pd.DataFrame:
    """The biggest rises, then the biggest falls, then outliers, in the columns of `comparison` and `outlier`.

    Only wards with a value in both quarters and ten or more in both denominators. An outlier lies more than three times the
    interquartile range outside the quartiles of all changes: more often a mistake than a success, so it does not lead.
    """
    rows = comparison(figures, indicator, before=before)
    if indicator.denominator:
        sizes = _wards(before, indicator).set_index("ward").denominator
        rows = rows[~rows.small & (rows.ward.map(sizes) >= wording.SMALL)]
    rows = rows[rows.change.notna()].sort_values("change", ascending=False, kind="stable")
    low, high = (ranking.quantile(rows.change.to_numpy(), part) for part in (0.25, 0.75))
    reach = _FAR * (high - low)
    rows = rows.assign(outlier=(reach > 0) & ((rows.change > high + reach) | (rows.change < low - reach)))
    usual = rows[~rows.outlier]
    rises, falls = usual[usual.change > 0].head(most), usual[usual.change < 0].tail(most)
    return pd.concat([rises, falls, rows[rows.outlier].head(most)]).reset_index(drop=True)


def shortfalls(figures: pd.DataFrame, indicators: Iterable[Indicator]) -> pd.DataFrame:
    """What each ward lacks of the path now: ward, ward_name, indicator, status, short (people or things), share (of what all lack).

    A row for each ward with a value and an expected one; `share` is NaN where nobody is short.
    """
    found = []
    for indicator in indicators:
        rows = _wards(figures, indicator)
        short = pd.Series(gap_now(rows, indicator), rows.index)
        total = short.sum()
        found.append(rows.assign(short=short, share=short / total if total > 0 else np.nan)[short.notna()])
    columns = ["ward", "ward_name", "indicator", "status", "short", "share"]
    return pd.concat(found, ignore_index=True)[columns] if found else pd.DataFrame(columns=columns)


def need_help(figures: pd.DataFrame, indicators: Iterable[Indicator], *, most: int = 5) -> pd.DataFrame:
    """The wards that hold the province back most, in NEED_HELP, one row a ward.

    share      the mean of the ward's shares of what all lack, over the indicators on which anybody is short
    indicator  that on which its share is greatest
    """
    rows = shortfalls(figures, indicators)
    rows = rows[rows.share.notna()]
    if rows.empty:
        return pd.DataFrame(columns=NEED_HELP)
    counted = rows.indicator.nunique()
    rows = rows.sort_values("share", ascending=False, kind="stable")
    wards = rows.groupby("ward", sort=False).agg(ward_name=("ward_name", "first"), indicator=("indicator", "first"), share=("share", "sum"))
    wards = wards.assign(share=wards["share"] / counted, name=wards.ward_name.map(_sort_key)).reset_index()
    wards = wards[wards["share"] > 0].sort_values(["share", "name"], ascending=[False, True], kind="stable")
    return wards.head(most)[list(NEED_HELP)].reset_index(drop=True)


def lowest(figures: pd.DataFrame, indicator: Indicator, *, most: int = 5) -> pd.DataFrame:
    """The wards with the worst values and those that equal the last of them, the worst first, in the columns of `comparison`."""
    rows = comparison(figures, indicator)
    rows = rows[rows.value.notna()].iloc[::-1]
    if len(rows) > most:
        rows = rows[rows.value.isin(rows.value.head(most))]
    return rows.reset_index(drop=True)


def peer_groups(province: str, quarter: Quarter) -> dict[str, frozenset[str]]:
    """The wards (codes) of a province by kind (Phường, Xã, Đặc khu), as they are on the last day of the quarter.

    The kind is the only trait of a ward that every province knows; better groups need facts that no return holds.
    """
    groups: dict[str, set[str]] = {}
    for ward in places.wards(province):
        groups.setdefault(places.kind_and_name(ward.code, quarter.last_day)[0], set()).add(ward.code)
    return {kind: frozenset(codes) for kind, codes in groups.items()}


def funnel(figures: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """The curves of a funnel plot around the province's share: n, share, low_95, high_95, low_998, high_998.

    n runs from 1 to the greatest denominator in steps of equal ratio; empty where the indicator is no share.
    """
    rows, province = _wards(figures, indicator), summary(figures, indicator).province
    if indicator.kind != "ratio" or province["value"] is None:
        return pd.DataFrame(columns=["n", "share", "low_95", "high_95", "low_998", "high_998"], dtype=float)
    sizes = np.unique(np.round(np.geomspace(1, rows.denominator.max(), 120)))
    share = min(province["value"], 1.0)
    low_95, high_95 = ranking.funnel_limits(sizes, share, ranking.Z_95)
    low_998, high_998 = ranking.funnel_limits(sizes, share, ranking.Z_998)
    return pd.DataFrame({"n": sizes, "share": share, "low_95": low_95, "high_95": high_95, "low_998": low_998, "high_998": high_998})


def change(numerator, denominator, numerator_before, denominator_before) -> tuple[np.ndarray, np.ndarray]:
    """Why a rate moved from x0/n0 to x1/n1: (x1 - x0)/n1 by the numerator, x0(1/n1 - 1/n0) by the denominator.

    The two add up to the change. Numbers or arrays.
    """
    of_numerator = np.subtract(numerator, numerator_before) / denominator
    return of_numerator, numerator_before * (1 / np.asarray(denominator) - 1 / np.asarray(denominator_before))


def gap_now(rows: pd.DataFrame | Row, indicator: Indicator) -> np.ndarray:
    """People or things missing from what the path expects in the quarter of these rows (or one); NaN for means."""
    if indicator.kind == "mean":
        return np.full(np.shape(rows["value"]), np.nan)
    size = rows["denominator"] if indicator.denominator else 1.0
    missing = pace.gap(rows["numerator"], size, rows["expected"], indicator.direction)
    return np.where(np.isnan(rows["value"]), np.nan, missing)


def _wards(figures: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    rows = figures[(figures.indicator == indicator.code) & figures.ward.notna()]
    return rows.reset_index(drop=True)


def _rate(rows: pd.DataFrame, indicator: Indicator) -> np.ndarray:
    """What a flow counts in so many days alike: periods differ from ward to ward. Shares and means need none."""
    if indicator.denominator or not flows.is_flow(indicator):
        return np.full(len(rows), np.nan)
    return (rows.value / rows.days * flows.PER).to_numpy()


def _small(rows: pd.DataFrame, indicator: Indicator) -> np.ndarray:
    """Where too few people or things stand behind a value; counts are never small."""
    return ((rows.denominator < wording.SMALL) & rows.value.notna() & bool(indicator.denominator)).to_numpy()


def _changes(rows: pd.DataFrame, before: pd.DataFrame | None, indicator: Indicator) -> dict[str, np.ndarray]:
    nothing = np.full(len(rows), np.nan)
    if before is None:
        return {"change": nothing, "change_numerator": nothing, "change_denominator": nothing}
    earlier = _wards(before, indicator).set_index("ward").reindex(rows.ward)
    moved = rows.value.to_numpy() - earlier.value.to_numpy()
    parts = (nothing, nothing)
    if indicator.denominator:
        both = ~np.isnan(moved)
        parts = change(
            *(np.where(both, part, np.nan) for part in (rows.numerator, rows.denominator, earlier.numerator, earlier.denominator))
        )
    return {"change": moved, "change_numerator": parts[0], "change_denominator": parts[1]}


def _sort_key(full_name: str) -> tuple:
    """By the name without its kind, as people look it up."""
    return alphabetical(full_name.removeprefix(f"{wording.kind(full_name)} "))
