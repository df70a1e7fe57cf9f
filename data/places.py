"""Provinces and their communes (xã, phường, đặc khu): the official codes, and every name they go by.

Codes are text of two and five digits. A name is the name on a day: units change their kind (renamings.yaml).
"""

import csv
import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from data.words import Language, alphabetical, fold, nfc

_REFERENCE = Path(__file__).parent / "reference"
_ENGLISH_KINDS = {"Phường": "Ward", "Xã": "Commune", "Đặc khu": "Special Zone", "Tỉnh": "Province", "Thành phố": "City"}

# Written before names; folded. A prefix of one or two letters needs a dot or a space after it.
_WARD_PREFIX = re.compile(r"(?:ubnd |uy ban nhan dan )?(?:(?:phuong|xa|dac khu)\b[ .:]*|(?:p|ph|f|x|dk)(?:[.:] *| ))")
_PROVINCE_PREFIX = re.compile(r"(?:ubnd |uy ban nhan dan )?(?:(?:thanh pho|tinh)\b[ .:]*|(?:tp|t\.p|t)(?:[.:] *| ))")
_OTHER_PROVINCE_NAMES = {"tphcm": "79", "tp.hcm": "79", "tp hcm": "79", "hcm": "79", "hcmc": "79", "sai gon": "79", "hn": "01"}
_OLD_TONES = "òaóaỏaõaọaòeóeỏeõeọeùyúyủyũyụy"
_NEW_TONES = "oàoáoảoãoạoèoéoẻoẽoẹuỳuýuỷuỹuỵ"
_TONES = {_OLD_TONES[i : i + 2]: _NEW_TONES[i : i + 2] for i in range(0, len(_OLD_TONES), 2)}


@dataclass(frozen=True)
class Province:
    """A province or city under the central government; `kind` ("Tỉnh", "Thành phố") as on 1 July 2025."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True)
class Ward:
    """A commune; `name` bare, `kind` ("Phường", "Xã", "Đặc khu") as on 1 July 2025, centre in degrees, area in km2.

    `tile_column` and `tile_row`, both from 0 in the north-west, are its place on the map of the province in tiles.
    """

    code: str
    province: str
    name: str
    kind: str
    lat: float
    lon: float
    area: float | None
    tile_column: int
    tile_row: int


@dataclass(frozen=True)
class Match:
    """What a written name means: `code` only when that is certain, else the codes that it may mean, likeliest first."""

    code: str | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Renaming:
    """From `day` on a unit is `kind` + `name`, by `document`."""

    day: date
    kind: str
    name: str
    document: str


def _rows(file: str) -> list[dict[str, str]]:
    with (_REFERENCE / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def provinces() -> tuple[Province, ...]:
    """All 34, by code."""
    return tuple(Province(row["code"], row["name"], row["kind"]) for row in _rows("provinces.csv"))


@cache
def _provinces_by_code() -> dict[str, Province]:
    return {province.code: province for province in provinces()}


@cache
def _wards_by_code() -> dict[str, Ward]:
    return {
        row["code"]: Ward(
            row["code"],
            row["province"],
            row["name"],
            row["kind"],
            float(row["lat"]),
            float(row["lon"]),
            float(row["area_km2"]) if row["area_km2"] else None,
            int(row["tile_column"]),
            int(row["tile_row"]),
        )
        for row in _rows("wards.csv")
    }


@cache
def _wards_by_province() -> dict[str, tuple[Ward, ...]]:
    found: dict[str, list[Ward]] = {province.code: [] for province in provinces()}
    for ward in sorted(_wards_by_code().values(), key=lambda ward: ward.code):
        found[ward.province].append(ward)
    return {code: tuple(wards) for code, wards in found.items()}


def province(code: str) -> Province:
    """The province of a two-digit code; KeyError when unknown."""
    return _provinces_by_code()[code]


def ward(code: str) -> Ward:
    """The commune of a five-digit code; KeyError when unknown."""
    return _wards_by_code()[code]


def wards(province_code: str) -> tuple[Ward, ...]:
    """The communes of a province, by code; KeyError when the province is unknown."""
    return _wards_by_province()[province_code]


def by_name(codes: Iterable[str]) -> list[str]:
    """Codes of provinces or communes in the order of the alphabet, by the name without its kind; KeyError when one is unknown."""
    return sorted(codes, key=lambda code: alphabetical((ward(code) if len(code) == 5 else province(code)).name))


@cache
def renamings() -> dict[str, tuple[Renaming, ...]]:
    """The changes of each renamed unit, oldest first; units that never changed are not in it."""
    found: dict[str, list[Renaming]] = {}
    for entry in yaml.safe_load((_REFERENCE / "renamings.yaml").read_text(encoding="utf-8")):
        for code, name in entry["units"].items():
            found.setdefault(code, []).append(Renaming(entry["day"], entry["kind"], name, entry["document"]))
    return {code: tuple(sorted(changes, key=lambda change: change.day)) for code, changes in found.items()}


def kind_and_name(code: str, day: date) -> tuple[str, str]:
    """("Phường", "Yên Phong"): what a ward or a province was called on `day`; KeyError when the code is unknown."""
    unit = province(code) if len(code) == 2 else ward(code)
    kind, name = unit.kind, unit.name
    for change in renamings().get(code, ()):
        if change.day <= day:
            kind, name = change.kind, change.name
    return kind, name


def full_name(code: str, day: date, lang: Language = "vi") -> str:
    """The full name of a ward or a province on `day`: "Phường Yên Phong", "Yên Phong Ward"; KeyError when unknown."""
    kind, name = kind_and_name(code, day)
    return {"vi": f"{kind} {name}", "en": f"{name} {_ENGLISH_KINDS[kind]}"}[lang]


def read_code(value: object) -> str | None:
    """The five digits of a ward code as a spreadsheet gives it (9265, 9265.0, "9265", "09265 "); None where it is none.

    Whether such a ward exists is another question: ask `ward`.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, float):
        if not value.is_integer():
            return None
        value = int(value)
    digits = re.fullmatch(r"'?(?!0+\b)([0-9]{1,5})(?:\.0)?", nfc(unicodedata.normalize("NFKC", str(value))))
    return digits[1].zfill(5) if digits else None


