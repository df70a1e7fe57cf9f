"""What the figures of a page say, in one line: the title of the page and of the pictures made from it.

A finding is computed, never written by hand, and says nothing that its figures do not hold: "61/99 xã, phường đúng
tiến độ" needs a target for every ward, "chậm nhất" needs a province row that is behind its path.
"""

from collections.abc import Iterable

import pandas as pd

from data import places
from data.quarter import Quarter
from data.words import Language
from indicators import wording
from indicators.catalogue import Indicator
from indicators.compare import Summary, comparison, summary

_KEEPING_UP = ("met", "on_track")
_LATE = ("behind", "reversed")
_OFF_PATH = ("slightly_behind", *_LATE)
_NEARLY_ALL = 0.9


def home(figures: pd.DataFrame, headline: Iterable[Indicator], lang: Language, *, province: str) -> str:
    """ "Bắc Ninh, dữ liệu số hóa: 46/99 xã, phường chậm; cán bộ đã tập huấn đúng tiến độ".

    The worst leads: of the headline indicators for which every ward has a target that on which most wards are behind. That nobody is
    behind is said only where all of them are judged. Without targets for the wards the province's own status is told, without any
    target values, in the order of the headlines: unlike indicators are not ranked.
    """
    wards = wards_of(figures, lang)
    asked = [one for one in headline if (figures.indicator == one.code).any()]
    rows = {one.code: summary(figures, one) for one in asked}
    place = _place(figures, province, lang, of_some=any(row.of_some for row in rows.values()))
    known = [one for one in asked if rows[one.code].together["value"] is not None]
    if not known:
        return wording.sentence("home_nothing", lang, place=place, wards=wards, quarter=_quarter(figures, lang))
    on_paths = [one for one in known if _on_a_path(figures, one)]
    if on_paths:
        worst = min(on_paths, key=lambda one: _badness(rows[one.code]))
        if _count(rows[worst.code], _OFF_PATH):
            said = wording.sentence(
                "home_worst", lang, place=place, last=_short(worst, lang), standing=_lagging(rows[worst.code], wards, lang)
            )
            good = [_short(one, lang) for one in known if one is not worst and _surely_on_track(rows[one.code])]
            return wording.sentence("home_and_good", lang, said=said, good=", ".join(good)) if good else said
        name = "home_on_track" if len(on_paths) == len(asked) else "home_lead"
        standing = _standing(rows[worst.code], wards, lang)
        return wording.sentence(name, lang, place=place, lead=_short(worst, lang), standing=standing)
    judged = [one for one in known if rows[one.code].together["pace"] is not None]
    slowest = min(judged, key=lambda one: rows[one.code].together["pace"], default=None)
    if slowest:
        province_row = rows[slowest.code].province
        return wording.sentence(
            "home_status",
            lang,
            place=place,
            lead=_short(slowest, lang),
            value=wording.shown(province_row, slowest, lang),
            status=wording.uncapital(wording.status(province_row["status"], lang)),
        )
    return _values(place, known, {code: row.together for code, row in rows.items()}, lang)


def compare(figures: pd.DataFrame, indicator: Indicator, lang: Language, *, province: str) -> str:
    """ "Đào tạo AI: 12/99 xã, phường chậm, 61 đúng tiến độ"; without targets, the province and its extremes."""
    found, wards, short = summary(figures, indicator), wards_of(figures, lang), indicator.short(lang)
    row, counts = found.together, found.counts
    if row["value"] is None:
        return wording.sentence("compare_nothing", lang, short=short, wards=wards, quarter=_quarter(figures, lang))
    if _on_a_path(figures, indicator):
        if _is_due(figures, indicator):
            parts = {"count": counts["met"], "owed": sum(counts.values())}
            return wording.sentence("compare_final", lang, short=short, wards=wards, **parts)
        if not _count(found, _OFF_PATH):
            return wording.sentence("compare_standing", lang, short=short, standing=_standing(found, wards, lang))
        standing, on_track = _lagging(found, wards, lang), _count(found, _KEEPING_UP)
        return wording.sentence("compare_behind", lang, short=short, standing=standing, count=on_track)
    if indicator.province_row in ("wards_yes", "wards_at_target"):
        items = indicator.named_items and wording.things(indicator.named_items, indicator, lang)
        name = {"wards_yes": "compare_yes", "wards_at_target": "compare_items"}[indicator.province_row]
        return wording.sentence(
            name, lang, short=short, count=int(row["numerator"]), owed=int(row["denominator"]), wards=wards, items=items
        )
    return _extremes(figures, indicator, lang, province)


