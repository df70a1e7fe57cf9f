"""The plot of two indicators: who has a point and how it looks, what it tells, where it begins and ends, whose names stand."""

import json
import random
import re
from itertools import combinations

import pytest

from data import places
from indicators import compare, pace
from indicators.charts import labels, look, plot, point_labels, scales, ward_points
from indicators.charts.scales import Side
from indicators.charts.scatter import notes, scatter
from indicators.charts.symbols import SYMBOLS
from indicators.charts.typeface import width
from tests.indicators.charts.drawing import drawn
from tests.indicators.charts.made_up import COMPLETE, NOTHING, QUARTER, SILENT, SMALL, figures, indicator

CODES = ("training_coverage", "data_digitised", "dossier_processing_time", "ai_tool_count", "chatbot_operational")
TRAINED, DATA, DAYS, TOOLS, ASSISTANT = CODES
PERCENT = "\N{NO-BREAK SPACE}%"
PAIRS = [(TRAINED, None), (TRAINED, DATA), (DAYS, None), (TOOLS, ASSISTANT), (ASSISTANT, DAYS)]
SCREENS = {"phone": (358, 480), "laptop": (1206, 468), "picture": (1200, 544), "wide": (1800, 780)}


def side(code, province="24", **more):
    frame, one = figures(province, codes=CODES, **more), indicator(code)
    return Side(one, compare.comparison(frame, one), compare.summary(frame, one))


def limits(code, province="24", **more):
    return compare.funnel(figures(province, codes=CODES, **more), indicator(code))


def plotted(up=TRAINED, across=None, lang="vi", province="24", **more):
    others = across and side(across, province, **more)
    return scatter(side(up, province, **more), others, limits=limits(up, province, **more), lang=lang)


def told(up=TRAINED, across=None, lang="vi"):
    return notes(side(up), across and side(across), limits=limits(up), lang=lang)


def points(chart):
    return {row["ward"]: row for row in chart["data"]["values"]}


def codes(province="24"):
    return [ward.code for ward in places.wards(province)]


def names(province):
    return {ward.name for ward in places.wards(province)}


def legend(chart):
    """kind -> the words of its entries."""
    found = {}
    for layer in chart["layer"]:
        for row in layer.get("data", {}).get("values", []):
            if "kind" in row and row["text"] not in found.get(row["kind"], []):
                found.setdefault(row["kind"], []).append(row["text"])
    return found


def layers(chart, kind):
    return [layer for layer in chart["layer"] if layer["mark"]["type"] == kind and "kind" not in str(layer.get("data"))]


def rules(chart):
    return [layer for layer in layers(chart, "rule") if layer.get("data") == {"values": [{}]}]


def zoomed(chart, x, y):
    """The chart as it is when the field of either axis is seen from one to the other, in figures (logarithms where it is one)."""
    ends = {"x_from": x[0], "x_to": x[1], "y_from": y[0], "y_to": y[1]}
    params = [{**one, "expr": str(ends[one["name"]])} if one["name"] in ends else one for one in chart["params"]]
    return {**chart, "params": params}


def ticks(picture):
    """The numbers on the axes: across, upright."""
    foot = max(word.y for word in picture.words if re.fullmatch(r"[\d.,]+(\s?%)?", word.text))
    numbers = [word for word in picture.words if re.fullmatch(r"[\d.,]+(\s?%)?", word.text)]
    return [word.text for word in numbers if word.y == foot], [word.text for word in numbers if word.anchor == "end"]


# Points


def test_every_ward_with_both_figures_has_a_point_and_the_others_are_counted():
    known = points(plotted(across=DATA))
    without = {codes()[number] for number in (SILENT, SILENT + 5, NOTHING)}
    assert set(known) == set(codes()) - without
    assert "3 nơi không có số liệu ở một trong hai chỉ số" in told(across=DATA)
    assert "3 nơi không có số liệu" in told()
    assert "3 without a figure" in told(lang="en")


