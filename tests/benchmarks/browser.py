"""What somebody waits for in a real Chromium, against a script that only writes "hello" on a server of its own; 168 wards.

First content is what the browser paints first: of home and compare the answer before the app, with title and drawing. Drawn is: the
app has its title, the answer has gone, and the last drawing has its marks. Cold is a browser that has never been here; each figure is
the median of several, the pages taking turns. Over a slow line, 10 Mbit/s with 50 ms, Chromium itself is slowed down.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.benchmarks import whole_city
from tests.benchmarks.measuring import Line
from tests.benchmarks.page import BARE
from tests.benchmarks.visitors import serving

TIMES = 5
GIVEN = {"province": whole_city.PROVINCE, "quarter": str(whole_city.QUARTER), "lang": "vi"}
DRAWN = """() => {
    const app = document.querySelector('#root'), done = app.querySelector('[data-test-script-state=notRunning]');
    return done && !document.querySelector('#answer') && (%s);
}"""
TITLED = "app.querySelector('h1') && app.querySelector('svg.marks path, canvas')"
HELLO = "app.innerText.includes('hello')"
WATCHED = """window.shifted = 0; window.first = 0; window.drawn = 0;
new PerformanceObserver((list) => list.getEntries().forEach((one) => { if (!one.hadRecentInput) window.shifted += one.value; }))
    .observe({type: 'layout-shift', buffered: true});
new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.first ||= one.startTime; }))
    .observe({type: 'paint', buffered: true});
const watch = () => { if ((%s)()) window.drawn ||= performance.now(); else requestAnimationFrame(watch); };
addEventListener('DOMContentLoaded', watch);"""


def lines() -> Iterator[Line]:
    with TemporaryDirectory() as folder, whole_city.filled() as store, sync_playwright() as playwright:
        bare = Path(folder, "bare.py")
        bare.write_text(BARE)
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"))
        with serving(str(bare), {}, Path(folder)) as plain, serving("dashboard.py", {"DATABASE_URL": str(store.url)}) as port:
            hello, city = f"http://localhost:{plain}/", f"http://localhost:{port}/"
            pages = {page: f"{city}{path}?{urlencode(GIVEN)}" for page, path in {"compare": "compare", "home": ""}.items()}
            for address in (hello, *pages.values()):
                drawn(browser, address, fast)  # what the server makes once
            for name, way in {"cold": fast, "warm": again}.items():
                measured = {address: [drawn(browser, address, way) for _ in range(TIMES)] for address in (hello, *pages.values())}
                measure = median(one["drawn"] for one in measured[hello])
                yield Line(f"bare page, {name}", measure, "ms")
                for page, address in pages.items():
                    taken = median(one["drawn"] for one in measured[address])
                    first, shift = (median(one[what] for one in measured[address]) for what in ("first", "shifted"))
                    beside = f"{taken:.0f} ms; first content {first:.0f} ms, layout shift {shift:.3f}"
                    yield Line(f"{page}, {name}: drawn", taken / measure, "x", 1.7, beside)
            warm = measure
            for name, seen in {"new": False, "seen": True}.items():
                taken = median(change_of_quarter(browser, pages["compare"], seen=seen) for _ in range(TIMES))
                yield Line(f"compare: another quarter, {name}", taken / warm, "x", 0.25 if seen else 0.4, f"{taken:.0f} ms")
            for page, address in pages.items():
                found = [drawn(browser, address, slow) for _ in range(3)]
                size, taken, first = (median(one[what] for one in found) for what in ("bytes", "drawn", "first"))
                yield Line(
                    f"{page}, cold over 10 Mbit/s and 50 ms", size / 1e6, "MB", 1.5, f"drawn {taken:.0f} ms, first content {first:.0f} ms"
                )
        browser.close()


Way = Callable[[BrowserContext, str], Page]


def drawn(browser: Browser, address: str, way: Way) -> dict[str, float]:
    """Milliseconds until the page of the address was `drawn` and had its `first` content; how far it `shifted`; its `bytes`."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    condition = DRAWN % (TITLED if "?" in address else HELLO)
    context.add_init_script(WATCHED % condition)
    page = way(context, address)
    found = page.evaluate("({drawn: window.drawn, first: window.first, shifted: window.shifted})")
    sizes = page.evaluate("performance.getEntries().reduce((sum, one) => sum + (one.transferSize || 0), 0)")
    context.close()
    return found | {"bytes": sizes}


def fast(context: BrowserContext, address: str) -> Page:
    """A browser that has never been here."""
    return _open(context.new_page(), address)


def again(context: BrowserContext, address: str) -> Page:
    """The second visit of a browser."""
    page = _open(context.new_page(), address)
    page.wait_for_timeout(1200)  # until it has left where everything stood, and the drawing for this window is made
    return _open(page, address)


def slow(context: BrowserContext, address: str) -> Page:
    """A browser that has never been here, over a slow line."""
    page = context.new_page()
    line = {"offline": False, "latency": 50, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)
    return _open(page, address)


def _open(page: Page, address: str) -> Page:
    page.goto(address)
    while not page.evaluate("window.drawn"):
        page.wait_for_timeout(20)
    return page


def change_of_quarter(browser: Browser, address: str, *, seen: bool) -> float:
    """Milliseconds from the choice of the quarter before to its title and drawing; `seen`: it was chosen before on this page."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.add_init_script(WATCHED % (DRAWN % TITLED))
    page = _open(context.new_page(), address)
    quarters = (whole_city.QUARTER - 1, whole_city.QUARTER) if seen else ()
    for quarter in (*quarters, whole_city.QUARTER - 1):
        taken = _choose(page, quarter.label("vi"))
    context.close()
    return taken


def _choose(page: Page, label: str) -> float:
    page.wait_for_timeout(500)
    before = page.locator(".st-key-line").inner_text()
    page.get_by_role("combobox", name="Kỳ báo cáo").click()
    page.get_by_role("option", name=label).wait_for()
    page.evaluate(
        """(before) => { window.changed = 0; const begun = performance.now(), watch = () => {
            const line = document.querySelector('#root .st-key-line'), done = document.querySelector('[data-test-script-state=notRunning]');
            if (line && done && line.innerText !== before) window.changed = performance.now() - begun; else requestAnimationFrame(watch); };
            watch(); }""",
        before,
    )
    page.get_by_role("option", name=label).click()
    while not page.evaluate("window.changed"):
        page.wait_for_timeout(10)
    return page.evaluate("window.changed")
