"""How figures are written, in Vietnamese and in English: numbers, shares, changes, dates, statuses, coverage.

The words themselves are in `wording.yaml`. None and NaN are written as a dash, never as zero.
"""

import math
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict
from typing_extensions import TypeIs

from data.quarter import Quarter
from data.words import Language, Text
from indicators.catalogue import Indicator

Row = Mapping[Any, Any] | pd.Series
"""A row of `compute.figures` or `compare.comparison`."""

SMALL = 10
"""Below that in a denominator, x/n stands for a percentage, and marks are hollow."""

NOTHING = "–"
_NBSP = "\N{NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"


class _Status(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    mark: str
    word: Text


class Wording(BaseModel):
    """The content of `wording.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    statuses: dict[str, _Status]
    kinds: dict[str, Text]
    columns: dict[str, Text]
    sentences: dict[str, Text]
    charts: dict[str, Text]


@cache
def wording() -> Wording:
    return Wording.model_validate(yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")))


def sentence(name: str, lang: Language, /, **parts: object) -> str:
    """The sentence of that name with its parts put in; KeyError where there is no such sentence."""
    return wording().sentences[name](lang).format(**parts)


def column(code: str, lang: Language) -> str:
    """The heading of a column of a view's table; KeyError where there is none."""
    return wording().columns[code](lang)


# Numbers


def number(value: float | None, lang: Language, *, decimals: int = 0, trim: bool = False, signed: bool = False) -> str:
    """1.234,5 or 1,234.5, halves away from zero; `trim` leaves zeros after the comma out, `signed` writes + and −."""
    if _absent(value):
        return NOTHING
    return _written(_rounded(_exact(value), decimals, ROUND_HALF_UP), lang, trim=trim, signed=signed)


def percent(
    share: float | None,
    lang: Language,
    *,
    decimals: int = 1,
    trim: bool = False,
    aims: Iterable[float | None] = (),
    direction: str = "higher",
) -> str:
    """95,5 % or 95.5% of the fraction 0.955, halves away from zero.

    Only where that would show one of the `aims` (target, path) as reached that is not, the digits behind are cut off; so is what is
    short of the whole. A share above nought is never written as nought (decision 13).
    """
    if _absent(share):
        return NOTHING
    exact, whole = _exact(share) * 100, Decimal(100)
    hundredfold = [_exact(aim) * 100 for aim in aims if not _absent(aim)]
    shown = _told(exact, decimals, [*hundredfold, whole] if exact < whole else hundredfold, direction)
    sign = {"vi": f"{_NBSP}%", "en": "%"}[lang]
    if shown == 0 < exact:
        return f"<{_NBSP}{_written(Decimal(1).scaleb(-decimals), lang)}{sign}"
    return _written(shown, lang, trim=trim) + sign


def value(given: float | None, indicator: Indicator, lang: Language, *, aims: Iterable[float | None] = (), province: bool = False) -> str:
    """A value of the indicator as people read it: 87,5 %, 12, 3,4 ngày, Có. `aims` are those that it is judged by (`aims_of`).

    `province`: the province's row, where a yes/no indicator is a share of the wards and a count may be a median.
    """
    if _absent(given):
        return NOTHING
    if is_share(indicator, province=province):
        return percent(given, lang, aims=aims, direction=indicator.direction)
    if indicator.kind == "yes_no":
        return sentence("yes" if given else "no", lang)
    rounded = _told(_exact(given), 1, [_exact(aim) for aim in aims if not _absent(aim)], indicator.direction)
    return _with_unit(_written(rounded, lang, trim=indicator.kind != "mean"), indicator, lang)


def aims_of(row: Any) -> tuple[float | None, float | None]:
    """What a row of `compute.figures` or `compare.comparison` is judged by: its target, and what the path expects."""
    told = _by_name(row)
    return told["target"], told["expected"]


def shown(row: Any, indicator: Indicator, lang: Language) -> str:
    """The value of a row of `compute.figures` or `compare.comparison`, rounded with its aims in mind; 7/9 where a share has less than
    SMALL in its denominator: a percentage would say more than is there."""
    told = _by_name(row)
    if is_small(told, indicator):
        return parts(told["numerator"], told["denominator"], lang)
    return value(told["value"], indicator, lang, aims=aims_of(told), province=told["ward"] is None)


def is_small(row: Any, indicator: Indicator) -> bool:
    """Whether a ward's share has so few people or things behind it that x/n stands for the percentage."""
    told = _by_name(row)
    return told["ward"] is not None and indicator.kind == "ratio" and not _absent(told["value"]) and told["denominator"] < SMALL


def _by_name(row: Any) -> Row:
    return row if isinstance(row, Mapping | pd.Series) else row._asdict()


def aim(value: float | None, indicator: Indicator, lang: Language, *, province: bool = False) -> str:
    """A target, or what a path expects: as `value`, without a zero behind the comma (95 %, 14,3 %)."""
    if _absent(value):
        return NOTHING
    if is_share(indicator, province=province):
        return percent(value, lang, trim=True)
    if indicator.kind == "yes_no":
        return sentence("yes" if value else "no", lang)
    return _with_unit(number(value, lang, decimals=1, trim=True), indicator, lang)


def is_share(indicator: Indicator, *, province: bool = False) -> bool:
    """Whether the value is a fraction that is written as a percentage."""
    return indicator.kind == "ratio" or (indicator.kind == "yes_no" and province)


def change(value: float | None, indicator: Indicator, lang: Language, *, province: bool = False) -> str:
    """A difference of two values: +6,1 điểm for shares, +12 for counts, +0,4 ngày for means."""
    if _absent(value):
        return NOTHING
    if is_share(indicator, province=province):
        shown = _written(_rounded(_exact(value) * 100, 1, ROUND_HALF_UP), lang, signed=True)
        return sentence("points", lang, number=shown)
    return _with_unit(number(value, lang, decimals=1, trim=True, signed=True), indicator, lang)


def per_30(rate: float, lang: Language) -> str:
    """The rate of a flow: 12,3/30 ngày."""
    return sentence("per_30", lang, rate=number(rate, lang, decimals=1, trim=True))


def parts(numerator: float | None, denominator: float | None, lang: Language, thing: str = "") -> str:
    """x/n in words of what is counted: 4.812/7.711 cán bộ; a part that is not there is a dash, and so are both together."""
    if _absent(numerator) and _absent(denominator):
        return NOTHING
    written = "/".join(number(part, lang, decimals=1, trim=True) for part in (numerator, denominator))
    return f"{written} {thing}".strip()


def things(count: float, indicator: Indicator, lang: Language) -> str:
    """So many of what the indicator counts: 4 cán bộ, 4 staff."""
    if _absent(count):
        return NOTHING
    return f"{number(count, lang, decimals=1, trim=True)} {indicator.thing(lang)}"


def _with_unit(written: str, indicator: Indicator, lang: Language) -> str:
    """Counts speak for themselves; days and money need their unit."""
    return written if indicator.kind == "count" else f"{written}{_NBSP}{indicator.unit(lang)}"


# Words


def status(code: str | None, lang: Language) -> str:
    """The word of a status; empty for None, the province's sums have none."""
    return wording().statuses[code].word(lang) if code else ""


def judged(code: str | None, lang: Language, *, certain: bool = True) -> str:
    """Mark and word of a status; "(chưa chắc chắn)" where what is still missing may change it."""
    if not code:
        return ""
    said = f"{mark(code)} {status(code, lang)}"
    return said if certain else sentence("uncertain", lang, status=said)


def shown_status(code: str | None, filed: bool | None) -> str | None:
    """The status as people should read it: `no_figure` instead of `not_reported` where the ward has handed in.

    `filed` is that of `compute.figures`; the province (None) hands in nothing, it can only be without a figure.
    """
    return "no_figure" if code == "not_reported" and (filed is None or filed) else code


def shown_statuses(rows: pd.DataFrame) -> list[str | None]:
    """`shown_status` of rows of `compute.figures` or `compare.comparison`."""
    return [shown_status(code, filed) for code, filed in zip(rows.status, rows.filed, strict=True)]


def mark(code: str | None) -> str:
    """The sign that goes with a status, so that it is never told by colour alone."""
    return wording().statuses[code].mark if code else ""


def counts(by_status: Mapping[str, int], lang: Language) -> str:
    """4 đạt, 57 đúng tiến độ, 2 chưa nộp: in the order of the legend, without those that nobody has."""
    return ", ".join(
        f"{by_status[code]} {uncapital(words.word(lang))}" for code, words in wording().statuses.items() if by_status.get(code)
    )


def kind(full_name: str) -> str:
    """ "Phường", "Xã" or "Đặc khu": what stands before the name in the full Vietnamese name of a ward."""
    return next(one for one in wording().kinds if full_name.startswith(f"{one} "))


def wards(full_names: Iterable[str], lang: Language) -> str:
    """What such wards are called together: "xã, phường", "xã, phường, đặc khu", "communes and wards".

    By their full Vietnamese names, so that the word is right for the day of those names.
    """
    kinds = {kind(name) for name in full_names}
    known = [word(lang) for one, word in wording().kinds.items() if one in kinds]
    return known[0] if len(known) == 1 else sentence("list", lang, first=", ".join(known[:-1]), last=known[-1])


def whole_province(name: str, lang: Language) -> str:
    """What the row of the province of that full name is called: "Toàn tỉnh", "Toàn thành phố"."""
    return sentence("whole_city" if name.startswith("Thành phố ") else "whole_province", lang)


def coverage(count: int, owed: int, wards: str, lang: Language) -> str:
    """97/99 xã, phường đã nộp."""
    return sentence("returns_in", lang, count=count, owed=owed, wards=wards)


def day(value: date) -> str:
    """dd/mm/yyyy, in both languages."""
    return f"{value:%d/%m/%Y}"


def earlier(quarter: Quarter, *, now: Quarter, lang: Language) -> str:
    """A quarter as seen from `now`: "Quý II" within its year, else "Quý IV/2025"; "Q2", "Q4 2025"."""
    label = quarter.label(lang)
    return label.split({"vi": "/", "en": " "}[lang])[0] if quarter.year == now.year else label


def demonstration(lang: Language) -> str:
    """The label of everything that shows made-up figures."""
    return sentence("demonstration", lang)


def capital(words: str) -> str:
    """`words` for the beginning of a line."""
    return words[:1].upper() + words[1:]


def uncapital(words: str) -> str:
    """`words` for the middle of a sentence: "Dữ liệu số" is "dữ liệu số", "AI" stays "AI"."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


# Rounding


def _absent(value: float | None) -> TypeIs[None]:  # to the type checker a NaN is None, too
    return value is None or math.isnan(value)


def _exact(value: float) -> Decimal:
    """The decimal number that is meant: 0.29, not 0.28999999999999998."""
    return Decimal(repr(round(float(value), 12)))


def _told(exact: Decimal, decimals: int, aims: Iterable[Decimal], direction: str) -> Decimal:
    """Rounded half up; cut off where an aim that is not reached would look as if it were."""
    half_up = _rounded(exact, decimals, ROUND_HALF_UP)
    for aim in aims:
        looks = _rounded(aim, decimals, ROUND_HALF_UP)
        if direction == "higher" and exact < aim and half_up >= looks:
            return _rounded(exact, decimals, ROUND_FLOOR)
        if direction == "lower" and exact > aim and half_up <= looks:
            return _rounded(exact, decimals, ROUND_CEILING)
    return half_up


def _rounded(value: Decimal, decimals: int, rounding: str) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=rounding)


def _written(value: Decimal, lang: Language, *, trim: bool = False, signed: bool = False) -> str:
    """Digits with the separators of the language."""
    written = f"{abs(value):,f}"
    if trim and "." in written:
        written = written.rstrip("0").rstrip(".")
    sign = _MINUS if value < 0 else "+" if signed and value > 0 else ""
    return sign + (written if lang == "en" else written.translate(str.maketrans(",.", ".,")))