def test_a_point_lies_at_its_figures():
    row = side(TRAINED).rows.set_index("ward").loc[codes()[0]]
    other = side(DATA).rows.set_index("ward").loc[codes()[0]]
    point = points(plotted(across=DATA))[codes()[0]]
    assert (point["x"], point["y"]) == pytest.approx((other.value, row.value), abs=1e-6)
    assert points(plotted())[codes()[0]]["x"] == row.denominator, "without a second indicator: its size"


@pytest.mark.parametrize("screen", SCREENS)
def test_every_point_is_drawn_within_the_field_where_its_figures_are(screen):
    chart, (wide, room) = plotted(across=DATA), SCREENS[screen]
    picture = drawn(chart, wide, room)
    field = [spot for spot in picture.points if spot[1] > min(word.y for word in picture.words if "↑" in word.text)]
    rows = list(points(chart).values())
    assert len(field) == len(rows) and all(40 < x < wide - 14 and y < picture.height - 44 for x, y in field)
    by_x, by_figure = sorted(field), sorted(rows, key=lambda row: row["x"])
    parts = [(x - by_x[0][0]) / (by_x[-1][0] - by_x[0][0]) for x, _ in by_x]
    span = by_figure[-1]["x"] - by_figure[0]["x"]
    assert parts == pytest.approx([(row["x"] - by_figure[0]["x"]) / span for row in by_figure], abs=1e-4)


def test_every_status_that_has_a_figure_has_a_shape_of_its_own():
    assert set(SYMBOLS) == set(pace.STATUSES) - {"not_reported", "not_applicable"}
    assert len({symbol.shape for symbol in SYMBOLS.values()}) == len(SYMBOLS)
    rows = side(TRAINED).rows.set_index("ward")
    for ward, point in points(plotted()).items():
        assert point["shape"] == SYMBOLS[rows.status[ward]].shape
        assert point["colour"] == look.STATUSES[rows.status[ward]].colour


def test_small_wards_are_hollow_whichever_of_the_two_is_small():
    for pair in ((TRAINED, TOOLS), (TOOLS, TRAINED)):
        chart = plotted(*pair)
        assert [ward for ward, point in points(chart).items() if point["small"]] == [codes()[SMALL]]
        (hollow,) = [layer for layer in layers(chart, "point") if {"filter": "datum.small"} in layer["transform"]]
        assert hollow["mark"]["fill"] == look.WHITE and "fill" not in hollow["encoding"]


def test_points_shine_through_each_other_and_those_that_fall_behind_lie_on_top():
    chart = plotted()
    turns = [point["shape"] for point in points(chart).values() if not point["small"]]
    order = list(dict.fromkeys(turns))
    assert turns == sorted(turns, key=order.index) and order[-1] == SYMBOLS["behind"].shape
    assert all(layer["mark"]["fillOpacity"] < 1 for layer in layers(chart, "point") if "fillOpacity" in layer["mark"])


@pytest.mark.parametrize("pair", ((ASSISTANT, DAYS), (DAYS, ASSISTANT), (ASSISTANT, ASSISTANT)))
def test_wards_with_the_same_answer_do_not_lie_on_each_other(pair):
    chart = plotted(*pair)
    rows, axis = points(chart), "y" if pair[0] == ASSISTANT else "x"
    answers = side(ASSISTANT).rows.set_index("ward").value
    assert all(abs(point[axis] - answers[ward]) <= 0.25 for ward, point in rows.items())
    figures_of = ward_points.of(*map(side, pair), "vi").set_index("ward")[axis]
    assert all(figures_of[ward] == answers[ward] for ward in rows), "a table still tells the answer"
    picture = drawn(chart, 1206, 468)
    field = [spot for spot in picture.points if spot[1] > 60]
    assert sum(abs(x - u) < 2 and abs(y - v) < 2 for (x, y), (u, v) in combinations(field, 2)) < 10


