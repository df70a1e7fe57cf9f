"""Two indicators: the table tells the figures, and where each ward is drawn, which a brush asks for."""

import pytest

from indicators.catalogue import catalogue
from indicators.views import listing
from indicators.views.selection import Selection
from tests.indicators.views import reading, stored

TRAINING = catalogue()["training_coverage"]


@pytest.mark.parametrize("across", [None, "data_digitised", "chatbot_operational"])
def test_the_rows_know_where_their_points_are_drawn(across):
    picked = Selection("vi", TRAINING, across=across and catalogue()[across])
    view = listing.view("two", stored.facts("24", stored.Q3), picked)
    points = {row["ward"]: (row["x"], row["y"]) for row in reading.data(view.chart()) if "ward" in row}
    assert points and set(points) == set(view.rows.ward)
    for row in view.rows.itertuples():
        assert points[row.ward] == pytest.approx((row.drawn_x, row.drawn_y), abs=1e-4)


def test_an_answer_is_told_as_it_is_and_drawn_beside_its_neighbours():
    rows = listing.view("two", stored.facts("24", stored.Q3), Selection("vi", TRAINING, across=catalogue()["chatbot_operational"])).rows
    assert set(rows.x) == {0.0, 1.0}
    assert rows.drawn_x.nunique() > 10 and (rows.drawn_x - rows.x).abs().max() <= 0.25
