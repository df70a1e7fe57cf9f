"""Every ward of every province has a tile of its own near its place."""

from itertools import permutations

import numpy as np
import pytest

from data import places
from indicators.charts.grid import _assignment, cells

PROVINCES = [province.code for province in places.provinces()]


@pytest.mark.parametrize("province", PROVINCES)
def test_each_ward_has_its_own_cell_and_no_row_or_column_is_empty(province):
    wards = places.wards(province)
    found = cells(wards)
    assert set(found) == {ward.code for ward in wards}
    assert len(set(found.values())) == len(wards)
    for axis in (0, 1):
        assert {place[axis] for place in found.values()} == set(range(max(place[axis] for place in found.values()) + 1))


@pytest.mark.parametrize("province", PROVINCES)
def test_far_islands_do_not_blow_up_the_grid(province):
    wards = places.wards(province)
    columns, rows = (max(place[axis] for place in cells(wards).values()) + 1 for axis in (0, 1))
    assert columns <= 16 and rows <= 20
    assert columns * rows <= 1.6 * len(wards) + 10


def agreement(one, other) -> float:
    """Of the orders of two lists, between -1 and 1: an island far out counts as the last, not as far."""
    return float(np.corrcoef(np.argsort(np.argsort(one)), np.argsort(np.argsort(other)))[0, 1])


@pytest.mark.parametrize("province", PROVINCES)
def test_east_stays_right_and_north_stays_up(province):
    wards = places.wards(province)
    found = [cells(wards)[ward.code] for ward in wards]
    assert agreement([ward.lon for ward in wards], [place[0] for place in found]) > 0.8
    assert agreement([ward.lat for ward in wards], [place[1] for place in found]) < -0.8


def test_the_islands_of_khanh_hoa_lie_at_the_edge_by_themselves():
    found = cells(places.wards("56"))
    truong_sa = found["22736"]
    assert truong_sa == tuple(max(place[axis] for place in found.values()) for axis in (0, 1))


def test_the_assignment_is_the_cheapest_there_is():
    cost = np.random.default_rng(1).random((5, 7))
    best = min(cost[range(5), list(way)].sum() for way in permutations(range(7), 5))
    assert cost[range(5), _assignment(cost)].sum() == pytest.approx(best)


def test_a_province_without_wards_has_no_cells():
    assert cells(()) == {}
