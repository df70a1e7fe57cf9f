"""Does the return fit the last one? Each function is one check, and none of them refuses: figures may really change."""

from collections.abc import Iterator

from data.returns.case import Case, at
from data.returns.form import Field, Form
from data.returns.problems import Problem, plain

LEAST_CHANGE, GREATEST_CHANGE = 5, 0.5
"""A whole that changes by less than LEAST_CHANGE things, or by at most half, is not remarked."""


def cumulative_figures(case: Case) -> Iterator[Problem]:
    """What is added up over time does not fall; a stock of the year begins again in January."""
    for field, cell, row in case.everywhere:
        if not (field.cumulative and cell.filled and _same_count(field, case)):
            continue
        before = case.previous(field, row)
        if before and before.filled and cell.number < before.number:
            yield at(
                cell,
                "cumulative_fell",
                field,
                found=plain(cell.number),
                expected=f">= {plain(before.number)}",
                before=before.value,
                value=cell.value,
            )


def wholes(case: Case) -> Iterator[Problem]:
    """The number of people, procedures or records there are does not change by more than half in a period."""
    denominators = _denominators(case.form)
    for field, cell, row in case.everywhere:
        before = case.previous(field, row) if field.code in denominators and cell.filled else None
        if not (before and before.filled and before.number):
            continue
        change = abs(cell.number - before.number)
        if change >= LEAST_CHANGE and change > GREATEST_CHANGE * before.number:
            yield at(cell, "implausible_jump", field, found=plain(cell.number), before=before.value, value=cell.value)


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


def _denominators(form: Form) -> set[str]:
    """The stocks that bound other figures and are bound by none themselves."""
    bounding = {code for field in form.fields.values() for code in field.at_most}
    return {code for code in bounding if code in form.fields and _is_whole(form.field(code))}


def _is_whole(field: Field) -> bool:
    return field.kind == "S" and field.numeric and not field.at_most
