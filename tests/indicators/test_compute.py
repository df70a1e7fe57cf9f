import json
import sys
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import places
from data.quarter import Quarter
from indicators import compute, flows
from indicators.catalogue import catalogue
from tests.indicators import slow
from tests.indicators.build import (
    BAC_NINH,
    NOW,
    WARDS,
    answers,
    everywhere,
    figures,
    goal,
    of,
    province,
    staff,
    wards,
    where,
)

QUARTERS = tuple(Quarter.parse(text) for text in ("2026-Q2", "2026-Q3", "2026-Q4"))


def test_a_share_is_x_over_n_and_the_province_adds_both_up():
    rows = figures(staff((35, 40), (10, 10), (0, 50), (3, 30), (2, 70)), "training_coverage")
    assert of(rows, WARDS[0]).value == 0.875
    assert province(rows)[["numerator", "denominator", "value"]].tolist() == [50, 200, 0.25]
    assert province(rows)["median"] == 0.1
    assert rows.ward.tolist() == [*WARDS, None]


def test_missing_is_never_zero():
    rows = figures(staff((35, 40), (None, 10), (5, None), None, (0, 10)), "training_coverage")
    assert rows.status.tolist()[1:4] == ["not_reported"] * 3
    assert rows.value.isna().tolist() == [False, True, True, True, False, False]
    assert province(rows)[["numerator", "denominator"]].tolist() == [35, 50]
    assert province(rows)[["wards_in", "wards_owed"]].tolist() == [2, 5]


@pytest.mark.parametrize("x, n", [(0, 0), (slow.ABSENT, slow.ABSENT), (slow.ABSENT, 5), (0, slow.ABSENT)])
def test_nothing_of_nothing_does_not_apply_is_covered_and_enters_no_sum(x, n):
    rows = figures(staff((x, n), (1, 20), (1, 20), (1, 20), (1, 20)), "training_coverage")
    assert of(rows, WARDS[0]).status == "not_applicable"
    assert np.isnan(of(rows, WARDS[0]).value)
    assert province(rows)[["numerator", "denominator", "wards_in"]].tolist() == [4, 80, 5]
    assert province(rows).status_certain


def test_something_of_nothing_is_wrong_and_therefore_not_reported():
    rows = figures(staff((3, 0), (1, 20)), "training_coverage", owed=WARDS[:2])
    assert of(rows, WARDS[0]).status == "not_reported"
    assert np.isnan(of(rows, WARDS[0]).numerator)
    assert province(rows)[["numerator", "wards_in"]].tolist() == [1, 1]


@pytest.mark.parametrize(
    "resolved, overdue, value, status",
    [
        (10, 2, 9 / 12, "no_target"),
        (10, slow.ABSENT, 9 / 10, "no_target"),
        (10, None, None, "not_reported"),
        (slow.ABSENT, slow.ABSENT, None, "not_applicable"),
    ],
)
def test_a_sum_of_measures_counts_absent_ones_as_none_unless_all_are(resolved, overdue, value, status):
    on_time = slow.ABSENT if status == "not_applicable" else 9
    parts = {"dossiers_on_time": on_time, "dossiers_resolved": resolved, "dossiers_open_overdue": overdue}
    row = of(figures({WARDS[0]: parts}, "dossier_on_time_rate", owed=WARDS[:1]), WARDS[0])
    assert row.status == status
    assert row.value == value if value else np.isnan(row.value)


def test_without_an_assistant_nobody_can_have_asked_it():
    filed = {
        WARDS[0]: {"chatbot": 0, "chatbot_queries": None},
        WARDS[1]: {"chatbot": 1, "chatbot_queries": 120},
        WARDS[2]: {"chatbot": 1, "chatbot_queries": None},
    }
    rows = figures(filed, "chatbot_queries", owed=WARDS[:3])
    assert rows.status.tolist() == ["not_applicable", "no_target", "not_reported", None]
    assert province(rows)[["value", "wards_in"]].tolist() == [120, 2]


def test_counts_of_the_province_are_a_sum_without_status_or_band():
    filed = {ward: {"tools_in_use": number} for ward, number in zip(WARDS, (3, 0, 5), strict=False)}
    row = province(figures(filed, "ai_tool_count", goal_for=everywhere(5)))
    assert row[["numerator", "value", "wards_in"]].tolist() == [8, 8, 3]
    assert row.status is None and row.status_certain
    assert np.isnan([row.denominator, row.target, row.expected, row.low, row.high, row.gap]).all()