def test_a_point_tells_its_name_both_figures_and_their_status_in_both_languages():
    point, name = points(plotted(across=DATA))[codes()[COMPLETE]], places.full_name(codes()[COMPLETE], QUARTER.last_day)
    assert point["title"] == name
    for field in ("t_up", "t_across"):
        assert re.fullmatch(r"100,0\N{NO-BREAK SPACE}% \(\d+/\d+\) · ✓ Đạt", point[field])
    assert point["told"].startswith(f"{name}: 100,0{PERCENT} (") and "Dữ liệu số hóa, chuẩn hóa: 100,0" in point["told"]
    tooltip = plotted(across=DATA)["layer"][-1]["encoding"]["tooltip"]
    assert [one["title"] for one in tooltip] == ["title", "Cán bộ đã tập huấn AI", "Dữ liệu số hóa, chuẩn hóa"]
    english = points(plotted(across=DATA, lang="en"))[codes()[COMPLETE]]
    assert english["t_up"].startswith("100.0% (") and english["t_up"].endswith("✓ Met")
    assert points(plotted())[codes()[COMPLETE]]["t_rank"] == "1", "alone it tells what the ranking tells"


def test_the_legend_counts_the_points_of_each_status_and_the_hollow_ones_among_them():
    rows = side(TRAINED).rows
    there = rows[rows.value.notna()].status.value_counts()
    assert sorted(int(words.split()[-1]) for words in legend(plotted())["point"]) == sorted(there)
    assert legend(plotted())["hollow"] == ["trong đó 1 có mẫu số dưới 10: hình rỗng"]
    assert set(legend(plotted(TOOLS, DATA))) >= {"point"}, "also where there is one status only"


# Lines


def test_the_limits_of_chance_surround_the_province_only_where_a_share_lies_over_its_size():
    curves = [layer["data"]["values"] for layer in layers(plotted(), "line")]
    assert legend(plotted())["rule"][-2:] == [f"Giới hạn 95{PERCENT}", f"Giới hạn 99,8{PERCENT}"]
    share = side(TRAINED).summary.province["value"]
    low, high = ([point["y"] for point in curve] for curve in curves[2:])
    assert all(one < share < other for one, other in zip(low, high, strict=True))
    assert high[0] - low[0] > high[-1] - low[-1], "it is a funnel"
    for other in (plotted(across=DATA), plotted(DAYS), plotted(TOOLS, DATA)):
        assert not layers(other, "line") and not [words for words in legend(other).get("rule", []) if "Giới hạn" in words]


def test_wards_outside_the_limits_are_counted():
    rows = side(TRAINED).rows
    share = side(TRAINED).summary.province["value"]
    low, high = compare.ranking.funnel_limits(rows.denominator, share, 3.09)
    expected = f"{(rows.value > high).sum()} nơi cao hơn, {(rows.value < low).sum()} nơi thấp hơn"
    assert told()[0] == f"Ngoài giới hạn 99,8{PERCENT}: {expected}"


def test_what_the_title_says_of_both_is_not_said_again():
    assert told(across=DATA) == ["3 nơi không có số liệu ở một trong hai chỉ số"]


def test_province_target_and_path_are_lines_on_both_axes_with_one_entry_each():
    chart = plotted(across=DATA)
    assert len(rules(chart)) == 6
    entries = legend(chart)["rule"]
    assert len(entries) == 3 and all("(dọc)" in words and "(ngang)" in words for words in entries)
    assert "rule" not in legend(plotted(TOOLS, ASSISTANT)), "a sum is no ward's measure, between no and yes is no line"


def test_a_line_beyond_the_scale_says_so_and_is_not_drawn():
    frame_of = figures("24", codes=CODES).copy()
    frame_of.loc[frame_of.value > 0.6, ["value", "numerator"]] = float("nan")
    one = indicator(TRAINED)
    up = Side(one, compare.comparison(frame_of, one), compare.summary(frame_of, one))
    chart = scatter(up, None, limits=compare.funnel(frame_of, one), lang="vi")
    assert legend(chart)["note"] == [f"Mục tiêu 100{PERCENT} (ngoài thang đo)"]
    assert len(rules(chart)) == 2


# Axes


