"""A store for the verbs to work on."""

import pytest

from tests.commands.line import Line


@pytest.fixture(scope="module")
def line(few_wards, tmp_path_factory) -> Line:
    """The command line on the demonstration of a few wards; each test hands in for a ward of its own."""
    path = tmp_path_factory.mktemp("commands") / "kpi.sqlite3"
    path.write_bytes(few_wards.read_bytes())
    return Line(path)
