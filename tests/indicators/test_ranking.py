import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import ranking

NAN = float("nan")


def values(*numbers):
    return np.array(numbers, dtype=float)


def test_equal_values_share_a_rank_and_the_next_one_is_left_out():
    assert ranking.competition(values(0.5, 0.9, 0.5, 0.1), "higher").tolist() == [2, 1, 2, 4]
    assert ranking.competition(values(0.5, 0.9, 0.5, 0.1), "lower").tolist() == [2, 4, 2, 1]


def test_what_is_not_there_has_no_rank():
    assert np.isnan(ranking.competition(values(NAN, 0.9), "higher")).tolist() == [True, False]


@pytest.mark.parametrize("x, n, low, high", [(9, 12, 0.468, 0.911), (45, 60, 0.628, 0.842)])
def test_wilsons_interval(x, n, low, high):
    assert ranking.wilson(x, n) == (pytest.approx(low, abs=5e-4), pytest.approx(high, abs=5e-4))


def test_wilsons_interval_of_none_and_of_all_ends_at_0_and_1():
    low, high = ranking.wilson(values(0, 20), values(20, 20))
    assert low[0] == pytest.approx(0, abs=1e-12) and high[1] == pytest.approx(1)
    assert 0 < high[0] < 1 and 0 < low[1] < 1


def test_what_is_no_share_has_no_interval():
    assert np.isnan(ranking.wilson(values(1, 5, NAN), values(0, 4, 10))).all()


def test_a_funnel_narrows_around_the_share_and_is_wider_further_out():
    low, high = ranking.funnel_limits(values(10, 100, 10_000), 0.3, ranking.Z_95)
    assert (np.diff(high - low) < 0).all() and ((low < 0.3) & (high > 0.3)).all()
    outer_low, outer_high = ranking.funnel_limits(values(10, 100, 10_000), 0.3, ranking.Z_998)
    assert (outer_low < low).all() and (outer_high > high).all()


def test_quantiles_are_interpolated():
    assert ranking.quantile(values(4, 1, NAN, 2, 3), 0.5) == 2.5
    assert ranking.quantile(values(1, 2, 3, 4), 0.2) == pytest.approx(1.6)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=60), st.integers(0, 5))
def test_a_quantile_that_falls_on_a_value_is_that_value(numbers, fifth):
    position = (len(numbers) - 1) * fifth
    if position % 5 == 0:
        assert ranking.quantile(values(*numbers) / 7, fifth / 5) == sorted(numbers)[position // 5] / 7


def test_the_quantile_of_nothing_is_nothing():
    assert np.isnan(ranking.quantile(values(NAN), 0.5))


def test_quintiles_are_of_values_and_not_of_numbers():
    assert ranking.quintiles(values(1, 1, 2, 3, 4, 5, 5), "lower").tolist() == [1, 1, 2, 3, 4, 5, 5]
    assert ranking.quintiles(values(1, 2, 3, 4, 5), "higher").tolist() == [5, 4, 3, 2, 1]
    assert ranking.quintiles(values(1, 2, 3, 4, 5), "lower").tolist() == [1, 2, 3, 4, 5]


def test_where_many_are_equal_there_are_no_quintiles():
    assert np.isnan(ranking.quintiles(values(*[0] * 71, *range(1, 27)), "higher")).all()
    assert np.isnan(ranking.quintiles(values(1, 1, 1, 1, 1, 1, 9), "higher")).all()


def test_four_values_have_no_quintiles():
    assert np.isnan(ranking.quintiles(values(1, 2, 3, 4, NAN), "higher")).all()


def banded(*parts, direction="higher"):
    """The bands of wards given as (x, n)."""
    x, n = values(*(part[0] for part in parts)), values(*(part[1] for part in parts))
    return ranking.bands(ranking.competition(x / n, direction), *ranking.wilson(x, n), n, direction).tolist()


def test_wards_that_their_numbers_do_not_tell_apart_are_one_band():
    assert banded((60, 100), (55, 100), (20, 100), (15, 100)) == [1, 1, 2, 2]
    assert banded((60, 100), (55, 100), (20, 100), (15, 100), direction="lower") == [2, 2, 1, 1]


def test_a_chain_of_overlaps_does_not_join_the_best_and_the_worst():
    assert banded((900, 1000), (870, 1000), (840, 1000)) == [1, 1, 2]


def test_equal_values_are_in_one_band_and_the_larger_ward_speaks_for_them():
    assert banded((1000, 1000), (10, 10), (900, 1000)) == [1, 1, 2]
    assert banded((10, 10), (1000, 1000), (900, 1000)) == [1, 1, 2]
