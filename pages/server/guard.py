"""What the server refuses to whoever asks, and what it forbids a browser to do with its answers."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import os
import re
import socket
from functools import cache
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from pages.server import place

HOSTS = "ALLOWED_HOSTS"
"""The variable that names, with commas between, by which other names people reach this server."""

_CLOSED = {"_stcore/metrics"}  # figures about visitors and memory, which Streamlit gives to anybody
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_HOST = re.compile(r"(?:[\w.-]+|\[[\da-fA-F:]+\])(?::\d+)?", re.ASCII)
_INLINE = re.compile(r"<script\b(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)


class Guard:
    """ASGI middleware around everything else: a foreign name of this server and what is nobody's are refused; each answer says what
    a browser may do with it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return

        host = Headers(scope=scope).get("host", "")

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in {**_HEADERS, "Content-Security-Policy": policy(host)}.items():
                    headers.setdefault(name, value)
            await send(message)

        if not known(host):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                await PlainTextResponse(_foreign(), status_code=400)(scope, receive, guarded)
        elif scope["type"] == "http" and place.within(scope) in _CLOSED:
            await PlainTextResponse("", status_code=404)(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)


def known(host: str) -> bool:
    """Whether a request that was sent to that `Host` is meant for us: by this machine's names, an address, or a name of HOSTS.

    A page elsewhere can have its own name resolved to this machine, and would then be taken for ours. It cannot do so with an
    address, nor with names that are not its own.
    """
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".") if _HOST.fullmatch(host) else ""
    except ValueError:
        return False
    return name in {"localhost", *_own_names(), *named()} or _is_address(name)


def named() -> set[str]:
    """The names of HOSTS."""
    return {name.strip().lower() for name in os.environ.get(HOSTS, "").split(",")} - {""}


def policy(host: str, served: str = "") -> str:
    """What a page may load and run: what comes from this server, and of scripts inside a document those of `served`, by their digests.

    Streamlit and Vega write styles into the page. Older browsers do not count the websocket of a server as its own: `host` names it.
    """
    sockets = f"ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in _INLINE.findall(served))
    scripts = " ".join(("'self'", *(f"'sha256-{digest}'" for digest in digests)))
    return (
        f"default-src 'self'; connect-src 'self' {sockets}; script-src {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; "
        "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    )


@cache
def _own_names() -> frozenset[str]:
    """The names of this machine, where others in the network are let in."""
    if config.get_option("server.address") in ("127.0.0.1", "localhost", "::1"):
        return frozenset()
    name = socket.gethostname().lower()
    return frozenset({name, f"{name}.local", socket.getfqdn().lower()})


def _is_address(name: str) -> bool:
    try:
        return bool(ipaddress.ip_address(name))
    except ValueError:
        return False


def _foreign() -> str:
    return (
        f"Máy chủ không nhận tên này. Nếu đây là tên của máy chủ: đặt biến {HOSTS} bằng tên đó rồi khởi động lại.\n"
        f"This server does not answer to that name. If it is the server's: set {HOSTS} to it and start again.\n"
    )
