"""How far an axis reaches."""

import pytest

from indicators.charts import axis


@pytest.mark.parametrize(
    ("top", "highest"),
    [
        ([1.0], 0.33),  # one stands far off
        ([0.6], 0.6),  # not far enough to cut it
        ([1.0, 0.9], 0.33),  # both of two do
        ([1.0, 0.45], 0.45),  # the first of two
        ([1.0, 0.9, 0.85, 0.81], 1.0),  # too many to call them few
    ],
)
def test_the_few_that_would_flatten_all_others_do_not_count(top, highest):
    usual = axis.usual([None, float("nan"), *top, *[0.33] * 20, *[0.1] * 70])
    assert max(usual) == highest
    assert len(usual) == 90 + sum(value <= highest for value in top)


def test_of_a_few_wards_none_is_one_of_few():
    assert axis.usual([1.0, *[0.1] * 20]) == [*[0.1] * 20, 1.0]


def test_where_nobody_has_anything_the_first_who_has_is_not_cut():
    assert max(axis.usual([0.5, *[0.0] * 60])) == 0.5
