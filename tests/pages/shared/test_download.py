"""What leaves a page."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType

from pages.shared.download import Painter

ROOT = Path(__file__).parents[3]


def test_a_painter_that_is_hired_while_a_page_runs_does_not_run_the_page(monkeypatch):
    script = ModuleType("__main__")  # as Streamlit calls the script of a visit, and as a new process looks it over
    script.__file__ = str(ROOT / "pages" / "frame.py")
    script.__spec__ = None
    monkeypatch.setitem(sys.modules, "__main__", script)
    monkeypatch.setenv("DATABASE_URL", "sqlite:////dev/null/no-store")
    assert Painter().paint(_letters, "ab") == b"ab"


def _letters(words: str) -> bytes:
    return words.encode()


KILLED = """
import os
from pages.shared.download import Painter
print(Painter().paint(eval, "6 * 7"), flush=True)
os._exit(0)
"""


def test_a_painter_ends_with_the_server_that_hired_it_also_where_that_was_killed():
    command = [sys.executable, "-c", KILLED]
    # It comes back once nobody can write to the pipe any more: the server and its painter.
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout == "42\n"
