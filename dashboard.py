"""What `streamlit run dashboard.py` starts: the dashboard as an ASGI app with its start-up and `/healthz`.

`pages/frame.py` is the script of every visit. It lies beside the pages, not above them: with a script beside a `pages/`
folder, a server that has just started runs page files directly and skips the frame.
"""

import gc
import importlib
import logging
import uuid
from contextlib import asynccontextmanager

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse
from starlette.routing import Route

from data.store import engine

HEAVY = (
    "altair",
    "numpy",
    "openpyxl",
    "pandas",
    "sqlmodel",
    "vl_convert",
    "indicators.catalogue",
    "data.plans",
    "data.places",
    "pages.parts.definition",
    "pages.shared.download",
    "pages.parts.handing_in",
    "pages.parts.sources",
)


@asynccontextmanager
async def start_up(app):
    """Imports what every page needs before the first visitor comes, and keeps it out of every later garbage collection:
    Streamlit collects after each run of a script, and walking these modules each time took seconds with fifty visitors."""
    for name in HEAVY:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    yield {}


async def healthz(request):
    """`{"store": "ok", "schema": "current", "free_disk_mb": …}`; 503 when a return could not be stored now."""
    state = await run_in_threadpool(engine.health, engine.database_url())
    return JSONResponse(state, status_code=200 if state["store"] == "ok" and state["schema"] == "current" else 503)


def say_sorry(error: Exception) -> bool:
    """The log gets the traceback, the screen gets words and the number under which to find it. True: nothing more to show."""
    from pages.shared import show

    number = uuid.uuid4().hex[:8]
    logging.getLogger("dashboard").error("a page failed: %s", number, exc_info=error)
    show.failure(error, number)
    return True


app = st.App("pages/frame.py", lifespan=start_up, routes=[Route("/healthz", healthz)], on_script_error=say_sorry)
