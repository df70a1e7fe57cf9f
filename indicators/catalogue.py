"""What is counted: every indicator of `definitions/`, one YAML file each, validated and frozen.

The file name is the code; the YAML says the rest. Families and their order are in `families.yaml`; an
indicator names its family and its position there, so that adding one touches one file only.
A definition holds no target: targets belong to plans (`data.plans`).
"""

import functools
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from data.quarter import Quarter
from data.words import Text
from indicators.definition import Indicator, Strict

DEFINITIONS = Path(__file__).parent / "definitions"
FAMILIES = Path(__file__).parent / "families.yaml"

Model = TypeVar("Model", bound=BaseModel)


class DefinitionError(ValueError):
    """A file of this catalogue is wrong; the message names the file and every faulty field."""


class Family(Strict):
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
    return tuple(family.model_copy(update={"indicators": tuple(one for one in ordered if one.family == family.code)}) for family in named)


@functools.cache
def headline() -> tuple[Indicator, ...]:
    """The indicators that lead the home page, one a family."""
    return tuple(one for one in catalogue().values() if one.headline)


def owed(indicators: Iterable[Indicator], *, quarter: Quarter, province: str) -> tuple[Indicator, ...]:
    """Those of `indicators` that each ward of the province owes in this quarter, in the given order.

    `only_when` is not judged here: whether it applies is known only with the ward's figures.
    """
    return tuple(
        one for one in indicators if one.of_wards and quarter.number in one.asked and (one.provinces is None or province in one.provinces)
    )


def read_definition(path: Path) -> Indicator:
    """The indicator of one file; its code is the file's name. Raises DefinitionError."""
    content = _read(path)
    if not isinstance(content, dict) or "code" in content:
        raise DefinitionError(f"{_shown(path)}: expected fields, without code: the file's name is the code")
    return _validated(Indicator, path, {**content, "code": path.stem})


def _read(path: Path) -> Any:
    try:
        # The loader written in C: the plain one takes a second for all files.
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise DefinitionError(f"{_shown(path)}: {error}") from error


def _validated(model: type[Model], path: Path, content: object) -> Model:
    try:
        return model.model_validate(content)
    except ValidationError as errors:
        # A fault between fields has no place of its own; its words begin with the field.
        faults = (".".join(map(str, fault["loc"])) + ": " + fault["msg"] for fault in errors.errors())
        told = "; ".join(fault.removeprefix(": Value error, ") for fault in faults)
        raise DefinitionError(f"{_shown(path)}: {told}") from errors


def _shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
