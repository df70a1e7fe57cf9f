"""Streamlit's own words in the language of the page: a script that turns them, for who reads Vietnamese."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

import yaml
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from data.words import Text
from pages.server import packed

PATH = "/words.vi.js"
_HERE = Path(__file__)


@cache
def words() -> tuple[Text, ...]:
    """What Streamlit says, and what stands in its place."""
    return tuple(Text(**entry) for entry in yaml.safe_load(_HERE.with_suffix(".yaml").read_text(encoding="utf-8")))


def address() -> str:
    """Where the script is, from the server's own root: another one whenever it changes."""
    return f"{PATH}?{hashlib.sha256(_script()).hexdigest()[:16]}"


async def script(request: Request) -> Response:
    """The script, to be kept: under its address it never changes."""
    headers = {"Cache-Control": "public, immutable, max-age=31536000", "Vary": "Accept-Encoding"}
    content = _script()
    if packed.takes_gzip(request.scope):
        content, headers["Content-Encoding"] = await run_in_threadpool(_packed), "gzip"
    return Response(content, media_type="text/javascript; charset=utf-8", headers=headers)


@cache
def _script() -> bytes:
    pairs = json.dumps([(one.en, one.vi) for one in words()], ensure_ascii=False)
    return f"({_HERE.with_suffix('.js').read_text(encoding='utf-8').strip()})({pairs});\n".encode()


@cache
def _packed() -> bytes:
    return packed.pack(_script())
