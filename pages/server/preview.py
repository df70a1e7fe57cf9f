"""The picture of the view that a page's address asks for, for who shows a link to it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from data import clock
from data.scope import Scope
from data.store.actor import Actor
from indicators.briefing import Briefing
from indicators.exports import png
from indicators.views.selection import Selection
from pages.server import answer
from pages.shared import download, load, say

PATH = "/preview.png"
_one_at_a_time = asyncio.Semaphore(1)


async def preview(request: Request) -> Response:
    """`/preview.png?page=compare&…`, the rest as in the page's address: PNG of 1920x1080; 404 where there is nothing to show."""
    given = dict(request.query_params)
    async with _one_at_a_time:
        content = await asyncio.to_thread(_painted, given.pop("page", ""), given)
    if content is None:
        return Response(status_code=404)
    return Response(content, media_type=png.MIME, headers={"Cache-Control": "public, max-age=300"})


def _painted(page: str, given: dict[str, str]) -> bytes | None:
    wanted = answer.asked(page, given, say.spoken(given.get("lang")))
    if wanted is None:
        return None
    visit, name, selection = wanted
    return _picture(visit.scope, name, replace(selection, on_slide=True), actor=visit.actor)


@load.remembered()
def _picture(scope: Scope, name: str, selection: Selection, *, actor: Actor) -> bytes:
    view, made_up = load.view(scope, name, selection, actor=actor), load.demonstration(scope, actor=actor)
    briefing = Briefing.of(view, demonstration=made_up, taken_at=clock.now(), lang=selection.lang)
    return download.painter().paint(png.render, briefing)
