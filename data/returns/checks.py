"""Is this return to be accepted? Every check is one function, and all are asked: all faults come back at once."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from data import places
from data.quarter import Quarter
from data.returns.case import Case, Counting, Expected, Past
from data.returns.checking import bounds as check_bounds
from data.returns.checking import cells as check_cells
from data.returns.checking import history as check_history
from data.returns.checking import identity as check_identity
from data.returns.checking import tables as check_tables
from data.returns.filing import Filing
from data.returns.form import form
from data.returns.measures import Figure, measures
from data.returns.problems import Problem, problem
from data.returns.reader import Document, Reading, readings
from data.returns.reading.grid import Grid, Place
from data.returns.reading.scan import place_of
from data.returns.reading.understand import Understanding, understand

MOST_PROBLEMS = 500
"""A file with more is of another kind, and listing them all would only keep people waiting."""

Verdict = Literal["accepted", "accepted_with_warnings", "refused"]
PastOf = Callable[[str, Quarter], Past]
Check = Callable[[Case], Iterator[Problem]]

WHOSE: tuple[Check, ...] = (
    check_identity.known_ward,
    check_identity.same_name,
    check_identity.known_quarter,
    check_identity.same_as_meta,
    check_identity.as_the_page_chose,
    check_identity.begun_quarter,
    check_identity.closing_day,
)
WHAT: tuple[Check, ...] = (
    check_cells.required,
    check_cells.required_when,
    check_bounds.at_most,
    check_bounds.sum_at_most,
    check_bounds.none_without,
    check_bounds.at_least,
    check_bounds.maximum,
    check_bounds.day_bounds,
    check_bounds.far_above,
    check_bounds.staff_of_units,
    check_cells.blanks,
    check_tables.at_least_one_row,
    check_tables.empty_or_not,
    check_tables.unique_names,
    check_tables.repeated_rows,
)
SINCE: tuple[Check, ...] = (
    check_identity.first_day,
    check_history.cumulative_figures,
    check_history.wholes,
    check_history.steady_units,
)
"""Checks against earlier returns, whose figures are not everybody's: only of a file that is surely the ward's own."""


@dataclass(frozen=True)
class Judgement:
    """What was found out about one file. `ward`, `quarter` and `filing` are None where the file does not tell them."""

    document: Document
    sha256: str
    verdict: Verdict
    ward: str | None = None
    quarter: Quarter | None = None
    filing: Filing | None = None
    figures: dict[str, Figure] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def judge_all(documents: Sequence[Document], *, expected: Expected, today: date, past_of: PastOf) -> list[Judgement]:
    """Reads and judges a batch of files, each for itself, in their order."""
    with closing(readings(documents)) as batch:
        return [judge(reading, expected=expected, today=today, past_of=past_of) for reading in batch]


def judge(reading: Reading, *, expected: Expected, today: date, past_of: PastOf) -> Judgement:
    """Judges a file. `past_of(ward, quarter)` tells what is known from before; it is asked only if both are sure."""
    if reading.workbook is None:
        return _judgement(reading, reading.problems)
    quarter = expected.quarter or Quarter.of(today)
    understood = understand(reading.workbook, ward=expected.ward, quarter=quarter)
    problems = [*reading.problems, *understood.problems]
    if understood.filing is None:
        return _judgement(reading, problems)
    case = _case(understood, Past(), expected, today)
    whose = _found(WHOSE, case)
    problems += whose + _found(WHAT, case)
    sure = _exists(understood.ward) and understood.quarter and not any(each.severity == "error" for each in whose)
    if sure:
        past = past_of(understood.ward, understood.quarter)
        problems += _found(SINCE, _case(understood, past, expected, today))
    return _judgement(reading, problems, understood)


def _found(checks: Sequence[Check], case: Case) -> list[Problem]:
    return [each for check in checks for each in check(case)]


def _case(understood: Understanding, past: Past, expected: Expected, today: date) -> Case:
    return Case(
        form=understood.form,
        filing=understood.filing,
        ward=understood.ward,
        quarter=understood.quarter,
        spoiled=frozenset(understood.spoiled),
        past=past,
        expected=expected,
        today=today,
    )


def _judgement(reading: Reading, problems: Sequence[Problem], understood: Understanding | None = None) -> Judgement:
    """Verdict, figures, and the problems in the order of the workbook."""
    severities = {each.severity for each in problems}
    verdict = (
        "refused" if "error" in severities else "accepted_with_warnings" if "warning" in severities else "accepted"
    )
    problems = tuple(sorted(_most(problems), key=_order(reading.workbook or ())))
    if understood is None:
        return Judgement(reading.document, reading.sha256, verdict, problems=problems)
    ward, quarter = understood.ward if _exists(understood.ward) else None, understood.quarter
    filing = understood.filing if ward and quarter else None
    figures = measures(filing, form(filing.form)) if filing else {}
    return Judgement(reading.document, reading.sha256, verdict, ward, quarter, filing, figures, problems)


def _most(problems: Sequence[Problem]) -> Sequence[Problem]:
    """The problems, or the gravest of them where there are more than anybody could mend."""
    if len(problems) <= MOST_PROBLEMS:
        return problems
    gravest = sorted(problems, key=lambda each: ("error", "warning", "info").index(each.severity))
    return [*gravest[:MOST_PROBLEMS], problem("more_problems", count=len(problems) - MOST_PROBLEMS)]


def _order(workbook: Sequence[Grid]) -> Callable[[Problem], tuple[int, Place]]:
    """First what concerns the whole file, then sheet by sheet from above; last the line about blanks."""
    sheets = {grid.name: number for number, grid in enumerate(workbook)}

    def order(of: Problem) -> tuple[int, Place]:
        if of.sheet is None:
            return len(sheets) if of.severity == "info" else -1, (0, 0)
        return sheets.get(of.sheet, len(sheets)), place_of(of.cell) if of.cell else (0, 0)

    return order


def _exists(ward: str | None) -> bool:
    try:
        return bool(ward and places.ward(ward))
    except KeyError:
        return False


__all__ = ["Counting", "Document", "Expected", "Judgement", "Past", "Verdict", "judge", "judge_all"]
