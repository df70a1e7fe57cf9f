"""The figures that a filing yields, by the rules of its form: what the store keeps of every return."""

from dataclasses import dataclass

from data.returns.filing import State, Value


@dataclass(frozen=True)
class Figure:
    """One measure of one return: its value, its state, and the cells it was made of as (sheet, cell, value)."""

    value: float | None
    state: State
    cells: tuple[tuple[str, str, Value], ...] = ()
