"""The front door of the command line: every verb is found by itself, and help needs no package at all."""

import argparse
import re
import shlex
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import commands
import manage
from tests import kinds

ROOT = Path(__file__).parents[1]
PARSER = manage.parser()
(VERBS,) = (action.choices for action in PARSER._actions if isinstance(action, argparse._SubParsersAction))


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
        assert set(VERBS) == set(re.findall(r"^    ([\w-]+)(?: |$)", done.stdout, re.M))


@pytest.mark.parametrize("verb", VERBS)
def test_the_example_of_a_verb_is_understood(verb):
    example = str(VERBS[verb].epilog).removeprefix("example: python manage.py ")
    assert PARSER.parse_args(shlex.split(example)).verb == verb


# What this door does by itself


@pytest.fixture
def ran(monkeypatch) -> list[list[str]]:
    """The programs that the verb has run, after the Python that ran them; none of them fails."""
    return runs(monkeypatch, failing=[])


def runs(monkeypatch, *, failing: list[str]) -> list[list[str]]:
    """No program is run but noted; one with all words of `failing` in its command fails."""
    seen = []

    def status(command: list[str]) -> int:
        seen.append(command)
        return int(bool(failing) and set(failing) <= set(command))

    class Begun(subprocess.Popen):
        def __init__(self, command: list[str], **_: object):
            self.returncode = status(command[1:])

        def communicate(self, *_):
            return "what it found\n", None

        def kill(self):
            pass

        def __del__(self):
            pass

    monkeypatch.setattr(manage.subprocess, "Popen", Begun)
    monkeypatch.setattr(manage.subprocess, "call", lambda command, **_: status(command[1:]))
    monkeypatch.setattr(manage, "find_browser", lambda: "chromium")
    return seen


CODE = [["-m", "ruff", "format", "--check", "."], ["-m", "ruff", "check", "."], ["-m", "basedpyright", "--warnings"]]


def test_the_code_is_checked_before_any_test_runs(ran, capsys):
    assert manage.main(["test"]) == 0
    assert ran[: len(CODE)] == CODE and [command[:2] for command in ran[len(CODE) :]] == [["-m", "pytest"]] * 2
    assert capsys.readouterr().out == "what it found\n" * len(CODE)


def test_the_whole_suite_is_the_fast_tests_and_all_others(ran):
    assert manage.main(["test"]) == 0
    fast, others = (command[-1] for command in ran[len(CODE) :])
    assert fast == f"not ({others})" and set(others.split(" or ")) == set(kinds.KINDS) - {"whole"}


@pytest.mark.parametrize("failing", ["pytest", "basedpyright"])
def test_where_a_fast_test_or_a_type_fails_the_long_tests_do_not_run(failing, monkeypatch):
    seen = runs(monkeypatch, failing=[failing])
    assert manage.main(["test"]) == 1 and len(seen) == len(CODE) + 1


def test_the_fast_tests_are_those_that_need_nothing_slow(ran):
    assert manage.main(["test", "--fast"]) == 0
    assert ran[:-1] == CODE
    assert ran[-1][-2:] == ["-m", "not (browser or picture or postgres or slow or whole)"]


def test_named_tests_run_alone(ran):
    assert manage.main(["test", "--", "tests/data", "-x"]) == 0
    assert ran == [["-m", "pytest", "tests/data", "-x"]]


@pytest.mark.parametrize("failing", CODE, ids=lambda command: " ".join(command[1:3]))
def test_a_check_of_the_code_that_fails_says_in_both_languages_how_to_mend_it(failing, monkeypatch, capsys):
    runs(monkeypatch, failing=failing)
    assert manage.main(["check-code"]) == 1
    vietnamese, english = capsys.readouterr().err.splitlines()
    assert ": " in vietnamese and ": " in english


@pytest.mark.parametrize("failing", CODE[:2], ids=lambda command: " ".join(command[1:3]))
def test_no_test_runs_before_layout_and_lint_are_right(failing, monkeypatch):
    seen = runs(monkeypatch, failing=failing)
    assert manage.main(["test"]) == 1 and seen == CODE[:2]


def test_what_a_check_of_the_code_says_to_run_mends_it():
    """Of ruff: the words name its own command."""
    layout, lint, _ = manage.CHECKS.values()
    assert layout.count("ruff format .`") == 2 and lint.count("ruff check --fix .`") == 2


# Starting: the port is looked at before anything is installed


@pytest.fixture
def taken():
    """A port of this machine that another program listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.mark.parametrize("public", [[], ["--public"]])
def test_a_taken_port_is_said_before_anything_is_installed_with_one_that_is_free(ran, taken, public, monkeypatch, capsys):
    monkeypatch.setattr(manage, "install", lambda _: pytest.fail("nothing is installed yet"))
    monkeypatch.setattr(manage.sys, "prefix", "a plain Python")
    assert manage.main(["start", "--port", str(taken), *public]) == 1
    said = capsys.readouterr().err
    (way_out,) = set(re.findall(r"python manage.py start --port (\d+)", said))
    assert manage.listens(int(way_out), public=bool(public)) and "Cổng" in said and "Port" in said
    assert ran == []


@pytest.mark.parametrize("port", ["99999", "0", "-1", "x", "8501.5"])
def test_what_is_no_port_is_wrong_usage(port, capsys):
    with pytest.raises(SystemExit) as ended:
        manage.main(["start", "--port", port])
    assert ended.value.code == 2 and "1 đến 65535" in capsys.readouterr().err


@pytest.mark.parametrize(("public", "address"), [([], "127.0.0.1"), (["--public"], "0.0.0.0")])
def test_this_machine_alone_gets_in_unless_asked_otherwise_and_that_is_said(ran, public, address, monkeypatch, capsys):
    monkeypatch.setattr(manage.keeping, "migrate", lambda _: 0)
    assert manage.main(["start", *public, "--port", "8599"]) == 0
    assert ran[-1][-2:] == ["--server.address", address]
    said = capsys.readouterr().err
    assert said.count("http://localhost:8599") == 2 and ("--public" in said) == (not public) and ("tài khoản" in said) == bool(public)


def test_started_by_streamlit_itself_it_listens_on_this_machine_alone_too():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["address"] == "127.0.0.1"