@pytest.mark.parametrize("lang, half", [("vi", f"22,5{PERCENT}"), ("en", "22.5%")])
def test_ticks_are_written_as_the_language_does_at_every_zoom(lang, half):
    chart = plotted(across=DATA, lang=lang)
    whole = f"20{PERCENT}" if lang == "vi" else "20%"
    assert all(whole in numbers for numbers in ticks(drawn(chart, 1206, 468)))
    near = ticks(drawn(zoomed(chart, (0.2, 0.25), (0.218, 0.242)), 1206, 468))
    assert all(half in numbers for numbers in near), near


def test_thousands_are_written_as_the_language_does():
    for lang, words in (("vi", "2.000"), ("en", "2,000")):
        up = side(TRAINED)
        many = Side(up.indicator, up.rows.assign(denominator=up.rows.denominator * 20), up.summary)
        across, _ = ticks(drawn(scatter(many, None, limits=limits(TRAINED).iloc[:0], lang=lang), 1206, 468))
        assert words in across


@pytest.mark.parametrize("up, across", [(TRAINED, None), (TRAINED, DATA), (DATA, TRAINED)])
def test_no_axis_of_shares_ends_beyond_0_and_100_percent_also_when_one_zooms_out(up, across):
    points_of = [row["y"] for row in plotted(up, across)["data"]["values"]]
    scale = scales.of_indicator(indicator(up), points_of, [1.0], "vi")
    assert 0 <= scale.low < scale.high <= 1
    for ends in ((-1, 2), (-5, 5)):
        picture = drawn(zoomed(plotted(up, across), (0, 3) if across is None else ends, ends), 1206, 468)
        upright = ticks(picture)[1]
        assert set(upright) <= {f"{tick}{PERCENT}" for tick in range(0, 101, 10)} and "0" + PERCENT in upright


@pytest.mark.parametrize("screen", ("phone", "laptop", "wide"))
@pytest.mark.parametrize("low, high", ((3, 4000), (20, 190), (5, 60), (100, 104)))
def test_sizes_have_round_ticks_that_do_not_touch(screen, low, high):
    scale = scales.of_sizes(indicator(TRAINED), [low, high], "vi")
    up = side(TRAINED)
    rows = up.rows.assign(denominator=[low if number % 2 else high for number in range(len(up.rows))])
    picture = drawn(scatter(Side(up.indicator, rows, up.summary), None, limits=limits(TRAINED).iloc[:0], lang="vi"), *SCREENS[screen])
    across = [word for word in picture.words if word.anchor == "middle" and re.fullmatch(r"[\d.]+", word.text)]
    across.sort(key=lambda word: word.x)
    assert 2 <= len(across) <= 20 and scale.log
    assert all(one.right < other.left for one, other in zip(across, across[1:], strict=False))


def test_counts_are_not_cut_in_pieces():
    chart = zoomed(plotted(TOOLS, DATA), (0, 1), (3, 5))
    assert ticks(drawn(chart, 1206, 468))[1] == ["4"]


def test_answers_stand_on_the_axis_as_words():
    assert drawn(plotted(ASSISTANT, DATA), 1206, 468).says("Không") and drawn(plotted(ASSISTANT, DATA), 1206, 468).says("Có")
    assert {"No", "Yes"} <= {word.text for word in drawn(plotted(DATA, ASSISTANT, lang="en"), 1206, 468).words}


def test_the_axes_say_what_they_are_and_a_mean_its_unit():
    said = {word.text for word in drawn(plotted(DAYS), 1206, 468).words}
    assert {"Thời gian giải quyết, ngày làm việc ↑", "Mẫu số (hồ sơ), thang lôgarit →"} <= said


@pytest.mark.parametrize("lang", ("vi", "en"))
@pytest.mark.parametrize("up, across", PAIRS)
def test_a_plot_is_json_without_nan_that_asks_the_network_for_nothing(up, across, lang):
    written = json.dumps(plotted(up, across, lang) | {"$schema": ""}, allow_nan=False)
    assert "http" not in written