def test_yes_and_no_become_a_share_of_the_wards_that_answered():
    filed = {ward: {"chatbot": answer} for ward, answer in zip(WARDS, (1, 1, 0), strict=False)}
    rows = figures(filed, "chatbot_operational")
    assert of(rows, WARDS[0])[["numerator", "value"]].tolist() == [1, 1]
    row = province(rows)
    assert row[["numerator", "denominator", "value"]].tolist() == [2, 3, 2 / 3]
    assert row[["low", "high"]].tolist() == [2 / 5, 4 / 5]


def test_counts_of_the_same_named_things_are_not_added_up():
    filed = {ward: {"domains_complete": number} for ward, number in zip(WARDS, (5, 2, 5, 3), strict=False)}
    row = province(figures(filed, "data_domains_standardised"))
    assert row[["numerator", "denominator", "value", "median"]].tolist() == [2, 4, 4, 4]
    assert row.status is None


def test_a_mean_has_no_band_and_no_gap():
    filed = {WARDS[0]: {"dossiers_processing_days": 30.5, "dossiers_resolved": 10}}
    row = province(figures(filed, "dossier_processing_time", goal_for=everywhere(2.0, baseline=4.0)))
    assert row.value == 3.05
    assert np.isnan([row.low, row.high, row.gap]).all()
    assert not row.status_certain


def test_missing_wards_make_a_band_of_their_last_known_people():
    rows = figures(
        staff((30, 40), (10, 10)), "training_coverage", owed=WARDS[:4], goal_for=everywhere(), last=staff(None, None, (1, 30), (None, 20))
    )
    row = province(rows)
    assert row[["value", "low", "high"]].tolist() == [0.8, 0.4, 0.9]
    assert row.status == "on_track" and row.status_certain


def test_a_band_that_crosses_a_status_makes_it_uncertain():
    rows = figures(staff((8, 40)), "training_coverage", owed=WARDS[:2], goal_for=everywhere(), last=staff(None, (1, 40)))
    row = province(rows)
    assert row[["value", "low", "high"]].tolist() == [0.2, 0.1, 0.6]
    assert row.status == "on_track" and row.status_certain is False


def test_a_ward_never_heard_of_leaves_no_band():
    row = province(figures(staff((8, 40)), "training_coverage", owed=WARDS[:2], goal_for=everywhere()))
    assert np.isnan([row.low, row.high]).all()
    assert row.status_certain is False


def test_a_return_with_a_blank_numerator_brings_its_own_denominator_to_the_band():
    rows = figures(staff((8, 40), (None, 10)), "training_coverage", owed=WARDS[:2], last=staff(None, (1, 999)))
    assert province(rows)[["low", "high"]].tolist() == [8 / 50, 18 / 50]


def test_with_all_wards_in_the_band_is_the_value():
    row = province(figures(staff((8, 40)), "training_coverage", owed=WARDS[:1], goal_for=everywhere()))
    assert row[["low", "high"]].tolist() == [0.2, 0.2] and row.status_certain


def test_before_the_first_return_the_province_is_not_reported():
    row = province(figures({}, "training_coverage", goal_for=everywhere(), last=staff(*[(1, 10)] * 5)))
    assert row.status == "not_reported" and not row.status_certain
    assert np.isnan(row.value) and row[["low", "high", "wards_in"]].tolist() == [0, 1, 0]


def test_a_ward_is_called_as_on_the_last_day_of_the_quarter():
    names = [of(figures({}, "training_coverage", quarter=quarter), "09193").ward_name for quarter in QUARTERS]
    assert names == ["Xã Yên Phong", "Phường Yên Phong", "Phường Yên Phong"]
    assert province(figures({}, "training_coverage")).ward_name == "Thành phố Bắc Ninh"


def test_each_ward_is_judged_by_its_own_goal():
    rows = figures(staff((91, 100), (91, 100)), "training_coverage", goal_for=where(lambda code, ward: ward == WARDS[0], 0.95))
    assert rows.status.tolist()[:3] == ["on_track", "no_target", "not_reported"]
    assert rows.gap.tolist()[0] == 4 and rows.target.isna().tolist()[1:3] == [True, True]
    assert province(rows).status == "no_target"


def test_a_ward_has_handed_in_where_anything_but_the_count_of_returns_is_there():
    filed = {WARDS[0]: {"staff_trained": None}, WARDS[1]: {"returns_due": 1, "returns_on_time": 0}}
    rows = figures(filed, "training_coverage", "chatbot_operational", owed=WARDS[:3])
    assert rows.filed.tolist() == [True, False, False, None] * 2
    assert rows.status.tolist()[:3] == ["not_reported"] * 3


def test_only_what_is_owed_in_the_quarter_has_rows():
    codes = ("training_coverage", "services_proactive", "ethnic_language_assistant")
    assert set(figures({}, *codes, quarter=QUARTERS[1]).indicator) == {"training_coverage"}
    assert set(figures({}, *codes).indicator) == {"training_coverage", "services_proactive"}


