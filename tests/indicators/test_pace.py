from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.quarter import Quarter
from indicators import pace
from tests.indicators import slow
from tests.indicators.build import goal


def at(text):
    return Quarter.parse(text)


@pytest.mark.parametrize(
    "quarter, due",
    [("2025-Q4", 0), ("2026-Q1", 0.05), ("2026-Q4", 0.2), ("2028-Q2", 0.5), ("2030-Q3", 0.95), ("2030-Q4", 1), ("2031-Q1", 1)],
)
def test_a_straight_line_leads_from_nothing_to_the_whole(quarter, due):
    assert pace.expected(goal(), at(quarter), "higher") == pytest.approx(due)


def test_95_percent_by_2030_expects_19_percent_at_the_end_of_2026():
    assert pace.expected(goal(0.95), at("2026-Q4"), "higher") == pytest.approx(0.19)


def test_before_the_plan_begins_nothing_is_expected():
    assert pace.expected(goal(), at("2025-Q3"), "higher") is None
    assert pace.judge(0.1, goal(), at("2025-Q3"), "higher") == ("no_path", None, None)


def test_in_the_quarter_before_the_plan_the_path_still_stands_at_its_baseline():
    assert pace.judge(0.1, goal(), at("2025-Q4"), "higher") == ("no_path", None, 0)


def test_milestones_bend_the_path():
    bent = goal(milestones=((at("2027-Q4"), 0.8),))
    assert pace.expected(bent, at("2026-Q4"), "higher") == pytest.approx(0.4)
    assert pace.expected(bent, at("2027-Q4"), "higher") == pytest.approx(0.8)
    assert pace.expected(bent, at("2029-Q2"), "higher") == pytest.approx(0.9)
    assert pace.path(bent, "higher") == ((at("2025-Q4"), 0), (at("2027-Q4"), 0.8), (at("2030-Q4"), 1))


def test_a_stated_quarter_ends_the_path():
    early = goal(10, year=2027, quarter=at("2027-Q2"))
    assert pace.expected(early, at("2027-Q2"), "higher") == 10
    assert pace.judge(9, early, at("2027-Q2"), "higher").status == "behind"


@pytest.mark.parametrize(
    "value, status",
    [
        (1.0, "met"),
        (0.99, "on_track"),
        (0.2, "on_track"),
        (0.19, "on_track"),
        (0.1899, "slightly_behind"),
        (0.12, "slightly_behind"),
        (0.1199, "behind"),
        (0.0, "behind"),
        (None, "not_reported"),
    ],
)
def test_statuses_of_a_share_that_should_be_20_percent(value, status):
    assert pace.judge(value, goal(), at("2026-Q4"), "higher").status == status


def test_95_of_100_meets_95_percent():
    assert pace.judge(95 / 100, goal(0.95), at("2026-Q4"), "higher").status == "met"
    assert pace.judge(9_499_999 / 10_000_000, goal(0.95), at("2026-Q4"), "higher").status == "on_track"


def test_worse_than_the_baseline_is_reversed():
    started = goal(baseline=0.5)
    assert pace.judge(0.49, started, at("2026-Q4"), "higher").status == "reversed"
    assert pace.judge(0.5, started, at("2026-Q4"), "higher").status == "behind"


def test_lower_is_better_is_mirrored():
    days = goal(2.0, baseline=10.0)  # 8.4 days expected at the end of 2026
    judged = [pace.judge(value, days, at("2026-Q4"), "lower") for value in (2.0, 8.4, 9.0, 9.9, 10.1)]
    assert [one.status for one in judged] == ["met", "on_track", "slightly_behind", "behind", "reversed"]
    assert judged[2].pace == pytest.approx(1 / 1.6)
    assert judged[0].expected == pytest.approx(8.4)


def test_lower_is_better_without_a_baseline_has_no_path():
    assert pace.judge(3.0, goal(2.0), at("2026-Q4"), "lower") == ("no_path", None, None)
    assert pace.judge(2.0, goal(2.0), at("2026-Q4"), "lower").status == "met"
    assert pace.judge(3.0, goal(2.0), at("2030-Q4"), "lower").status == "behind"


def test_a_baseline_that_is_the_target_already_has_no_path():
    assert pace.judge(0.4, goal(0.5, baseline=0.5), at("2026-Q4"), "higher").status == "no_path"


@pytest.mark.parametrize("quarter", ["2030-Q4", "2031-Q2"])
@pytest.mark.parametrize("value, status", [(1.0, "met"), (0.99, "behind"), (0.05, "behind")])
def test_at_the_end_a_goal_is_met_or_behind(quarter, value, status):
    assert pace.judge(value, goal(baseline=0.1), at(quarter), "higher").status == status


def test_without_a_target_there_is_nothing_to_judge():
    assert pace.judge(0.5, None, at("2026-Q4"), "higher") == ("no_target", None, None)
    assert pace.judge(0.5, goal(None), at("2026-Q4"), "higher") == ("no_target", None, None)
    assert pace.judge(None, None, at("2026-Q4"), "higher").status == "not_reported"


@pytest.mark.parametrize(
    "x, n, aim, missing", [(35, 40, 1.0, 5), (91, 100, 0.95, 4), (95, 100, 0.95, 0), (0, 100, 0.07, 7), (99, 100, 0.95, 0), (1, 3, 0.5, 1)]
)
def test_the_gap_is_in_people(x, n, aim, missing):
    assert pace.gap(x, n, aim, "higher") == missing


def test_the_gap_is_mirrored_where_lower_is_better():
    assert pace.gap(5, 1, 2.0, "lower") == 3
    assert pace.gap(1, 1, 2.0, "lower") == 0


shares = st.fractions(0, 1, max_denominator=200)
hundredths = st.integers(0, 120).map(lambda number: number / 100)


@given(
    value=shares,
    target=hundredths,
    baseline=st.none() | hundredths,
    step=hundredths,
    years=st.integers(1, 5),
    after=st.integers(-2, 24),
    direction=st.sampled_from(["higher", "lower"]),
    bent=st.booleans(),
)
def test_the_exact_computation_agrees(value, target, baseline, step, years, after, direction, bent):
    milestones = ((at("2026-Q2"), step),) if bent else ()
    one = goal(target, year=2025 + years, baseline=baseline, milestones=milestones)
    quarter = at("2025-Q4") + after
    status, exact_pace = slow.standing(value, one, quarter, direction)
    due = slow.expected(one, quarter, direction)
    judged = pace.judge(value.numerator / value.denominator, one, quarter, direction)
    assert judged.status == status
    assert judged.pace == (None if exact_pace is None else pytest.approx(float(exact_pace), abs=1e-9))
    assert judged.expected == (None if due is None else pytest.approx(float(due), abs=1e-12))


@given(x=st.integers(0, 5000), n=st.integers(1, 5000), aim=hundredths, direction=st.sampled_from(["higher", "lower"]))
def test_the_exact_gap_agrees(x, n, aim, direction):
    assert pace.gap(x, n, aim, direction) == slow.gap(x, n, Fraction(str(aim)), direction)
