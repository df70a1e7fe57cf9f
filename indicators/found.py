"""Rooms in which each module is one of a kind (a view, a format, a group of verbs) are read here: nothing lists
them twice (decision 4)."""

import importlib
import pkgutil
from pathlib import Path
from types import ModuleType


def modules(package: str) -> tuple[ModuleType, ...]:
    """All modules of a folder of this house ("indicators.views"), by name; importing one must do nothing else."""
    folder = Path(__file__).parents[1].joinpath(*package.split("."))
    return tuple(importlib.import_module(f"{package}.{one.name}") for one in pkgutil.iter_modules([str(folder)]) if not one.ispkg)
