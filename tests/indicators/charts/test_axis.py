"""How far an axis reaches."""

import pytest

from indicators.charts import axis


@pytest.mark.parametrize(
    ("top", "left"),
    [
        ([1.0], [0.33]),  # one stands far off
        ([0.6], [0.33]),  # not far enough to cut it
        ([1.0, 0.9], [0.4]),  # both of two do
        ([1.0, 0.9, 0.85, 0.81], [0.4]),  # too many to call them few
    ],
)
def test_the_few_that_would_flatten_all_others_do_not_count(top, left):
    values = [*top, *left * 20, *[0.1] * 70]
    usual = axis.usual([None, float("nan"), *values])
    cut = top[-1] > 2 * left[0] and len(top) <= len(values) // 30
    assert max(usual) == (left[0] if cut else top[0])
    assert len(usual) == len(values) - (len(top) if cut else 0)


def test_of_a_few_wards_none_is_one_of_few():
    assert axis.usual([1.0, *[0.1] * 20]) == [*[0.1] * 20, 1.0]


def test_where_nobody_has_anything_the_first_who_has_is_not_cut():
    assert max(axis.usual([0.5, *[0.0] * 60])) == 0.5
