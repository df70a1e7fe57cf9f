"""How long a page's script runs with 168 wards, after it was opened once, against the script that only writes "hello".

Both are run by Streamlit's own ScriptRunner, as AppTest drives it: from the request to rerun until the last element is
handed over. Sending to the browser, and what AppTest does with the elements afterwards, are left out on both sides.
"""

import logging
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from unittest.mock import patch

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.testing.v1 import AppTest

from pages.shared import load
from tests.benchmarks import whole_city
from tests.benchmarks.measuring import Line
from tests.pages.visiting import sound, visit

GOAL = 40
BARE = 'import streamlit as st\n\nst.write("hello")\n'
LINK = {"province": whole_city.PROVINCE, "quarter": str(whole_city.QUARTER)}


def lines() -> Iterator[Line]:
    logging.disable(logging.WARNING)  # AppTest reads the elements where there is no visitor, and is told so each time
    with whole_city.filled() as store, patch.dict(os.environ, {"DATABASE_URL": str(store.url)}), same_main():
        bare = milliseconds(AppTest.from_string(BARE))
        compare = visit("compare", **LINK)
        pages = {"compare": (compare, same), "compare, an indicator for the first time": (compare, another_indicator)}
        for view in ("sheet", "two", "over_time", "map", "table"):
            pages[f"compare, {view}"] = (visit("compare", view=view, **LINK), same)
        pages["home"] = (visit("home", **LINK), same)
        for name, (page, rerun) in pages.items():
            taken = milliseconds(page, rerun)
            yield Line(f"168 wards: {name}", taken, "ms", GOAL, f"{taken / bare:.0f} times a bare page's {bare:.1f} ms")
        load.close()


@contextmanager
def same_main() -> Iterator[None]:
    """A script takes the place of the program, and processes that are started afresh would begin with it."""
    program = sys.modules["__main__"]
    try:
        yield
    finally:
        sys.modules["__main__"] = program


def same(page: AppTest) -> AppTest:
    """Nothing was changed: a click somewhere on the page."""
    return page.run()


def another_indicator(page: AppTest) -> AppTest:
    chooser = page.selectbox(key="pick.indicator")
    return chooser.select_index(chooser.index + 1).run()


def milliseconds(page: AppTest, rerun: Callable[[AppTest], AppTest] = same, times: int = 15) -> float:
    """The median of some reruns of a page that was opened before."""
    taken, run = [], ScriptRunner._run_script

    def timed(self: ScriptRunner, asked: object) -> None:
        begun = time.perf_counter()
        run(self, asked)
        taken.append(time.perf_counter() - begun)

    page = sound(page.run())
    with patch.object(ScriptRunner, "_run_script", timed):
        for _ in range(times):
            page = sound(rerun(page))
    return median(taken) * 1000
