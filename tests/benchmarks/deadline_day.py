"""The rush before midnight: how long the 168 wards of Ho Chi Minh City wait for their receipts.

They hand in full-sized returns from 52 threads in 4 processes into a new SQLite file, or into the empty database at
URL: python -m tests.benchmarks.deadline_day URL
"""

import multiprocessing
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from tempfile import TemporaryDirectory

from data import places
from data.returns.checks import Judgement
from data.returns.filing import Cell, State
from data.returns.measures import MeasureValue
from data.store import audit, engine
from tests.benchmarks.measuring import Line
from tests.data.store.making import ask, judgement, rows, submit

PROCESSES, THREADS = 4, 13


def full_sized(ward: str) -> Judgement:
    """A return with as many cells and figures as real ones have: 57 kB of file, 44 kB of filing."""
    judged = judgement(ward, file=ward * 11_500)
    cells = {f"field_{n}": Cell("Số liệu khác", f"C{n}", n, "filled", str(n)) for n in range(128)}
    row = {name: Cell("Nhiệm vụ", "C9", "đang làm", "filled", "đang làm") for name in "abcdefgh"}
    figures = {
        f"measure_{n}": MeasureValue(float(n), State.NUMBER, tuple(("Số liệu khác", f"C{m}", m) for m in range(2))) for n in range(85)
    }
    return replace(judged, filing=replace(judged.filing, cells=cells, tables={"tasks": (row,) * 54}), measures=figures)


def rush(url: str, wards: list[str], start, waits) -> None:
    """One process: its wards hand in as soon as all processes are ready."""
    store, judged = engine.open_store(url), [full_sized(ward) for ward in wards]

    def hand_in(one: Judgement) -> float:
        begun = time.perf_counter()
        assert submit(store, one).state == "accepted"
        return time.perf_counter() - begun

    with ThreadPoolExecutor(THREADS) as officers:
        start.wait()
        waits.put(list(officers.map(hand_in, judged)))


def lines(url: str | None = None) -> Iterator[Line]:
    with TemporaryDirectory() as folder:
        url = url or f"sqlite:///{folder}/rush.sqlite3"
        engine.migrate(url)
        waited = hand_in_all(url)
        store = engine.open_store(url)
        kept, chain = len(rows(store, "revision")), ask(store, audit.verify)
        store.close()
    said = f"{kept} of {len(waited)} kept, audit chain whole: {chain.whole}"
    for name, share, goal in (("half", 0.5, None), ("19 of 20", 0.95, 1), ("all", 1, None)):
        wait = waited[int(share * (len(waited) - 1))]
        yield Line(f"168 wards at once: {name} wait at most", wait, "s", goal, said if share == 1 else "")


def hand_in_all(url: str) -> list[float]:
    """How long each ward waited, in seconds, the shortest wait first."""
    processes = multiprocessing.get_context("spawn")
    start, waits = processes.Barrier(PROCESSES + 1), processes.Queue()
    wards = [ward.code for ward in places.wards("79")]
    running = [processes.Process(target=rush, args=(url, wards[n::PROCESSES], start, waits)) for n in range(PROCESSES)]
    for process in running:
        process.start()
    start.wait()
    waited = sorted(wait for _ in running for wait in waits.get())
    for process in running:
        process.join()
    return waited


if __name__ == "__main__":
    for line in lines(*sys.argv[1:]):
        print(line)
