"""Plans: what a ward or a province has set out to do, by when, and who does it.

One YAML file each in reference/plans, file name = code; a new plan is a new file. What is a target, what a benchmark
and what only words is decided there, with the clause that says so.
"""

from functools import cache, lru_cache
from pathlib import Path

from data import places
from data.plans.entries import Benchmark, Goal, Task
from data.plans.files import Plan, PlanError, lent, read, read_benchmarks

_FOLDER = Path(__file__).parents[1] / "reference" / "plans"
_NATIONAL = "national"  # the one file there that is no plan: benchmarks that hold everywhere


def load(folder: Path) -> tuple[Plan, ...]:
    """The plans of a folder, by code. PlanError names the file that is wrong and the place in it."""
    found = {path.stem: read(path) for path in _files(folder)}
    for one in found.values():
        if one.applies is not None and one.applies not in found:
            raise PlanError(f"{one.code}.yaml: applies: there is no plan {one.applies!r} in this folder")
    return tuple(lent(one, found[one.applies]) if one.applies else one for one in found.values())


@cache
def codes() -> tuple[str, ...]:
    """The code of every plan, in order; from the names of the files, none of which is read."""
    return tuple(path.stem for path in _files(_FOLDER))


@cache
def plans() -> tuple[Plan, ...]:
    """Every plan, by code; those with `demonstration` are nobody's and lend the goals of another."""
    return load(_FOLDER)


def plan(code: str) -> Plan:
    """The plan of a code; KeyError when unknown."""
    return {one.code: one for one in plans()}[code]


@cache
def national_benchmarks() -> tuple[Benchmark, ...]:
    """What national decisions name, for comparison only: nobody's target."""
    return read_benchmarks(_FOLDER / f"{_NATIONAL}.yaml")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.yaml") if path.stem != _NATIONAL)


def _plans_of(province: str, demonstration: bool) -> list[Plan]:
    """The plans of a province and of its wards; what is lent comes last."""
    here = [one for one in plans() if one.province == province and (demonstration or not one.demonstration)]
    return sorted(here, key=lambda one: one.demonstration)


@lru_cache(maxsize=2**15)  # the figures of one province and quarter ask ten thousand times
def goal_for(indicator: str, *, province: str, ward: str | None = None, demonstration: bool) -> Goal | None:
    """The goal that holds for a ward, or with `ward` None for the province's own row; None where no plan sets a target.

    A ward's own plan comes before a plan for all wards. For the province's row a goal of the province comes first (a
    ward's plan may cite one: decision 15), then a goal for all wards, because the row adds them up.
    """
    here = _plans_of(province, demonstration)
    own = [goal for one in here for goal in one.goals if (one.ward == ward if ward is not None else goal.scope == "province")]
    of_all = [goal for one in here for goal in one.goals if goal.scope == "wards"]
    return next((goal for goal in own + of_all if goal.indicator == indicator and goal.target is not None), None)


def benchmarks_for(indicator: str, *, province: str) -> tuple[Benchmark, ...]:
    """Figures to compare with: those that plans of the province name, then the national ones."""
    here = [benchmark for one in _plans_of(province, False) for benchmark in one.benchmarks]
    return tuple(one for one in (*here, *national_benchmarks()) if one.indicator == indicator)


def tasks_for(ward_code: str, *, demonstration: bool) -> tuple[Task, ...]:
    """The tasks of the ward's own plan; in the demonstration the lent ones where it has none. KeyError when unknown."""
    here = _plans_of(places.ward(ward_code).province, demonstration)
    return next((one.tasks for one in here if one.tasks and (one.ward == ward_code or one.demonstration)), ())