def _key(text: str) -> str:
    """`text` such that spellings of one name agree: lower case, plain quotes and dashes, the newer placing of tones."""
    text = nfc(text).casefold().translate(str.maketrans("’‘ʼ´`–—‐‑", "'''''----"))
    text = re.sub(r" *- *", " - ", re.sub(r"(?<=') +| +(?=')", "", text)).strip(" .,;:-")
    return re.sub("|".join(_TONES), lambda old: _TONES[old[0]], text)


def _without(prefix: re.Pattern, key: str) -> str:
    """`key` without a prefix that was found in its folded form: folding keeps the number of letters of NFC text."""
    found = prefix.match(fold(key))
    return key[found.end() :] if found and found.end() < len(key) else key


@cache
def _names(province_code: str) -> dict[str, frozenset[str]]:
    """The key of each bare name that a ward of the province ever had -> the codes of those wards."""
    found: dict[str, set[str]] = {}
    for one in wards(province_code):
        for name in {one.name, *(change.name for change in renamings().get(one.code, ()))}:
            found.setdefault(_key(name), set()).add(one.code)
    return {name: frozenset(codes) for name, codes in found.items()}


@cache
def _folded_names(province_code: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for name, codes in _names(province_code).items():
        found[fold(name)] = found.get(fold(name), frozenset()) | codes
    return found


@cache
def _provinces_by_name() -> dict[str, str]:
    return {fold(_key(one.name)): one.code for one in provinces()} | _OTHER_PROVINCE_NAMES


def match_province(text: str) -> str | None:
    """The code of the province that `text` names ("Tỉnh Bắc Ninh", "TP. Bắc Ninh", "tphcm"), or None."""
    folded = fold(_key(text))
    by_name = _provinces_by_name()
    return by_name.get(folded) or by_name.get(_without(_PROVINCE_PREFIX, folded))


def match(text: str, province_code: str) -> Match:
    """The ward of the province that `text` names; its code only when certain, otherwise what it may mean.

    A name counts by its bare part ("P. Phương Liễu" and "xã Phương Liễu" are 09265: bare names are unique inside a
    province), without diacritics only where one ward fits (in Hải Phòng "cam giang" is Cẩm Giang or Cẩm Giàng). A
    province may follow behind a comma; anything else there is an address of the time before 2025, whose names may mean
    other places. Near misses come back as candidates, never as a code. KeyError when the province is unknown.
    """
    named = tuple(sorted(_named(text, province_code)))
    if len(named) == 1:
        return Match(named[0], named)
    return Match(None, named or _nearest(text, province_code))


def same_place(text: str, code: str, day: date) -> bool:
    """Whether `text` can be the name of the ward `code`; KeyError when the code is unknown.

    The code says which ward is meant and the name is the second witness, so any name counts that the ward ever had,
    with any kind before it, unless the name was another ward's on `day`.
    """
    named = _named(text, ward(code).province)
    written = {fold(key) for key in _spellings(text)}
    on_that_day = {one for one in named if fold(_key(kind_and_name(one, day)[1])) in written}
    return code in (on_that_day or named)


def _named(text: str, province_code: str) -> frozenset[str]:
    """The wards whose name `text` is: as written, or without the diacritics that a bare "Thanh An" may be missing."""
    exact, folded = _names(province_code), _folded_names(province_code)
    behind = [match_province(part) for part in text.split(",")[1:] if part.strip()]
    if behind not in ([], [province_code]):
        return frozenset()
    keys = _spellings(text)
    for key in keys:
        if key in exact and key != fold(key):
            return exact[key]
    return frozenset().union(*(folded.get(fold(key), ()) for key in keys))


def _spellings(text: str) -> tuple[str, ...]:
    """The keys under which the part of `text` before a comma may stand: whole, and without the kind before the name."""
    key = _key(text.split(",")[0])
    return key, _without(_WARD_PREFIX, key)


def _nearest(text: str, province_code: str) -> tuple[str, ...]:
    """Up to five codes whose names look most like `text`, likeliest first."""
    folded = _folded_names(province_code)
    near = dict.fromkeys(name for key in _spellings(text) for name in difflib.get_close_matches(fold(key), folded, n=3, cutoff=0.75))
    return tuple(code for name in near for code in sorted(folded[name]))[:5]
