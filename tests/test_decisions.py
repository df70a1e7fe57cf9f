"""Decisions are told apart by numbers that never change, and whoever names one names one that is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/decisions.md"
PARTS = re.split(r"^## (?=\d)", PAGE.read_text(encoding="utf-8"), flags=re.M)[1:]
TITLES = [part.splitlines()[0] for part in PARTS]
NUMBERS = [int(title.partition(".")[0]) for title in TITLES]
NAMING = re.compile(r"\bdecisions? (\d+(?:(?:, | and )\d+)*)")


def texts() -> list[Path]:
    """Everything in which somebody may name a decision."""
    rooms = ("commands", "data", "docs", "indicators", "pages", "tests")
    found = [path for room in rooms for kind in ("py", "yaml", "md", "css") for path in (ROOT / room).rglob(f"*.{kind}")]
    return [path for path in [*found, *ROOT.glob("*.py"), *ROOT.glob("*.md"), *ROOT.glob("*.toml")] if path != Path(__file__)]


def named(path: Path) -> set[int]:
    return {int(number) for several in NAMING.findall(path.read_text(encoding="utf-8")) for number in re.findall(r"\d+", several)}


def test_numbers_rise_by_one():
    assert list(range(1, len(PARTS) + 1)) == NUMBERS


@pytest.mark.parametrize("part", PARTS, ids=TITLES)
def test_a_decision_says_when_why_and_what_was_refused(part):
    title, *said = [line for line in re.split(r"^# ", part, flags=re.M)[0].splitlines() if line]
    assert re.fullmatch(r"\d+\. .+ \((?:\d{1,2} [A-Z][a-z]{2}.*)\)", title)
    assert [line.split("**")[1] for line in said if line.startswith("- ")] == ["Why:", "Refused:"]
    assert len(said) <= 9


def test_every_decision_that_is_named_is_there():
    missing = {path.relative_to(ROOT).as_posix(): wrong for path in texts() if (wrong := named(path) - set(NUMBERS))}
    assert missing == {}


def test_code_names_decisions():
    """A newcomer meets them where they would undo one."""
    code = {number for path in texts() if path.suffix == ".py" for number in named(path)}
    assert len(code) >= 12