def two(figures: pd.DataFrame, one: Indicator, other: Indicator, lang: Language) -> str:
    """ "Đào tạo AI và công cụ AI: 2 nơi chậm ở cả hai"; without targets, how many have figures on both."""
    wards = [figures[(figures.indicator == of.code) & figures.ward.notna()].set_index("ward") for of in (one, other)]
    parts = {"one": one.short(lang), "other": _short(other, lang), "wards": wards_of(figures, lang)}
    known = wards[0].value.notna() & wards[1].value.notna()
    if known.any() and all(_on_a_path(figures, of) for of in (one, other)):
        late = wards[0].status.isin(_LATE) & wards[1].status.isin(_LATE)
        return wording.sentence("two_behind" if late.any() else "two_not_behind", lang, **parts, count=late.sum())
    return wording.sentence("two_known", lang, **parts, count=known.sum(), owed=len(known))


def ward(figures: pd.DataFrame, headline: Iterable[Indicator], lang: Language, *, ward: str) -> str:
    """ "Phường Phương Liễu: 3/4 chỉ số chính đúng tiến độ; chậm nhất là ..."."""
    place = _ward(figures, ward, lang)
    own = figures[figures.ward == ward].set_index("indicator")
    known = [one for one in headline if one.code in own.index and pd.notna(own.value[one.code])]
    if not known:
        return wording.sentence("ward_nothing", lang, place=place, quarter=_quarter(figures, lang))
    judged = [one for one in known if own.status[one.code] in (*_KEEPING_UP, *_OFF_PATH)]
    if not judged:
        return _values(place, known, {one.code: own.loc[one.code] for one in known}, lang)
    paces = {one.code: one for one in judged if own.status[one.code] in _OFF_PATH and pd.notna(own.pace[one.code])}
    slowest = min(paces.values(), key=lambda one: own.pace[one.code], default=None)
    return wording.sentence(
        "ward_behind" if slowest else "ward_on_track",
        lang,
        place=place,
        owed=len(judged),
        count=sum(own.status[one.code] in _KEEPING_UP for one in judged),
        last=slowest and _short(slowest, lang),
    )


def wards_of(figures: pd.DataFrame, lang: Language) -> str:
    """What the wards of these figures are called together: "xã, phường"."""
    return wording.wards(figures.ward_name[figures.ward.notna()].unique(), lang)


def _standing(found: Summary, wards: str, lang: Language) -> str:
    """ "61/99 xã, phường đúng tiến độ"; while many are missing, how many there are: the missing are not the slow."""
    return _counted("standing", found, _KEEPING_UP, wards, lang)


def _lagging(found: Summary, wards: str, lang: Language) -> str:
    """ "46/99 xã, phường chậm"; where none is, those that are slightly behind."""
    late = _count(found, _LATE)
    return _counted("lagging" if late else "slightly", found, _LATE if late else _OFF_PATH, wards, lang)


def _counted(name: str, found: Summary, statuses: Iterable[str], wards: str, lang: Language) -> str:
    owed, known = found.together["wards_owed"], found.together["wards_in"]
    if known < _NEARLY_ALL * owed:
        name = {"standing": "standing_so_far", "lagging": "lagging_so_far", "slightly": "slightly_so_far"}[name]
    return wording.sentence(name, lang, count=_count(found, statuses), owed=owed, known=known, wards=wards)


def _count(found: Summary, statuses: Iterable[str]) -> int:
    return sum(found.counts[code] for code in statuses)


def _badness(found: Summary) -> tuple[int, int, float]:
    """Sorts the worst first: most wards behind, then most off the path, then the lowest pace."""
    pace = found.together["pace"]
    return -_count(found, _LATE), -_count(found, _OFF_PATH), 0.0 if pace is None else pace


