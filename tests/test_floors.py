"""The house keeps its floors: who may import whom (decision 1, README)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(p for folder in ("pages", "indicators", "data") for p in (ROOT / folder).rglob("*.py"))
SPREADSHEETS = {"openpyxl", "python_calamine"}
NOUNS_OF_THE_STORE = {"data.store.actor", "data.store.actor.Actor", "data.store.records", "data.store.records.Received"}


def imported(path: Path) -> set[str]:
    """Every module a file imports anywhere in it, with dots; `from a import b` counts as both `a` and `a.b`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides which floor it reaches"
            found |= {node.module} | {f"{node.module}.{name.name}" for name in node.names}
    return found


def reaches(path: Path, *modules: str) -> set[str]:
    return {name for name in imported(path) if any(name == module or name.startswith(f"{module}.") for module in modules)}


def where(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=where)
def test_a_room_imports_only_what_its_floor_allows(path):
    place = where(path)
    forbidden = {
        "data/": ["commands", "indicators", "pages", "dashboard", "manage", "streamlit", "altair", "plotly"],
        "indicators/": ["commands", "pages", "dashboard", "manage", "streamlit", "sqlmodel", "sqlalchemy", "data.store"],
        "pages/": ["commands", "dashboard", "manage", "sqlmodel", "sqlalchemy"],
    }[place.split("/")[0] + "/"]
    assert not reaches(path, *forbidden)


@pytest.mark.parametrize("path", SOURCES, ids=where)
def test_the_database_and_the_spreadsheets_have_one_room_each(path):
    place = where(path)
    if not place.startswith("data/store/"):
        assert not reaches(path, "sqlmodel", "sqlalchemy", "alembic")
    if not place.startswith(("data/returns/", "indicators/exports/", "data/demo/")):
        assert not reaches(path, *SPREADSHEETS)
    if place.startswith("pages/") and place != "pages/shared/load.py":
        assert reaches(path, "data.store") <= NOUNS_OF_THE_STORE, "only the loader opens the store; who is here and what came are nouns"


def test_the_loader_knows_no_session_of_a_visitor():
    """Commands load as pages do."""
    assert not reaches(ROOT / "pages/shared/load.py", "streamlit")


@pytest.mark.parametrize("path", sorted((ROOT / "pages/shared").glob("*.py")), ids=where)
def test_what_all_pages_share_knows_none_of_them(path):
    assert not reaches(path, "pages.parts", "pages.server", *(f"pages.{page.stem}" for page in (ROOT / "pages").glob("*.py")))


@pytest.mark.parametrize("path", sorted((ROOT / "data/returns/sandbox").glob("*.py")), ids=where)
def test_the_sandbox_takes_nothing_of_ours_along(path):
    """What opens strangers' bytes runs in a process without the project: libraries and its own neighbours only."""
    assert all(name.startswith("data.returns.sandbox") for name in reaches(path, "data", "indicators", "pages", "commands"))


@pytest.mark.parametrize("path", [p for p in SOURCES if p.parent.name == "pages"], ids=where)
def test_a_page_imports_no_other_page(path):
    names = {f"pages.{p.stem}" for p in SOURCES if p.parent.name == "pages"}
    assert not reaches(path, *names)


@pytest.mark.parametrize("path", [p for p in SOURCES if p.parent.name == "pages"], ids=where)
def test_a_page_reads_like_a_sentence(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 60
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Try)], "what can fail is caught in the floors below"


def html_of(path: Path) -> list[ast.Call]:
    """The calls by which a module could put HTML into a page."""
    every = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    return [
        call
        for call in every
        if (isinstance(call.func, ast.Attribute) and call.func.attr in ("html", "iframe", "declare_component", "component"))
        or any(keyword.arg == "unsafe_allow_html" for keyword in call.keywords)
    ]


def test_no_data_reaches_html():
    """Nothing writes HTML into pages; what stands beside them in the document is escaped (`pages/server/block.py`)."""
    assert [where(path) for path in SOURCES if html_of(path)] == []


@pytest.mark.parametrize("written", ["st.html(words)", "st.write(words, unsafe_allow_html=True)", "st.components.v1.iframe(address)"])
def test_html_would_be_found(written, tmp_path):
    path = tmp_path / "page.py"
    path.write_text(f"import streamlit as st\n{written}\n")
    assert html_of(path)
