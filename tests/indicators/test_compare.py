from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import places
from indicators import compare, wording
from indicators.catalogue import catalogue
from tests.indicators import slow
from tests.indicators.build import BAC_NINH, EARLIER, WARDS, everywhere, figures, nowhere, staff, wards

TRAINING = catalogue()["training_coverage"]
DAYS = catalogue()["dossier_processing_time"]
ALL_99 = tuple(ward.code for ward in places.wards(BAC_NINH))


def compared(*parts, before=None, indicator=TRAINING, **more):
    """The comparison of wards with these staff parts, by ward."""
    rows = figures(staff(*parts), indicator.code, **more)
    earlier = None if before is None else figures(staff(*before), indicator.code, quarter=EARLIER)
    return compare.comparison(rows, indicator, before=earlier)


def test_the_best_comes_first_and_the_missing_last():
    rows = compared((5, 50), (50, 50), None, (0, 0), (3, 4))
    assert rows.ward_name.tolist() == ["Phường Phương Liễu", "Phường Gia Bình", "Phường Yên Phong", "Xã Liên Bão", "Phường Chi Lăng"]
    assert rows["rank"].astype(object).where(rows["rank"].notna(), None).tolist() == [1, 2, 3, None, None]
    assert rows.small.tolist() == [False, True, False, False, False]
    assert tuple(rows.columns) == compare.COMPARISON


def test_equal_values_share_a_rank_and_stand_in_the_order_of_their_names():
    rows = compared((5, 50), (10, 100), (20, 200), (0, 50), (50, 50))
    assert rows["rank"].tolist() == [1, 2, 2, 2, 5]
    assert rows.ward_name.tolist()[1:4] == ["Phường Chi Lăng", "Phường Phương Liễu", "Phường Yên Phong"]


def test_nine_people_are_ranked_and_judged_like_all_others():
    rows = compared((9, 9), (1, 10), (2, 20), (3, 30), (4, 50)).set_index("ward")
    assert rows.value[WARDS[0]] == 1 and rows.small[WARDS[0]] and rows["rank"][WARDS[0]] == 1
    assert wording.shown(rows.reset_index().iloc[0], TRAINING, "vi") == "9/9"


def test_lower_is_better_ranks_the_fewest_days_first():
    filed = wards("dossiers_processing_days", "dossiers_resolved", (100, 50), (300, 50), (200, 50))
    rows = compare.comparison(figures(filed, DAYS.code), DAYS)
    assert rows.value.tolist()[:3] == [2, 4, 6] and rows["rank"].tolist()[:3] == [1, 2, 3]
    assert rows[["wilson_low", "band", "gap", "gap_now"]].isna().all(axis=None)


def test_counts_are_ranked_without_intervals_and_are_never_small():
    tools = catalogue()["ai_tool_count"]
    filed = {ward: {"tools_in_use": number} for ward, number in zip(WARDS, (3, 0, 5, 3, 1), strict=True)}
    rows = compare.comparison(figures(filed, tools.code, goal_for=everywhere(5)), tools)
    assert rows["rank"].tolist() == [1, 2, 2, 4, 5] and rows.quintile.tolist() == [1, 2, 2, 4, 5]
    assert rows.wilson_low.isna().all() and not rows.small.any()
    assert rows.gap.tolist() == [0, 2, 2, 4, 5] and rows.gap_now.tolist() == [0, 0, 0, 0, 1]


def test_who_has_not_handed_in_stands_behind_who_left_it_blank():
    rows = compared((5, 50), None, (None, 10), None, (None, 10))
    assert rows.filed.tolist() == [True, True, True, False, False]


def test_yes_comes_before_no_and_neither_has_a_rank():
    assistant = catalogue()["chatbot_operational"]
    filed = {ward: {"chatbot": answer} for ward, answer in zip(WARDS, (0, 1, None, 1, 0), strict=True)}
    rows = compare.comparison(figures(filed, assistant.code), assistant)
    assert rows.value.tolist()[:4] == [1, 1, 0, 0] and rows.status.tolist()[4] == "not_reported"
    assert rows[["rank", "band", "quintile"]].isna().all(axis=None)


