"""The dashboard in a real Chromium: a server started as the README says, and pages that may ask nobody but it."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.stores import address

ROOT = Path(__file__).parents[2]
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update",
         "--disable-sync")  # fmt: skip
FORBIDDEN = "Content Security Policy"  # what a browser says where a page does what `pages/server/guard.py` forbids
PATIENCE = 30_000  # milliseconds until a page must show what is expected of it, on a machine that does much else


@dataclass(frozen=True)
class Server:
    """A running dashboard: where it is, and its store."""

    url: str
    store: str


@contextmanager
def serving(store: Path, folder: Path) -> Iterator[Server]:
    """`streamlit run dashboard.py` on a free port until the block ends; nothing that it logged may be a fault."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-X", "utf8", "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port),
               "--server.address", "127.0.0.1"]  # fmt: skip
    environment = os.environ | {"DATABASE_URL": address(store)}
    log = folder / f"{port}.log"
    with (
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8") as process,
    ):
        if not any("URL" in line for line in process.stdout):  # said once it listens
            pytest.fail(f"the dashboard did not start:\n{log.read_text(encoding='utf-8')}")
        try:
            yield Server(f"http://127.0.0.1:{port}", address(store))
        finally:
            ended = process.poll()
            process.terminate()
            assert ended is None, f"the dashboard ended by itself, with status {ended}"
    logged = log.read_text(encoding="utf-8")
    assert "Traceback" not in logged, logged


@pytest.fixture(scope="module")
def serve(tmp_path_factory) -> Callable:
    """`with serve(store) as server` runs a dashboard on a copy of that store, or on one that does not exist yet."""

    @contextmanager
    def started(source: Path | None = None) -> Iterator[Server]:
        folder = tmp_path_factory.mktemp("served")
        if source:
            shutil.copy(source, folder / "kpi.sqlite3")
        with serving(folder / "kpi.sqlite3", folder) as server:
            yield server

    return started


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser that `python manage.py test` has found (CHROMIUM), or one on the path."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.fail("No Chromium, Chrome or Edge: `python manage.py test` finds or installs one, CHROMIUM names one.")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, request, tmp_path) -> Iterator[Page]:
    """A page of an ordinary laptop. It may ask nobody but the server, no script of it may fail or do what the server forbids."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN", accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    strangers, faults = watched(context)
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if FORBIDDEN in said.text else None)
    yield page
    page.screenshot(path=tmp_path / "last.png")  # what stood there when the test ended, for whoever looks into a failure
    context.close()
    assert strangers == [], "works without internet: a page asks nobody but its server"
    assert faults == []


def watched(context: BrowserContext) -> tuple[list[str], list[str]]:
    """Turns away whatever is not this machine, and remembers it; and a list for the faults of the page's scripts."""
    strangers: list[str] = []

    def turned_away(route):
        strangers.append(route.request.url)
        route.abort()

    context.route(lambda url: not url.startswith(("http://127.0.0.1:", "data:", "blob:")), turned_away)
    return strangers, []
