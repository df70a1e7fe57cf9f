"""Rows of a table that are the sum of others: by what they say, and by what they are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.returns.reading.grid import Place
from data.words import fold, nfc

Numbers = Mapping[str, float]
"""What a row counts, by column."""

_WORDS = re.compile(
    r"""
    (?: tổng | tong ) (?: \s (?: cộng | cong | số | so | các | cac | toàn | toan | tất | tat | chung | hợp\scộng | \d ) .* )?
    | cộng (?! \s (?: tác | đồng | hòa | hoà | hưởng ) ) .*
    | cong (?: \s (?: tong | don | chung | cac | toan | \d ) .* )?
    | (?: grand \s | sub \s? )? total .* | sum | σ | ∑ | tc
    | (?: toàn | toan | cả | ca ) \s (?: phường | phuong | xã | xa | đặc\skhu | dac\skhu | tỉnh | tinh | thành\sphố | thanh\spho
      | đơn\svị | don\svi )
    """,
    re.VERBOSE,
)
_SURE_ROWS, _SURE_COLUMNS = 2, 2
_NOT_BY_CHANCE, _NOT_SMALL = 10, 50


@dataclass(frozen=True)
class Total:
    """A row that says it is a total: where it says so, what it counts, and how many rows stand above it."""

    place: Place
    text: str
    numbers: dict[str, float]
    above: int


def says_total(text: str) -> bool:
    """Whether a text calls its row a total: "Tổng cộng", "Cộng: 12 đơn vị", "Toàn phường"; but not "Tổng đài", "Công an"."""
    words = " ".join(re.sub(r"[^\w∑Σ]+", " ", nfc(text).casefold()).split())
    return _WORDS.fullmatch(words) is not None


def wrong_sums(said: Numbers, above: int, rows: Sequence[Numbers], totals: Sequence[int]) -> dict[str, float]:
    """By column what a total should say where it says something else; empty where it is the sum of the rows above it, of those
    since the last total, of those below it up to the next, or of all. `totals` are the places of all totals among the rows."""
    before = max((place for place in totals if place < above), default=0)
    behind = min((place for place in totals if place > above), default=len(rows))
    for part in (rows[:above], rows[before:above], rows[above:behind], rows):
        if part and all(_sum(part, column) == value for column, value in said.items()):
            return {}
    whole = rows[:above] or rows
    return {column: _sum(whole, column) for column, value in said.items() if _sum(whole, column) != value}


def is_the_sum(numbers: Numbers, above: Sequence[Numbers]) -> bool:
    """Whether each number of a row is the sum of those above it, and that hardly by chance."""
    counted = {column: value for column, value in numbers.items() if value}
    if len(above) < _SURE_ROWS or not counted or any(_sum(above, column) != value for column, value in numbers.items()):
        return False
    several = {column for column in counted if sum(bool(row.get(column)) for row in above) > 1}
    return len(several) >= _SURE_COLUMNS or any(counted[column] >= _NOT_BY_CHANCE for column in several) and len(above) > _SURE_ROWS


def summed_rows(numbers: Numbers, above: Sequence[Numbers]) -> int:
    """Of how many rows right above it, all or the last ones, a row is the sum; 0 where it is of none. What is the sum of a few
    rows by chance is small."""
    if is_the_sum(numbers, above):
        return len(above)
    if max(numbers.values(), default=0) < _NOT_SMALL:
        return 0
    return next((count for count in range(_SURE_ROWS + 1, len(above)) if is_the_sum(numbers, above[-count:])), 0)


def counted_in_words(text: str) -> int | None:
    """The number in "Cộng: 12 đơn vị"; None where there is none, or several."""
    numbers = re.findall(r"\d+", fold(text))
    return int(numbers[0]) if len(numbers) == 1 else None


def _sum(rows: Sequence[Numbers], column: str) -> float:
    return sum(row.get(column, 0) for row in rows)
