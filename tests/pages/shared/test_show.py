from data.words import alphabetical
from indicators.catalogue import catalogue
from indicators.charts.labels import bare
from indicators.views import listing
from indicators.views.selection import Selection
from pages.shared import show
from tests.indicators.views import stored


def test_a_brush_holds_the_wards_whose_points_lie_in_it_whichever_way_it_was_drawn():
    picked = Selection("vi", catalogue()["training_coverage"], across=catalogue()["data_digitised"])
    view = listing.view("two", stored.facts("24", stored.Q3), picked)
    some = view.rows.sort_values("drawn_y").head(9)
    ranges = {axis: [some[f"drawn_{axis}"].min(), some[f"drawn_{axis}"].max()] for axis in "xy"}
    found = show.inside(view, ranges)
    names = list(found.values())
    assert set(some.ward_name) <= set(names) and names == sorted(names, key=lambda name: alphabetical(bare(name)))
    assert found == view.rows.set_index("ward").ward_name[list(found)].to_dict()
    assert show.inside(view, {axis: ends[::-1] for axis, ends in ranges.items()}) == found
    assert show.inside(view, {"x": [2.0, 3.0], "y": [0.0, 1.0]}) == {}
