"""Is this return to be accepted? What a judgement is made of; the checks themselves follow below."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from data.quarter import Quarter
from data.returns.filing import Filing
from data.returns.measures import Figure
from data.returns.problems import Problem
from data.returns.reader import Document

Verdict = Literal["accepted", "accepted_with_warnings", "refused"]


@dataclass(frozen=True)
class Counting:
    """The revision of this very quarter that counts so far."""

    number: int
    sha256: str
    by: str
    at: datetime
    filing: Filing


@dataclass(frozen=True)
class Past:
    """What is known of a ward before a return: the newest counting return of an earlier quarter, and this quarter's own."""

    previous: Filing | None = None
    measures: dict[str, Figure] = field(default_factory=dict)
    previous_as_of: date | None = None
    counting: Counting | None = None


@dataclass(frozen=True)
class Expected:
    """What the page had chosen; None: whatever the file says."""

    ward: str | None = None
    quarter: Quarter | None = None


@dataclass(frozen=True)
class Judgement:
    """What was found out about one file. `ward`, `quarter` and `filing` are None as far as the file does not tell them."""

    document: Document
    sha256: str
    verdict: Verdict
    ward: str | None = None
    quarter: Quarter | None = None
    filing: Filing | None = None
    figures: dict[str, Figure] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
