"""Everything that can be wrong with a return, as records; their words stand in one catalogue, problems.yaml."""

from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True)
class Problem:
    """One fault: what, where, what was found and expected. `params` is JSON and fills the words of the catalogue."""

    code: str
    severity: Severity
    sheet: str | None = None
    cell: str | None = None
    params: dict[str, Any] = field(default_factory=dict)
    found: str | None = None
    expected: str | None = None
