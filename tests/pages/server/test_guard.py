"""What the server refuses, and what it forbids a browser to do with its answers."""

import asyncio
import base64
import hashlib
import re

import pytest
from streamlit import config

from pages.server import guard
from pages.server.document import Document
from pages.server.guard import Guard
from tests.pages.server.asking import ask, plain

APP = Guard(plain)


@pytest.fixture
def listening(monkeypatch):
    """`listening(address, name)`: where the server listens, and what its machine is called."""

    def listen(address: str, name: str = "may-chu") -> None:
        monkeypatch.setattr(guard.socket, "gethostname", lambda: name)
        monkeypatch.setattr(guard.socket, "getfqdn", lambda: f"{name}.bacninh.example")
        monkeypatch.setattr(config, "get_option", {"server.address": address, "server.baseUrlPath": ""}.__getitem__)
        guard._own_names.cache_clear()

    yield listen
    guard._own_names.cache_clear()


@pytest.mark.parametrize("host", ["localhost:8501", "LOCALHOST", "127.0.0.1:8501", "[::1]:8501", "10.0.3.7", "localhost."])
def test_this_machine_and_addresses_are_answered(listening, host):
    listening("127.0.0.1")
    assert ask(APP, "/compare", host=host).text == "the app"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "may-chu",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example:8501",
        "",
        "a@localhost",
        "[::1",
        "localhost:y:z",
        "localhost:1; script-src *",
        "localhost/x",
    ],
)
def test_a_foreign_name_is_refused_in_two_lines_with_the_way_out(listening, host):
    listening("127.0.0.1")
    refused = ask(APP, "/compare", host=host)
    assert refused.status == 400 and "the app" not in refused.text
    vietnamese, english = refused.text.splitlines()
    assert "ALLOWED_HOSTS" in vietnamese and "ALLOWED_HOSTS" in english


@pytest.mark.parametrize("host", ["may-chu:8501", "may-chu.local", "May-Chu.bacninh.example"])
def test_in_a_network_the_machine_is_known_by_its_own_names(listening, host):
    listening("0.0.0.0")
    assert ask(APP, "/", host=host).text == "the app"
    assert ask(APP, "/", host="may-chu.evil.example").status == 400


def test_other_names_are_those_that_the_province_gives(listening, monkeypatch):
    listening("127.0.0.1")
    monkeypatch.setenv("ALLOWED_HOSTS", " kpi.bacninh.example, KPI2.bacninh.example ,")
    assert ask(APP, "/", host="kpi.bacninh.example").text == ask(APP, "/", host="kpi2.bacninh.example:443").text == "the app"
    assert ask(APP, "/", host="bacninh.example").status == 400


@pytest.mark.parametrize(("host", "told"), [("evil.example", ["websocket.close"]), ("localhost", ["the app"])])
def test_a_websocket_of_a_foreign_name_is_closed_before_it_opens(host, told):
    sent = []

    async def app(scope, receive, send):
        await send({"type": "the app"})

    async def send(message):
        sent.append(message["type"])

    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": [(b"host", host.encode())]}
    asyncio.run(Guard(app)(scope, lambda: None, send))
    assert sent == told


def test_the_servers_own_figures_are_nobodys():
    assert ask(APP, "/_stcore/metrics", host="localhost").status == 404
    assert ask(APP, "/_stcore/health", host="localhost").text == "the app"


@pytest.mark.parametrize("address", ["/compare", "/_stcore/metrics", "/static/js/index.js"])
@pytest.mark.parametrize("host", ["localhost", "evil.example"])
def test_every_answer_says_what_a_browser_may_do_with_it(address, host):
    headers = ask(Guard(Document(plain)), address, host=host).headers
    assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["referrer-policy"] == "same-origin" and "camera=()" in headers["permissions-policy"]
    sockets = {"localhost": "ws://localhost wss://localhost", "evil.example": "ws://evil.example wss://evil.example"}[host]
    assert f"connect-src 'self' {sockets};" in headers["content-security-policy"]
    assert "frame-ancestors 'self'" in headers["content-security-policy"] and "object-src 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize("address", ["/", "/compare?lang=en", "/returns"])
def test_a_document_runs_its_own_scripts_and_no_other(address):
    served = ask(Guard(Document(plain)), address, host="localhost")
    (scripts,) = re.findall(r"script-src ([^;]+)", served.headers["content-security-policy"])
    assert "unsafe" not in scripts and "http" not in scripts
    inline = [text for given, text in re.findall(r"<script\b([^>]*)>(.*?)</script>", served.text, re.DOTALL) if "src=" not in given]
    digests = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inline}
    assert digests and set(re.findall(r"'sha256-([^']+)'", scripts)) == digests
