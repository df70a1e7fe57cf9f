"""One figure in words: how it was computed, what is missing from its target, why it moved since the quarter before."""

from dataclasses import dataclass

import pandas as pd

from data.plans import lookups
from data.quarter import Quarter
from data.words import Language, Text
from indicators import changes, compare, wording
from indicators.catalogue import Indicator
from indicators.changes import Change
from indicators.wording import Row

_HARDLY_A_SHARE, _HARDLY_A_NUMBER = 0.0005, 0.05  # what one decimal does not show


@dataclass(frozen=True)
class Explanation:
    """Sentences about one figure, None where there is nothing to say; each is told by the function of its name."""

    formula: str
    gap: str | None
    gap_now: str | None
    change: str | None
    change_parts: str | None
    band: str | None


def explain(
    row: Row, indicator: Indicator, lang: Language, *, before: Row | None = None, same: Change | None = None, wards: str = ""
) -> Explanation:
    """The explanation of one row of `figures`; `before` is the row of the same ward in the quarter before.

    The province's own row needs `same`, its change over the same wards (`changes.over_same_wards`), and `wards`, what they are called
    together (`findings.wards_of`).
    """
    moved = same if _of_province(row) or before is None else changes.of_one(row, before, indicator)
    return Explanation(
        formula=formula(row, indicator, lang, wards=wards),
        gap=gap(row, indicator, lang),
        gap_now=gap_now(row, indicator, lang),
        change=None if before is None or moved is None else change(row, before, moved, indicator, lang, wards=wards),
        change_parts=None if moved is None else change_parts(moved, indicator, lang, province=_of_province(row)),
        band=band(row, indicator, lang, wards=wards) if _of_province(row) else None,
    )


def formula(row: Row, indicator: Indicator, lang: Language, *, wards: str = "") -> str:
    """What was divided by what: "Số người đã học / Tổng số người = 35/40 = 87,5 %"; or why there is no value."""
    if _absent(row["value"]):
        return wording.sentence("not_applicable" if row["status"] == "not_applicable" else "not_reported", lang)
    kind = indicator.province_row if _of_province(row) else "ratio" if indicator.denominator else "count"
    divisor, items = indicator.denominator_text, indicator.named_items
    said = wording.sentence(
        {"ratio": "quotient", "sum": "count"}.get(kind, kind),
        lang,
        name=_name(row, indicator)(lang),
        wards=wards,
        items=items and wording.things(items, indicator, lang),
        numerator=indicator.numerator_text(lang),
        denominator=divisor and divisor(lang),
        x=_plain(row["numerator"], lang),
        n=_plain(row["denominator"], lang),
        value=wording.shown(row, indicator, lang),
    )
    if _of_province(row) and kind in ("ratio", "sum"):
        return wording.sentence("added_up", lang, formula=said, wards=wards, **_coverage(row))
    return said


def together_line(found: compare.Summary, indicator: Indicator, lang: Language, *, wards: str) -> str:
    """All wards together in a few words, with the ward in the middle; empty where there is no value.

    "Toàn tỉnh: 40,0 % (40/100 cán bộ) · ở giữa 33,3 %"; of some wards "Xã: 30,0 % (3/10 cán bộ) · ở giữa 28,1 % · toàn tỉnh
    40,0 %". `wards` is what they are called together. Between no and yes there is no middle, and where wards should have
    all of some named things the figure is how many have them.
    """
    row = found.together
    if _absent(row["value"]):
        return ""
    whole = wording.whole_province(row["ward_name"], lang)
    kind, items = indicator.province_row, indicator.named_items
    divided = indicator.denominator and wording.parts(row["numerator"], row["denominator"], lang, indicator.thing(lang))
    parts = divided or (indicator.province_label and wording.uncapital(indicator.province_label(lang)))
    line = wording.sentence(
        {"wards_yes": "line_yes", "wards_at_target": "line_items"}.get(kind, "line_parts" if parts else "line"),
        lang,
        whole=wording.capital(wards) if found.of_some else whole,
        value=wording.shown(row, indicator, lang),
        parts=parts,
        x=_plain(row["numerator"], lang),
        n=_plain(row["denominator"], lang),
        wards=wards,
        items=items and wording.things(items, indicator, lang),
    )
    if indicator.kind != "yes_no" and not _absent(row["median"]):
        line = wording.sentence(
            "line_median", lang, line=line, median=wording.value(row["median"], indicator, lang, aims=wording.aims_of(row))
        )
    if not found.of_some or kind == "sum" or _absent(found.province["value"]):
        return line
    beside = wording.shown(found.province, indicator, lang)
    return wording.sentence("beside_province", lang, line=line, whole=wording.uncapital(whole), value=beside)


