"""Is the file filled from the return that counts? Otherwise it would undo what was mended since.

Who filled it in is not known, so it makes no difference: an older file of the same person undoes as much (decision 24).
"""

from collections.abc import Iterator
from datetime import datetime

from data.returns.case import Case
from data.returns.filing import Filing
from data.returns.problems import Problem, moment, problem


def newest_base(case: Case) -> Iterator[Problem]:
    """A correction is filled from the revision that counts; the very file that counts, handed in again, is no correction."""
    counting = case.past.counting
    if counting and counting.sha256 != case.sha256:
        wrong = outdated(case.filing, number=counting.number, by=counting.by, at=counting.at, over=case.expected.over)
        yield from [wrong] if wrong else []


def outdated(filing: Filing, *, number: int, by: str, at: datetime, over: int | None) -> Problem | None:
    """What is wrong with a correction of revision `number`, submitted by `by`; the store asks again when it stores.

    Nothing is, where somebody has seen what it changes and hands it in `over` this very revision.
    """
    if over == number:
        return None
    base = filing.base_revision
    if base is None:
        return problem("unknown_base", number=number, by=by, at=moment(at))
    return problem("outdated_base", base=base, number=number, by=by, at=moment(at)) if base < number else None