@pytest.mark.parametrize("across", [None, DATA])
def test_the_words_of_a_plot_follow_the_language(across):
    english = json.dumps(plotted(across=across, lang="en"), ensure_ascii=False)
    for word in ("Mục tiêu", "Lộ trình", "Đúng tiến độ", "Giới hạn", "Mẫu số", "dọc"):
        assert word not in english


@pytest.mark.parametrize("across", (None, DATA))
def test_a_plot_without_any_figure_is_drawn_empty(across):
    nothing = figures("24", codes=CODES).copy()
    nothing[["value", "numerator", "denominator", "median"]] = float("nan")
    sides = [Side(each, compare.comparison(nothing, each), compare.summary(nothing, each)) for each in map(indicator, (TRAINED, DATA))]
    chart = scatter(sides[0], across and sides[1], limits=compare.funnel(nothing, indicator(TRAINED)), lang="vi")
    assert not points(chart) and drawn(chart, 1206, 468).says("Cán bộ đã tập huấn AI ↑")


def test_one_ward_alone_has_a_plot_around_it():
    up = side(TRAINED)
    alone = Side(up.indicator, up.rows.iloc[:1], up.summary)
    picture = drawn(scatter(alone, None, limits=limits(TRAINED), lang="vi"), 1206, 468)
    assert [spot for spot in picture.points if 100 < spot[0] < 1190 and 60 < spot[1] < 424]


# Zoom, click and brush


def test_wheel_and_drag_zoom_a_drag_with_the_shift_key_brushes_and_a_click_selects():
    (pointer,) = [layer for layer in plotted()["layer"] if "params" in layer]
    params = {one["name"]: one for one in pointer["params"]}
    assert set(params) == {"ward", "under_pointer", "zoom", "brush"}
    assert params["zoom"]["bind"] == "scales" and "!event.shiftKey" in params["zoom"]["select"]["translate"]
    assert "[event.shiftKey]" in params["brush"]["select"]["on"]
    assert [pointer["encoding"][axis]["field"] for axis in "xy"] == ["x", "y"], "the brush is told in figures"


def test_zoomed_in_what_lies_outside_the_field_is_covered_and_more_names_stand():
    chart = plotted(across=DATA)
    first, near = drawn(chart, 1206, 468), drawn(zoomed(chart, (0.2, 0.32), (0.2, 0.32)), 1206, 468)
    named = [{word.text for word in picture.words} & names("24") for picture in (first, near)]
    # The same part of the plot has more names once it is larger.
    part = {row["name"] for row in chart["data"]["values"] if 0.2 < row["x"] < 0.32 and 0.2 < row["y"] < 0.32}
    assert len(named[0] & part) < 3 and len(named[1] & part) > 0.5 * len(part)
    covers = [layer for layer in layers(chart, "rect") if layer["mark"].get("color") == look.WHITE]
    drawn_last = max(
        place for place, layer in enumerate(chart["layer"]) if layer["mark"].get("text") or layer in layers(chart, "point")[:2]
    )
    assert len(covers) == 4 and all(chart["layer"].index(cover) > drawn_last - 1 for cover in covers)
    assert all(word.left >= -1 and word.right <= 1207 for word in near.words)


