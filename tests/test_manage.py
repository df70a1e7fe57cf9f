"""The front door of the command line: every verb is found by itself, and help needs no package at all."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import commands
import manage

ROOT = Path(__file__).parents[1]
PARSER = manage.parser()
(VERBS,) = (action.choices for action in PARSER._actions if action.dest == "verb")


def test_every_module_of_commands_adds_verbs_and_the_door_names_none_of_them():
    groups = {path.stem for path in (ROOT / "commands").glob("*.py")} - {"given"}
    runs = {verb.get_default("run").__module__ for verb in VERBS.values()}
    assert runs == {"manage"} | {f"commands.{group}" for group in groups}


def test_a_new_module_of_commands_is_found(tmp_path, monkeypatch):
    (tmp_path / "commands").mkdir()
    (tmp_path / "commands" / "singing.py").write_text(
        "from commands import given\n\n"
        "def add(verbs):\n    given.verb(verbs, sing, 'sings', example='sing')\n\n"
        "def sing(options):\n    return 0\n"
    )  # fmt: skip
    monkeypatch.setattr(manage, "ROOT", tmp_path)
    monkeypatch.setattr(commands, "__path__", [*commands.__path__, str(tmp_path / "commands")])
    assert manage.main(["sing"]) == 0


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_is_complete_with_a_python_that_has_no_packages(verb):
    """`-S` leaves out the environment's packages; each verb shows an example."""
    command = [sys.executable, "-S", str(ROOT / "manage.py"), *verb.split(), "--help"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env={"COLUMNS": "200"})
    assert done.returncode == 0, done.stderr
    if verb:
        assert f"example: python manage.py {verb}" in done.stdout
    else:
        assert all(f"\n    {name} " in done.stdout for name in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_the_example_of_a_verb_is_understood(verb):
    example = VERBS[verb].epilog.removeprefix("example: python manage.py ")
    assert PARSER.parse_args(shlex.split(example)).verb == verb
