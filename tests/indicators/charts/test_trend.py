"""Lines over quarters: what is missing is never joined, names at the ends never overlap."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from data import places
from data.quarter import Quarter
from indicators.charts.course import sparkline
from indicators.charts.end_labels import apart
from indicators.charts.trend import MOST, over_time, runs
from tests.indicators.charts.made_up import SILENT, figures, indicator

WARDS = [ward.code for ward in places.wards("24")]


def history(*quarters: str) -> pd.DataFrame:
    return pd.concat([figures("24", quarter=Quarter.parse(one)) for one in quarters], ignore_index=True)


def lines_of(chart: dict, colour: str) -> list[dict]:
    return [
        point
        for layer in chart["layer"]
        if layer["mark"]["type"] == "line" and layer["mark"]["color"] == colour
        for point in layer["data"]["values"]
    ]


def test_missing_values_break_a_line():
    assert runs([0.1, None, 0.2, 0.3, None]) == [[(0, 0.1)], [(2, 0.2), (3, 0.3)]]
    assert runs([None, None]) == []


def test_a_quarter_that_is_not_there_at_all_breaks_every_line_but_not_the_path():
    chart = over_time(history("2026-Q1", "2026-Q2", "2026-Q4"), indicator(), "vi", wards=(WARDS[0],))
    by_line = {}
    for layer in chart["layer"]:
        if layer["mark"]["type"] == "line":
            by_line[layer["mark"]["color"]] = [(point["q"], point["run"]) for point in layer["data"]["values"]]
    path, ward, province = by_line.values()
    assert ward == province == [(0, 0), (1, 0), (3, 1)]
    assert path == [(0, 0), (1, 0), (3, 0)]


def test_a_target_far_above_all_figures_does_not_flatten_them_but_is_named():
    words = str(over_time(history("2026-Q1"), indicator(), "vi", wards=(WARDS[0],)))
    assert "Mục tiêu 100\N{NO-BREAK SPACE}% ↑".replace("\N{NO-BREAK SPACE}", "\\xa0") in words


def test_a_ward_that_never_reported_has_no_point_at_zero():
    chart = over_time(history("2026-Q1", "2026-Q2"), indicator(), "vi", wards=(WARDS[SILENT],))
    points = [row for layer in chart["layer"] if layer["mark"]["type"] == "point" for row in layer["data"]["values"]]
    assert points and {row["ward"] for row in points} == {""}


def test_one_chart_tells_six_wards_apart_and_refuses_more():
    over_time(history("2026-Q1"), indicator(), "vi", wards=tuple(WARDS[:MOST]))
    with pytest.raises(ValueError, match="at most 6"):
        over_time(history("2026-Q1"), indicator(), "vi", wards=tuple(WARDS[: MOST + 1]))


def test_a_line_that_ended_earlier_says_when():
    frame = history("2026-Q1", "2026-Q2")
    gone = (frame.ward == WARDS[0]) & (frame.quarter == "2026-Q2")
    frame.loc[gone, ["numerator", "denominator", "value"]] = None
    words = str(over_time(frame, indicator(), "vi", wards=(WARDS[0],)))
    assert "(Quý I)" in words and "Chỗ đứt quãng" not in words


@given(some.lists(some.floats(0, 1), min_size=1, max_size=9), some.floats(0.01, 0.1))
def test_names_are_pushed_apart_within_the_plot(places_of_names, least):
    moved = apart(sorted(places_of_names), least)
    assert all(later - earlier >= least - 1e-9 for earlier, later in pairwise(moved))
    assert all(-1e-9 <= place <= 1 + 1e-9 for place in moved)


@given(some.lists(some.integers(0, 9), min_size=1, max_size=9, unique=True))
def test_names_that_have_room_stay_where_they_are(tenths):
    already = sorted(tenth / 10 for tenth in tenths)
    assert apart(already, 0.05) == pytest.approx(already)


def test_a_sparkline_breaks_where_a_quarter_is_missing_and_shows_a_lonely_one_as_a_point():
    rows = history("2026-Q1", "2026-Q3", "2026-Q4")
    chart = sparkline(rows[rows.ward.isna()], "vi")
    ends = next(layer for layer in chart["layer"] if layer["mark"]["type"] == "point")
    assert [point["q"] for point in ends["data"]["values"]] == [0, 3]
    assert [point["run"] for point in lines_of(chart, "#12406b")] == [0, 1, 1]


def test_a_sparkline_of_a_unit_without_figures_is_empty_not_zero():
    rows = history("2026-Q1", "2026-Q2")
    chart = sparkline(rows[rows.ward == WARDS[SILENT]], "vi")
    assert lines_of(chart, "#12406b") == []