def _surely_on_track(found: Summary) -> bool:
    """Whether the province itself keeps up, whatever the missing wards say."""
    return found.together["status"] in _KEEPING_UP and bool(found.together["status_certain"])


def _extremes(figures: pd.DataFrame, indicator: Indicator, lang: Language, province: str) -> str:
    """The province's value with the highest and the lowest ward; small wards do not count as extremes."""
    rows, found = comparison(figures, indicator), summary(figures, indicator)
    rows = rows[rows.value.notna() & ~rows.small].sort_values("compared", ascending=False, kind="stable")
    parts = {
        "short": indicator.short(lang),
        "place": _place(figures, province, lang, of_some=found.of_some),
        "wards": wards_of(figures, lang),
        "value": wording.shown(found.together, indicator, lang),
    }
    if rows.empty or rows.value.nunique() == 1:
        return wording.sentence("compare_equal" if len(rows) > 1 else "home_value", lang, **parts, lead=_short(indicator, lang))
    highest, lowest = (_who_has(end, rows, indicator, lang, figures=figures) for end in (rows.compared.iloc[0], rows.compared.iloc[-1]))
    label = indicator.province_label(lang) if indicator.province_label else wording.sentence("total", lang)
    return wording.sentence(
        "compare_sum" if indicator.province_row == "sum" else "compare_values",
        lang,
        **parts,
        label=wording.uncapital(label),
        highest=highest,
        lowest=lowest,
    )


def _who_has(end: float, rows: pd.DataFrame, indicator: Indicator, lang: Language, *, figures: pd.DataFrame) -> str:
    """ "Phường Phương Liễu (5)", of a flow with its days; where several share the end, how many: none of them is the one."""
    tied = rows[rows.compared == end]
    first, name = tied.iloc[0], "one_ward" if len(tied) == 1 else "several_wards"
    written = wording.shown(first, indicator, lang)
    if pd.notna(first.rate):
        rate = wording.per_30(first.rate, lang)
        written = rate if len(tied) > 1 else wording.sentence("in_days", lang, value=written, days=int(first.days), rate=rate)
    return wording.sentence(name, lang, place=_ward(figures, first.ward, lang), value=written, count=len(tied))


def _values(place: str, known: list[Indicator], rows: dict, lang: Language) -> str:
    """The values of the first two, as they are: unlike things have no order."""
    said = [f"{_short(one, lang)} {wording.shown(rows[one.code], one, lang)}" for one in known[:2]]
    return wording.sentence("home_values", lang, place=place, values="; ".join(said))


def _on_a_path(figures: pd.DataFrame, indicator: Indicator) -> bool:
    """Whether every ward has a target and a path that has begun: only then can wards be counted by status."""
    rows = figures[(figures.indicator == indicator.code) & figures.ward.notna()]
    return bool(rows.target.notna().all() and not (rows.status == "no_path").any())


def _is_due(figures: pd.DataFrame, indicator: Indicator) -> bool:
    """Whether the time of the target has come: wards have met it by now, or they have not."""
    rows = figures[(figures.indicator == indicator.code) & figures.ward.notna()]
    return bool((rows.expected == rows.target).all())


def _short(indicator: Indicator, lang: Language) -> str:
    return wording.uncapital(indicator.short(lang))


def _place(figures: pd.DataFrame, province: str, lang: Language, *, of_some: bool) -> str:
    """The province's name; where only some of its wards are there, with what they are called."""
    name = places.kind_and_name(province, Quarter.parse(figures.quarter.iloc[0]).last_day)[1]
    return wording.sentence("some_of", lang, place=name, wards=wards_of(figures, lang)) if of_some else name


def _ward(figures: pd.DataFrame, code: str, lang: Language) -> str:
    return places.full_name(code, Quarter.parse(figures.quarter.iloc[0]).last_day, lang)


def _quarter(figures: pd.DataFrame, lang: Language) -> str:
    return Quarter.parse(figures.quarter.iloc[0]).label(lang)