def test_figures_of_nothing_have_all_columns():
    assert tuple(figures({}, "services_proactive", quarter=QUARTERS[1]).columns) == compute.COLUMNS
    assert tuple(figures(staff((1, 2)), "training_coverage").columns) == compute.COLUMNS


def test_measures_of_wards_that_owe_nothing_here_are_left_out():
    filed = staff((35, 40)) | {"02215": {"staff_trained": 1, "staff_total": 1}}
    assert province(figures(filed, "training_coverage", owed=WARDS[:1])).denominator == 40


@pytest.mark.parametrize("code", [code for code, one in catalogue().items() if one.of_wards])
def test_every_worked_example_is_computed(code):
    one = catalogue()[code].model_copy(update={"asked": (1, 2, 3, 4), "provinces": None})
    for example in one.examples:
        measures = answers({WARDS[0]: example.measures})
        rows = compute.figures(
            measures, province=BAC_NINH, quarter=NOW, owed=WARDS[:1], last_known=answers({}), demonstration=True, indicators=[one]
        )
        row = of(rows, WARDS[0])
        assert row.numerator == example.numerator
        assert row.denominator == example.denominator if one.denominator else np.isnan(row.denominator)
        assert np.isnan(row.value) if example.value is None else row.value == pytest.approx(example.value)
        assert (row.status == "not_applicable") == (example.value is None)


def test_records_are_ready_for_json():
    rows = figures(staff((35, 40), None), "training_coverage", owed=WARDS[:2], goal_for=everywhere(), last=staff(None, (1, 10)))
    first, second, total = json.loads(json.dumps(compute.records(rows), allow_nan=False))
    assert first == {
        "ward": "09193",
        "ward_name": "Phường Yên Phong",
        "quarter": "2026-Q4",
        "indicator": "training_coverage",
        "numerator": 35,
        "denominator": 40,
        "value": 0.875,
        "status": "on_track",
        "target": 1,
        "expected": 0.2,
    }
    assert second["value"] is None and second["status"] == "not_reported"
    assert total["ward"] is None and total["wards_in"] == 1 and total["status_certain"] is True
    assert set(total) - set(first) == {"wards_in", "wards_owed", "low", "high", "status_certain"}


def test_flows_add_up_over_the_year_where_all_its_quarters_are_there():
    rate = catalogue()["cashless_payment_rate"]
    paid = {"2026-Q1": ((1, 10), (1, 10)), "2026-Q2": ((3, 10), (1, 10)), "2026-Q3": ((5, 10), None), "2026-Q4": ((0, 0), (2, 10))}
    history = pd.concat(
        [
            figures(wards("dossiers_paid_online", "dossiers_fee_due", *parts), rate.code, owed=WARDS[:2], quarter=Quarter.parse(quarter))
            for quarter, parts in paid.items()
        ]
    )
    rows = compute.year_to_date(history, rate, quarter=NOW)
    assert rows.ward.tolist() == [WARDS[0], WARDS[1], None]
    assert rows.numerator.tolist()[0] == 9 and rows.value.tolist()[0] == 0.3
    assert np.isnan(rows.value.tolist()[1])
    assert province(rows)[["numerator", "denominator", "wards_in", "wards_owed"]].tolist() == [9, 30, 1, 2]
    half = compute.year_to_date(history, rate, quarter=Quarter.parse("2026-Q2"))
    assert half.value.tolist() == [4 / 20, 2 / 20, 6 / 40]


def test_what_does_not_apply_in_one_quarter_adds_nothing_to_the_year():
    rate = catalogue()["cashless_payment_rate"]
    history = pd.concat(
        [
            figures(wards("dossiers_paid_online", "dossiers_fee_due", part), rate.code, owed=WARDS[:1], quarter=Quarter(2026, number))
            for number, part in ((1, (5, 10)), (2, (slow.ABSENT, 90)))
        ]
    )
    rows = compute.year_to_date(history, rate, quarter=Quarter(2026, 2))
    assert rows.value.tolist() == [0.5, 0.5] and rows.wards_in.tolist()[1] == 1


def test_only_flows_have_a_year_to_date():
    assert flows.is_flow(catalogue()["communication_items"])
    assert not flows.is_flow(catalogue()["dossier_on_time_rate"])
    with pytest.raises(ValueError, match="training_coverage is not a flow"):
        compute.year_to_date(figures({}, "training_coverage"), catalogue()["training_coverage"], quarter=NOW)


