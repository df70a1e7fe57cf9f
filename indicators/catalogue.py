"""What is counted: every indicator of `definitions/`, one YAML file each, validated and frozen.

The file name is the code; the YAML says the rest. Families and their order are in `families.yaml`; an
indicator names its family and its position there, so that adding one touches one file only.
A definition holds no target: targets belong to plans (`data.plans`).
"""

import functools
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from data.quarter import Quarter
from data.words import Text

DEFINITIONS = Path(__file__).parent / "definitions"
FAMILIES = Path(__file__).parent / "families.yaml"

MeasureCode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
ProvinceCode = Annotated[str, Field(pattern=r"^\d{2}$")]

_ROWS_OF_KIND = {
    "ratio": {"ratio"},
    "mean": {"ratio"},
    "count": {"sum", "wards_at_target"},
    "amount": {"sum"},
    "yes_no": {"wards_yes"},
    "index": set(),  # a rank or a score exists for a province only; it never adds up
}


class DefinitionError(ValueError):
    """A file of this catalogue is wrong; the message names the file and the field."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Strict):
    """Where an indicator comes from: a plan's code (`data/reference/plans`) and the clause as it is written there."""

    document: Literal["phu-lien", "phuong-lieu", "hai-phong", "ho-chi-minh", "minh-xuan"]
    clause: Annotated[str, Field(min_length=1)]


class Example(_Strict):
    """Small numbers worked through: `measures` (code -> figure) give `numerator`, `denominator` and `value`.

    `denominator` is None where the indicator has none; `value` is None for 0/0. Shares are fractions.
    """

    measures: dict[MeasureCode, float]
    numerator: float
    denominator: float | None = None
    value: float | None
    text: Text | None = None


class Indicator(_Strict):
    """One indicator. Codes of measures are those of the form (`form`) that the wards, or the province, fill.

    kind           ratio: a share, a fraction everywhere in Python (0.875) · mean: sum per thing, a plain number ·
                   count · amount (money, tonnes) · yes_no: 1 or 0 · index: a rank or score that somebody publishes
    level          ward, both (wards give the figures, the province has a goal of its own), province
    numerator      measures that are added; `denominator` the same, empty unless ratio or mean
    province_row   ratio: sum/sum · sum · wards_yes: wards with yes / wards that answered · wards_at_target: median
                   ward and wards that have all `named_items` · reported: the province's own figure, no wards in it
    province_label what a sum over wards must be called where it counts one thing many times
    thing          the noun that is counted: "còn 4 cán bộ nữa là đạt"
    asked          quarters in which a ward owes it; empty: never owed, the form only has room for it
    only_when      yes/no measure without which the indicator does not apply
    provinces      codes of the only provinces concerned; None: all
    basis          stated: the sources name it with a figure · stated_no_number · implied: it follows from a task
    origin_note    what the sources say about its level where that is not a goal
    since          first quarter to which this `version` applies
    """

    code: str
    name: Text
    short: Text
    kind: Literal["ratio", "mean", "count", "amount", "yes_no", "index"]
    level: Literal["ward", "both", "province"]
    family: str
    position: int
    headline: bool = False
    first_class: bool = False
    numerator: Annotated[tuple[MeasureCode, ...], Field(min_length=1)]
    numerator_text: Text
    denominator: tuple[MeasureCode, ...] = ()
    denominator_text: Text | None = None
    unit: Text
    thing: Text
    direction: Literal["higher", "lower"]
    province_row: Literal["ratio", "sum", "wards_yes", "wards_at_target", "reported"]
    province_label: Text | None = None
    named_items: Annotated[int, Field(gt=0)] | None = None
    asked: tuple[Annotated[int, Field(ge=1, le=4)], ...]
    only_when: MeasureCode | None = None
    provinces: tuple[ProvinceCode, ...] | None = None
    basis: Literal["stated", "stated_no_number", "implied"]
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    evidence: Text
    since: Annotated[Quarter, BeforeValidator(Quarter.parse)]
    version: Annotated[int, Field(ge=1)]
    examples: Annotated[tuple[Example, ...], Field(min_length=1)]
    note: Text | None = None
    origin_note: Text | None = None

    def __hash__(self) -> int:
        # The generated hash would try to hash the dictionaries of the examples.
        return hash(self.code)

    @property
    def of_wards(self) -> bool:
        """Whether wards give the figures."""
        return self.level != "province"

    @property
    def form(self) -> str:
        """The form that holds its measures."""
        return "ward/1" if self.of_wards else "province/1"

    @property
    def measures(self) -> tuple[str, ...]:
        """All measures that it needs, numerator first."""
        return self.numerator + self.denominator

    @property
    def example(self) -> Example:
        """The ordinary worked example; later ones teach a special case."""
        return self.examples[0]

    @property
    def frequency(self) -> Literal["quarterly", "half_yearly", "yearly", "never"]:
        """How often it is owed."""
        return {0: "never", 1: "yearly", 2: "half_yearly"}.get(len(self.asked), "quarterly")

    @model_validator(mode="after")
    def _parts_fit_together(self) -> "Indicator":
        divided = self.kind in ("ratio", "mean")
        rows = _ROWS_OF_KIND[self.kind] if self.of_wards else {"reported"}
        broken = {
            "denominator: a ratio or a mean needs measures, nothing else may have them": divided != bool(self.denominator),
            "denominator_text: goes with the denominator": divided != bool(self.denominator_text),
            f"province_row: a {self.kind} of level {self.level} cannot be {self.province_row}": self.province_row
            not in rows,
            "named_items: goes with wards_at_target": (self.province_row == "wards_at_target")
            and self.named_items is None,
            "province_label: goes with a sum": self.province_label is not None and self.province_row != "sum",
            "asked: ascending, each quarter once": list(self.asked) != sorted(set(self.asked)),
            "headline: a headline indicator is first_class": self.headline and not self.first_class,
        }
        for words, wrong in broken.items():
            if wrong:
                raise ValueError(words)
        return self


