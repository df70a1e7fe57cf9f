"""Which views there are: every module of this folder that says what it PICKS."""

from functools import cache
from types import ModuleType

from indicators import found
from indicators.views.facts import Facts
from indicators.views.selection import Selection
from indicators.views.view import View


@cache
def views() -> dict[str, ModuleType]:
    """All views by name; those of the comparison page first, as they stand there."""
    every = [module for module in found.modules("indicators.views") if hasattr(module, "PICKS")]
    ordered = sorted(every, key=lambda module: getattr(module, "PLACE", len(every)))
    return {module.__name__.rpartition(".")[2]: module for module in ordered}


def view(name: str, facts: Facts, selection: Selection) -> View:
    """That view of the selection; KeyError where there is none of that name."""
    module = views()[name]
    return module.view(facts.among(selection.peers) if "peers" in module.PICKS else facts, selection)
