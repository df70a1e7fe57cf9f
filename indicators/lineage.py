"""From a ward's figure down to the cells it was made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data import places
from data.quarter import Quarter
from data.returns.filing import NOT_ARISING, State
from data.returns.measures import MeasureValue
from indicators import catalogue, compute
from indicators.catalogue import Indicator


@dataclass(frozen=True)
class Part:
    """A numerator or a denominator: its value, None where there is none, and its cells as (measure, sheet, cell, value)."""

    value: float | None
    cells: tuple[tuple[str, str, str, Any], ...]


@dataclass(frozen=True)
class Trace:
    """One figure of one ward. `denominator` is None where the indicator has none."""

    value: float | None
    numerator: Part
    denominator: Part | None


def trace(indicator: Indicator, *, ward: str, quarter: Quarter, measures: Mapping[str, MeasureValue]) -> Trace:
    """The figure as `compute.figures` has it, with the cells behind both parts. `measures` are those of the counting return.

    LookupError where the ward does not owe the indicator in that quarter: see `asks`.
    """
    if not asks(indicator, ward=ward, quarter=quarter):
        raise LookupError(f"{ward} does not owe {indicator.code} in {quarter}")
    row = of_ward(measures, ward=ward, quarter=quarter, indicators=[indicator]).iloc[0]
    numerator = Part(_known(row["numerator"]), _cells(indicator.numerator, measures))
    denominator = Part(_known(row["denominator"]), _cells(indicator.denominator, measures)) if indicator.denominator else None
    return Trace(_known(row["value"]), numerator, denominator)


def asks(indicator: Indicator, *, ward: str, quarter: Quarter) -> bool:
    """Whether the ward owes the indicator in that quarter; those of the province no ward ever does."""
    return bool(catalogue.owed([indicator], quarter=quarter, province=places.ward(ward).province))


def of_ward(
    measures: Mapping[str, MeasureValue], *, ward: str, quarter: Quarter, indicators=None, demonstration: bool = False
) -> pd.DataFrame:
    """`compute.figures` of one ward's measures alone, without the province's rows: what a return would show, or shows."""
    rows = [(ward, code, figure.value, figure.state.value) for code, figure in measures.items()]
    frame = pd.DataFrame(rows, columns=["ward", "measure", "value", "state"])
    figures = compute.figures(
        frame.astype({"value": float}),
        province=places.ward(ward).province,
        quarter=quarter,
        owed=(ward,),
        last_known=frame.iloc[:0].astype({"value": float}),
        demonstration=demonstration,
        indicators=indicators,
    )
    return figures[figures["ward"].notna()].reset_index(drop=True)


def _cells(codes: tuple[str, ...], measures: Mapping[str, MeasureValue]) -> tuple[tuple[str, str, str, Any], ...]:
    return tuple((code, *_told(cell, measures[code])) for code in codes if code in measures for cell in measures[code].cells)


def _told(cell: tuple[str, str, Any], figure: MeasureValue) -> tuple[str, str, Any]:
    """What stands in a cell. An answer without a value can only be "không phát sinh": a blank would have left the measure missing."""
    sheet, ref, value = cell
    return sheet, ref, NOT_ARISING if value == "" and figure.state is not State.MISSING else value


def _known(value: float | None) -> float | None:
    if value is None or pd.isna(value):
        return None
    return int(value) if float(value).is_integer() else float(value)