# Names


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("province", ("24", "79"))
@pytest.mark.parametrize("across", (None, DATA))
def test_names_meet_no_other_name_and_cover_no_point(screen, province, across):
    picture = drawn(plotted(across=across, province=province), *SCREENS[screen])
    boxes = {}
    for word in picture.words:  # each name is drawn twice, first its halo
        if word.text in names(province):
            wide = width(word.text, word.size)
            left = word.x - {"start": 0, "middle": wide / 2, "end": wide}[word.anchor]
            boxes[word.text] = (left, word.y - 0.5 * word.size, left + wide, word.y + 0.5 * word.size)
    assert 3 <= len(boxes) <= 14
    for one, other in combinations(boxes.values(), 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    for left, top, right, bottom in boxes.values():
        assert left >= 0 and right <= picture.width
        assert not [spot for spot in picture.points if left - 3 < spot[0] < right + 3 and top - 3 < spot[1] < bottom + 3]


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("province", ("24", "79"))
def test_those_of_whom_titles_speak_are_named_first(screen, province):
    rows = side(TRAINED, province).rows
    rows = rows[rows.value.notna() & ~rows.small]
    ends = {labels.bare(rows.ward_name[place]) for place in (rows.value.idxmax(), rows.value.idxmin())}
    for across in (None, DATA):
        said = {word.text for word in drawn(plotted(across=across, province=province), *SCREENS[screen]).words}
        assert ends <= said
        small = labels.bare(places.full_name(codes(province)[SMALL], QUARTER.last_day))
        assert small not in said, "a small ward is far off by chance"


def test_those_that_are_behind_on_both_are_named_before_the_outlying():
    up, other = side(TRAINED), side(DATA)
    late = set(up.rows.ward[up.rows.status == "behind"])
    both = Side(
        other.indicator, other.rows.assign(status=["behind" if ward in late else "on_track" for ward in other.rows.ward]), other.summary
    )
    said = {word.text for word in drawn(scatter(up, both, limits=limits(TRAINED), lang="vi"), 1206, 468).words}
    assert len({labels.bare(name) for name in up.rows.ward_name[up.rows.ward.isin(late)]} & said) >= 4


def test_an_end_that_several_share_names_nobody_before_others():
    up = side(TRAINED)
    rows = up.rows.assign(value=up.rows.value.clip(0.2, 0.3))
    tied = Side(up.indicator, rows, up.summary)
    assert drawn(scatter(tied, None, limits=limits(TRAINED), lang="vi"), 1206, 468).points


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("place", range(len(point_labels.SIZES)))
def test_names_never_meet_nor_leave_the_plot_nor_cover_points(seed, place):
    chance, size, most = random.Random(seed), point_labels.SIZES[place], point_labels.MOST[place]
    spots = [
        point_labels.Spot(chance.random(), chance.random() ** 3, chance.choice(("Chũ", "Tân Đông Hiệp", "Lục Ngạn"))) for _ in range(168)
    ]
    found = point_labels.placed(spots, range(len(spots)), size, most=most, lines=point_labels.Lines([0.3], [0.5]), far=range(9))
    assert 0 < len(found) <= most
    for wide, high in (size, (size[0] * 1.9, size[1]), (size[0], size[1] * 1.9), (size[0] * 1.5, size[1] * 1.5)):
        boxes = {number: _box(spots[number], side_of, wide, high) for number, side_of in found.items()}
        for one, other in combinations(boxes.values(), 2):
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        for number, (left, top, right, bottom) in boxes.items():
            assert left >= -13 and top >= -13 and right <= wide + 13 and bottom <= high + 13
            assert not [spot for at, spot in enumerate(spots) if at != number
                        and left < spot.x * wide < right and top < spot.y * high < bottom]  # fmt: skip


def _box(spot, side_of, wide, high):
    """A slow second opinion on where a name is written, a little smaller than the room that is kept for it."""
    across, down = point_labels.SIDES[side_of - 1]
    long, tall = width(spot.name, point_labels.SIZE), point_labels.SIZE
    off = ((7 if not down else 3), (7 if not across else 5)) if side_of <= 8 else (26, 26 if not across else 13)
    x = spot.x * wide + across * (off[0] + long / 2)
    y = spot.y * high + down * (off[1] + tall / 2)
    return x - long / 2, y - tall / 2, x + long / 2, y + tall / 2


def test_a_name_keeps_off_lines_where_it_can():
    spot, size = point_labels.Spot(0.5, 0.5, "Phương Liễu"), (1000, 300)

    def placed(*lines):
        return point_labels.SIDES[point_labels.placed([spot], [0], size, most=1, lines=point_labels.Lines(*lines))[0] - 1]

    assert placed() == (0, -1)
    assert placed([], [spot.y - 12 / size[1]]) == (0, 1)
    assert placed([spot.x]) == (1, 0)


def test_the_field_keeps_its_height_on_a_low_screen():
    picture = drawn(plotted(), 358, 300)
    top = min(word.y for word in picture.words if "↑" in word.text)
    assert picture.height - top >= plot.LEAST + 40
