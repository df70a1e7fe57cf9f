"""What the server does before the first visitor comes, and after the last one has gone."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread

from indicators import found
from indicators.exports import screen
from pages.shared import download, load

ROOMS = ("pages.shared", "pages.parts", "indicators.views", "indicators.charts", "indicators.exports")
"""What pages are made of: with these everything that is slow to import is there."""


COLLECTED_EVERY = 5.0
"""Seconds between two collections of what the runs of scripts have left. Streamlit would collect after each run, and everybody waits."""

GARBAGE = 100_000
"""Objects after which Python collects before that time: reading a workbook makes tens of thousands that stay."""


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[dict]:
    """Imports what every page needs, and keeps it out of every later garbage collection: walking these modules each time took seconds
    with fifty visitors. The painter draws once for nobody: its first drawing takes seconds."""
    for room in ROOMS:
        found.modules(room)
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)
    Thread(target=download.painter().paint, args=(screen.warm, None), daemon=True).start()
    collecting = asyncio.create_task(_collect())
    yield {}
    collecting.cancel()
    load.close()


async def _collect() -> None:
    while True:
        await asyncio.sleep(COLLECTED_EVERY)
        gc.collect()
