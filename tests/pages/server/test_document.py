"""The document that the server gives before the app runs."""

import re

import pytest
from streamlit import config

from pages.server.document import Document
from tests.pages.server.asking import ask, plain

APP = Document(plain)


@pytest.mark.parametrize(
    ("address", "lang", "title"),
    [
        ("/", "vi", "Tổng quan · Theo dõi kế hoạch AI cấp xã"),
        ("/?lang=en", "en", "Overview · Ward AI plan dashboard"),
        ("/compare?province=24&lang=en", "en", "Compare · Ward AI plan dashboard"),
        ("/compare?lang=fr", "vi", "So sánh · Theo dõi kế hoạch AI cấp xã"),
        ("/compare?lang=%22%3E%3Cscript%3E", "vi", "So sánh · Theo dõi kế hoạch AI cấp xã"),
        ("/returns?lang=en&lang=vi", "vi", "Nộp báo cáo · Theo dõi kế hoạch AI cấp xã"),
    ],
)
def test_it_speaks_the_language_of_the_address(address, lang, title):
    served = ask(APP, address)
    assert served.status == 200 and served.headers["content-type"] == "text/html; charset=utf-8"
    assert served.headers["cache-control"] == "no-cache"
    assert f'<html lang="{lang}" translate="no">' in served.text
    assert '<meta name="google" content="notranslate" />' in served.text
    assert re.findall("<title>(.*)</title>", served.text) == [title]


def test_nothing_of_streamlits_own_words_is_left():
    served = ask(APP, "/compare").text
    assert "favicon.png" not in served and "shortcut icon" not in served and "You need to enable" not in served
    assert served.startswith("<!DOCTYPE html>"), "before it a browser would be in quirks mode"
    assert re.search(r'<link rel="icon" type="image/svg\+xml" href="data:image/svg\+xml,[^"]+"', served)
    assert "<noscript><p>Trang này cần JavaScript." in served
    assert served.index("__streamlit") < served.index('type="module"'), "the script of ours runs first"
    assert '<div id="root"></div>' in served and "./static/js/index." in served


@pytest.mark.parametrize("address", ["/", "/compare", "/returns", "/definitions", "/nowhere"])
def test_the_style_sheet_is_there_before_the_app_and_behind_streamlits_own(address):
    served = ask(APP, address, accept="text/html").text
    assert served.index("</head>") < served.index(".st-key-bar") < served.index('<div id="root">')


def test_head_is_answered_without_a_body():
    whole, head = ask(APP, "/compare?lang=en"), ask(APP, "/compare?lang=en", method="HEAD")
    assert head.body == b"" and head.status == 200
    assert head.headers == whole.headers


@pytest.mark.parametrize("address", ["/healthz", "/_stcore/health", "/static/js/index.js", "/frame", "/compare/x", "//compare", "/nowhere"])
def test_everything_else_is_the_apps(address):
    assert ask(APP, address).text == "the app"


def test_an_address_without_a_page_speaks_the_language_too_where_a_browser_opens_it():
    served = ask(APP, "/nowhere?lang=vi", accept="text/html,*/*;q=0.8").text
    assert '<html lang="vi" translate="no">' in served and "<title>Tổng quan · " in served and 'data-page="nowhere"' in served
    assert ask(APP, "/healthz", accept="text/html").text == "the app"
    assert ask(APP, "/static/nowhere.html", accept="text/html").text == "the app"


def test_a_post_is_the_apps():
    assert ask(APP, "/compare", method="POST").text == "the app"


def test_behind_a_prefix_pages_are_found(monkeypatch):
    assert "So sánh" in ask(APP, "/kpi/compare", root="/kpi").text
    before = config.get_option("server.baseUrlPath")
    config.set_option("server.baseUrlPath", "kpi")
    try:
        assert "So sánh" in ask(APP, "/kpi/compare").text
        assert "Tổng quan" in ask(APP, "/kpi").text and "Tổng quan" in ask(APP, "/kpi/").text
        assert ask(APP, "/compare").text == "the app"
    finally:
        config.set_option("server.baseUrlPath", before)