def test_gaps_to_the_target_and_to_the_path_are_in_people():
    rows = compared((91, 100), (1, 40), goal_for=everywhere(0.95)).set_index("ward")
    assert rows.gap.tolist()[:2] == [4, 37]
    assert rows.gap_now.tolist()[:2] == [0, 7]  # 19 % of 40 are 7.6 people


def test_a_change_is_split_into_its_two_parts_which_add_up():
    rows = compared((20, 40), (20, 20), before=((20, 50), None)).set_index("ward")
    own = rows.loc[WARDS[0]]
    assert own.change == pytest.approx(0.1)
    assert own.change_numerator == 0 and own.change_denominator == pytest.approx(0.1)
    assert rows.loc[WARDS[1], ["change", "change_numerator", "change_denominator"]].isna().all()


@given(*(st.integers(0, 50), st.integers(1, 60)) * 2)
def test_the_parts_of_every_change_add_up(x1, n1, x0, n0):
    numerator, denominator = compare.change(x1, n1, x0, n0)
    assert numerator + denominator == pytest.approx(x1 / n1 - x0 / n0)


def test_without_an_earlier_quarter_there_is_no_change():
    assert compared((5, 50), (10, 100)).change.isna().all()
    odd = catalogue()["services_proactive"]  # asked in the second and fourth quarter only
    parts = wards("services_proactive", "services_essential", (5, 50))
    rows = compare.comparison(figures(parts, odd.code), odd, before=figures(parts, odd.code, quarter=EARLIER))
    assert rows.change.isna().all()


def test_a_summary_counts_every_status_and_holds_the_province():
    found = compare.summary(figures(staff((40, 40), (8, 40), (1, 40), (0, 0)), TRAINING.code, goal_for=everywhere()), TRAINING)
    assert {code: count for code, count in found.counts.items() if count} == {
        "met": 1,
        "on_track": 1,
        "behind": 1,
        "not_applicable": 1,
        "not_reported": 1,
    }
    assert list(found.counts)[:2] == ["met", "on_track"] and len(found.counts) == 9
    assert found.province["value"] == 49 / 120 and found.median == 0.2
    assert found.province["ward"] is None and found.province["low"] is None
    with pytest.raises(KeyError):
        compare.summary(figures({}, TRAINING.code), DAYS)


def test_movers_are_the_greatest_rises_and_falls_of_wards_that_were_never_small():
    now = figures(staff((30, 50), (20, 50), (10, 50), (40, 50), (9, 10)), TRAINING.code)
    earlier = figures(staff((10, 50), (30, 50), (10, 50), (20, 60), (0, 9)), TRAINING.code, quarter=EARLIER)
    rows = compare.movers(now, earlier, TRAINING, most=1)
    assert rows.ward.tolist() == [WARDS[3], WARDS[1]]
    assert [round(change, 3) for change in compare.movers(now, earlier, TRAINING).change] == [0.467, 0.4, -0.2]


def test_an_outlier_is_marked_and_does_not_lead():
    owed = ALL_99[:9]
    earlier = figures(staff(*[(10, 100)] * 9, owed=owed), TRAINING.code, quarter=EARLIER, owed=owed)
    now = figures(staff(*[(number, 100) for number in (11, 12, 13, 14, 15, 16, 9, 17, 99)], owed=owed), TRAINING.code, owed=owed)
    rows = compare.movers(now, earlier, TRAINING)
    assert rows.ward.tolist()[0] == owed[7] and rows.ward.tolist()[-1] == owed[8]
    assert rows.outlier.tolist() == [False] * 4 + [True]


