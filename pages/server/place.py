"""Where a request goes within this server, whatever prefix it stands behind."""

from starlette.types import Scope
from streamlit import config


def asks(scope: Scope) -> bool:
    """Whether it asks for something: GET, or HEAD for what GET would be told."""
    return scope["type"] == "http" and scope["method"] in ("GET", "HEAD")


def within(scope: Scope) -> str | None:
    """The path of a request without the server's own prefix and the slash before it; None where it is outside."""
    path, base = scope["path"].removeprefix(scope.get("root_path", "")), (config.get_option("server.baseUrlPath") or "").strip("/")
    if not base:
        return path.removeprefix("/")
    return "" if path == f"/{base}" else path.removeprefix(f"/{base}/") if path.startswith(f"/{base}/") else None
