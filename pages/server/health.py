"""How the server is, for whoever watches it."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from pages.shared import load


async def healthz(request: Request) -> JSONResponse:
    """`{"store": "ok", "schema": "current", "free_disk_mb": …}`; 503 when a return could not be stored now."""
    state = await run_in_threadpool(load.health)
    return JSONResponse(state, status_code=200 if state["store"] == "ok" and state["schema"] == "current" else 503)
