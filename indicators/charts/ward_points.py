"""The wards that have both figures of a plot: where their points lie, what they tell, whose names come first."""

import numpy as np
import pandas as pd

from data.words import Language
from indicators.charts import labels
from indicators.charts.scales import Side

LATE = ("behind", "reversed")
TOLD = ("title", "t_value", "t_status", "t_rank", "t_gap", "t_change", "told")
"""What the pointer tells of a ward (`labels.told`)."""
TOLD_OF_TWO = ("title", "t_up", "t_across", "told")
"""What it tells where there is a second indicator."""

_GOLDEN = 0.618034
_APART = 0.5  # of the way from no to yes, over which those with the same answer are spread


def of(upright: Side, across: Side | None, lang: Language) -> pd.DataFrame:
    """The rows of `upright` that have both figures, `y` and `x`, with name, other_status and what the pointer tells.

    `small` where either is. Of a second indicator there are `other_numerator` and `other_denominator`, and the pointer
    tells `t_up` and `t_across`.
    """
    told = [labels.told(row, upright.summary, upright.indicator, lang) for row in upright.rows.itertuples()]
    found = upright.rows.assign(
        y=upright.rows.value,
        name=[labels.bare(name) for name in upright.rows.ward_name],
        **{key: [one[key] for one in told] for key in TOLD},
    ).set_index("ward")
    if across is None:
        found = found.assign(x=found.denominator.where(found.denominator > 0), other_status=None)
    else:
        other = _beside(across, lang).reindex(found.index)
        found = found.assign(
            x=other.value,
            small=found.small | other.small.eq(True),
            **{f"other_{name}": other[name] for name in ("status", "numerator", "denominator")},
            t_up=found.t_value + " · " + found.t_status,
            t_across=other.told,
            told=found.told + "; " + across.indicator.short(lang) + ": " + other.told.fillna(""),
        )
    return found[found.x.notna() & found.y.notna()].reset_index()


def spread(points: pd.DataFrame, upright: Side, across: Side | None) -> pd.DataFrame:
    """The points as they are drawn: off their answers no (0) and yes (1), where they would lie on each other."""
    moved = points.copy()
    for axis, side, other in (("y", upright, "x"), ("x", across, "y")):
        if side is not None and side.indicator.kind == "yes_no":
            moved[axis] += (moved[other].rank(method="first") * _GOLDEN % 1 - 0.5) * _APART
    return moved


def _beside(side: Side, lang: Language) -> pd.DataFrame:
    """By ward: value, its parts, status, small and what a pointer tells of the second indicator."""
    told = [labels.told(row, side.summary, side.indicator, lang) for row in side.rows.itertuples()]
    return side.rows.assign(told=[f"{one['t_value']} · {one['t_status']}" for one in told]).set_index("ward")[
        ["value", "numerator", "denominator", "status", "small", "told"]
    ]


def late_on_both(points: pd.DataFrame) -> pd.Series:
    """Whether each is behind on both indicators."""
    return points.status.isin(LATE) & points.other_status.isin(LATE)


def order_of_names(points: pd.DataFrame, limits: pd.DataFrame, across: Side | None) -> tuple[list[int], list[int]]:
    """In which order points get their names: those of whom titles speak, then the others, the furthest from the rest first.

    Titles speak of the highest, of the lowest and of those that are late on both. A small ward is far off by chance.
    """
    if len(limits):
        share = limits.share.iloc[0]
        far = np.abs(points.y - share) / np.sqrt(max(share * (1 - share), 1e-9) / points.x)
    else:
        x = points.x if across else pd.Series(np.log10(points.x), index=points.index)
        aside, up = ((one - one.median()) / (one.std() or 1.0) for one in (x, points.y))
        far = np.hypot(aside, up)
    known = points.assign(far=far)[~points.small]
    ends = [known.index[known.value == end] for end in (known.value.max(), known.value.min())]
    first = [int(end[0]) for end in ends if len(end) == 1]  # an end that several share names nobody
    late = known[late_on_both(known)].sort_values("far", ascending=False, kind="stable")
    others = known[known.far > 0].sort_values("far", ascending=False, kind="stable")
    spoken_of = list(dict.fromkeys([*first, *late.index]))
    return spoken_of, [number for number in others.index if number not in spoken_of]
