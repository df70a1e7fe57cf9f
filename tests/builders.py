"""Files for tests: the real template, filled in as a ward would, right in every cell until a test changes something.

document({"training.cb.total": "mười hai"})                    one cell wrong
document({"tools": "không phát sinh"}, ward="02215")           another ward, an empty table
document(edit=lambda book: book.remove(book["Tập huấn"]))      what answers cannot say
document(past=past)                                            with last time's figures in it, or correcting them
"""

import pickle
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

from openpyxl import Workbook

from data import places
from data.demo import answers as demo_answers
from data.demo.files import asked
from data.demo.fill import fill
from data.plans.lookups import tasks_for
from data.quarter import Quarter
from data.returns import template
from data.returns.checks import Past
from data.returns.form import WARD_FORM
from data.returns.formfile import form
from data.returns.reader import Document

WARD, QUARTER = "09265", Quarter(2026, 4)


def as_of(quarter: Quarter) -> date:
    """The day of the figures in these files: the fifteenth of the quarter's second month."""
    return date(quarter.year, 3 * quarter.number - 1, 15)


def answers(*, ward: str = WARD, quarter: Quarter = QUARTER, past: Past | None = None) -> dict[str, Any]:
    """What the ward answers where nothing is wrong: plausible, complete, and the same each time."""
    before = past.previous_as_of if past else None
    first = before + timedelta(days=1) if before else quarter.first_day
    told = demo_answers.answers(ward, quarter, tasks_for(ward, demonstration=True), first=first, last=as_of(quarter))
    return asked(told, form(WARD_FORM).asked(quarter, places.ward(ward).province))


def workbook(changes: dict[str, Any] | None = None, *, ward: str = WARD, quarter: Quarter = QUARTER, past: Past | None = None) -> Workbook:
    """The workbook, not yet saved: `changes` are answers that differ; a correction holds nothing else."""
    counting = past.counting if past else None
    book = pickle.loads(_blank(ward, quarter)) if past is None else _drawn(ward, quarter, past)
    fill(book, ({} if counting else answers(ward=ward, quarter=quarter, past=past)) | (changes or {}))
    return book


@cache
def _blank(ward: str, quarter: Quarter) -> bytes:
    """The template of a ward without a past, which most tests fill in: thawing takes a third of drawing it."""
    return pickle.dumps(_drawn(ward, quarter, None))


def _drawn(ward: str, quarter: Quarter, past: Past | None) -> Workbook:
    return template.workbook(
        ward=ward,
        quarter=quarter,
        past=past,
        tasks=tasks_for(ward, demonstration=True),
        made_at=quarter.first_day,
        base_revision=past.counting.number if past and past.counting else 0,
    )


def document(
    changes: dict[str, Any] | None = None,
    *,
    ward: str = WARD,
    quarter: Quarter = QUARTER,
    past: Past | None = None,
    edit: Callable[[Workbook], object] | None = None,
    name: str | None = None,
) -> Document:
    """The file as it is handed in; `edit` does to the workbook what answers cannot say."""
    book = workbook(changes, ward=ward, quarter=quarter, past=past)
    if edit:
        edit(book)
    return Document(name or template.file_name(ward, quarter), template.saved(book, quarter.first_day))
