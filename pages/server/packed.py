"""Streamlit's own scripts and styles, compressed: it sends them as they are and leaves that to a proxy.

By gzip, which every browser takes; brotli would save a tenth more and browsers take it over https alone. A file is packed
when it is first asked for, in a thread: all that a page needs takes a tenth of a second.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from threading import Condition

from cachetools import LRUCache, cached
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from pages.server import place

_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
_HASHED = re.compile(r"\.[\w-]{8}\.\w+$")  # a name that changes with the content
_ROOM = 16_000_000  # bytes of packed files that are kept; all of Streamlit's together are 5 million


class Packed:
    """ASGI middleware that answers for scripts and styles where gzip is taken; everything else is the app's."""

    def __init__(self, app: ASGIApp, folder: Path | None = None) -> None:
        self._app = app
        root = folder or Path(file_util.get_static_dir())
        files = (one for one in root.joinpath("static").rglob("*") if one.suffix in _TYPES and _HASHED.search(one.name))
        self._files = {one.relative_to(root).as_posix(): one for one in files}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        file = self._files.get(place.within(scope) or "") if place.asks(scope) else None
        if file is None:
            await self._app(scope, receive, send)
        elif not takes_gzip(scope) or "range" in Headers(scope=scope):
            await self._app(scope, receive, _varying(send))
        else:
            content, tag = await run_in_threadpool(_packed, file)
            await _answer(content, tag, _TYPES[file.suffix], scope)(scope, receive, send)


def takes_gzip(scope: Scope) -> bool:
    """Whether who asks can unpack gzip."""
    taken = (one.replace(" ", "").lower() for one in Headers(scope=scope).get("accept-encoding", "").split(","))
    return any(re.fullmatch(r"gzip(;q=(?!0(\.0*)?$).*)?", one) for one in taken)


def pack(content: bytes) -> bytes:
    """The same content always becomes the same bytes."""
    return gzip.compress(content, 9, mtime=0)


@cached(LRUCache(_ROOM, getsizeof=lambda kept: len(kept[0])), condition=Condition())  # who comes second waits for the first
def _packed(file: Path) -> tuple[bytes, str]:
    content = pack(file.read_bytes())
    return content, f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _answer(content: bytes, tag: str, kind: str, scope: Scope) -> Response:
    headers = {"ETag": tag, "Vary": "Accept-Encoding", "Cache-Control": "public, immutable, max-age=31536000"}
    asked = Headers(scope=scope)
    if tag in _tags(asked.getlist("if-none-match")):
        return Response(status_code=304, headers=headers)
    headers |= {"Content-Encoding": "gzip", "Content-Type": kind, "Content-Length": str(len(content))}
    return Response(b"" if scope["method"] == "HEAD" else content, headers=headers)


def _tags(given: Iterable[str]) -> set[str]:
    return {one.strip().removeprefix("W/") for line in given for one in line.split(",")}


def _varying(send: Send) -> Send:
    """What is sent says that it would be another for who takes gzip."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
        await send(message)

    return sent