def aims(row: Row, indicator: Indicator, lang: Language, *, province: str, demonstration: bool) -> str:
    """What the path expects this quarter and the plan in the end; the benchmark, called so, where no plan has a target.

    `row` is that of a ward of the `province`, or the province's own.
    """
    if not _absent(row["target"]) and (
        goal := lookups.goal_for(indicator.code, province=province, ward=row["ward"], demonstration=demonstration)
    ):
        expected, target = (wording.aim(row[name], indicator, lang, province=_of_province(row)) for name in ("expected", "target"))
        quarter = Quarter.parse(row["quarter"]).label(lang)
        return wording.sentence("aims", lang, quarter=quarter, expected=expected, year=goal.ends.year, target=target)
    marks = lookups.benchmarks_for(indicator.code, province=province)
    if not marks:
        return ""
    return wording.sentence("benchmark", lang, value=wording.aim(marks[0].value, indicator, lang), source=marks[0].source)


def gap(row: Row, indicator: Indicator, lang: Language) -> str | None:
    """ "còn 4 cán bộ nữa là đạt"; None where nothing is missing or nothing is known."""
    return _missing(row["gap"], {"higher": "gap", "lower": "excess"}[indicator.direction], indicator, lang)


def gap_now(row: Row, indicator: Indicator, lang: Language) -> str | None:
    """ "còn 13 cán bộ nữa là kịp lộ trình Quý IV/2026"; None where the path is kept or there is none."""
    if _absent(row["value"]) or _absent(row["expected"]):
        return None
    name = {"higher": "gap_now", "lower": "excess_now"}[indicator.direction]
    return _missing(compare.gap_now(row, indicator), name, indicator, lang, quarter=Quarter.parse(row["quarter"]).label(lang))


def gaps(row: Row, indicator: Indicator, lang: Language) -> str | None:
    """ "còn 23 để kịp, 206 để đạt" of a row of `comparison`; only the target's where the path is kept."""
    if _absent(row["gap_now"]) or row["gap_now"] == 0 or _absent(row["gap"]) or row["gap"] == 0:
        return gap(row, indicator, lang)
    name = {"higher": "gaps", "lower": "excesses"}[indicator.direction]
    return wording.sentence(name, lang, now=_plain(row["gap_now"], lang), count=_plain(row["gap"], lang))


def change(row: Row, before: Row, moved: Change, indicator: Indicator, lang: Language, *, wards: str = "") -> str:
    """ "+6,1 điểm so với Quý II", with ", do mẫu số giảm" where the rate rose though the numerator did not.

    The province's is that of the same wards, and where those are not all it says of how many.
    """
    quarter = wording.earlier(Quarter.parse(before["quarter"]), now=Quarter.parse(row["quarter"]), lang=lang)
    province = _of_province(row)
    if indicator.kind == "yes_no" and not province and moved.change != 0:
        answers = (wording.shown(one, indicator, lang) for one in (row, before))
        return wording.sentence("turned", lang, quarter=quarter, **dict(zip(("now", "before"), answers, strict=True)))
    said = _moved(moved, indicator, lang, quarter, province=province)
    if not province or moved.wards_matched == row["wards_owed"]:
        return said
    return wording.sentence("same_wards", lang, change=said, count=moved.wards_matched, wards=wards)


