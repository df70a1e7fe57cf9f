"""What a figure that is asked about would do to the province: "nếu đúng, toàn thành phố từ 57,1 % xuống 17,4 %".

The province's figure is computed twice with the return: as it stands, and with what the ward said last in the place of what is
asked about; where it said nothing before, without it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data import places
from data.quarter import Quarter
from data.returns.checks import Judgement
from data.words import Language
from indicators import wording
from indicators.catalogue import Indicator, catalogue
from indicators.compute import figures

_MOST = 12  # questions whose effect is computed: more are asked of no file that is worth explaining


@dataclass(frozen=True)
class Effect:
    """The indicator that moves most, without and with the figure; `share` is how much of it moves."""

    indicator: Indicator
    without: dict[str, Any]
    with_it: dict[str, Any]
    share: float

    def sentence(self, lang: Language) -> str:
        """In one sentence."""
        province = wording.uncapital(wording.whole_province(self.with_it["ward_name"], lang))
        parts = {"indicator": wording.uncapital(self.indicator.short(lang)), "province": province}
        before, after = (wording.shown(row, self.indicator, lang) for row in (self.without, self.with_it))
        way = "effect_up" if self.with_it["value"] > self.without["value"] else "effect_down"
        return wording.sentence(way, lang, **parts, before=before, after=after)


def of_questions(judgement: Judgement, now: pd.DataFrame, earlier: pd.DataFrame, *, demonstration: bool) -> dict[str, Effect]:
    """By `Problem.question` the effect of each question that has any. `now` and `earlier` are the measures of the province (ward,
    measure, value, state) in the return's quarter and in the one before."""
    ward, quarter = judgement.ward, judgement.quarter
    if ward is None or quarter is None:
        return {}
    new = pd.DataFrame([(ward, code, figure.value, figure.state.value) for code, figure in judgement.measures.items()], columns=list(now))
    whole = pd.concat([now[(now["ward"] != ward) | ~now["measure"].isin(new["measure"])], new], ignore_index=True)
    own = now[now["ward"] == ward]
    before = own if own["measure"].isin(new["measure"]).any() else earlier[earlier["ward"] == ward]
    found = {}
    for asked in [each for each in judgement.problems if each.severity == "warning"][:_MOST]:
        touched = {code for code, figure in judgement.measures.items() if (asked.sheet, asked.cell) in {cell[:2] for cell in figure.cells}}
        touched |= judgement.measures.keys() & asked.params.get("measures", ())  # of a list, which its first cell stands for
        moved = [one for one in catalogue().values() if touched & set(one.measures)]
        if moved:
            kept = whole[(whole["ward"] != ward) | ~whole["measure"].isin(touched)]
            without = pd.concat([kept, before[before["measure"].isin(touched)]], ignore_index=True)
            effect = _greatest(_rows(without, moved, ward, quarter, demonstration), _rows(whole, moved, ward, quarter, demonstration))
            found |= {asked.question: effect} if effect else {}
    return found


def _rows(measures: pd.DataFrame, indicators: Iterable[Indicator], ward: str, quarter: Quarter, demonstration: bool) -> dict[str, dict]:
    """The province's row of each indicator."""
    province = places.ward(ward).province
    owed = tuple(one.code for one in places.wards(province))
    nothing = measures.iloc[:0]
    told = figures(
        measures, province=province, quarter=quarter, owed=owed, last_known=nothing, demonstration=demonstration, indicators=indicators
    )
    return {row["indicator"]: row for row in told[told["ward"].isna()].to_dict("records")}


def _greatest(without: dict[str, dict], with_it: dict[str, dict]) -> Effect | None:
    """Of the indicators that move, the one that moves by the greatest share of itself."""
    effects = []
    for code, row in with_it.items():
        before, after = without[code]["value"], row["value"]
        if pd.notna(before) and pd.notna(after) and before != after:
            share = abs(after - before) / max(abs(after), abs(before))
            effects.append(Effect(catalogue()[code], without[code], row, share))
    return max(effects, key=lambda effect: effect.share, default=None)
