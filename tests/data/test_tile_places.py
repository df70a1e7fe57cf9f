"""Every ward of every province has a tile of its own near its place, in the file as by the rule that made it."""

from itertools import permutations

import numpy as np
import pytest

from data import gazetteer, places
from data.tile_places import Centre, _assignment, tile_places

PROVINCES = [province.code for province in places.provinces()]


def tiles(province: str) -> dict[str, tuple[int, int]]:
    """(column, row) of each ward, as the file has it."""
    return {ward.code: (ward.tile_column, ward.tile_row) for ward in places.wards(province)}


@pytest.mark.parametrize("province", PROVINCES)
def test_each_ward_has_its_own_cell_and_no_row_or_column_is_empty(province):
    found = list(tiles(province).values())
    assert len(set(found)) == len(found) == len(places.wards(province)) > 0
    for axis in (0, 1):
        assert {place[axis] for place in found} == set(range(max(place[axis] for place in found) + 1))


@pytest.mark.parametrize("province", ["01", "24", "56", "79"])
def test_the_file_says_what_the_rule_says(province):
    centres = [Centre(ward.lat, ward.lon, ward.area) for ward in places.wards(province)]
    assert tile_places(centres) == list(tiles(province).values())


def test_the_gazetteer_makes_the_files_that_we_have(tmp_path, monkeypatch):
    ours = gazetteer._REFERENCE
    monkeypatch.setattr(gazetteer, "_REFERENCE", tmp_path)
    gazetteer.main()
    for name in ("provinces.csv", "wards.csv"):
        assert (tmp_path / name).read_bytes() == (ours / name).read_bytes()


@pytest.mark.parametrize("province", PROVINCES)
def test_far_islands_do_not_blow_up_the_grid(province):
    found = tiles(province)
    columns, rows = (max(place[axis] for place in found.values()) + 1 for axis in (0, 1))
    assert columns <= 16 and rows <= 20
    assert columns * rows <= 1.6 * len(found) + 10


def agreement(one, other) -> float:
    """Of the orders of two lists, between -1 and 1: an island far out counts as the last, not as far."""
    return float(np.corrcoef(np.argsort(np.argsort(one)), np.argsort(np.argsort(other)))[0, 1])


@pytest.mark.parametrize("province", PROVINCES)
def test_east_stays_right_and_north_stays_up(province):
    wards = places.wards(province)
    assert agreement([ward.lon for ward in wards], [ward.tile_column for ward in wards]) > 0.8
    assert agreement([ward.lat for ward in wards], [ward.tile_row for ward in wards]) < -0.8


def test_the_islands_of_khanh_hoa_lie_at_the_edge_by_themselves():
    found = tiles("56")
    truong_sa = found["22736"]
    assert truong_sa == tuple(max(place[axis] for place in found.values()) for axis in (0, 1))


def test_the_assignment_is_the_cheapest_there_is():
    cost = np.random.default_rng(1).random((5, 7))
    best = min(cost[range(5), list(way)].sum() for way in permutations(range(7), 5))
    assert cost[range(5), _assignment(cost)].sum() == pytest.approx(best)


def test_without_wards_there_are_no_tiles():
    assert tile_places([]) == []
