"""One indicator as its file describes it: what is divided by what, in two languages, from which clause, an example."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from data.plans import lookups
from data.quarter import Quarter
from data.returns.form import PROVINCE_FORM, WARD_FORM
from data.words import Text, Words


def _of_a_plan(code: str) -> str:
    if code not in lookups.codes():
        raise ValueError(f"data/reference/plans has no {code}.yaml; it has {', '.join(lookups.codes())}")
    return code


MeasureCode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
PlanCode = Annotated[str, AfterValidator(_of_a_plan)]
ProvinceCode = Annotated[str, Field(pattern=r"^\d{2}$")]

_ROWS_OF_KIND = {
    "ratio": {"ratio"},
    "mean": {"ratio"},
    "count": {"sum", "wards_at_target"},
    "amount": {"sum"},
    "yes_no": {"wards_yes"},
    "index": set(),  # a rank or a score exists for a province only; it never adds up
}


class Strict(BaseModel):
    """Frozen, and a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Strict):
    """Where an indicator comes from: a plan's code (`data/reference/plans`) and the clause as it is written there."""

    document: PlanCode
    clause: Words


class Example(Strict):
    """Small numbers worked through: `measures` (code -> figure) give `numerator`, `denominator` and `value`.

    `denominator` is None where the indicator has none; `value` is None for 0/0. Shares are fractions.
    """

    measures: dict[MeasureCode, float]
    numerator: float
    denominator: float | None = None
    value: float | None
    text: Text | None = None


class Indicator(Strict):
    """One indicator. Codes of measures are those of the form (`form`) that the wards, or the province, fill.

    kind           ratio: a share, a fraction everywhere in Python (0.875) · mean: sum per thing, a plain number ·
                   count · amount (money, tonnes) · yes_no: 1 or 0 · index: a rank or score that somebody publishes
    level          ward, both (wards give the figures, the province has a goal of its own), province
    first_class    what every ward must report: its fields are required in the form
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
        return WARD_FORM if self.of_wards else PROVINCE_FORM

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
        match len(self.asked):
            case 0:
                return "never"
            case 1:
                return "yearly"
            case 2:
                return "half_yearly"
        return "quarterly"

    @model_validator(mode="after")
    def _parts_fit_together(self) -> "Indicator":
        if faults := list(self._faults()):
            raise ValueError("; ".join(faults))
        return self

    def _faults(self) -> Iterator[str]:
        divided = self.kind in ("ratio", "mean")
        if divided != bool(self.denominator):
            yield "denominator: a ratio or a mean has measures there, nothing else does"
        if divided != bool(self.denominator_text):
            yield "denominator_text: goes with the denominator"
        if self.province_row not in (_ROWS_OF_KIND[self.kind] if self.of_wards else {"reported"}):
            yield f"province_row: {self.province_row} does not go with kind {self.kind}, level {self.level}"
        if self.province_row == "wards_at_target" and self.named_items is None:
            yield "named_items: wards_at_target counts the wards that have all of them"
        if self.province_label and self.province_row != "sum":
            yield "province_label: goes with a sum"
        if list(self.asked) != sorted(set(self.asked)):
            yield "asked: ascending, each quarter once"
        if self.headline and not self.first_class:
            yield "headline: a headline indicator is first_class"