CODES = (
    "training_coverage",
    "dossier_on_time_rate",
    "dossier_processing_time",
    "chatbot_operational",
    "chatbot_queries",
    "data_domains_standardised",
    "task_overdue",
    "communication_items",
)
MEASURES = tuple(
    dict.fromkeys(measure for code in CODES for measure in (*catalogue()[code].measures, catalogue()[code].only_when) if measure)
)

whole_numbers = st.none() | st.just(slow.ABSENT) | st.integers(0, 12).map(Fraction)
yes_or_no = st.none() | st.sampled_from([Fraction(0), Fraction(1)])
returns = st.dictionaries(
    st.sampled_from(WARDS), st.fixed_dictionaries({code: yes_or_no if code == "chatbot" else whole_numbers for code in MEASURES})
)
goals = st.none() | st.builds(
    goal,
    st.sampled_from([0.5, 0.95, 1.0, 2.0, 5.0]),
    year=st.sampled_from([2026, 2030]),
    baseline=st.none() | st.sampled_from([0.0, 0.3, 6.0]),
)


@settings(deadline=None)
@given(filed=returns, last=returns, quarter=st.sampled_from(QUARTERS), of_wards=goals, of_one=goals, of_province=goals)
def test_the_slow_computation_agrees_on_every_column(filed, last, quarter, of_wards, of_one, of_province):
    def goal_of(code, ward):
        return {None: of_province, WARDS[0]: of_one}.get(ward, of_wards)

    fast = figures(filed, *CODES, last=last, quarter=quarter, goal_for=lambda code, *, province, ward, demonstration: goal_of(code, ward))
    exact = slow.figures(
        [catalogue()[code] for code in CODES],
        filed,
        last,
        WARDS,
        BAC_NINH,
        quarter,
        goal_of,
        lambda code: places.full_name(code, quarter.last_day),
    )
    plain = fast.astype(object).where(fast.notna(), None).to_dict("records")
    for row, wanted in zip(plain, exact, strict=True):
        for column in compute.COLUMNS:
            expected = wanted.get(column)
            if isinstance(expected, Fraction | int) and not isinstance(expected, bool):
                expected = pytest.approx(float(expected), abs=1e-9)
            assert row[column] == expected, (column, wanted)


def work_of(wards_in: int) -> tuple[int, int]:
    """How many figures that many wards of the largest province have, and how many functions were called for them."""
    owed = tuple(ward.code for ward in places.wards("79"))[:wards_in]
    codes = sorted({measure for one in catalogue().values() if one.of_wards for measure in one.measures})
    measures = pd.DataFrame(
        {
            "ward": np.repeat(owed, len(codes)),
            "measure": np.tile(codes, len(owed)),
            "value": np.arange(len(owed) * len(codes)) % 50.0,
            "state": "number",
        }
    )
    calls = 0

    def count(frame, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        rows = compute.figures(
            measures, province="79", quarter=NOW, owed=owed, last_known=answers({}), demonstration=True, goal_for=everywhere()
        )
    finally:
        sys.setprofile(before)
    return len(rows), calls


def test_figures_are_computed_as_arrays_over_the_wards():
    """What makes the largest province quick: a further figure costs the call that asks for its goal and little else."""
    work_of(1)  # what is read once
    (few, first), (many, then) = work_of(84), work_of(168)
    assert many - few > 50 * 84
    assert (then - first) / (many - few) < 5


def test_before_the_due_day_the_silent_are_neither_late_nor_left_out():
    on_time = catalogue()["report_submitted_on_time"]
    filed = {ward: {"returns_due": 1} for ward in WARDS} | {ward: {"returns_due": 1, "returns_on_time": 1} for ward in WARDS[:2]}
    more = {"province": BAC_NINH, "quarter": NOW, "owed": WARDS, "last_known": answers({}), "demonstration": True, "indicators": [on_time]}
    row = province(compute.figures(answers(filed), goal_for=everywhere(), open_round=True, **more))
    assert (row.numerator, row.denominator, row.value, row.status) == (2, 5, 0.4, None)
    assert (row.low, row.high, row.status_certain) == (0.4, 1.0, True) and np.isnan(row.target)
    later = province(compute.figures(answers(filed), goal_for=everywhere(), **more))
    assert later.value == 1.0 and later.wards_in == 2


def test_every_other_indicator_is_the_same_before_the_due_day():
    more = {"province": BAC_NINH, "quarter": NOW, "owed": WARDS, "last_known": answers({}), "demonstration": True}
    given = answers(staff((8, 40)))
    rows = [compute.figures(given, indicators=[catalogue()["training_coverage"]], open_round=one, **more) for one in (True, False)]
    pd.testing.assert_frame_equal(*rows)
