"""What a spreadsheet library leaves out of the cells: errors, formulas nobody computed, percent formats, far-off cells.

Runs in the child process: the standard library only.
"""

import re
from dataclasses import dataclass, field
from itertools import islice
from xml.parsers import expat

MAX_ROW = 9_999
MAX_COLUMN = 702  # ZZ
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384  # of any sheet

# Most sheets have none of this, and looking for it costs a tenth of reading them cell by cell.
_ERROR_OR_FORMULA = (b'"e"', b"'e'", b"<f", b":f", b"\x00")
_FAR = re.compile(rb"r=[\"'](?:[A-Z]{0,3}\d{5,}|[A-Z]{3})")
_MAYBE_PERCENT = re.compile(rb"%|numFmtId=[\"'](?:9|10)[\"']")
_PERCENT = re.compile(r'^(?:"[^"]*"|\\.|\[[^\]]*\]|[^"\\\[%])*%')
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\b([^<>]*?\bhidden\s*=\s*["'](?:1|true)["'][^<>]*)>""")
_COLUMN = re.compile(rb"""<(?:\w+:)?col\b([^<>]*?\bhidden\s*=\s*["'](?:1|true)["'][^<>]*)>""")
_NUMBER = re.compile(rb"""\b(r|min|max)\s*=\s*["'](\d{1,7})["']""")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^<>]*?\bref\s*=\s*["']([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})["']""")
_MOST_MERGED = 500
_OTHER_WORKBOOK = re.compile(r"\[[^\[\]]+\][^\[\]]*!")
_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#DATA!"}
"""Errors that the spreadsheet library knows; at any other it gives up the whole file."""


@dataclass
class Remarks:
    """What is to be known of a sheet besides the values of its cells; places are (row, column), from 1."""

    percent: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    uncalculated: list[tuple[int, int]] = field(default_factory=list)
    elsewhere: list[tuple[int, int]] = field(default_factory=list)  # computed from another workbook
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # first row and column, last row and column
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    filtered: bool = False
    far: str | None = None


def percent_styles(styles: bytes | None) -> frozenset[str]:
    """The style numbers, as cells write them, whose number format shows a percentage."""
    if not styles or not _MAYBE_PERCENT.search(styles):
        return frozenset()
    formats, cells, open_tags = {"9": "0%", "10": "0.00%"}, [], []

    def start(tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "xf" and open_tags and open_tags[-1] == "cellXfs":
            cells.append(attributes.get("numFmtId", "0"))
        open_tags.append(tag)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: open_tags.pop()
    parser.Parse(styles, True)
    return frozenset(str(style) for style, code in enumerate(cells) if _PERCENT.match(formats.get(code, "")))


def looked_at(sheet: bytes, percent: frozenset[str]) -> tuple[Remarks, bytes]:
    """The remarks on one sheet's XML, and the XML without what a parser could not cope with: cells beyond MAX_ROW and
    MAX_COLUMN, up to which it would lay out every cell, and errors it does not know. ExpatError where it is not well formed."""
    cells = sheet[: sheet.rfind(b"sheetData>")]  # what comes behind has formulas of its own
    styled = percent and re.search(rb"s=[\"'](?:%s)[\"']" % "|".join(sorted(percent)).encode(), cells)
    found = Remarks()
    if styled or any(mark in cells for mark in _ERROR_OR_FORMULA) or _FAR.search(cells):
        reading = _Reading(sheet, percent)
        reading.parser.Parse(sheet, True)
        found, sheet = reading.found, reading.without_cuts()
        for text in {text for _, _, text in found.errors} - _ERRORS:
            sheet = sheet.replace(f">{text}<".encode(), b">#N/A<")
    found.hidden_rows = [number for row in _HIDDEN_ROW.finditer(sheet) if (number := _numbers(row[1]).get(b"r"))]
    for column in _COLUMN.finditer(sheet):
        reach = _numbers(column[1])
        found.hidden_columns += range(reach.get(b"min", 1), min(reach.get(b"max", 0), MAX_COLUMN) + 1)
    found.merged = [(*place_of(one[1].decode()), *place_of(one[2].decode())) for one in islice(_MERGED.finditer(sheet), _MOST_MERGED)]
    found.filtered = b"filterColumn" in sheet
    return found, sheet


def _numbers(attributes: bytes) -> dict[bytes, int]:
    return {name: int(number) for name, number in _NUMBER.findall(attributes)}


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def place_of(reference: str) -> tuple[int, int]:
    """(7, 3) for "C7"; ValueError for what is no cell."""
    known = _REFERENCE.fullmatch(reference)
    if known is None:
        raise ValueError(f"not a cell: {reference!r}")
    return int(known[2]), column_number(known[1])


class _Reading:
    """One walk over a sheet. Only the text of values that matter is listened to: callbacks are what costs time."""

    def __init__(self, sheet: bytes, percent: frozenset[str]) -> None:
        self.sheet, self.percent, self.found = sheet, percent, Remarks()
        self.cuts: list[tuple[int, int]] = []
        self.cut_from: int | None = None
        self.row = self.column = 0
        self.kind, self.style, self.formula, self.text = "n", "0", False, []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "c":
            self._place(attributes.get("r", ""))
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
            self.formula, self.text = False, []
            self.valued = False
            if self.column > MAX_COLUMN and self.cut_from is None:
                self.cut_from = self.parser.CurrentByteIndex
        elif tag == "v" or tag == "is":
            self.valued = True
            self.parser.CharacterDataHandler = self.text.append
        elif tag == "f":
            self.formula = True
            self.linked = []
            self.parser.CharacterDataHandler = self.linked.append
        elif tag == "row":
            number = attributes.get("r", "")
            self.row = int(number) if number.isdecimal() else self.row + 1
            self.column = 0
            if self.row > MAX_ROW and self.cut_from is None:
                self.cut_from = self.parser.CurrentByteIndex

    def _place(self, reference: str) -> None:
        try:
            self.row, self.column = place_of(reference)
        except ValueError:  # not every program writes where a cell stands; then it is the next one
            self.column += 1

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag in ("v", "is", "f"):
            self.parser.CharacterDataHandler = None
            if tag == "f" and _OTHER_WORKBOOK.search("".join(self.linked)):
                self.found.elsewhere.append((self.row, self.column))
        elif tag == "c":
            if self.valued or self.formula:
                self._remark("".join(self.text))
            if self.row <= MAX_ROW and self.column > MAX_COLUMN:
                self._cut()
        elif tag == "row" and self.row > MAX_ROW:
            self._cut()

    def _cut(self) -> None:
        """Up to the end of this element; of an empty one start and end are the same place."""
        if self.cut_from is not None:
            self.cuts.append((self.cut_from, self.sheet.index(b">", self.parser.CurrentByteIndex) + 1))
            self.cut_from = None

    def without_cuts(self) -> bytes:
        kept, after = [], 0
        for first, last in self.cuts:
            kept.append(self.sheet[after:first])
            after = last
        return b"".join([*kept, self.sheet[after:]])

    def _remark(self, text: str) -> None:
        place = (self.row, self.column)
        if self.row > MAX_ROW or self.column > MAX_COLUMN:
            last = column_letters(min(self.column, _LAST_COLUMN)) + str(min(self.row, _LAST_ROW))
            self.found.far = self.found.far or last
        elif self.kind == "e":
            self.found.errors.append((*place, text))
        elif self.formula and not text and not (self.kind == "str" and self.valued):
            self.found.uncalculated.append(place)
        elif self.kind == "n" and text and self.style in self.percent:
            self.found.percent.append(place)


def column_letters(number: int) -> str:
    """A for 1, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
