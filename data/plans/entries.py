"""What a plan is made of: goals, benchmarks, tasks, statements, and how a file may write their figures and days.

A file writes `percent: 95` or `number: 10`, a year or a quarter; here shares are fractions (0.95) and times are
quarters and days. Whatever contradicts itself is a pydantic ValidationError.
"""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from data.quarter import Quarter
from data.words import Text, Words

Scope = Literal["province", "wards", "ward"]
Recurrence = Literal["quý", "năm", "thường xuyên", "theo đợt"]
IndicatorCode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Year = Annotated[int, Field(ge=2000, le=2100)]


def _amount(entry: Mapping[str, Any], suffix: str = "") -> float | None:
    """The fraction of `percent: 95` or the number of `number: 10`, None where there is neither."""
    given = {unit: entry[unit + suffix] for unit in ("percent", "number") if entry.get(unit + suffix) is not None}
    if not given:
        return None
    if len(given) > 1:
        raise ValueError("give either `percent` or `number`, not both")
    [(unit, value)] = given.items()
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise ValueError(f"`{unit}{suffix}` is a number from 0 on, not {value!r}")
    return value / 100 if unit == "percent" else value


def _with_figures(entry: Any, name: str) -> Any:
    """An entry of a file with its percent or number under `name`, and the far end of a range under `name`_max."""
    if not isinstance(entry, Mapping):
        return entry
    units = {unit + end for unit in ("percent", "number") for end in ("", "_max")}
    rest = {key: value for key, value in entry.items() if key not in units}
    for end in ("", "_max"):
        if (value := _amount(entry, end)) is not None:
            rest[name + end] = value
    return rest


def _baseline(entry: Any) -> Any:
    return _amount(entry) if isinstance(entry, Mapping) else entry


def _quarter(value: Any) -> Any:
    return Quarter.parse(value) if isinstance(value, str) else value


def _milestone(entry: Any) -> Any:
    if not isinstance(entry, Mapping):
        return entry
    value = _amount(entry)
    if value is None or ("quarter" in entry) == ("year" in entry):
        raise ValueError("a milestone has a `percent` or `number`, and a `year` or `quarter`")
    return (Quarter.parse(entry["quarter"]) if "quarter" in entry else Quarter(entry["year"], 4)), value


def _first_day(value: Any) -> Any:
    """The first day of 2026 or of "2025-06"."""
    if isinstance(value, int):
        return date(value, 1, 1)
    return date.fromisoformat(f"{value}-01") if isinstance(value, str) else value


def _last_day(value: Any) -> Any:
    """The last day of a deadline as plans write it: 2030, "Quý IV/2025", "năm 2025"."""
    if isinstance(value, int):
        return date(value, 12, 31)
    if not isinstance(value, str):
        return value
    if (quarter := Quarter.read(value)) is None:
        raise ValueError(f"not a deadline: {value!r}; write a year, a quarter such as Quý IV/2025, or a day")
    return quarter.last_day


class Entry(BaseModel):
    """Anything that a file holds: frozen, and refused where it says what we do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Goal(Entry):
    """One goal (chỉ tiêu) of a plan; `target` is None where the plan names no figure, and then it gives no status.

    scope     ward: the ward whose plan it is · wards: every ward of the province · province: the province's own figure
    target    a fraction, a number, or 1 for yes; `target_max` is the far end of a range such as 3 to 5
    origin    stated_goal · stated_year_inferred: the figure is stated, its year is the end of the plan
    quarter   the last quarter, where the plan states one; else the last of `year`
    written   the target in the plan's own words
    work      what the ward does for it, and `evidence` what the plan accepts as proof, both in Vietnamese
    """

    id: Words
    title: Text
    clause: Words
    scope: Scope
    plan: str
    first_year: Year
    indicator: IndicatorCode | None = None
    target: float | None = None
    target_max: float | None = None
    origin: Literal["stated_goal", "stated_year_inferred"] | None = None
    year: Year | None = None
    quarter: Annotated[Quarter | None, BeforeValidator(_quarter)] = None
    recurrence: Recurrence | None = None
    baseline: Annotated[float | None, BeforeValidator(_baseline)] = None
    milestones: tuple[Annotated[tuple[Quarter, float], BeforeValidator(_milestone)], ...] = ()
    written: Words | None = None
    work: Words | None = None
    evidence: Words | None = None
    note: Text | None = None

    _figures = model_validator(mode="before")(lambda entry: _with_figures(entry, "target"))

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.target is None) != (self.origin is None):
            raise ValueError("a target needs its origin, and only a target has one")
        if self.target is not None and (self.indicator is None or not (self.year or self.quarter)):
            raise ValueError("a target needs its indicator and its year or quarter")
        if self.target_max is not None and (self.target is None or self.target_max <= self.target):
            raise ValueError("the far end of a range is larger than its target")
        if self.quarter and self.year and self.quarter.year != self.year:
            raise ValueError("the quarter lies in another year")
        if self.milestones:
            times = (self.starts, *(when for when, _ in self.milestones), self.ends)
            if any(later <= earlier for earlier, later in pairwise(times)):
                raise ValueError("milestones stand in the order of time, between the start of the plan and its end")
        return self

    @property
    def starts(self) -> Quarter:
        """The last quarter before the plan's first year: where the path begins."""
        return Quarter(self.first_year - 1, 4)

    @property
    def ends(self) -> Quarter:
        """The quarter in which the target is due; ValueError where the goal names no time."""
        if self.quarter:
            return self.quarter
        if self.year is None:
            raise ValueError(f"goal {self.id} names no year")
        return Quarter(self.year, 4)


class Benchmark(Entry):
    """A figure to compare with that is nobody's target; `value` as a fraction, a number, or 1 for yes."""

    indicator: IndicatorCode
    value: float
    title: Text
    source: Words
    clause: Words
    origin: Literal["current_value", "count_of_named_items", "inferred", "national"]
    year: Year | None = None

    _figures = model_validator(mode="before")(lambda entry: _with_figures(entry, "value"))


class Task(Entry):
    """One task (nhiệm vụ); `field`, `lead`, `support`, `product`, `detail` and `note` in Vietnamese, as in the plan.

    It has a deadline or recurs; a problem of a list may name no time at all. `written` is the time in the plan's words
    where these say more than we keep.
    """

    id: Words
    title: Text
    clause: Words
    plan: str
    kind: Literal["task", "problem"] = "task"
    field: Words | None = None
    lead: Words
    support: tuple[Words, ...] = ()
    start: Annotated[date | None, BeforeValidator(_first_day)] = None
    deadline: Annotated[date | None, BeforeValidator(_last_day)] = None
    recurrence: Recurrence | None = None
    written: Words | None = None
    product: Words | None = None
    detail: Words | None = None
    indicators: tuple[IndicatorCode, ...] = ()
    note: Words | None = None

    @model_validator(mode="after")
    def _has_one_time(self) -> Self:
        times = (self.deadline is not None) + (self.recurrence is not None)
        if times > 1 or (times == 0 and self.kind == "task"):
            raise ValueError("a task has either a deadline or a recurrence")
        if self.deadline and self.start and self.deadline < self.start:
            raise ValueError("the deadline lies before the start")
        return self


class Statement(Entry):
    """Words of a document that are no goal and no task: a measure, a direction, a proposal."""

    id: Words
    title: Text
    clause: Words
    indicators: tuple[IndicatorCode, ...] = ()
