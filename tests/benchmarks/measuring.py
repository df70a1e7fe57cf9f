"""How the benchmarks measure: medians of several runs; what is compared takes turns, so that both meet one machine."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Line:
    """One figure. `unit` is "s", "ms" or "x" (times what stands `beside` it); `goal` is the most it should be."""

    what: str
    value: float
    unit: str
    goal: float | None = None
    beside: str = ""

    def __str__(self) -> str:
        goal = f"goal {self.goal:g} {self.unit}" if self.goal else ""
        return f"{self.what:<54} {self.value:8.1f} {self.unit:<2}  {goal:<12} {self.beside}".rstrip()


def once(work: Work) -> float:
    """Seconds."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def seconds(work: Work, times: int = 15) -> float:
    """The median of some runs, after one that warms up."""
    work()
    return statistics.median(once(work) for _ in range(times))


def in_turns(*works: Work, times: int) -> list[float]:
    """The median seconds of each, after one run that warms up."""
    for work in works:
        work()
    rounds = [[once(work) for work in works] for _ in range(times)]
    return [statistics.median(taken) for taken in zip(*rounds, strict=True)]
