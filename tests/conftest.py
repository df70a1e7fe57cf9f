"""What several rooms' tests share: stores that are filled once, and the promise that no test meets the configured one."""

import shutil
from pathlib import Path

import pytest

from tests import stores


@pytest.fixture(scope="session", autouse=True)
def _nobody_meets_the_configured_store(tmp_path_factory):
    """Whatever opens the store by its configuration, here or in a child process, finds an empty place."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", stores.address(tmp_path_factory.mktemp("configured") / "kpi.sqlite3"))
        yield


@pytest.fixture(scope="session")
def few_wards(tmp_path_factory) -> Path:
    """The file of a store with the demonstration of a few wards; copy it before writing."""
    path = tmp_path_factory.mktemp("few") / "kpi.sqlite3"
    stores.a_few_wards(path)
    return path


@pytest.fixture(scope="session")
def whole_province(tmp_path_factory) -> Path:
    """The file of a store in which every ward of a small province has handed in; copy it before writing."""
    path = tmp_path_factory.mktemp("whole") / "kpi.sqlite3"
    stores.a_whole_province(path)
    return path


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
