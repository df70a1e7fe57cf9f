"""The document of a page, as the browser gets it before the app runs: Streamlit's own, in the language of its address,
with a title, an icon, a few lines of script of ours, and the answer to what the address asks."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import file_util

from data.words import Language
from pages.server import answer, block, guard, packed, place, preview, words
from pages.server.block import Layout
from pages.shared import say

_HERE = Path(__file__).parent
_PAGES = {"" if page.stem == "home" else page.stem for page in _HERE.parent.glob("*.py")} - {"frame", "welcome"}
_SHORT, _LONG = 0.25, 5.0  # seconds that a document waits for its answer: a person's page mends itself, a messenger looks once
_MESSENGERS = re.compile("zalo|facebookexternalhit|bot|crawl|preview|whatsapp|viber|skype", re.IGNORECASE)


class Document:
    """ASGI middleware that answers the addresses of pages; everything else is the app's."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        page = page_of(scope)
        if page is None:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        given, who = dict(request.query_params), request.headers.get("user-agent", "")
        lang, layout = say.spoken(given.get("lang")), Layout(request.cookies.get(f"answer-{page or 'home'}", ""), phone="Mobi" in who)
        patience = _LONG if _MESSENGERS.search(who) else _SHORT
        found = await answer.soon(page, given, lang, layout.place, patience)
        picture = (
            f"{request.url.scheme}://{request.url.netloc}{scope.get('root_path', '')}{preview.PATH}?{urlencode({**given, 'page': page})}"
        )
        await respond(document(page, lang, found, layout, picture), scope, receive, send)


async def respond(served: str, scope: Scope, receive: Receive, send: Send) -> None:
    """The document, always asked for anew; of HEAD only what it would be."""
    content = served.encode()
    headers = {
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
        "Content-Security-Policy": guard.policy(Headers(scope=scope).get("host", ""), served),
    }
    if packed.takes_gzip(scope):
        content, headers["Content-Encoding"] = await run_in_threadpool(packed.pack, content), "gzip"
    response = HTMLResponse(content, headers=headers)
    if scope["method"] == "HEAD":
        response.body = b""  # its length is in the headers already
    await response(scope, receive, send)


def page_of(scope: Scope) -> str | None:
    """The page that a request is for, "" for home; also one that is not there: the app says so, in this document. None where
    it is for anything else."""
    path = place.within(scope) if place.asks(scope) else None
    if path is None or path in _PAGES:
        return path
    strayed = "text/html" in Headers(scope=scope).get("accept", "") and path != "healthz" and re.fullmatch(r"[\w-]+", path)
    return path if strayed else None


def document(page: str, lang: Language, found: answer.Answer, layout: Layout, picture: str) -> str:
    """The document of a page (one that is not there is called home) in a language, with as much of its answer as was found;
    `picture` is the address of its picture."""
    name = say.words()[f"page.{page if page in _PAGES and page else 'home'}"](lang)
    without_script = say.words()["noscript"](lang)
    script = f'<script data-page="{escape(page)}" data-words="{words.address()}">{_script()}</script>'
    parts = {
        r'<html lang="en">': f'<html lang="{lang}" translate="no">',
        r"<title>.*?</title>": f"<title>{escape(say.title(name, lang))}</title>\n    {block.head(found, picture)}",
        r'<link rel="shortcut icon"[^>]*>': f'<link rel="icon" type="image/svg+xml" href="{_icon()}" />',
        r'<meta charset="UTF-8" />': f'<meta charset="UTF-8" />\n    <meta name="google" content="notranslate" />\n    {script}',
        r"<noscript>.*?</noscript>": f"<noscript><p>{escape(without_script)}</p></noscript>",
    }
    body = '<div id="root"></div>'
    if page in answer.parts():
        body = f"{block.block(found, layout)}{body}{block.script(page)}"
    parts[r'<div id="root"></div>'] = f"<style>{_style()}</style>{body}"
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
def _style() -> str:
    """Our style sheet. It stands in the body, behind those that Streamlit puts into the head, and is there before the app is:
    nothing moves when a page's script has run."""
    return (_HERE / "style.css").read_text(encoding="utf-8")


@cache
def _icon() -> str:
    """The icon in its own address: asked of nobody (decision 9). Streamlit puts its own only where the link is called a shortcut."""
    return "data:image/svg+xml," + quote((_HERE / "icon.svg").read_text(encoding="utf-8").strip(), safe=" =:/'")
