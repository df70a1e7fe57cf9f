"""The columns of a table before it has a size: on which lines headings and cells stand, how wide they are, which are numbers."""

import re
from dataclasses import dataclass

from indicators import wording
from indicators.charts.typeface import fold_lines, lines, width
from indicators.views.view import Column

_LONGEST, _MOST_LINES = 28, 3  # ems of a cell, then it takes another line; more lines than that, and it grows wider
_HEADING = 5.5  # ems of a heading, then it is folded unless what stands under it is as wide
_NUMBER = re.compile(r"[▲▼✓●▽✗<>≤≥]?\s?[+−-]?\d")  # as it begins


@dataclass(frozen=True)
class Laid:
    """The lines of a column's heading and of each of its cells, how wide they are, in ems, and whether it holds numbers."""

    heading: tuple[str, ...]
    cells: tuple[list[str], ...]
    wide: float
    numbers: bool


def laid(column: Column) -> Laid:
    """The column with its lines; it holds numbers where everything in it begins like one, dashes and blanks aside."""
    known = [words for words in column.written if words and words != wording.NOTHING]
    longest = max([_LONGEST, *(width(words, 1) / (_MOST_LINES - 1) for words in column.written)])
    cells = tuple(lines(words, longest, 1) for words in column.written)
    content = max((width(line, 1) for cell in cells for line in cell), default=0)
    heading = _folded(column.heading, max(content, _HEADING))
    return Laid(heading, cells, max(content, _wide(heading)), bool(known) and all(map(_NUMBER.match, known)))


def _folded(heading: str, room: float) -> tuple[str, ...]:
    """The heading on as few lines as its room in ems allows, at most three; a stroke may end a line."""
    ways = [(heading,), *(fold_lines(heading.replace("/", "/ "), most) for most in (2, 3))]
    ways = [tuple(line.replace("/ ", "/") for line in way) for way in ways]
    return next((way for way in ways if _wide(way) <= room), min(ways, key=_wide))


def _wide(heading: tuple[str, ...]) -> float:
    return max(width(line, 1, 600) for line in heading)
