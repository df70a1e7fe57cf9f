"""The demonstration: real workbooks for made-up quarters, handed in through the door that everybody uses.

Nothing of it is special to the rest of the program: files are written by the template, read in the sandbox, judged by
the checks and stored by the store. story.py says who hands in what and when, answers.py what stands in it.
"""

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from typing import Any

from data import places
from data.demo import story
from data.demo.files import written
from data.demo.story import Turn
from data.demo.wards import words
from data.quarter import Quarter
from data.returns.checks import Expected, Judgement, Past, judge_all
from data.returns.reader import Document
from data.store import filings, origin, progress, records
from data.store.actor import Actor
from data.store.engine import Store
from data.store.errors import StoreMismatch

_OFFICE = Actor("Bản minh họa", "administrator")
_BATCH = 25  # files that are handed in together

Write = Callable[[Callable[[Turn, Past], Document], Sequence[Turn], Sequence[Past]], Iterable[Document]]


@dataclass(frozen=True)
class Step:
    """`files` of the `of` files of the demonstration have been handed in, the last of them for `quarter`."""

    quarter: Quarter
    files: int
    of: int


def files(province: str, wards: Collection[str] | None = None) -> int:
    """Of how many files the demonstration of a province, or of some of its `wards`, is made."""
    return sum(len(story.turns(code, quarter)) for code in _codes(province, wards) for quarter in story.quarters())


def build(store: Store, *, province: str = "24", wards: Collection[str] | None = None, workers: int = 2) -> Iterator[Step]:
    """Builds the demonstration of a province, or of some of its `wards`; yields a step for each batch of files.

    Files that were handed in already are left alone, so that building twice changes nothing and what was broken off goes
    on. Files are written by that many worker processes, or in this one below two. StoreMismatch where the store holds
    real returns, KeyError where there is no such province.
    """
    codes = _codes(province, wards)
    with store.read() as session:
        if origin.of_store(session=session, actor=_OFFICE) == "real":
            raise StoreMismatch
        here = records.files_received(session=session, actor=_OFFICE, province=province)
        unfinished = progress.unfinished(session=session, actor=_OFFICE)
    left = {quarter: [turn for code in codes for turn in story.turns(code, quarter)[here[code, quarter] :]] for quarter in story.quarters()}
    done, total = files(province, wards) - sum(map(len, left.values())), files(province, wards)
    if done == total and (unfinished is None or unfinished.province != province):
        return
    with store.write() as session:
        progress.note(session=session, actor=_OFFICE, province=province, files=total, what="begun")
    with _writing(workers) as write:
        for quarter, turns in left.items():
            for some in _hand_in(store, quarter, turns, write):
                done += some
                yield Step(quarter, done, total)
    with store.write() as session:
        progress.note(session=session, actor=_OFFICE, province=province, files=total, what="finished")


def _codes(province: str, wards: Collection[str] | None) -> list[str]:
    return [ward.code for ward in places.wards(province) if wards is None or ward.code in wards]


def _hand_in(store: Store, quarter: Quarter, turns: Sequence[Turn], write: Write) -> Iterator[int]:
    """One quarter by the clock, and files that correct others after those; yields the size of each batch."""
    for corrects in (False, True):
        some = sorted((turn for turn in turns if turn.corrects == corrects), key=lambda turn: turn.at)
        pasts = [_past(store, turn) for turn in some]
        documents = write(written, some, pasts)
        for batch in _batches(list(zip(some, pasts, strict=True))):  # handed in while the next ones are written
            for turn, judgement in _judged(dict(batch), islice(documents, len(batch)), quarter).items():
                _submit(store, turn, judgement)
            yield len(batch)


def _past(store: Store, turn: Turn) -> Past:
    """What is known of the ward when the file is written; a correction knows the file before it."""
    with store.read() as session:
        return filings.past(session=session, actor=_OFFICE, ward=turn.ward, quarter=turn.quarter)


def _judged(pasts: dict[Turn, Past], documents: Iterable[Document], quarter: Quarter) -> dict[Turn, Judgement]:
    by_ward = {turn.ward: past for turn, past in pasts.items()}
    judgements = judge_all(
        list(documents),
        expected=Expected(quarter=quarter),
        today=story.closing_day(quarter),
        past_of=lambda ward, _: by_ward.get(ward, Past()),
    )
    return dict(zip(pasts, judgements, strict=True))


def _batches(files: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (files[start : start + _BATCH] for start in range(0, len(files), _BATCH))


def _submit(store: Store, turn: Turn, judgement: Judgement) -> None:
    questions = [each.question for each in judgement.problems if each.severity == "warning"] if turn.answers and not turn.note else []
    answers = dict.fromkeys(questions, words()["notes"]["checked"])
    handed_in = {"judgement": judgement, "note": turn.note, "answers": answers, "now": turn.at}
    with store.write() as session:
        filings.submit(session=session, actor=_officer(turn.ward), **handed_in, origin="demonstration")


def _officer(ward: str) -> Actor:
    """Whoever prepares the ward's returns."""
    name = story.person(ward, "prepares")
    return Actor(name, "ward_officer", wards=(ward,), province=places.ward(ward).province)


@contextmanager
def _writing(workers: int) -> Iterator[Write]:
    """A `map` over that many processes, started afresh everywhere as Windows does it; the plain one below two."""
    if workers < 2:
        yield map
        return
    rarely = {"initializer": gc.set_threshold, "initargs": (100_000,)}  # a workbook is many small objects, soon gone
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), **rarely) as pool:
        yield lambda function, *arguments: pool.map(function, *arguments, chunksize=4)
