"""What leaves a page."""

import sys
from pathlib import Path
from types import ModuleType

from pages.shared.download import Painter


def test_a_painter_that_is_hired_while_a_page_runs_does_not_run_the_page(monkeypatch):
    script = ModuleType("__main__")  # as Streamlit calls the script of a visit, and as a new process looks it over
    script.__file__ = str(Path(__file__).parents[3] / "pages" / "frame.py")
    script.__spec__ = None
    monkeypatch.setitem(sys.modules, "__main__", script)
    monkeypatch.setenv("DATABASE_URL", "sqlite:////dev/null/no-store")
    assert Painter().paint(_letters, "ab") == b"ab"


def _letters(words: str) -> bytes:
    return words.encode()
