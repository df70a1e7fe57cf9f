"""What leaves a page as a file, built at the click."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import cache
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TypeVar

import streamlit as st

from data import clock
from data.returns.template import XLSX, file_name
from indicators.briefing import Briefing
from indicators.exports import receipt as receipts
from indicators.exports.formats import Format, formats, is_picture
from indicators.views.selection import Selection
from indicators.views.view import View
from pages.shared import load
from pages.shared.say import say
from pages.shared.visit import Visit

Asked = TypeVar("Asked")
Painted = TypeVar("Painted")


class Painter:
    """One process of its own that paints pictures: vl-convert holds the interpreter, and all other visitors would wait:
    decision 31.

    A painter that died (out of memory, killed) is replaced at the next picture.
    """

    def __init__(self) -> None:
        self._hire()

    def _hire(self) -> None:
        self._pool = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), initializer=_end_with_the_server)

    def paint(self, render: Callable[[Asked], Painted], asked: Asked) -> Painted:
        try:
            return self._pool.submit(render, asked).result()
        except BrokenProcessPool:
            self._hire()
            return self._pool.submit(render, asked).result()


def _end_with_the_server() -> None:
    """A server that is killed tells nobody; its painter would wait for work for ever."""
    server = parent_process()
    if server:
        Thread(target=lambda: (server.join(), os._exit(0)), daemon=True).start()


@cache
def painter() -> Painter:
    """The painter of this server."""
    return Painter()


def view(visit: Visit, name: str, selection: Selection) -> None:
    """The view in each format: a picture of what a slide has room for, its data in full; finding, lines, source, edition on it."""
    made_up, painting = load.demonstration(visit.scope, actor=visit.actor), painter()

    def file(kind: Format, shown: View) -> bytes:
        return painting.paint(kind.render, Briefing.of(shown, demonstration=made_up, taken_at=clock.now(), lang=visit.lang))

    with st.popover(say("download.view"), icon=":material/download:"):
        for kind in formats(Briefing):
            shown = load.view(visit.scope, name, replace(selection, on_slide=is_picture(kind)), actor=visit.actor)
            st.download_button(
                kind.LABEL(visit.lang),
                data=lambda kind=kind, shown=shown: file(kind, shown),
                mime=kind.MIME,
                file_name=f"{shown.name}{kind.SUFFIX}",
                on_click="ignore",
                key=f"download-{shown.name}{kind.SUFFIX}",
            )


def blank_return(visit: Visit, ward: str) -> None:
    """This quarter's workbook of a ward."""
    st.download_button(
        say("returns.take_button"),
        data=lambda: load.blank_return(visit.scope, ward, actor=visit.actor),
        mime=XLSX,
        file_name=file_name(ward, visit.quarter),
        type="primary",
        icon=":material/download:",
        on_click="ignore",
    )


def receipt(visit: Visit, ward: str) -> None:
    """The receipt of the return that counts, with all its figures, to print, sign and keep."""

    def made() -> receipts.Receipt:
        return receipts.of(
            load.lineage(visit.scope, ward, (), actor=visit.actor),
            load.figures(visit.scope, actor=visit.actor),
            before=load.before(visit.scope, actor=visit.actor),
            filing=load.counting_filing(visit.scope, ward, actor=visit.actor),
            printed_at=clock.now(),
            lang=visit.lang,
        )

    for kind in formats(receipts.Receipt):
        st.download_button(
            say("returns.receipt_button"),
            data=lambda kind=kind: kind.render(made()),
            mime=kind.MIME,
            file_name=f"{ward}_bien-nhan_{visit.quarter}{kind.SUFFIX}",
            icon=":material/receipt_long:",
            on_click="ignore",
        )