class Family(_Strict):
    """A group of indicators that a leader reads together; `indicators` in display order."""

    code: str
    name: Text
    indicators: tuple[Indicator, ...] = ()


@functools.cache
def catalogue() -> Mapping[str, Indicator]:
    """Code -> indicator in display order: families in their order, headline first. Raises DefinitionError."""
    return MappingProxyType({one.code: one for family in families() for one in family.indicators})


@functools.cache
def families() -> tuple[Family, ...]:
    """The families with their indicators, in display order. Raises DefinitionError."""
    named = [_validated(Family, FAMILIES, entry) for entry in _read(FAMILIES)]
    known = {family.code for family in named}
    indicators = [read_definition(path) for path in sorted(DEFINITIONS.glob("*.yaml"))]
    for one in indicators:
        if one.family not in known:
            raise DefinitionError(f"definitions/{one.code}.yaml: family: {one.family} is not in families.yaml")
    ordered = sorted(indicators, key=lambda one: (not one.headline, one.position, one.code))
    return tuple(
        family.model_copy(update={"indicators": tuple(one for one in ordered if one.family == family.code)})
        for family in named
    )


@functools.cache
def headline() -> tuple[Indicator, ...]:
    """The indicators that lead the home page, one a family."""
    return tuple(one for one in catalogue().values() if one.headline)


def owed(indicators: Iterable[Indicator], *, quarter: Quarter, province: str) -> tuple[Indicator, ...]:
    """Those of `indicators` that each ward of the province owes in this quarter, in the given order.

    `only_when` is not judged here: whether it applies is known only with the ward's figures.
    """
    return tuple(
        one
        for one in indicators
        if one.of_wards and quarter.number in one.asked and (one.provinces is None or province in one.provinces)
    )


def read_definition(path: Path) -> Indicator:
    """The indicator of one file; its code is the file's name. Raises DefinitionError."""
    content = _read(path)
    if not isinstance(content, dict):
        raise DefinitionError(f"{_shown(path)}: expected fields, found {type(content).__name__}")
    return _validated(Indicator, path, {**content, "code": path.stem})


def _read(path: Path):
    # The loader in C is ten times as fast; 125 files would take a second without it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except yaml.YAMLError as error:
        raise DefinitionError(f"{_shown(path)}: {error}") from error


def _validated(model: type[BaseModel], path: Path, content):
    try:
        return model.model_validate(content)
    except ValidationError as error:
        faults = (
            ": ".join(filter(None, (".".join(map(str, fault["loc"])), fault["msg"]))) for fault in error.errors()
        )
        raise DefinitionError(f"{_shown(path)}: " + "; ".join(faults)) from error


def _shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
