"""Verbs for what wards hand in: template, check, submit."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from commands import given

if TYPE_CHECKING:
    from data.returns.checks import Judgement
    from data.returns.differences import Difference
    from data.returns.problems import Problem
    from data.returns.reader import Document
    from data.words import Language
    from indicators.effects import Effect


def add(verbs: argparse._SubParsersAction) -> None:
    blank = given.verb(verbs, template, "write the quarter's workbooks", example="template --ward 09265 --quarter 2026-Q4 --out mau-bieu")
    which = blank.add_mutually_exclusive_group(required=True)
    which.add_argument("--ward", metavar="CODE")
    which.add_argument("--province", metavar="CODE", help="one workbook for each of its wards")
    blank.add_argument("--quarter", required=True, metavar="2026-Q4")
    blank.add_argument("--out", required=True, metavar="DIR")

    judged = given.verb(verbs, check, "judge workbooks without storing", example="check 09265_phuong-lieu_2026-Q4.xlsx --json")
    handed_in = given.verb(
        verbs, submit, "judge workbooks and store them", example='submit 09265_phuong-lieu_2026-Q4.xlsx --as "Trần Thị Bích"'
    )
    for files in (judged, handed_in):
        files.add_argument("files", nargs="+", metavar="FILE")
        files.add_argument("--json", action="store_true", help="one object a file and line")
        files.add_argument("--lang", choices=("vi", "en"), default="vi", help="language of the problems")
    handed_in.add_argument("--as", dest="as_", metavar="NAME", help="who hands in")
    handed_in.add_argument(
        "--note", default="", metavar="TEXT", help="the reason of a correction; answers all questions that have no answer of their own"
    )
    handed_in.add_argument(
        "--over", type=int, metavar="N", help="hand it in over revision N, and only over it, although it was filled from an older one"
    )
    handed_in.add_argument(
        "--answer", action="append", default=[], metavar="CODE@SHEET!CELL=TEXT", help="the answer to one question; may be given often"
    )


def template(options: argparse.Namespace) -> int:
    from data import places
    from data.returns.template import file_name
    from pages.shared import load

    scope, actor = given.scope(options), given.actor(options)
    codes = [options.ward] if options.ward else [ward.code for ward in places.wards(options.province)]
    folder = Path(options.out)
    folder.mkdir(parents=True, exist_ok=True)
    for code in codes:
        given.write(folder / file_name(code, scope.quarter), load.blank_return(scope, code, actor=actor))
    return 0


def check(options: argparse.Namespace) -> int:
    from data import clock
    from pages.shared import load

    actor = given.actor(options)
    judgements = load.judged(documents(options), day=clock.today(), actor=actor)
    for path, judgement in zip(options.files, judgements, strict=True):
        effects, changes = load.effects(judgement, actor=actor), load.changes(judgement, actor=actor)
        show(row(path, judgement, options.lang, judgement.problems, effects, changes), options)
    total(judgement.verdict for judgement in judgements)
    return int(any(judgement.verdict == "refused" for judgement in judgements))


def submit(options: argparse.Namespace) -> int:
    from data import clock
    from data.returns.checks import Expected
    from pages.shared import load

    actor, states = given.actor(options), []
    judgements = load.judged(documents(options), day=clock.today(), expected=Expected(over=options.over), actor=actor)
    said = answers(options, judgements)
    for path, judgement in zip(options.files, judgements, strict=True):
        # before it is stored: afterwards it is what counts
        effects, changes = load.effects(judgement, actor=actor), load.changes(judgement, actor=actor)
        receipt = load.submit(judgement, options.note, answers=said, actor=actor)
        states.append("repeated" if receipt.repeated else receipt.state)
        judged = row(path, judgement, options.lang, receipt.problems, effects, changes) | {"verdict": receipt.verdict}
        show(judged | {"receipt": receipt.receipt, "revision": receipt.revision, "state": receipt.state}, options)
    total(states)
    return int(not {"accepted", "repeated"}.issuperset(states))


def answers(options: argparse.Namespace, judgements: Iterable[Judgement]) -> dict[str, str]:
    """The answers of the line by question; wrong usage, before anything is stored, where none of the files asks it."""
    asked = {each.question for judgement in judgements for each in judgement.problems if each.severity == "warning"}
    said = {}
    for one in options.answer:
        question, _, text = one.partition("=")
        if not text.strip():
            given.wrong(options, f"--answer: expected CODE@SHEET!CELL=TEXT, not {one!r}")
        said[given.one_of(options, "question", question, asked)] = text
    return said


TOTALS = {
    "accepted": ("được tính", "accepted"),
    "accepted_with_warnings": ("được tính, có chỗ cần xem lại", "accepted with warnings"),
    "repeated": ("đã nộp từ trước", "counted already"),
    "needs_note": ("cần giải trình (--note)", "need a note (--note)"),
    "needs_reason": ("cần lý do đính chính (--note)", "need the reason of the correction (--note)"),
    "refused": ("bị trả lại", "refused"),
}
"""What became of files, in both languages, the good first."""


def total(states: Iterable[str]) -> None:
    """How many files became what, for people; of a single file its own line says it."""
    counts = Counter(states)
    if counts.total() > 1:
        for position, whole in enumerate((f"{counts.total()} tệp", f"{counts.total()} files")):
            parts = [f"{counts[state]} {words[position]}" for state, words in TOTALS.items() if counts[state]]
            given.say(f"{whole}: {', '.join(parts)}")


def documents(options: argparse.Namespace) -> list[Document]:
    """The files of the line; wrong usage where one is not there."""
    from data.returns.reader import Document

    missing = [name for name in options.files if not Path(name).is_file()]
    if missing:
        given.wrong(options, f"no such file: {', '.join(missing)}")
    return [Document(name=Path(name).name, content=Path(name).read_bytes()) for name in options.files]


def row(
    path: str,
    judgement: Judgement,
    lang: Language,
    problems: Iterable[Problem],
    effects: Mapping[str, Effect],
    changes: Iterable[Difference],
) -> dict:
    """One judged file as the object of `check --json`; `path` as the command line named it. `changes` only of a correction."""
    from data.returns.problems import message

    return {
        "file": path,
        "verdict": judgement.verdict,
        "ward": judgement.ward,
        "quarter": str(judgement.quarter) if judgement.quarter else None,
        "problems": [
            {"code": p.code, "severity": p.severity, "sheet": p.sheet, "cell": p.cell, "found": p.found, "message": message(p, lang)}
            | ({"effect": effects[p.question].sentence(lang)} if p.question in effects else {})
            | ({"answer": p.answer} if p.answer else {})
            for p in problems
        ],
    } | ({"changes": told} if (told := [vars(each) | {"label": each.label(lang)} for each in changes]) else {})


def show(row: dict, options: argparse.Namespace) -> None:
    """The object on a line, or the same in words."""
    if options.json:
        print(json.dumps(row, ensure_ascii=False))
        return
    receipt = f" · {row['receipt']}" if row.get("receipt") else ""
    print(f"{row['file']}: {row.get('state', row['verdict'])}{receipt}")
    for problem in row["problems"]:
        place = "!".join(filter(None, (problem["sheet"], problem["cell"])))
        print(f"  {problem['severity']} {problem['code']} {place}\n    {problem['message']}")
        if "effect" in problem:
            print(f"    {problem['effect']}")
    for change in row.get("changes", ()):
        print(f"  {change['sheet']}!{change['cell']} {change['label']} {change['row']}: {change['old'] or '–'} → {change['new'] or '–'}")
