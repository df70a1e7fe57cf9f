"""The demonstration: real workbooks for made-up quarters, handed in through the door that everybody uses.

Nothing of it is special to the rest of the program: files are written by the template, read in the sandbox, judged by
the checks and stored by the store. story.py says who hands in what and when, answers.py what stands in it.
"""

import gc
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context
from typing import Any

from data import places
from data.demo import story
from data.demo.files import written
from data.demo.story import Turn
from data.quarter import Quarter
from data.returns.checks import Counting, Expected, Judgement, Past, judge_all
from data.returns.reader import Document
from data.store import filings, known, origin
from data.store.actor import Actor
from data.store.engine import Store
from data.store.errors import StoreMismatch
from data.store.records import history

_OFFICE = Actor("Bản minh họa", "administrator")
_BATCH = 25  # files between two lines of progress

Write = Callable[[Callable[[Turn, Past], Document], Sequence[Turn], Sequence[Past]], Iterable[Document]]


def build(store: Store, *, province: str = "24", wards: Collection[str] | None = None, workers: int = 2) -> Iterator[str]:
    """Builds the demonstration of a province, or of some of its `wards`; yields a line in Vietnamese for each step.

    Wards whose returns of a quarter are there already are left alone, so that building twice changes nothing and what
    was broken off goes on. Files are written by that many worker processes, or in this one below two. StoreMismatch
    where the store holds real returns, KeyError where there is no such province.
    """
    codes = [ward.code for ward in places.wards(province) if wards is None or ward.code in wards]
    with store.read() as session:
        if origin.of_store(session=session, actor=_OFFICE) == "real":
            raise StoreMismatch
    with _writing(workers) as write:
        for quarter in story.quarters():
            if turns := _outstanding(store, province, codes, quarter):
                yield from _hand_in(store, quarter, turns, write)
            else:
                yield f"{quarter.label('vi')}: đã có sẵn, không thay đổi"
    yield f"Xong: bản minh họa {places.full_name(province, story.quarters()[-1].last_day)} đã sẵn sàng"


def _outstanding(store: Store, province: str, codes: Sequence[str], quarter: Quarter) -> list[Turn]:
    """The files of the quarter that are still to be handed in."""
    with store.read() as session:
        now = known.of_quarter(session=session, actor=_OFFICE, province=province, quarter=quarter, today=story.closing_day(quarter))
        here = set(now.returns["ward"]) | {
            code
            for code in codes
            if not story.counts(code, quarter) and history(session=session, actor=_OFFICE, ward=code, quarter=quarter)
        }
    return [turn for code in codes if code not in here for turn in story.turns(code, quarter)]


def _hand_in(store: Store, quarter: Quarter, turns: Sequence[Turn], write: Write) -> Iterator[str]:
    """One quarter: writes and judges all files, those that correct others last, then hands them in by the clock."""
    label, judged = quarter.label("vi"), {}
    yield f"{label}: bắt đầu viết {len(turns)} tệp"
    for corrects in (False, True):
        some = [turn for turn in turns if turn.corrects == corrects]
        pasts = [_past(store, turn, judged) for turn in some]
        documents = write(written, some, pasts)
        for batch in _batches(list(zip(some, pasts, strict=True))):  # judged while the next ones are written
            judged |= _judged(dict(batch), islice(documents, len(batch)), quarter)
            yield f"{label}: {len(judged)}/{len(turns)} tệp đã viết và kiểm tra"
    states = Counter(_submitted(store, turn, judged[turn]) for turn in sorted(turns, key=lambda turn: turn.at))
    refused = f", {states['refused']} tệp bị trả lại" if states["refused"] else ""
    yield f"{label}: đã nhận {states['accepted']} tệp{refused}"


def _past(store: Store, turn: Turn, judged: dict[Turn, Judgement]) -> Past:
    """What is known of the ward when the file is written; a correction knows the file before it."""
    with store.read() as session:
        known = filings.past(session=session, actor=_OFFICE, ward=turn.ward, quarter=turn.quarter)
    if not turn.corrects:
        return known
    first = next(each for each in judged if each.ward == turn.ward)
    before = judged[first]
    assert before.filing, "only a file that counts is corrected"
    counting = Counting(1, before.sha256, _officer(turn.ward).name, first.at, before.filing)
    return replace(known, counting=counting)


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


def _submitted(store: Store, turn: Turn, judgement: Judgement) -> str:
    with store.write() as session:
        receipt = filings.submit(
            session=session, actor=_officer(turn.ward), judgement=judgement, note=turn.note, now=turn.at, origin="demonstration"
        )
    return receipt.state


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
