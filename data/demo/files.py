"""The files of the demonstration: for each turn of its story the workbook of the ward, filled in."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from data import places
from data.demo import answers, fill
from data.demo.counts import Answers
from data.demo.story import Turn, as_of, opening_day, period_from
from data.plans.lookups import tasks_for
from data.returns import template
from data.returns.checks import Past
from data.returns.form import WARD_FORM, Form
from data.returns.formfile import form
from data.returns.reader import Document


def written(turn: Turn, past: Past) -> Document:
    """The file that is handed in; the same turn and past give the same bytes."""
    tasks = tasks_for(turn.ward, demonstration=True)
    first, last = period_from(turn.ward, turn.quarter), as_of(turn.ward, turn.quarter)
    assert last, "who hands in a file has figures of a day"
    told = answers.answers(turn.ward, turn.quarter, tasks, first=first, last=last)
    slip = answers.slipped(told, turn.slip) if turn.slip else {}
    if turn.corrects:
        told = {code: told[code] for code in slip}
    else:
        told |= slip | answers.harmless(turn.ward, turn.quarter)
    if turn.fault:
        told = answers.spoiled(told, turn.fault, turn.quarter)
    content = fill.filled(
        ward=turn.ward,
        quarter=turn.quarter,
        past=past,
        tasks=tasks,
        made_at=opening_day(turn.quarter),
        answers=asked(told, form(WARD_FORM).asked(turn.quarter, places.ward(turn.ward).province)),
    )
    name = Path(template.file_name(turn.ward, turn.quarter))
    return Document(f"{name.stem} (2){name.suffix}" if turn.corrects else name.name, content)


def asked(told: Answers, form: Form) -> Answers:
    """The answers without what the form of the quarter does not ask."""
    fields = {code: answer for code, answer in told.items() if code in form.fields}
    return fields | {code: _columns(code, answer, form) for code, answer in told.items() if code in form.blocks}


def _columns(block: str, answer: Iterable[dict[str, Any]] | str, form: Form) -> list[dict[str, Any]] | str:
    if isinstance(answer, str):
        return answer
    return [{column: value for column, value in row.items() if f"{block}[].{column}" in form.fields} for row in answer]