def change_parts(moved: Change, indicator: Indicator, lang: Language, *, province: bool) -> str | None:
    """How much of a rate's change the numerator made and how much the denominator, where it made any, and how much more comes of
    other wards being in; None where the numerator is all of it."""
    said = []
    if indicator.denominator and moved.denominator_part is not None and _shows(moved.denominator_part, indicator, province=province):
        parts = {"numerator": moved.numerator_part, "denominator": moved.denominator_part}
        written = {name: wording.change(part, indicator, lang) for name, part in parts.items()}
        said.append(wording.sentence("change_parts", lang, **written))
    if _shows(moved.composition_part, indicator, province=province):
        composition = wording.change(moved.composition_part, indicator, lang, province=province)
        said.append(wording.sentence("composition", lang, composition=composition))
    return "; ".join(said) or None


def band(row: Row, indicator: Indicator, lang: Language, *, wards: str) -> str | None:
    """What the province's value can still become where wards are missing, and how sure its status is; None where all are in.

    "Khi đủ 99 xã, phường: từ 16,3 % đến 18,2 %; vẫn đúng tiến độ dù 2 nơi còn lại bằng 0". The band is unknown where the size of a
    missing ward was never told; nothing can be concluded then.
    """
    missing = row["wards_owed"] - row["wards_in"]
    if not missing or _absent(row["value"]):
        return None
    if _absent(row["low"]):
        return None if row["status_certain"] else wording.sentence("inconclusive", lang, count=missing)
    low, high = (wording.value(row[end], indicator, lang, aims=wording.aims_of(row), province=True) for end in ("low", "high"))
    said = wording.sentence("band", lang, owed=row["wards_owed"], wards=wards, low=low, high=high)
    ends = [row["low_status"], row["high_status"]]
    if not all(ends):
        return said
    first, last = (wording.uncapital(wording.status(end, lang)) for end in ends)
    if first != last:
        return wording.sentence("band_crosses", lang, band=said, first=first, last=last, count=missing)
    kept = (ends[0] in ("met", "on_track")) == (indicator.direction == "higher")  # what the missing would have to say to change it
    return wording.sentence("band_none" if kept else "band_all", lang, band=said, status=first, count=missing)


def _moved(moved: Change, indicator: Indicator, lang: Language, quarter: str, *, province: bool) -> str:
    """How far, and since when; a rate that rose although its numerator did not rose by its smaller denominator."""
    if moved.change == 0:
        return wording.sentence("unchanged", lang, quarter=quarter)
    if not _shows(moved.change, indicator, province=province):
        return wording.sentence("hardly_changed", lang, quarter=quarter)
    said = wording.sentence("change", lang, quarter=quarter, change=wording.change(moved.change, indicator, lang, province=province))
    if indicator.denominator and moved.change > 0 and moved.numerator_grew is not True:
        return wording.sentence("denominator_fell", lang, change=said)
    if indicator.denominator and moved.change < 0 and moved.numerator_grew is not False:
        return wording.sentence("denominator_rose", lang, change=said)
    return said


def _shows(moved: float, indicator: Indicator, *, province: bool) -> bool:
    """Whether a change is large enough for one decimal to show it."""
    return abs(moved) >= (_HARDLY_A_SHARE if wording.is_share(indicator, province=province) else _HARDLY_A_NUMBER)


def _missing(count, name: str, indicator: Indicator, lang: Language, **more: str) -> str | None:
    if _absent(count) or count == 0:
        return None
    return wording.sentence(name, lang, count=_plain(count, lang), thing=indicator.thing(lang), **more)


def _name(row: Row, indicator: Indicator) -> Text:
    """What a figure without a denominator is called: a sum over wards may count one thing many times."""
    if _of_province(row) and indicator.province_label:
        return indicator.province_label
    return indicator.short if indicator.kind == "yes_no" else indicator.numerator_text


def _coverage(row: Row) -> dict[str, int]:
    return {"count": row["wards_in"], "owed": row["wards_owed"]}


def _plain(value, lang: Language) -> str:
    return wording.number(value, lang, decimals=1, trim=True)


def _of_province(row: Row) -> bool:
    return row["ward"] is None


def _absent(value) -> bool:
    return value is None or pd.isna(value)
