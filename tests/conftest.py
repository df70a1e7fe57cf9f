"""What several rooms' tests share: stores that are filled once, and the promise that no test meets the configured one."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from tests import kinds, stores


def pytest_configure(config: pytest.Config) -> None:
    for kind, words in kinds.KINDS.items():
        config.addinivalue_line("markers", f"{kind}: {words}")


@pytest.hookimpl(tryfirst=True)  # before `-m` leaves some out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for kind in kinds.kinds(item):
            item.add_marker(kind)
    items.sort(key=kinds.place)


@pytest.fixture(scope="session", autouse=True)
def _nobody_meets_the_configured_store(tmp_path_factory):
    """Whatever opens the store by its configuration, here or in a child process, finds an empty place."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", stores.address(tmp_path_factory.mktemp("configured") / "kpi.sqlite3"))
        yield


@pytest.fixture(scope="session")
def made_once(tmp_path_factory) -> Callable[[str, Callable[[Path], None]], Path]:
    """`made_once(name, make)` is the store that `make(path)` fills, the same for all workers of this run; copy it before writing."""
    own = tmp_path_factory.getbasetemp()
    folder = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def made(name: str, make: Callable[[Path], None]) -> Path:
        path, begun = folder / f"{name}.sqlite3", folder / f"{name}-begun.sqlite3"
        with FileLock(folder / f"{name}.lock"):  # whoever comes second waits for the first
            if not path.exists():
                make(begun)
                begun.rename(path)
        return path

    return made


@pytest.fixture(scope="session")
def few_wards(made_once) -> Path:
    """The file of a store with the demonstration of a few wards; copy it before writing."""
    return made_once("few-wards", stores.a_few_wards)


@pytest.fixture(scope="session")
def whole_province(made_once) -> Path:
    """The file of a store in which every ward of a small province has handed in; copy it before writing."""
    return made_once("whole-province", stores.a_whole_province)


@pytest.fixture
def configured(tmp_path, monkeypatch):
    """`configured(path)` makes a copy of a store the configured one, `configured(None)` one that does not exist yet; the
    copy's path."""

    def configure(source: Path | None) -> Path:
        copy = tmp_path / "kpi.sqlite3"
        if source:
            shutil.copy(source, copy)
        monkeypatch.setenv("DATABASE_URL", stores.address(copy))
        return copy

    return configure
