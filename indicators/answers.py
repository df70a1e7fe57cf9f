"""What the wards answered, and what one indicator makes of it in each of them.

An answer is missing, not applicable ("không phát sinh") or a number, and stays so (decision 11).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.catalogue import Indicator

# In this order: the lowest state of some measures tells whether one is missing, the highest whether one is a number.
MISSING, NOT_APPLICABLE, NUMBER = 0, 1, 2


@dataclass(frozen=True)
class Part:
    """Numerator or denominator of each ward: the value is 0 unless the state is NUMBER."""

    value: np.ndarray
    state: np.ndarray

    @property
    def number(self) -> np.ndarray:
        """The values, NaN where there is none."""
        return np.where(self.state == NUMBER, self.value, np.nan)


@dataclass(frozen=True)
class Answers:
    """Everything that the wards answered: two matrices, measures x wards, and the row of each measure."""

    rows: dict[str, int]
    values: np.ndarray
    states: np.ndarray

    @classmethod
    def of(cls, measures: pd.DataFrame, owed: tuple[str, ...]) -> "Answers":
        """From rows (ward, measure, value, state): a row that is not there is missing, wards not in `owed` stay out."""
        measures = measures[measures["ward"].isin(owed)]
        ward = pd.Index(owed).get_indexer(pd.Index(measures["ward"]))
        row, codes = pd.factorize(measures["measure"])
        value = measures["value"].to_numpy(dtype=float, na_value=np.nan)
        state = np.select(
            [measures["state"] == "not_applicable", (measures["state"] == "number") & ~np.isnan(value)], [NOT_APPLICABLE, NUMBER], MISSING
        )
        # The last row stands for every measure that nobody has.
        values = np.zeros((len(codes) + 1, len(owed)))
        states = np.full(values.shape, MISSING)
        states[row, ward] = state
        values[row, ward] = np.where(state == NUMBER, value, 0.0)
        return cls({code: number for number, code in enumerate(codes)}, values, states)

    def part(self, codes: tuple[str, ...]) -> Part:
        """The sum of some measures: missing if any is, not applicable if all are, which otherwise count as 0."""
        rows = [self.rows.get(code, -1) for code in codes]
        states = self.states[rows]
        state = np.where(states.min(axis=0) == MISSING, MISSING, states.max(axis=0))
        return Part(np.where(state == NUMBER, self.values[rows].sum(axis=0), 0.0), state)


@dataclass(frozen=True)
class Wards:
    """One indicator over the wards: its parts and its value, NaN where there is none, and where it does not apply.

    A part is kept where only the other one is missing: x/n is shown as far as it is known.
    """

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

    @classmethod
    def of(cls, indicator: Indicator, answers: Answers) -> "Wards":
        top = answers.part(indicator.numerator)
        wards = _divided(top, answers.part(indicator.denominator)) if indicator.denominator else _counted(top)
        if indicator.only_when is None:
            return wards
        condition = answers.part((indicator.only_when,))
        off = (condition.state != MISSING) & (condition.value == 0)
        return cls(
            np.where(off, np.nan, wards.numerator), wards.denominator, np.where(off, np.nan, wards.value), wards.not_applicable | off
        )


def _counted(top: Part) -> Wards:
    return Wards(top.number, np.full(top.value.shape, np.nan), top.number, top.state == NOT_APPLICABLE)


def _divided(top: Part, bottom: Part) -> Wards:
    """x/n. A blank part makes it missing, whatever the other says; 0/0 and "không phát sinh" do not apply.

    x of nothing is refused at the door. Should one stand in a store all the same, it is a wrong figure and not an
    absent one: it counts as not reported, so that the coverage shows the hole and the rest still adds up.
    """
    answered = (top.state != MISSING) & (bottom.state != MISSING)
    wrong = answered & (bottom.value == 0) & (top.value != 0)
    whole = answered & (top.state == NUMBER) & (bottom.value != 0)
    value = np.divide(top.value, bottom.value, out=np.full(top.value.shape, np.nan), where=whole)
    return Wards(np.where(wrong, np.nan, top.number), np.where(wrong, np.nan, bottom.number), value, answered & ~wrong & ~whole)
