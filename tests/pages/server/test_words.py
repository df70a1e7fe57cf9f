"""Streamlit's own words, and ours in their place."""

import gzip
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from streamlit import file_util

from pages.server import words
from tests.pages.server.asking import ask

APP = Starlette(routes=[Route(words.PATH, words.script)])
FILES = [path.read_text(encoding="utf-8") for path in Path(file_util.get_static_dir()).rglob("*.js")]


@pytest.mark.parametrize("one", words.words(), ids=lambda one: one.en)
def test_streamlit_still_says_it(one):
    """Whole, in the quotes of its scripts; a sentence with something put in, or one of two, in one file piece by piece."""
    pieces = re.split(r"{\w+}|\. ", one.en)
    whole = re.compile(rf"`{re.escape(one.en)}\s*`")
    said = any(whole.search(file) if len(pieces) == 1 else all(piece in file for piece in pieces) for file in FILES)
    assert said, "it may be another word now: look into the scripts, and at the page"


def test_each_word_stands_once_and_puts_in_nothing_that_is_not_there():
    told = [one.en for one in words.words()]
    assert len(set(told)) == len(told)
    for one in words.words():
        assert set(re.findall(r"{\w+}", one.vi)) <= set(re.findall(r"{\w+}", one.en)), one.en
        assert one.vi != one.en


def test_the_script_has_the_words_and_is_kept_under_an_address_of_its_own():
    served, packed = ask(APP, words.address()), ask(APP, words.address(), accept_encoding="gzip")
    assert served.status == 200 and served.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in served.headers["cache-control"]
    assert '["No results", "Không tìm thấy"]' in served.text
    assert gzip.decompress(packed.body) == served.body and len(packed.body) < 4000
