"""How rows of a table are known again, in another file or another quarter: by what their first cell says (decision 19).

A row's name is its first cell as people write it in a hurry: case, diacritics and spaces make no difference. Nobody can
tell rows of one name apart, so none of them is known again; within their own table they are numbered in their order.
"""

from collections import Counter
from collections.abc import Iterable

from data.returns.filing import NOT_ARISING, Row
from data.words import fold

_NOT_ARISING = fold(NOT_ARISING)


def name(said: object) -> str:
    """The name of a row whose first cell says `said`; "" for a blank cell and for "không phát sinh", which name nothing."""
    folded = "" if said is None else fold(str(said))
    return "" if folded == _NOT_ARISING else folded


def name_of(row: Row, first: str) -> str:
    """The name of a row of a filing; `first` is the code of the table's first column."""
    cell = row.get(first)
    return name(cell.value) if cell else ""


def named_once(rows: Iterable[Row], first: str) -> dict[str, Row]:
    """By name the rows that have a name which no other of the `rows` has."""
    rows = tuple(rows)
    times = Counter(name_of(row, first) for row in rows)
    return {known: row for row in rows if (known := name_of(row, first)) and times[known] == 1}


def known_again(rows: Iterable[Row], older: Iterable[Row], first: str) -> dict[str, Row]:
    """By name the `older` rows that `rows` say again: of names that stand once in both."""
    here = named_once(rows, first)
    return {known: row for known, row in named_once(older, first).items() if known in here}


def numbered(names: Iterable[str]) -> list[tuple[str, int]]:
    """For each name of a table, in its order, the name and how often it has stood before: no two of them are equal."""
    before: Counter[str] = Counter()
    found = []
    for one in names:
        found.append((one, before[one]))
        before[one] += 1
    return found
