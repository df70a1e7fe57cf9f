"""The command line on a store of a test's own: what a verb prints, and with which exit status it ends."""

import io
import json
import os
import subprocess
import sys
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

import manage
from data.quarter import Quarter
from data.returns.checks import Past
from data.store import engine, filings
from pages.shared import load
from tests import stores

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Line:
    """The store in the file `path`, and the command line on it."""

    path: Path

    def run(self, *arguments: object, status: int = 0) -> str:
        """What the verb prints; the exit status has to be this one."""
        return self.said(*arguments, status=status)[0]

    def said(self, *arguments: object, status: int = 0) -> tuple[str, str]:
        """What the verb prints, and what it tells people."""
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
            patch.setenv("DATABASE_URL", stores.address(self.path))
            patch.chdir(self.path.parent)
            try:
                ended = manage.main([str(argument) for argument in arguments])
            except SystemExit as stop:  # argparse ends the program by itself
                ended = stop.code
            finally:
                load.close()  # a program of its own would have ended, too
        assert ended == status, err.getvalue()
        return out.getvalue(), err.getvalue()

    def piped(self, *arguments: object, status: int = 0) -> tuple[str, str]:
        """The same in a process of its own, on a pipe as Windows opens it."""
        environment = os.environ | {"DATABASE_URL": stores.address(self.path), "PYTHONIOENCODING": "cp1252"}
        command = [sys.executable, str(ROOT / "manage.py"), *map(str, arguments)]
        done = subprocess.run(command, env=environment, capture_output=True, cwd=self.path.parent)
        assert done.returncode == status, done.stderr.decode()
        assert b"Traceback" not in done.stderr
        return done.stdout.decode(), done.stderr.decode()

    def judge(self, *arguments: object, status: int = 0) -> list[dict]:
        """The rows of a verb that prints one object a file and line."""
        return [json.loads(line) for line in self.run(*arguments, "--json", status=status).splitlines()]

    def ask(self, function, **wanted):
        """What a function of the store answers."""
        with closing(engine.open_store(stores.address(self.path))) as store, store.read() as session:
            return function(session=session, actor=stores.OFFICE, **wanted)

    def past(self, ward: str) -> Past:
        """What the store knows of a ward before its return of 2026-Q4."""
        return self.ask(filings.past, ward=ward, quarter=Quarter(2026, 4))


def written(folder: Path, *documents) -> list[Path]:
    """The documents as files in the folder."""
    for document in documents:
        (folder / document.name).write_bytes(document.content)
    return [folder / document.name for document in documents]


def codes(row: dict) -> list[str]:
    return [problem["code"] for problem in row["problems"]]
