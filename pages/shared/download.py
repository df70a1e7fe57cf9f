"""What leaves a page as a file, built at the click."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

import streamlit as st

from data.returns.template import XLSX, file_name
from indicators.briefing import Briefing
from indicators.charts.look import Chart
from indicators.exports import png, svg
from indicators.exports import receipt as receipts
from pages.shared import load
from pages.shared.pick import Place
from pages.shared.say import say


class Painter:
    """One process of its own that paints pictures: vl-convert holds the interpreter, and all other visitors would wait.

    A painter that died (out of memory, killed) is replaced at the next picture.
    """

    def __init__(self) -> None:
        self._hire()

    def _hire(self) -> None:
        self._pool = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))

    def paint(self, render: Callable[[Briefing], bytes], briefing: Briefing) -> bytes:
        try:
            return self._pool.submit(render, briefing).result()
        except BrokenProcessPool:
            self._hire()
            return self._pool.submit(render, briefing).result()


@st.cache_resource(show_spinner=False)
def painting() -> Painter:
    return Painter()


def picture(place: Place, name: str, *, title: str, lines: list[str], draw: Callable[[], Chart]) -> None:
    """The chart as a 1920x1080 picture with its title, quarter, as-of date, coverage and source on it.

    `draw` is called at the click, in a thread that knows no visitor: all words are taken before.
    """
    frame = {
        "title": title,
        "subtitle": " · ".join(lines),
        "source": say("picture.source"),
        "edition": say("picture.edition", at=load.local(load.now())),
        "demonstration": load.origin() == "demonstration",
        "lang": place.lang,
    }
    painter = painting()
    with st.popover(say("picture.take"), icon=":material/download:"):
        for kind in (png, svg):
            st.download_button(
                kind.LABEL(place.lang),
                data=lambda kind=kind: painter.paint(kind.render, Briefing(chart=draw(), **frame)),
                mime=kind.MIME,
                file_name=f"{place.province}_{name}_{place.quarter}{kind.SUFFIX}",
                on_click="ignore",
                key=f"picture-{name}-{kind.SUFFIX}",
            )


def blank_return(place: Place, ward: str) -> None:
    """This quarter's workbook of a ward."""
    st.download_button(
        say("returns.take_button"),
        data=lambda: load.blank_return(ward, place.quarter),
        mime=XLSX,
        file_name=file_name(ward, place.quarter),
        type="primary",
        icon=":material/download:",
        on_click="ignore",
    )


def receipt(place: Place, ward: str) -> None:
    """The receipt of the return that counts, with all its figures, to print, sign and keep."""

    def made() -> receipts.Receipt:
        known = load.lineage(ward, place.quarter, ())
        return receipts.of(
            known,
            load.figures(place.province, place.quarter),
            before=load.before(place.province, place.quarter),
            filing=load.filing(ward, place.quarter),
            submitted_at=load.local(known.submitted_at),
            printed_at=load.now().astimezone(load.VIETNAM),
            lang=place.lang,
        )

    st.download_button(
        say("returns.receipt_button"),
        data=lambda: receipts.render(made()),
        mime=receipts.MIME,
        file_name=f"{ward}_bien-nhan_{place.quarter}{receipts.SUFFIX}",
        icon=":material/receipt_long:",
        on_click="ignore",
    )
