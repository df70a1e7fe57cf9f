"""A request to an ASGI app, without a server."""

import asyncio
from dataclasses import dataclass

from starlette.types import ASGIApp


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(app: ASGIApp, address: str, *, method: str = "GET", root: str = "", **headers: str) -> Answer:
    """What the app answers; `headers` by name with _ for -, those of the answer in small letters."""
    path, _, query = address.partition("?")
    scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode(), "root_path": root, "scheme": "http",
             "query_string": query.encode(), "server": ("127.0.0.1", 80), "http_version": "1.1",
             "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]}  # fmt: skip
    sent: list[dict] = []

    given = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict:
        if not given:
            await asyncio.Event().wait()  # nobody goes away before the answer is there
        return given.pop()

    async def send(message: dict) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    start, *bodies = sent
    assert start["type"] == "http.response.start"
    told = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], told, b"".join(one.get("body", b"") for one in bodies))


async def plain(scope, receive, send) -> None:
    """An app that tells that it was asked."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"the app"})