def test_who_needs_help_is_wards_by_their_share_of_what_all_lack():
    trained = staff((1, 50), (2, 50), (3, 50), (45, 50), (0, 9), owed=WARDS)
    records = wards("records_standardised", "records_total", (90, 100), (15, 100), (5, 100), (90, 100), (90, 100))
    filed = {ward: trained[ward] | records[ward] for ward in WARDS}
    data = catalogue()["data_digitised"]
    rows = compare.need_help(figures(filed, TRAINING.code, data.code, goal_for=everywhere()), [TRAINING, data])
    # Missing: 9, 8, 7, 0 and 2 of 26 people; 0, 5 and 15 of 20 records.
    assert rows.ward.tolist() == [WARDS[2], WARDS[1], WARDS[0], WARDS[4]], "one row a ward; the ward of nine people among them"
    assert rows["share"].round(6).tolist() == [round(one, 6) for one in ((7 / 26 + 15 / 20) / 2, (8 / 26 + 5 / 20) / 2, 9 / 52, 2 / 52)]
    assert rows.indicator.tolist() == [data.code, TRAINING.code, TRAINING.code, TRAINING.code]
    assert tuple(rows.columns) == compare.NEED_HELP


def test_an_indicator_on_which_nobody_is_short_does_not_dilute_the_shares():
    filed = {ward: part | {"records_standardised": 90, "records_total": 100} for ward, part in staff((1, 50), (50, 50)).items()}
    data = catalogue()["data_digitised"]
    rows = compare.need_help(figures(filed, TRAINING.code, data.code, goal_for=everywhere()), [TRAINING, data])
    assert rows["share"].tolist() == [1.0]


def test_the_lowest_are_those_that_share_the_last_place_too():
    rows = figures(staff((0, 50), (5, 50), (5, 50), (10, 50), (20, 50)), TRAINING.code, goal_for=nowhere)
    assert compare.lowest(rows, TRAINING, most=2).ward.tolist()[:1] == [WARDS[0]]
    assert set(compare.lowest(rows, TRAINING, most=2).ward) == {WARDS[0], WARDS[1], WARDS[2]}


def test_without_targets_nobody_is_behind():
    rows = figures(staff((0, 50)), TRAINING.code, goal_for=nowhere)
    assert compare.need_help(rows, [TRAINING]).empty and compare.need_help(rows, []).empty


def test_peers_are_of_one_kind_on_the_last_day_of_the_quarter():
    before, now = (compare.peer_groups("24", quarter) for quarter in (EARLIER - 1, EARLIER))
    assert len(before["Phường"]) == 33 and len(now["Phường"]) == 45
    assert "09193" in now["Phường"] and "09193" in before["Xã"]


def test_special_zones_are_a_kind_of_their_own():
    groups = compare.peer_groups("31", EARLIER)
    assert groups["Đặc khu"] == {ward.code for ward in places.wards("31") if ward.kind == "Đặc khu"}
    assert sum(map(len, groups.values())) == 114


def test_a_funnel_surrounds_the_share_of_the_province():
    rows = compare.funnel(figures(staff((10, 50), (40, 200)), TRAINING.code), TRAINING)
    assert rows.n.iloc[0] == 1 and rows.n.iloc[-1] == 200 and (rows.share == 0.2).all()
    assert ((rows.low_998 < rows.low_95) & (rows.low_95 < 0.2) & (rows.high_95 < rows.high_998)).all()
    assert compare.funnel(figures({}, TRAINING.code), TRAINING).empty
    assert compare.funnel(figures({}, DAYS.code), DAYS).empty


parts = st.lists(st.none() | st.integers(0, 25).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=5, max_size=12)


@settings(deadline=None)
@given(parts)
def test_the_slow_ranks_and_quintiles_agree(given_parts):
    owed = ALL_99[: len(given_parts)]
    rows = figures(staff(*given_parts, owed=owed), TRAINING.code, owed=owed)
    exact = []
    for ward, part in zip(owed, given_parts, strict=True):
        x, n = part or (0, 0)
        exact.append({"ward": ward, "denominator": n, "value": Fraction(x, n) if n else None})
    fast = compare.comparison(rows, TRAINING)
    ranks, fifths = slow.ranks(exact, "higher"), slow.quintiles(exact, "higher")
    for row in fast.itertuples():
        assert (None if pd.isna(row.rank) else row.rank) == ranks.get(row.ward)
        assert (None if pd.isna(row.quintile) else row.quintile) == fifths.get(row.ward)
        assert row.small == slow.small(next(one for one in exact if one["ward"] == row.ward))
    assert np.array_equal(fast.ward.sort_values(), owed)
