"""A change is over the same wards; what other wards do to the difference stands apart."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import changes
from indicators.catalogue import catalogue
from tests.indicators import slow
from tests.indicators.build import EARLIER, WARDS, figures, staff

TRAINING, TOOLS, ASSISTANT = (catalogue()[code] for code in ("training_coverage", "ai_tool_count", "chatbot_operational"))


def moved(now, before, indicator=TRAINING):
    return changes.over_same_wards(figures(now, indicator.code), figures(before, indicator.code, quarter=EARLIER), indicator)


def test_a_ward_that_comes_in_moves_the_province_but_is_no_change():
    found = moved(staff((30, 100), (90, 100)), staff((20, 100)))
    assert found.wards_matched == 1 and found.change == pytest.approx(0.1)
    assert found.composition_part == pytest.approx((120 / 200 - 0.2) - 0.1)


def test_the_parts_of_the_numerator_and_of_the_denominator_make_the_change():
    found = moved(staff((20, 40), (10, 60)), staff((20, 50), (5, 50)))
    assert found.numerator_part + found.denominator_part == pytest.approx(found.change)
    assert found.numerator_part == pytest.approx(5 / 100) and found.denominator_part == pytest.approx(0)
    assert found.composition_part == pytest.approx(0) and found.numerator_grew


def test_counts_and_answers_move_by_their_own():
    found = moved({WARDS[0]: {"tools_in_use": 5}, WARDS[1]: {"tools_in_use": 9}}, {WARDS[0]: {"tools_in_use": 2}}, TOOLS)
    assert (found.change, found.numerator_part, found.denominator_part, found.composition_part) == (3, 3, 0, 9)
    yes = moved({ward: {"chatbot": 1} for ward in WARDS[:3]}, {WARDS[0]: {"chatbot": 1}, WARDS[1]: {"chatbot": 0}}, ASSISTANT)
    assert (yes.change, yes.wards_matched, yes.composition_part) == (0.5, 2, 0.0)


def test_wards_contribute_what_they_moved_against_the_others():
    now, before = figures(staff((20, 40), (10, 60)), TRAINING.code), figures(staff((20, 50), (5, 50)), TRAINING.code, quarter=EARLIER)
    wards = changes.matched(now, before, TRAINING)
    assert wards.contribution.sum() == pytest.approx(changes.over_same_wards(now, before, TRAINING).change)


def test_without_a_ward_in_both_there_is_none():
    assert moved(staff((1, 2)), staff(None, (1, 2))) is None


parts = st.lists(st.none() | st.integers(1, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=5, max_size=5)


@settings(deadline=None)
@given(parts, parts)
def test_the_slow_computation_agrees(now, before):
    found = moved(staff(*now), staff(*before))
    exact = [{ward: part for ward, part in zip(WARDS, told, strict=True) if part} for told in (now, before)]
    expected = slow.change_over_same_wards(*exact, "ratio")
    if expected is None:
        assert found is None
        return
    told = (found.change, found.wards_matched, found.numerator_part, found.denominator_part, found.composition_part)
    assert all(abs(Fraction(one) - other) < Fraction(1, 10**9) for one, other in zip(told, expected, strict=True))
