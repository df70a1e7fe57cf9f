"""Numbers as people type them into cells that a spreadsheet then keeps as text.

In Vietnam the dot groups thousands and the comma marks decimals; English spreadsheets do the reverse. What can be
read in two ways is not guessed.
"""

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from data.words import fold

_NOISE = 1e-12  # what is left of computing with 15 digits; more is a number that somebody wrote
LARGEST = 10**12  # no ward counts a million million of anything

_SUPERSCRIPTS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+$")
_FOOTNOTE = re.compile(r"(?<=[\d%])\s*(?:\(\d{1,2}\)|\*+)$")
_TWO_NUMBERS = re.compile(r"\d[\d.,]*\s*(?:/|trên|:)\s*\d[\d.,]*(?:\s*/\s*\d+)?", re.ASCII)
_WITH_WORDS = re.compile(r"(-?\d[\d., ]*?)\s*([^\W\d_]+(?: [^\W\d_]+)?)")
_SPACED = re.compile(r"-?\d{1,3}(?: \d{3})+(?:[.,]\d+)?", re.ASCII)
_DIGITS = re.compile(r"(-?)(\d+(?:[.,]\d+)*)", re.ASCII)
_SCALES = {"nghin": 1e3, "ngan": 1e3, "trieu": 1e6, "tr": 1e6, "ty": 1e9, "ti": 1e9}
_MONEY = {"dong", "d", "vnd"}
# The first word of what is counted here. Any other word may change the number ("2 vạn", "5 chục", "12 rưỡi", "12 USD").
_COUNTED = {
    *("nguoi", "can", "cong", "vien", "nha", "hoc", "cb", "cc", "vc", "nld", "ho", "hs", "lop", "buoi", "thua", "ban"),
    *("trang", "to", "thon", "truong", "tram", "co", "don", "tin", "bai", "luot", "lan", "camera", "cum", "cuoc", "mo"),
    *("bo", "ngay", "thu", "tthc", "dv", "dvc", "dn", "doanh", "htx", "di", "san", "su", "phan", "ke", "du"),
}


@dataclass(frozen=True)
class Number:
    """What a text says: a `value`, or the code of the problem with it; `readings` are the ways to read it."""

    value: float | None = None
    fault: str | None = None
    readings: tuple[float, ...] = ()


def read_number(text: str, *, whole: bool, millions: bool = False) -> Number:
    """The number in `text`; `whole` for counts, `millions` for fields in million dong ("1,2 tỷ" is 1200).

    Faults: not_a_number, two_numbers ("27/28"), percent_for_count (value: the fraction), ambiguous_number ("1.234"), wrong_unit
    (money where things are counted, or things where it is money).
    """
    text = _SUPERSCRIPTS.sub("", text)
    text = " ".join(unicodedata.normalize("NFKC", text).translate(str.maketrans("−–—", "---")).split()).lstrip("'").strip()
    text = _FOOTNOTE.sub("", text)
    if len(text) > 40:
        return Number(fault="not_a_number")
    if _TWO_NUMBERS.fullmatch(text.casefold()):
        return Number(fault="two_numbers")
    if text.endswith("%"):
        share = _plain(text[:-1].strip(), whole=False)
        return Number(share.value / 100, "percent_for_count") if share.value is not None else Number(fault="not_a_number")
    text = _zeros(text)
    if worded := _WITH_WORDS.fullmatch(text):
        return _worded(worded[1], worded[2], whole=whole, millions=millions)
    return _plain(text, whole=whole)


def tidy(value: float) -> int | float:
    """A whole number as int: spreadsheets keep 12 as 12.0, and a computed 12 as 11.999999999999998."""
    return round(value) if plausible(value) and abs(value - round(value)) <= _NOISE * max(1.0, abs(value)) else value


def plausible(value: float) -> bool:
    """Whether a number is one that can be counted or added up at all: finite, and below LARGEST."""
    return math.isfinite(value) and abs(value) < LARGEST


def _zeros(text: str) -> str:
    """The letter O typed among digits."""
    return re.sub("[Oo]", "0", text) if re.fullmatch(r"[\dOo.,]*\d[\dOo.,]*", text, re.ASCII) else text


def _worded(digits: str, words: str, *, whole: bool, millions: bool) -> Number:
    """ "35 người", "1,2 tỷ", "350 triệu đồng": a number and what is counted, at most two words."""
    first, _, second = fold(words).partition(" ")
    scale = _SCALES.get(first)
    known = not second or second in _MONEY | _COUNTED if scale else first in _COUNTED | _MONEY
    if not known:
        return Number(fault="not_a_number")
    unit = (second if scale else first) or ""
    if (unit in _MONEY and not millions) or (unit in _COUNTED and millions):
        return Number(fault="wrong_unit")
    number = _plain(digits.strip(), whole=whole and not scale)
    if number.value is None or not (scale or first in _MONEY):
        return number
    value = number.value * (scale or 1) / (1e6 if millions else 1)
    return Number(tidy(value))


def _plain(text: str, *, whole: bool) -> Number:
    """Digits with dots and commas."""
    if _SPACED.fullmatch(text):
        text = text.replace(" ", "")
    found = _DIGITS.fullmatch(text)
    if not found:
        return Number(fault="not_a_number")
    sign, digits = found[1], found[2]
    marks = re.sub(r"\d", "", digits)
    if not marks:
        return Number(int(sign + digits))
    if len(set(marks)) == 2:
        return _both(sign, digits, thousands=marks[0], decimal=marks[-1])
    grouped = _grouped(digits, marks[0])
    if len(marks) > 1:
        return Number(int(sign + digits.replace(marks[0], ""))) if grouped else Number(fault="not_a_number")
    thousands, decimal = float(sign + digits.replace(marks, "")), float(sign + digits.replace(marks, "."))
    if grouped and (marks == "." or whole):
        return Number(fault="ambiguous_number", readings=(tidy(thousands), decimal))
    return Number(tidy(decimal))


def _both(sign: str, digits: str, *, thousands: str, decimal: str) -> Number:
    """With both marks the last one is the decimal mark, and it may stand only once."""
    before, _, after = digits.rpartition(decimal)
    if decimal in before or not _grouped(before, thousands):
        return Number(fault="not_a_number")
    return Number(tidy(float(f"{sign}{before.replace(thousands, '')}.{after}")))


def _grouped(digits: str, mark: str) -> bool:
    """Whether the mark stands where thousands are grouped: 1.234.567, but neither 0.955 nor 12.34."""
    first, *groups = digits.split(mark)
    return len(first) <= 3 and not first.startswith("0") and all(len(group) == 3 for group in groups)


def marks(text: str) -> Literal["vi", "en"] | None:
    """How a text marks thousands and decimals, as in Vietnam ("8.030,5") or in England ("5,438.5"); None where that is open."""
    found = re.sub(r"[^.,]", "", text) if re.fullmatch(r"[^.,\d]*\d[\d.,]*[^.,]*", text) else ""
    if not found:
        return None
    last, after = found[-1], re.sub(r"\D.*", "", re.split(r"[.,]", text)[-1])
    decimal = len(set(found)) == 2 or (len(found) == 1 and len(after) != 3)
    return "vi" if (last == ",") == decimal else "en"
