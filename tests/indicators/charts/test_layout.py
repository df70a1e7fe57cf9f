"""Where things stand: nothing cut off, nothing over another, as many columns as there is room."""

from itertools import pairwise

import pytest

from data import places
from indicators import compare
from indicators.charts.ranked import ranked_columns
from indicators.charts.tiles import tile_map
from tests.indicators.charts.drawing import drawn
from tests.indicators.charts.made_up import COMPLETE, NOTHING, SILENT, SMALL, figures, indicator
from tests.indicators.charts.test_charts import CHARTS, lines, ranked, tiles

SCREENS = ((1800, 780), (1700, 780), (1300, 560), (358, 600))


def names(province: str) -> set[str]:
    return {ward.name for ward in places.wards(province)}


@pytest.mark.parametrize(("province", "width", "room"), (("79", 1800, 780), ("24", 1300, 560)))
def test_all_wards_are_ranked_on_one_screen(province, width, room):
    picture = drawn(ranked(province), width, room)
    assert names(province) <= {word.text for word in picture.words}
    assert picture.height <= room + 40
    assert picture.width == width


def test_on_a_phone_the_ranking_is_one_list():
    picture = drawn(ranked("24"), 358)
    places_of_names = [word for word in picture.words if word.text in names("24")]
    assert len({word.x for word in places_of_names}) == 1
    assert len({word.y for word in places_of_names}) == len(places_of_names) == 99


@pytest.mark.parametrize(("width", "room"), SCREENS)
@pytest.mark.parametrize("province", ("01", "24", "79"))
def test_no_text_of_the_ranking_touches_another_or_the_edge(province, width, room):
    picture = drawn(ranked(province), width, room)
    rows = {}
    for word in picture.words:
        rows.setdefault(round(word.y), []).append(word)
    for row in rows.values():
        row.sort(key=lambda word: word.left)
        assert all(one.right <= other.left + 1 for one, other in pairwise(row) if one.text != "▼" != other.text), row
    assert all(word.left >= -1 and word.right <= width + 1 for word in picture.words)


@pytest.mark.parametrize(("width", "room"), SCREENS)
@pytest.mark.parametrize("province", ("01", "79"))
def test_no_name_or_figure_reaches_into_the_bars_or_their_lines(province, width, room):
    picture = drawn(ranked(province), width, room)
    first = min(word.y for word in picture.words if word.text in names(province)) - 12
    bars = [box for box in picture.boxes if box.top > first]
    assert len(bars) > 3 * len(places.wards(province)) - 10
    for word in (word for word in picture.words if word.y > first and word.text != "»"):  # the sign of a bar that is cut
        same_line = [box for box in bars if box.top <= word.y <= box.bottom]
        assert not [box for box in same_line if box.left < word.right - 1 and word.left + 1 < box.right]


@pytest.mark.parametrize(("width", "room"), ((1800, 780), (880, 520)))
@pytest.mark.parametrize("province", ("01", "24", "31", "68", "79"))
def test_the_map_never_cuts_a_name(province, width, room):
    picture = drawn(tiles(province), width, room)
    said = {word.text for word in picture.words}
    assert names(province) <= said
    for word in picture.words:
        assert word.left >= -1 and word.right <= width + 1


def test_on_a_phone_the_map_keeps_figures_and_marks_where_names_have_no_room():
    picture = drawn(tiles("24"), 358)
    assert not names("24") & {word.text for word in picture.words}
    assert picture.says("▼") and picture.says("\N{NO-BREAK SPACE}%")
    assert picture.width == 358


@pytest.mark.parametrize("width", (1800, 358))
@pytest.mark.parametrize("name", CHARTS)
def test_no_chart_is_wider_than_its_container(name, width):
    picture = drawn(CHARTS[name]("24"), width)
    assert picture.width == width
    assert all(word.left >= -1 and word.right <= width + 2 for word in picture.words if not word.slanting)
    # A slanting heading of two lines is half as wide as its words.
    assert all(word.x + word.wide / 1.5 <= width for word in picture.words if word.slanting)


def test_equal_values_share_a_rank_and_what_has_none_stands_last_in_words():
    frame, one = figures("24"), indicator()
    rows = ranked_columns(compare.comparison(frame, one), compare.summary(frame, one), indicator=one, lang="vi")
    rows = {row["ward"]: row for row in rows["data"]["values"]}
    wards = places.wards("24")
    assert rows[wards[COMPLETE].code]["rank"] == "1" and rows[wards[COMPLETE].code]["mark"] == "✓"
    small = rows[wards[SMALL].code]
    assert small["rank"] and small["mark"] and small["hollow"] and small["edge"] != "#ffffff" and "/" in small["figure"]
    assert rows[wards[NOTHING].code]["instead"] == "không phát sinh"
    assert rows[wards[SILENT].code]["instead"] == "chưa nộp" and rows[wards[SILENT].code]["hatched"]
    assert max(row["number"] for row in rows.values() if row["length"] is not None) < rows[wards[SILENT].code]["number"]
    by_figure = {}
    for row in rows.values():
        if row["rank"]:
            by_figure.setdefault(row["length"], set()).add(row["rank"])
    assert all(len(ranks) == 1 for ranks in by_figure.values())


@pytest.mark.parametrize("drawn_by", ["ranked", "tiles"])
def test_who_has_handed_in_without_the_figure_is_not_said_not_to_have_handed_in(drawn_by):
    frame, one = figures("24"), indicator()
    rows = compare.comparison(frame, one)
    blank = places.wards("24")[SILENT].code
    rows.loc[rows.ward == blank, "filed"] = True
    summary = compare.summary(frame, one)
    if drawn_by == "ranked":
        chart = ranked_columns(rows, summary, indicator=one, lang="vi")
    else:
        chart = tile_map(rows, summary, places.wards("24"), indicator=one, lang="vi")
    told = {row["ward"]: row for row in chart["data"]["values"]}
    missing = places.wards("24")[SILENT + 5].code
    assert [told[ward]["t_status"] for ward in (blank, missing)] == ["◊ Chưa có số liệu", "□ Chưa nộp"]
    assert 0 < told[blank]["hatched"] < told[missing]["hatched"]
    said = [row["text"] for layer in chart["layer"] for row in layer.get("data", {}).get("values", []) if "text" in row]
    assert {"Chưa nộp 1", "Chưa có số liệu 1"} <= set(said)


def test_names_at_the_ends_of_lines_do_not_overlap():
    picture = drawn(lines("24"), 880, 420)
    ends = sorted(word.y for word in picture.words if word.x > 600 and word.text[-1] == "%")
    assert len(ends) >= 5
    assert all(later - earlier >= 14 for earlier, later in pairwise(ends))
