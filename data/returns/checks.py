"""Is this return to be accepted? Every check is one function, and all are asked: all faults come back at once."""

import logging
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from data import places
from data.quarter import Quarter
from data.returns.case import Case, Counting, Expected, Past
from data.returns.checking import base_revision, bounds, cells, history, identity, lists, plausibility, tables
from data.returns.filing import Filing
from data.returns.measures import MeasureValue
from data.returns.problems import Problem, folded, problem
from data.returns.reader import Document, Reading, readings
from data.returns.reading.grid import Grid, Place
from data.returns.reading.read_filing import FilingRead, read_filing
from data.returns.sandbox.scan import place_of

MOST_PROBLEMS = 500
"""A file with more is of another kind, and listing them all would only keep people waiting."""

Verdict = Literal["accepted", "accepted_with_warnings", "refused"]
PastOf = Callable[[str, Quarter], Past]
Check = Callable[[Case], Iterator[Problem]]

WHOSE: tuple[Check, ...] = (
    identity.known_ward,
    identity.same_name,
    identity.known_quarter,
    identity.same_as_meta,
    identity.as_the_page_chose,
    identity.begun_quarter,
)
"""Whose return for when: where that is wrong, all else would be judged by another quarter's form or ward's past
(decision 21)."""
WHAT: tuple[Check, ...] = (
    identity.closing_day,
    cells.required,
    cells.required_when,
    cells.unanswered,
    bounds.at_most,
    bounds.sum_at_most,
    bounds.none_without,
    bounds.at_least,
    bounds.maximum,
    bounds.day_bounds,
    bounds.far_above,
    bounds.staff_of_units,
    cells.blanks,
    tables.at_least_one_row,
    tables.empty_or_not,
    tables.unique_names,
    tables.repeated_rows,
    plausibility.part_without_whole,
)
SINCE: tuple[Check, ...] = (
    base_revision.newest_base,
    identity.first_day,
    history.cumulative_figures,
    history.steady_units,
    plausibility.unlike_the_past,
    plausibility.unlike_others,
    plausibility.same_as_last,
    plausibility.same_as_another,
    lists.not_reviewed,
    lists.rows_gone,
    lists.rows_weigh,
    lists.counts_leap,
)
"""Checks against earlier returns, whose figures are not everybody's: only of a file that is surely the ward's own."""


@dataclass(frozen=True)
class Judgement:
    """What was found out about one file. `ward`, `quarter` and `filing` are None where the file does not tell them.

    `expected` is what the page had chosen: where a file tells nothing, that says to whom it belongs.
    """

    document: Document
    sha256: str
    verdict: Verdict
    ward: str | None = None
    quarter: Quarter | None = None
    filing: Filing | None = None
    measures: dict[str, MeasureValue] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    expected: Expected = Expected()


def judge_all(documents: Sequence[Document], *, expected: Expected, today: date, past_of: PastOf) -> list[Judgement]:
    """Reads and judges a batch of files, each for itself, in their order."""
    with closing(readings(documents)) as batch:
        return [judge(reading, expected=expected, today=today, past_of=past_of) for reading in batch]


def judge(reading: Reading, *, expected: Expected, today: date, past_of: PastOf) -> Judgement:
    """Judges a file. `past_of(ward, quarter)` tells what is known from before; it is asked only if both are sure.

    A fault of ours costs this file and says so, and the log has the traceback; what `past_of` raises is not ours.
    """
    asked = _Asked(past_of)
    try:
        return replace(_judge(reading, expected, today, asked), expected=expected)
    except Exception:
        if asked.failed:
            raise
        number = uuid.uuid4().hex[:8]
        logging.getLogger(__name__).exception("judging failed: %s, file %s", number, reading.sha256)
        return replace(_judgement(reading, [problem("our_fault", number=number)]), expected=expected)


class _Asked:
    """`past_of`, and whether it was what failed."""

    def __init__(self, past_of: PastOf) -> None:
        self._past_of, self.failed = past_of, False

    def __call__(self, ward: str, quarter: Quarter) -> Past:
        self.failed = True
        past = self._past_of(ward, quarter)
        self.failed = False
        return past


def _judge(reading: Reading, expected: Expected, today: date, past_of: PastOf) -> Judgement:
    if reading.workbook is None:
        return _judgement(reading, reading.problems)
    quarter = expected.quarter or Quarter.of(today)
    understood = read_filing(reading.workbook, ward=expected.ward, quarter=quarter)
    filing = understood.filing
    if filing is None:
        return _judgement(reading, [*reading.problems, *understood.problems])
    case = _case(reading, understood, filing, expected, today)
    whose = _found(WHOSE, case)
    wrong = {each.code for each in whose if each.severity == "error"}
    if wrong - {"unknown_quarter"}:  # for that, the hidden sheet's quarter or the page's serves to go on
        return _judgement(reading, [*reading.problems, *identity.concerning(case, understood.problems), *whose], case)
    problems = [*reading.problems, *understood.problems, *whose, *_found(WHAT, case)]
    if not wrong and understood.ward and _exists(understood.ward) and understood.quarter:
        past = past_of(understood.ward, understood.quarter)
        case = replace(case, past=past)
        problems += _found(SINCE, case)
    return _judgement(reading, problems, case)


def _found(checks: Sequence[Check], case: Case) -> list[Problem]:
    return [each for check in checks for each in check(case)]


def _case(reading: Reading, understood: FilingRead, filing: Filing, expected: Expected, today: date) -> Case:
    """The case as far as the file alone tells it: nothing is known from before."""
    return Case(
        form=understood.form,
        filing=filing,
        ward=understood.ward,
        quarter=understood.quarter,
        spoiled=frozenset(understood.spoiled),
        past=Past(),
        expected=expected,
        sha256=reading.sha256,
        today=today,
    )


def _judgement(reading: Reading, problems: Sequence[Problem], case: Case | None = None) -> Judgement:
    """Verdict, figures, and the problems in the order of the workbook."""
    severities = {each.severity for each in problems}
    verdict = "refused" if "error" in severities else "accepted_with_warnings" if "warning" in severities else "accepted"
    order = _order(reading.workbook or ())
    problems = tuple(sorted(_most(folded(sorted(problems, key=order))), key=order))
    if case is None:
        return Judgement(reading.document, reading.sha256, verdict, problems=problems)
    ward, quarter = case.ward if _exists(case.ward) else None, case.quarter
    if not (ward and quarter):
        return Judgement(reading.document, reading.sha256, verdict, ward, quarter, problems=problems)
    return Judgement(reading.document, reading.sha256, verdict, ward, quarter, case.filing, case.measures, problems)


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
