"""The file of a plan: read, checked as a whole, refused with words that name the file and the place in it."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

import yaml
from pydantic import Field, ValidationError, model_validator

from data import places
from data.plans.entries import Benchmark, Entry, Goal, Statement, Task, Year
from data.words import Text, Words

_Model = TypeVar("_Model", bound=Entry)


class PlanError(ValueError):
    """A plan's file is wrong; the message names the file, the place in it and what to mend."""


class Plan(Entry):
    """A document with goals and tasks; `number` and `date` are as written, None where the document has none.

    kind      plan · report: what was reached, without goals · proposal: not decided · demonstration: nobody's plan, it
              lends the goals and tasks of the plan `applies` to all wards of a province
    ward      the ward whose plan it is; None for a plan of the province
    source    the text that we were given
    """

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    kind: Literal["plan", "report", "proposal", "demonstration"]
    title: Text
    issuer: Text
    province: str
    ward: str | None = None
    first_year: Year
    last_year: Year
    number: Words | None = None
    date: Words | None = None
    draft: bool = False
    source: Words
    note: Text | None = None
    applies: str | None = None
    goals: tuple[Goal, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    tasks: tuple[Task, ...] = ()
    measures: tuple[Statement, ...] = ()
    directions: tuple[Statement, ...] = ()
    proposals: tuple[Statement, ...] = ()

    @property
    def demonstration(self) -> bool:
        """Whether this is nobody's plan and counts in the demonstration only."""
        return self.kind == "demonstration"

    @model_validator(mode="after")
    def _has_a_place(self) -> Self:
        if self.province not in {one.code for one in places.provinces()}:
            raise ValueError(f"there is no province {self.province}")
        if self.ward is not None and self.ward not in {one.code for one in places.wards(self.province)}:
            raise ValueError(f"there is no ward {self.ward} in province {self.province}")
        return self

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if self.demonstration != (self.applies is not None):
            raise ValueError("a demonstration, and nothing else, names the plan that it `applies`")
        if self.first_year > self.last_year:
            raise ValueError("the plan ends before it begins")
        if late := [goal.id for goal in self.goals if goal.target is not None and goal.ends.year > self.last_year]:
            raise ValueError(f"due after the plan's last year: {', '.join(late)}")
        if twice := _repeated(one.id for one in (*self.goals, *self.tasks, *self.measures, *self.directions, *self.proposals)):
            raise ValueError(f"the same id twice: {', '.join(twice)}")
        if twice := _repeated(goal.indicator for goal in self.goals if goal.target is not None):
            raise ValueError(f"several targets for one indicator: {', '.join(twice)}")
        return self


def _repeated(values: Iterable[str | None]) -> list[str]:
    return [value for value, times in Counter(filter(None, values)).items() if times > 1]


class _BenchmarkFile(Entry):
    """The file of national benchmarks: a reference, not a plan."""

    kind: Literal["reference"]
    title: Text
    note: Text
    benchmarks: tuple[Benchmark, ...]


def _content(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise PlanError(f"{path.name}: not YAML in UTF-8: {problem}") from problem
    if not isinstance(content, dict):
        raise PlanError(f"{path.name}: a plan's file holds fields such as `title:`")
    return content


def _checked(model: type[_Model], content: dict[str, Any], path: Path) -> _Model:
    try:
        return model.model_validate(content)
    except ValidationError as problem:
        faults = [f"{'.'.join(map(str, one['loc'])) or 'the file'}: {one['msg']}" for one in problem.errors()]
        raise PlanError(f"{path.name}: {'; '.join(faults)}") from problem


def _inheriting(entries: Any, **fields: Any) -> Any:
    """A list of entries, each with the fields of its plan that it does not state itself."""
    return [fields | one if isinstance(one, dict) else one for one in entries] if isinstance(entries, list) else entries


def read(path: Path) -> Plan:
    """The plan of one file; its name is the plan's code. PlanError where the file is wrong."""
    content = _content(path) | {"code": path.stem}
    title = content.get("title")
    inherited = {
        "goals": {"plan": path.stem, "first_year": content.get("first_year"), "scope": "ward" if content.get("ward") else "province"},
        "tasks": {"plan": path.stem},
        "benchmarks": {"source": title.get("vi") if isinstance(title, dict) else None},
    }
    for name, fields in inherited.items():
        if name in content:
            content[name] = _inheriting(content[name], **fields)
    return _checked(Plan, content, path)


def read_benchmarks(path: Path) -> tuple[Benchmark, ...]:
    """The benchmarks of the national file. PlanError where the file is wrong."""
    return _checked(_BenchmarkFile, _content(path), path).benchmarks


def lent(demonstration: Plan, lender: Plan) -> Plan:
    """The demonstration with the goals and tasks of the `lender`, for all wards of its province."""
    return demonstration.model_copy(
        update={
            "goals": tuple(one.model_copy(update={"plan": demonstration.code, "scope": "wards"}) for one in lender.goals),
            "tasks": tuple(one.model_copy(update={"plan": demonstration.code}) for one in lender.tasks),
        }
    )
