"""The demonstration while it is made: by a child of the server, so that no rerun, closed tab or second visitor stops it.

How far it has come stands in the store: whoever opens the page sees it, and what was broken off goes on from there.
"""

import subprocess
import sys
from functools import cache
from pathlib import Path
from threading import Thread
from time import monotonic

import streamlit as st

from data import clock, places
from data.demo import build
from indicators import wording
from pages.shared import load
from pages.shared.say import language, say
from pages.shared.visit import VISITOR

MANAGE = Path(__file__).parents[2] / "manage.py"
PROVINCE = "24"
"""Whose demonstration is offered first."""

_A_FILE = 0.17  # seconds, on an office computer with two cores


class Maker:
    """The one child of this server that makes the demonstration."""

    def __init__(self) -> None:
        self.failed: str | None = None
        """The last words of a child that ended badly."""
        self._waiting: Thread | None = None

    def at_work(self) -> bool:
        return self._waiting is not None and self._waiting.is_alive()

    def start(self, province: str) -> None:
        """Begins, or goes on with what was broken off; nothing where it is at work."""
        if not self.at_work():
            self.failed, self._waiting = None, Thread(target=self._make, args=(province,), daemon=True)
            self._waiting.start()

    def wait(self) -> None:
        """Until the child has ended."""
        if self._waiting:
            self._waiting.join()

    def _make(self, province: str) -> None:
        command = [sys.executable, "-X", "utf8", str(MANAGE), "demo", "--province", province]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace")
        if done.returncode:
            self.failed = (done.stderr.strip().splitlines() or [""])[-1]


@cache
def maker() -> Maker:
    """The maker of this server."""
    return Maker()


def expected(province: str) -> str:
    """What the demonstration of a province is made of, and how long that takes here."""
    names, files = [places.full_name(ward.code, clock.today()) for ward in places.wards(province)], build.files(province)
    return say("welcome.demo_size", count=len(names), wards=wording.wards(names, language()), files=files, time=_time(files * _A_FILE))


def failure() -> None:
    """Why the demonstration could not be made, where it could not."""
    if maker().failed is not None:
        st.error(say("welcome.failed"), icon=":material/error:")
        st.text(maker().failed)


@st.fragment(run_every=1.0)
def follow() -> None:
    """How far it is, each second; when it is done the overview stands in its place."""
    progress = load.unfinished(load.version(actor=VISITOR), actor=VISITOR)
    if maker().at_work():
        files, of = (progress.files, progress.of) if progress else (0, 1)
        begun, had = st.session_state.setdefault("followed", (monotonic(), files))
        each = (monotonic() - begun) / (files - had) if files > had else _A_FILE
        st.progress(files / of, text=say("welcome.made", files=files, of=of, time=_time(each * (of - files))) if progress else None)
    elif progress:
        st.progress(progress.files / progress.of, text=say("welcome.so_far", files=progress.files, of=progress.of))
        failure()
        if st.button(say("welcome.go_on"), type="primary"):
            maker().start(progress.province)
            st.rerun()
    else:
        st.rerun()


def _time(seconds: float) -> str:
    """A time to wait, in words."""
    if seconds < 50:
        return say("time.seconds", number=max(10, 10 * round(seconds / 10)))
    return say("time.minutes", number=max(1, round(seconds / 60)))
