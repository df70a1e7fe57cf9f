"""What the README promises is there: its two commands, its verbs, its nouns, the files it names."""

import argparse
import re
from pathlib import Path

import pytest

import manage

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### (.+?)\n(.*?)(?=^#|\Z)", README, re.M | re.S))
(VERBS,) = (action.choices for action in manage.parser()._actions if isinstance(action, argparse._SubParsersAction))

NOUNS = ("province", "ward", "unit", "quarter", "round", "return", "upload", "revision", "decision", "field", "measure",
         "indicator", "numerator, denominator", "target", "benchmark", "path, pace", "status", "peer group", "comparison",
         "plan, goal, task", "evidence", "edition", "briefing", "problem", "actor")  # fmt: skip


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under those headings."""
    table = README.split(f"| {heading} |", 1)[1].split("\n\n")[0]
    lines = [re.split(r"(?<!\\)\|", line)[1:-1] for line in table.splitlines()[2:]]
    return [[cell.strip() for cell in line] for line in lines]


def test_there_are_two_commands_and_the_second_is_all_that_ci_runs():
    (block,) = re.findall(r"## Hai lệnh / Two commands.*?```\n(.*?)```", README, re.S)
    commands = [line.split("#")[0].split() for line in block.splitlines()]
    assert commands == [["python", "manage.py", "start"], ["python", "manage.py", "test"]]
    ci = [line for line in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines() if "manage.py" in line]
    assert ci == ["exec python3 manage.py test"]
    assert set(manage.REQUIREMENTS) == {"start", "test", "check-code"} <= set(VERBS)
    assert all((ROOT / name).is_file() for name in manage.REQUIREMENTS.values())


def test_every_verb_is_in_the_readme_and_the_other_way_round():
    told = {name for verb, _ in rows("verb | does") for name in re.findall(r"^`([\w-]+)", verb)}
    assert told | {"start", "test"} == set(VERBS)


@pytest.mark.parametrize("usage", [verb for verb, _ in rows("verb | does")])
def test_the_readmes_usage_is_understood(usage):
    """The line as it stands there, with all that may be left out; of choices the first."""
    (written, *_) = re.findall(r"^`([^`]+)`", usage)
    plain = re.sub(r"\\\|\w+", "", re.sub(r"[\[\]]|\.\.\.", "", written))
    options = manage.parser().parse_args(plain.split())
    assert options.verb == plain.split()[0]


def test_the_nouns_are_told_in_both_languages():
    table = rows("noun | in Vietnamese | what it is")
    assert tuple(noun for noun, *_ in table) == NOUNS
    assert all(vietnamese and what for _, vietnamese, what in table)


def test_every_file_that_the_readme_names_is_there():
    named = re.findall(r"`([\w./-]+/[\w.-]*|[\w-]+\.(?:py|md|txt|toml))`", README) + re.findall(r"\]\(([\w./-]+)\)", README)
    assert len(named) > 8
    own = [name for name in named if not name.startswith("data/local")]
    assert [name for name in own if not (ROOT / name).exists()] == []


RECIPES = [heading for heading in SECTIONS if heading.startswith("Add ")]


def test_there_is_a_recipe_for_each_thing_that_one_adds():
    assert RECIPES == ["Add an indicator", "Add a plan", "Add a check", "Add a view", "Add an export", "Add a verb", "Add a word, a page"]


@pytest.mark.parametrize("heading", RECIPES)
def test_a_recipe_names_what_is_there(heading):
    """Its files and folders exist, `<code>` standing for any of them; its other names stand in those files, or are verbs."""
    quoted = re.findall(r"`([^`]+)`", SECTIONS[heading])
    paths = [name for name in quoted if "/" in name or name.endswith(".py")]
    found = {path: sorted(ROOT.glob(re.sub(r"<\w+>", "*", path))) for path in paths}
    assert paths and [path for path, there in found.items() if not there] == []
    text = "".join(file.read_text(encoding="utf-8") for there in found.values() for file in _files(there))
    names = [re.split(r"[ (<]", name)[0] for name in quoted if name not in paths]
    assert [name for name in names if name not in VERBS and not re.search(rf"(?<!\w){re.escape(name)}", text)] == []


def _files(places: list[Path]) -> list[Path]:
    inside = [file for place in places for file in ([place] if place.is_file() else place.rglob("*"))]
    return [file for file in inside if file.suffix in (".py", ".yaml", ".md")]


def test_requirements_say_versions():
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        assert line.startswith("#") or line == "tzdata" or re.search(r">=|==", line), line
