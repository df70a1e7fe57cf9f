"""Scripts and styles go out compressed where they may."""

import gzip
import re

import pytest
from starlette.staticfiles import StaticFiles
from streamlit import config

from pages.server.document import Document
from pages.server.packed import Packed
from tests.pages.server.asking import ask, plain

SCRIPT, FONT, UNHASHED = b"let a = 1;\n" * 999, b"\0font" * 999, b"{}" * 999


@pytest.fixture
def app(tmp_path):
    """The middleware before a server of the same files."""
    files = {
        "js/index.AbCd-_12.js": SCRIPT,
        "css/index.C1JORDN2.css": b"a{}" * 999,
        "media/x.BsWL4Kly.woff2": FONT,
        "js/plain.js": UNHASHED,
    }
    for name, content in files.items():
        file = tmp_path / "static" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return Packed(StaticFiles(directory=tmp_path), tmp_path)


@pytest.mark.parametrize("taken", ["gzip", "gzip, deflate, br", "br, GZIP;q=0.5", "deflate,gzip;q=1.0"])
def test_a_script_is_packed(app, taken):
    told = ask(app, "/static/js/index.AbCd-_12.js", accept_encoding=taken)
    assert told.status == 200 and gzip.decompress(told.body) == SCRIPT
    assert len(told.body) == int(told.headers["content-length"]) < len(SCRIPT) / 10
    assert {name: told.headers[name] for name in ("content-encoding", "vary", "cache-control", "content-type")} == {
        "content-encoding": "gzip", "vary": "Accept-Encoding", "cache-control": "public, immutable, max-age=31536000",
        "content-type": "text/javascript; charset=utf-8"}  # fmt: skip
    assert ask(app, "/static/js/index.AbCd-_12.js", accept_encoding=taken) == told, "packed the same each time"


@pytest.mark.parametrize("taken", [{}, {"accept_encoding": "br"}, {"accept_encoding": "gzip;q=0"}, {"accept_encoding": "gzip;q=0.0, br"},
                                   {"accept_encoding": "x-gzip"}, {"accept_encoding": "gzip", "range": "bytes=0-9"}])  # fmt: skip
def test_who_cannot_unpack_it_or_wants_a_part_gets_the_plain_file(app, taken):
    told = ask(app, "/static/js/index.AbCd-_12.js", **taken)
    assert "content-encoding" not in told.headers and told.headers["vary"] == "Accept-Encoding"
    assert (told.status, told.body) == ((206, SCRIPT[:10]) if "range" in taken else (200, SCRIPT))


def test_its_tag_spares_sending_it_again_and_is_not_that_of_the_plain_file(app):
    first, unpacked = (ask(app, "/static/js/index.AbCd-_12.js", accept_encoding=taken) for taken in ("gzip", "identity"))
    tag = first.headers["etag"]
    assert tag != unpacked.headers["etag"]
    for known in (tag, f'"x", W/{tag}'):
        again = ask(app, "/static/js/index.AbCd-_12.js", accept_encoding="gzip", if_none_match=known)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert ask(app, "/static/js/index.AbCd-_12.js", accept_encoding="gzip", if_none_match='"x"').status == 200


def test_head_is_answered_without_a_body(app):
    whole, head = (ask(app, "/static/css/index.C1JORDN2.css", method=method, accept_encoding="gzip") for method in ("GET", "HEAD"))
    assert head.body == b"" and head.headers == whole.headers and head.status == 200


def test_what_is_compressed_already_or_keeps_its_name_is_the_apps(app):
    assert ask(app, "/static/media/x.BsWL4Kly.woff2", accept_encoding="gzip").body == FONT
    assert ask(app, "/static/js/plain.js", accept_encoding="gzip").body == UNHASHED


@pytest.mark.parametrize(
    "address", ["/static/../secret.AbCd1234.js", "//static/js/index.AbCd-_12.js", "/static", "/", "/static/js/none.AbCd1234.js"]
)
def test_only_files_that_are_there_are_answered(address, tmp_path):
    (tmp_path / "secret.AbCd1234.js").write_text("secret")
    assert ask(Packed(plain, tmp_path), address, accept_encoding="gzip").text == "the app"


def test_behind_a_prefix_they_are_found(app):
    before = config.get_option("server.baseUrlPath")
    config.set_option("server.baseUrlPath", "kpi")
    try:
        assert "content-encoding" in ask(app, "/kpi/static/js/index.AbCd-_12.js", accept_encoding="gzip").headers
    finally:
        config.set_option("server.baseUrlPath", before)


def test_the_document_is_packed_too():
    told = ask(Document(plain), "/compare", accept_encoding="gzip")
    assert told.headers["content-encoding"] == "gzip" and told.headers["vary"] == "Accept-Encoding"
    assert gzip.decompress(told.body) == ask(Document(plain), "/compare").body


def test_what_streamlits_document_asks_for_is_packed():
    asked = re.findall(r'"\./(static/[^"]+\.(?:js|css))"', ask(Document(plain), "/").text)
    app = Packed(plain)
    assert len(asked) > 50
    assert [name for name in asked if "content-encoding" not in ask(app, f"/{name}", method="HEAD", accept_encoding="gzip").headers] == []
