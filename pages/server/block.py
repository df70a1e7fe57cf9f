"""The answer as HTML beside the app's own place in the document, and what stands in the head for who shows a link to it.

Whatever comes from data is escaped here; the drawing is SVG that our own painter wrote.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path

from pages.server.answer import Answer, Place, parts

_FIRST, _PHONE = (1286, 580), (358, 580)  # width and room of a drawing where nothing is known of the screen
_LEAST, _MOST = 280, 2400


class Layout:
    """Where title and drawing stood on the page when this browser last saw it: a cookie that the page leaves says so."""

    def __init__(self, cookie: str, *, phone: bool = False) -> None:
        numbers = [int(one) for one in cookie.split(".")] if re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,4}){8}", cookie) else []
        self.known = bool(numbers) and _LEAST <= numbers[-1] <= _MOST
        width, room = (numbers[-1], min(max(numbers[1] - 300, 100), _MOST)) if self.known else _PHONE if phone else _FIRST
        self.place = Place(width, room)
        self.numbers = numbers if self.known else []

    @property
    def style(self) -> str:
        names = ("", "", "--title-x", "--title-y", "--title-wide", "--line-y", "--x", "--y", "--wide")
        return ";".join(f"{name}:{number}px" for name, number in zip(names, self.numbers, strict=True) if name) if self.known else ""


def block(answer: Answer, layout: Layout) -> str:
    """What stands before the app's place and goes when the app is drawn; "" where there is no answer."""
    if answer.view is None:
        return ""
    lines = " · ".join(answer.view.lines)
    made_up = f"<b>{escape(answer.demonstration)}</b>" if answer.demonstration else ""
    figure = f'<figure role="img" aria-label="{escape(answer.view.alt)}">{answer.drawing}</figure>' if answer.drawing else ""
    seen, known = ".".join(map(str, layout.numbers[:2])), "known" if layout.known else ""
    return (
        f'<div id="answer" class="{known}" data-seen="{seen}" style="{layout.style}"><style>{_beside("css")}</style>'
        f"<header><h1>{escape(answer.view.finding)}</h1><p>{made_up}<span>{escape(lines)}</span></p></header>{figure}</div>"
    )


def script(page: str) -> str:
    """What takes the answer away once the app is drawn, and leaves the cookie; it stands after the app's place."""
    part = parts()[page]
    named = f'data-page="{escape(page or "home")}" data-drawn="{escape(part.DRAWN)}" data-stands="{escape(part.STANDS)}"'
    return f"<script {named}>{_beside('js')}</script>"


def head(answer: Answer, picture: str) -> str:
    """What a messenger shows of a link: finding, lines, the picture at that address."""
    if answer.view is None:
        return ""
    said = {
        "og:type": "website",
        "og:title": answer.view.finding,
        "og:description": " · ".join(filter(None, (answer.demonstration, *answer.view.lines))),
        "og:image": picture,
        "og:image:width": "1920",
        "og:image:height": "1080",
        "twitter:card": "summary_large_image",
    }
    return "".join(f'<meta property="{name}" content="{escape(words)}" />\n    ' for name, words in said.items())


@cache
def _beside(kind: str) -> str:
    return Path(__file__).with_name(f"answer.{kind}").read_text(encoding="utf-8")
