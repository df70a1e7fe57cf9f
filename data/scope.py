"""Which state of the store everything on a page, or everything that one command says, is true of."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from data.quarter import Quarter


@dataclass(frozen=True)
class Scope:
    """Made once for each visit and each command; whatever follows from the store is a function of it.

    edition   number of the frozen figures of that quarter; None: the figures as they stand
    version   the state of the store (`data.store.audit.store_version`)
    day       the day in Vietnam on which it is asked: what is late depends on it
    """

    province: str
    quarter: Quarter
    edition: int | None
    version: int
    day: date

    def at(self, quarter: Quarter) -> Self:
        """The same state of the store, seen from another quarter."""
        return replace(self, quarter=quarter)
