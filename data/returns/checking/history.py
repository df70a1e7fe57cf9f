"""Does the return fit the last one? Each function is one check, and none of them refuses: figures may really change."""

from collections.abc import Iterator

from data.returns.case import Case, at
from data.returns.form import Field
from data.returns.problems import Problem, plain


def cumulative_figures(case: Case) -> Iterator[Problem]:
    """What is added up over time does not fall; a stock of the year begins again in January."""
    for field, cell, row in case.everywhere:
        if not field.cumulative or cell.blank or not _same_count(field, case):
            continue
        before, number = case.previous(field, row), cell.counted or 0
        if before and before.filled and number < before.number:
            yield at(
                cell,
                "cumulative_fell",
                field,
                found=plain(number) if cell.filled else str(cell.value),
                expected=f">= {plain(before.number)}",
                before=before.value,
                value=cell.value,
            )


def steady_units(case: Case) -> Iterator[Problem]:
    """The unit in which a ward counts stays the same."""
    for field, cell, row in case.everywhere:
        before = case.previous(field, row) if field.steady and cell.filled else None
        if before and before.filled and before.value != cell.value:
            labels = {option.code: option.label.vi for option in case.form.options(field)}
            now, then = (labels.get(str(each.value), str(each.value)) for each in (cell, before))
            yield at(cell, "unit_changed", field, found=now, expected=then, before=then)


def _same_count(field: Field, case: Case) -> bool:
    before = case.past.previous
    return field.kind == "S" or (field.kind == "Y" and before is not None and before.quarter.year == case.filing.quarter.year)
