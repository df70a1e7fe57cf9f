"""How many days a flow covers: a quarter's return tells of the days since the ward's last one, which differ from ward to ward.

What is asked in some quarters only covers all days since the last return in which it was asked, so that no day is lost.
"""

from functools import cache

import numpy as np
import pandas as pd

from data.quarter import Quarter
from data.returns.formfile import form
from indicators.catalogue import Indicator

PER = 30
"""Days by which flows of unequal periods are compared."""


def is_flow(indicator: Indicator) -> bool:
    """Whether all its measures are flows of the period: only those add over the quarters of a year."""
    measures = form(indicator.form).measures
    return all(measures[code].kind == "F" for code in indicator.measures)


@cache
def asked_in(form_code: str, measures: tuple[str, ...]) -> frozenset[int]:
    """The quarters of the year in which all that some measures are made of is asked."""
    asks = form(form_code)
    sources = [asks.fields[code] for measure in measures for code in asks.measures[measure].sources if code in asks.fields]
    return frozenset({1, 2, 3, 4}).intersection(*(field.asked for field in sources))


def days(indicator: Indicator, owed: tuple[str, ...], quarter: Quarter, periods: pd.DataFrame) -> np.ndarray:
    """The days that each ward's flow covers; NaN where it has no return, or the indicator is no flow.

    `periods`: ward, quarter, first, last (days) of the counting returns of this quarter and of the year before it.
    """
    nothing = np.full(len(owed), np.nan)
    if not is_flow(indicator) or periods.empty:
        return nothing
    here = periods[periods["quarter"] == str(quarter)].set_index("ward")
    asked = asked_in(indicator.form, indicator.measures)
    first = here["first"]
    if asked and len(asked) < 4:
        before = [quarter - back for back in range(1, 5) if (quarter - back).number in asked]
        told = periods[periods["quarter"].isin([str(one) for one in before])]
        since = told.groupby("ward")["last"].max() + pd.Timedelta(days=1)
        unknown = pd.Series(pd.Timestamp((before[0] + 1).first_day), here.index)
        first = since.reindex(here.index).fillna(unknown).where(lambda day: day < here["first"], here["first"])
    covered = (here["last"] - first).dt.days + 1
    return covered.reindex(list(owed)).to_numpy(dtype=float)
