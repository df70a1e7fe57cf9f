"""The document of a page, as the browser gets it before the app runs: Streamlit's own, in the language of its address,
with a title, an icon and a few lines of script of ours."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import parse_qs, quote

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import file_util

from data.words import Language
from pages.server import packed, place
from pages.shared import say

_HERE = Path(__file__).parent
_PAGES = {"" if page.stem == "home" else page.stem for page in _HERE.parent.glob("*.py")} - {"frame", "welcome"}


class Document:
    """ASGI middleware that answers the addresses of pages; everything else is the app's."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        page = page_of(scope)
        if page is None:
            await self._app(scope, receive, send)
            return
        given = parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=100)
        served = document(page, say.spoken(given.get("lang", [""])[-1]))
        await respond(served, scope, receive, send)


async def respond(served: str, scope: Scope, receive: Receive, send: Send) -> None:
    """The document, always asked for anew; of HEAD only what it would be."""
    content, headers = served.encode(), {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if packed.takes_gzip(scope):
        content, headers["Content-Encoding"] = packed.pack(content), "gzip"
    response = HTMLResponse(content, headers=headers)
    if scope["method"] == "HEAD":
        response.body = b""  # its length is in the headers already
    await response(scope, receive, send)


def page_of(scope: Scope) -> str | None:
    """The page that a request is for, "" for home; None where it is for anything else."""
    path = place.within(scope) if place.asks(scope) else None
    return path if path in _PAGES else None


def document(page: str, lang: Language) -> str:
    """The document of a page in a language."""
    name = say.words()[f"page.{page or 'home'}"](lang)
    without_script = say.words()["noscript"](lang)
    script = f'<script data-page="{escape(page)}">{_script()}</script>'
    parts = {
        r'<html lang="en">': f'<html lang="{lang}" translate="no">',
        r"<title>.*?</title>": f"<title>{escape(say.title(name, lang))}</title>",
        r'<link rel="shortcut icon"[^>]*>': f'<link rel="icon" type="image/svg+xml" href="{_icon()}" />',
        r'<meta charset="UTF-8" />': f'<meta charset="UTF-8" />\n    <meta name="google" content="notranslate" />\n    {script}',
        r"<noscript>.*?</noscript>": f"<noscript><p>{escape(without_script)}</p></noscript>",
    }
    served = _streamlits()
    for pattern, ours in parts.items():
        served = re.sub(pattern, lambda _, ours=ours: ours, served, count=1, flags=re.DOTALL)
    return served


@cache
def _streamlits() -> str:
    """Streamlit's document, from its doctype on: above it stands only its licence."""
    return re.sub(r"^.*?(?=<!DOCTYPE)", "", Path(file_util.get_static_dir(), "index.html").read_text(encoding="utf-8"), flags=re.DOTALL)


@cache
def _script() -> str:
    return (_HERE / "head.js").read_text(encoding="utf-8")


@cache
def _icon() -> str:
    """The icon in its own address: asked of nobody (decision 9). Streamlit puts its own only where the link is called a shortcut."""
    return "data:image/svg+xml," + quote((_HERE / "icon.svg").read_text(encoding="utf-8").strip(), safe=" =:/'")
