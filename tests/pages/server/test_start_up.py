"""What the server does beside answering."""

import asyncio
import gc
import tomllib
from pathlib import Path

from pages.server import start_up

CONFIGURATION = Path(__file__).parents[3] / ".streamlit" / "config.toml"


def test_what_runs_have_left_is_collected_for_all_visitors_together(monkeypatch):
    collected = []
    monkeypatch.setattr(gc, "collect", lambda: collected.append(True))
    monkeypatch.setattr(gc, "freeze", lambda: None)
    monkeypatch.setattr(start_up, "COLLECTED_EVERY", 0.01)
    monkeypatch.setattr(start_up.download.painter(), "paint", lambda *_: None)

    async def a_while():
        async with start_up.lifespan(None):
            at_first = len(collected)
            await asyncio.sleep(0.1)
            later = len(collected)
        await asyncio.sleep(0.05)
        return at_first, later, len(collected)

    at_first, later, at_last = asyncio.run(a_while())
    assert at_first == 1 and later > at_first and at_last == later, "at the start, then again and again, and no more at the end"
    assert tomllib.loads(CONFIGURATION.read_text())["runner"]["postScriptGC"] is False, "Streamlit would do it after each run"
