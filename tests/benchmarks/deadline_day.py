"""The rush before midnight: python tests/benchmarks/deadline_day.py [URL]

The 168 wards of Ho Chi Minh City hand in full-sized returns from 52 threads in 4 processes, into a new SQLite file or
the empty database at URL. Prints how long each had to wait.
"""

import multiprocessing
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from data import places
from data.returns.checks import Judgement
from data.returns.filing import Cell, State
from data.returns.measures import Figure
from data.store import audit, engine
from tests.data.store.making import ask, judgement, rows, submit

PROCESSES, THREADS = 4, 13


def full_sized(ward: str) -> Judgement:
    """A return with as many cells and figures as real ones have: 57 kB of file, 44 kB of filing."""
    judged = judgement(ward, file=ward * 11_500)
    cells = {f"field_{n}": Cell("Số liệu khác", f"C{n}", n, "filled", str(n)) for n in range(128)}
    row = {name: Cell("Nhiệm vụ", "C9", "đang làm", "filled", "đang làm") for name in "abcdefgh"}
    figures = {
        f"measure_{n}": Figure(float(n), State.NUMBER, tuple(("Số liệu khác", f"C{m}", m) for m in range(2)))
        for n in range(85)
    }
    return replace(judged, filing=replace(judged.filing, cells=cells, tables={"tasks": (row,) * 54}), figures=figures)


def rush(url: str, wards: list[str], start, waits) -> None:
    store, judged = engine.open_store(url), [full_sized(ward) for ward in wards]

    def hand_in(one: Judgement) -> float:
        begun = time.perf_counter()
        assert submit(store, one).state == "accepted"
        return time.perf_counter() - begun

    with ThreadPoolExecutor(THREADS) as officers:
        start.wait()
        waits.put(list(officers.map(hand_in, judged)))


def main(url: str) -> None:
    engine.migrate(url)
    processes = multiprocessing.get_context("spawn")
    start, waits = processes.Barrier(PROCESSES + 1), processes.Queue()
    wards = [ward.code for ward in places.wards("79")]
    running = [processes.Process(target=rush, args=(url, wards[n::PROCESSES], start, waits)) for n in range(PROCESSES)]
    for process in running:
        process.start()
    start.wait()
    begun = time.perf_counter()
    waited = sorted(wait for _ in running for wait in waits.get())
    total = time.perf_counter() - begun
    store = engine.open_store(url)
    kept, chain = len(rows(store, "revision")), ask(store, audit.verify)
    print(f"{kept} of {len(wards)} in {total:.1f} s, audit chain whole: {chain.whole}")
    for name, share in (("half", 0.5), ("19 of 20", 0.95), ("all", 1)):
        print(f"{name} waited at most {waited[int(share * (len(waited) - 1))]:.2f} s")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{tempfile.mkdtemp()}/rush.sqlite3")
