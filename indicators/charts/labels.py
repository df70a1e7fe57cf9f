"""The words on charts that no figure brings along, and the texts that several charts write in the same way."""

from collections.abc import Iterable

import pandas as pd

from data import places
from data.quarter import Quarter
from data.words import Language
from indicators import explain, wording
from indicators.catalogue import Indicator
from indicators.compare import Summary

_IN_UNITS = ("mean", "amount")


def word(name: str, lang: Language) -> str:
    """A word of the charts (`wording.yaml`); KeyError where there is none."""
    return wording.wording().charts[name](lang)


def bare(full_name: str) -> str:
    """The name without its kind: "Phường Yên Phong" is "Yên Phong"."""
    kinds = (kind for kind in wording.wording().kinds if full_name.startswith(f"{kind} "))
    return full_name.removeprefix(next(kinds, "")).strip()


def parts(row, indicator: Indicator, lang: Language) -> str:
    """55/59; empty where the indicator has no denominator or the ward no figure."""
    there = indicator.denominator and pd.notna(row.value)
    return wording.parts(row.numerator, row.denominator, lang) if there else ""


def per_30(row, lang: Language) -> str:
    """ "12,3/30 ngày" of a flow; empty for all else."""
    return wording.per_30(row.rate, lang) if pd.notna(row.rate) else ""


def value(row, indicator: Indicator, lang: Language) -> str:
    """The figure as it stands in columns and tiles: with its percent sign, or x/n where that is small (`wording.shown`), but without a
    unit in words (`unit`)."""
    return _without_unit(wording.shown(row, indicator, lang), indicator, lang)


def brief(row, indicator: Indicator, lang: Language) -> str:
    """The figure without decimals, for narrow places; a mean keeps its decimal."""
    if wording.is_share(indicator) and not wording.is_small(row, indicator):
        return wording.percent(row.value, lang, decimals=0, aims=wording.aims_of(row), direction=indicator.direction)
    if indicator.kind in ("count", "amount"):
        return wording.number(row.value, lang)
    if indicator.kind == "yes_no" and row.value == 0:
        return word("no_brief", lang)
    return value(row, indicator, lang)


def on_axis(value: float, indicator: Indicator, lang: Language) -> str:
    """A value as an axis says it."""
    return _without_unit(wording.aim(value, indicator, lang), indicator, lang)


def unit(indicator: Indicator, lang: Language) -> str | None:
    """ "Đơn vị: ngày làm việc", where figures leave it out."""
    return f"{word('unit', lang)}: {indicator.unit(lang)}" if indicator.kind in _IN_UNITS else None


def _without_unit(written: str, indicator: Indicator, lang: Language) -> str:
    return written.removesuffix(f"\N{NO-BREAK SPACE}{indicator.unit(lang)}") if indicator.kind in _IN_UNITS else written


def shorthand(indicators: Iterable[Indicator], lang: Language) -> str | None:
    """ "K: không", where `brief` has an abbreviation that the language needs explained."""
    told = word("no_told", lang)
    return told if told != word("no_brief", lang) and any(one.kind == "yes_no" for one in indicators) else None


def fifth(number: int, lang: Language) -> str:
    """What a fifth of the wards by value is called: "Nhóm 1/5 (tốt nhất)"; 1 is the best."""
    end = {1: word("best", lang), 5: word("worst", lang)}.get(number)
    return f"{word('fifth', lang)} {number}/5" + (f" ({end})" if end else "")


def told(row, summary: Summary, indicator: Indicator, lang: Language) -> dict[str, str]:
    """What a pointer on a ward (a row of `compare.comparison`) tells, by the fields of `pointed`."""
    value = wording.shown(row, indicator, lang)
    divided, code = per_30(row, lang) or parts(row, indicator, lang), wording.shown_status(row.status, row.filed)
    name = places.full_name(row.ward, Quarter.parse(summary.quarter).last_day, lang)
    shown = f"{value} ({divided})" if divided and divided != value else value
    return {
        "title": name,
        "t_value": shown,
        "t_status": status(code, lang),
        "t_rank": wording.number(row.rank, lang) if pd.notna(row.rank) else wording.NOTHING,
        "t_gap": explain.gaps({"gap": row.gap, "gap_now": row.gap_now}, indicator, lang) or wording.NOTHING,
        "t_change": wording.change(row.change, indicator, lang),
        "told": f"{name}: {shown}, {wording.status(code, lang)}",
    }


def pointed(indicator: Indicator, lang: Language) -> dict:
    """The channels of a layer that takes the pointer, over the fields of `told`, for the eye and for screen readers."""
    titles = {"title": "title", "t_value": indicator.short(lang)}
    titles |= {f"t_{name}": word(name, lang) for name in ("status", "rank", "gap", "change")}
    return {"description": {"field": "told", "type": "nominal"}} | lit() | tooltip(titles)


def tooltip(titles: dict[str, str]) -> dict:
    """The channel that tells fields under their titles; Vega makes the one titled "title" the heading."""
    return {"tooltip": [{"field": field, "type": "nominal", "title": title} for field, title in titles.items()]}


def lit() -> dict:
    """The channel that lights what is under the pointer, and hides the layer that takes it everywhere else."""
    return {"opacity": {"condition": {"param": "under_pointer", "empty": False, "value": 0.09}, "value": 0}}


def selections(*fields: str) -> list[dict]:
    """Parameters: a click puts a ward (by its code, and more `fields`) into "ward" or takes it out again; the pointer
    lights what is under it."""
    by = list(fields) or ["ward"]
    return [
        {"name": "ward", "select": {"type": "point", "fields": by, "toggle": "true", "clear": False}},
        {"name": "under_pointer", "select": {"type": "point", "fields": by, "on": "pointerover", "clear": "pointerout"}},
    ]


def status(code: str | None, lang: Language) -> str:
    """Mark and word: "● Đúng tiến độ"."""
    return f"{wording.mark(code)} {wording.status(code, lang)}"
