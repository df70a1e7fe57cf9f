"""What a page will say, found without a visitor's session: the same as the page then says, and nothing else."""

import asyncio
import re
import struct
from functools import partial

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from indicators.exports import screen
from indicators.views.view import View
from pages.server import answer, block, document
from pages.server.answer import Answer, Place
from pages.server.block import Layout
from pages.server.document import Document
from pages.server.preview import PATH, preview
from pages.shared import download
from tests.pages.server.asking import ask, plain
from tests.pages.visiting import as_shown, title, visit

APP = Document(plain)
LINKS = [
    ("home", {}),
    ("home", {"quarter": "2026-Q2", "lang": "en"}),
    ("compare", {}),
    ("compare", {"quarter": "2026-Q3", "indicator": "data_digitised", "peers": "xa"}),
    ("compare", {"quarter": "2026-Q3", "view": "over_time", "wards": "09265,1,09325", "lang": "en"}),
    ("compare", {"quarter": "2026-Q3", "view": "two", "x": "size"}),
    ("compare", {"quarter": "2026-Q3", "view": "sheet", "group": "headline"}),
    ("compare", {"province": "99", "quarter": "2031-Q9", "view": "pie", "indicator": "<b>", "peers": "?", "lang": "fr"}),
]


class AtOnce:
    """A painter in this process."""

    def paint(self, render, briefing):
        return render(briefing)


@pytest.fixture
def some(configured, few_wards, monkeypatch):
    monkeypatch.setattr(download, "painter", AtOnce)
    return configured(few_wards)


def ready(page: str, **given: str) -> Answer:
    """The answer after all the time it takes."""
    return asyncio.run(answer.soon(page, given, "en" if given.get("lang") == "en" else "vi", Place(1286, 580), 60))


@pytest.mark.parametrize(("page", "link"), LINKS, ids=str)
def test_it_says_what_the_page_then_says(some, page, link):
    found = ready("" if page == "home" else page, **link)
    at = visit(page, **link)
    assert found.view is not None and found.view.finding == title(at)
    assert " · ".join(found.view.lines) in [as_shown(caption.value) for caption in at.caption]


def test_every_part_that_answers_says_how_the_app_is_known(some):
    assert set(answer.parts()) == {"", "compare"}
    assert all(part.DRAWN and part.STANDS for part in answer.parts().values())


def test_a_table_and_what_is_too_heavy_come_without_a_drawing(some, monkeypatch):
    assert ready("compare", view="table").view and not ready("compare", view="table").drawing
    monkeypatch.setattr(answer, "_HEAVIEST", 10)
    assert ready("compare", quarter="2026-Q3").drawing == ""


def test_where_there_is_nothing_to_say_there_is_no_answer(some):
    assert ready("compare", province="08") == Answer() == ready("returns")


def test_an_empty_store_has_no_answer(configured):
    configured(None)
    assert ready("") == Answer()
    assert 'id="answer"' not in ask(APP, "/").text


def test_a_page_whose_answer_fails_is_served_without_it(some, monkeypatch):
    monkeypatch.setattr(answer, "asked", lambda *_: 1 / 0)
    assert 'id="root"' in ask(APP, "/compare").text and 'id="answer"' not in ask(APP, "/compare").text


def test_who_does_not_wait_gets_the_page_and_the_next_one_the_answer(some, monkeypatch):
    monkeypatch.setattr(document, "_SHORT", 0)
    assert "<svg" not in ask(APP, "/compare").text
    monkeypatch.setattr(document, "_SHORT", 60)
    served = ask(APP, "/compare").text
    assert served.index('id="answer"') < served.index('id="root"') and "<h1>Cán bộ đã tập huấn AI" in served
    assert "SỐ LIỆU MINH HỌA" in served and "<svg" in served


def test_a_messenger_is_told_finding_lines_and_picture(some):
    served = ask(APP, "/compare?quarter=2026-Q3&lang=en&indicator=%22%3E%3Cb%3E", user_agent="ZaloPC-Bot/1.0", host="kpi.vn").text
    said = dict(re.findall(r'<meta property="(og:[^"]+)" content="([^"]*)" />', served))
    assert said["og:title"].startswith("Staff trained in AI: ") and "Q3 2026" in said["og:description"]
    assert said["og:image"] == ("http://kpi.vn/preview.png?quarter=2026-Q3&amp;lang=en&amp;indicator=%22%3E%3Cb%3E&amp;page=compare")


def test_the_picture_of_a_link(some):
    app = Starlette(routes=[Route(PATH, preview)])
    told = ask(app, f"{PATH}?page=compare&quarter=2026-Q3&view=ranked")
    assert told.headers["content-type"] == "image/png" and struct.unpack(">II", told.body[16:24]) == (1920, 1080)
    assert ask(app, f"{PATH}?page=compare&province=08").status == 404 == ask(app, f"{PATH}?page=nowhere").status


def test_nothing_made_of_data_is_markup():
    hostile = '</p></h1><script>alert("1")</script>\'"&'
    chart = {"data": {"values": [{"text": hostile}]}, "mark": "text", "encoding": {"text": {"field": "text"}}, "height": 50, "params": []}
    view = View("x", hostile, (hostile,), pd.DataFrame(), (), hostile, partial(dict, chart))
    made = Answer(view, hostile, screen.drawing((chart, 300, 50)))
    served = block.block(made, Layout("")) + block.head(made, f"http://{hostile}")
    assert "<script" not in served and "</script" not in served and served.count("</h1>") == 1
    assert served.count("&lt;script&gt;") >= 6, "it is there, as text"


def test_a_drawing_shares_no_name_with_the_page(some):
    drawn = ready("compare", quarter="2026-Q3").drawing
    assert "Hạp Lĩnh" in drawn and 'id="gradient' not in drawn and " class=" not in drawn and " role=" not in drawn


KNOWN = "1366.768.38.73.680.148.38.322.1291"


@pytest.mark.parametrize(
    "cookie", ["", "x", "1.2.3", f"{KNOWN}.1", f"{KNOWN};}}", f"-{KNOWN}", f"9{KNOWN}", KNOWN[:-3], f"\u0661{KNOWN[1:]}"]
)
def test_a_cookie_of_nonsense_says_nothing(cookie):
    assert (Layout(cookie).known, Layout(cookie).style) == (False, "") and Layout(cookie).place == Place(1286, 580)
    assert Layout(cookie, phone=True).place.width == 358


def test_the_drawing_stands_where_the_page_had_it():
    layout = Layout(KNOWN)
    assert layout.place == Place(1291, 468)
    assert layout.style == "--title-x:38px;--title-y:73px;--title-wide:680px;--line-y:148px;--x:38px;--y:322px;--wide:1291px"
