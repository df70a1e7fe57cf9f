"""The plot of two indicators: who has a point and how it looks, what it tells, what its picture carries."""

import importlib.util
import json
import random
import re
from itertools import combinations
from pathlib import Path

import pytest

from data import places
from indicators import compare, pace, wording
from indicators.charts import camera, labels, point_labels, scales
from indicators.charts.scales import Side
from indicators.charts.scatter import SHAPES, notes, scatter
from indicators.charts.typeface import width
from tests.indicators.charts.made_up import COMPLETE, NOTHING, QUARTER, SILENT, SMALL, figures, indicator

CODES = ("training_coverage", "data_digitised", "dossier_processing_time", "ai_tool_count", "chatbot_operational")
TRAINED, DATA, DAYS, TOOLS, ASSISTANT = CODES
PERCENT = "\N{NO-BREAK SPACE}%"
STYLE = Path(__file__).parents[3] / "pages/shared/style.css"
FINDING = "Cán bộ đã tập huấn AI: 61/99 xã, phường đúng tiến độ, 12 chậm"


def side(code, province="24", **more):
    frame, one = figures(province, codes=CODES, **more), indicator(code)
    return Side(one, compare.comparison(frame, one), compare.summary(frame, one))


def limits(code, province="24", **more):
    return compare.funnel(figures(province, codes=CODES, **more), indicator(code))


def frame(lang="vi", *, title=FINDING, line="Quý IV/2026", demonstration=True):
    return camera.Frame(title, line, "Nguồn: báo cáo quý", demonstration, lang)


def plot(up=TRAINED, across=None, lang="vi", province="24", framed=None, **more):
    return scatter(side(up, province, **more), across and side(across, province, **more),
                   limits=limits(up, province, **more), frame=framed or frame(lang))  # fmt: skip


def told(up=TRAINED, across=None, lang="vi"):
    return notes(side(up), across and side(across), limits=limits(up), lang=lang)


def points(figure):
    """ward -> (x, y, shape, text) of the points that are drawn."""
    found = {}
    for trace in figure.data:
        for number, ward in enumerate(trace.customdata or ()):
            symbol = trace.marker.symbol
            shape = symbol if isinstance(symbol, str) else symbol[number]
            found[ward] = trace.x[number], trace.y[number], shape, trace.hovertext[number]
    return found


def codes(province="24"):
    return [ward.code for ward in places.wards(province)]


def legend(figure):
    return [one.name for one in (*figure.data, *figure.layout.shapes) if one.showlegend is not False]


# Points


def test_every_ward_with_both_figures_has_a_point_and_the_others_are_counted():
    known = points(plot(across=DATA))
    without = {codes()[number] for number in (SILENT, SILENT + 5, NOTHING)}
    assert set(known) == set(codes()) - without
    assert "3 nơi không có số liệu ở một trong hai chỉ số" in told(across=DATA)
    assert "3 nơi không có số liệu" in told()
    assert "3 without a figure" in told(lang="en")


def test_a_point_lies_at_its_figures_in_percent():
    row = side(TRAINED).rows.set_index("ward").loc[codes()[0]]
    other = side(DATA).rows.set_index("ward").loc[codes()[0]]
    x, y, _, _ = points(plot(across=DATA))[codes()[0]]
    assert (x, y) == pytest.approx((other.value * 100, row.value * 100))
    assert points(plot())[codes()[0]][0] == row.denominator, "without a second indicator: its size"


def test_every_status_that_has_a_figure_has_a_shape_of_its_own():
    assert set(SHAPES) == set(pace.STATUSES) - {"not_reported", "not_applicable"}
    assert len(set(SHAPES.values())) == len(SHAPES)
    rows = side(TRAINED).rows.set_index("ward")
    for ward, (_, _, shape, _) in points(plot()).items():
        assert shape.removesuffix("-open") == SHAPES[rows.status[ward]]


def test_small_wards_are_hollow_whichever_of_the_two_is_small():
    hollow = [ward for ward, (_, _, shape, _) in points(plot(across=TOOLS)).items() if shape.endswith("-open")]
    assert hollow == [codes()[SMALL]]
    hollow = [ward for ward, (_, _, shape, _) in points(plot(TOOLS, TRAINED)).items() if shape.endswith("-open")]
    assert hollow == [codes()[SMALL]]


def test_a_point_tells_its_name_both_figures_and_their_status_in_both_languages():
    text = points(plot(across=DATA))[codes()[COMPLETE]][3]
    name = places.full_name(codes()[COMPLETE], QUARTER.last_day)
    assert text.startswith(f"<b>{name}</b><br>Cán bộ đã tập huấn AI: 100,0\N{NO-BREAK SPACE}% (")
    assert "<br>Dữ liệu số hóa, chuẩn hóa: 100,0\N{NO-BREAK SPACE}% (" in text
    assert text.count("✓ Đạt") == 2
    english = points(plot(across=DATA, lang="en"))[codes()[COMPLETE]][3]
    assert "Staff trained in AI: 100.0% (" in english and "✓ Met" in english


def test_the_legend_counts_the_points_of_each_status():
    figure = plot()
    for trace in figure.data:
        if trace.customdata and isinstance(trace.marker.symbol, str):
            assert trace.name.endswith(f" {len(trace.customdata)}")
    assert figure.layout.showlegend, "also where there is one status only"


# Lines


def test_the_limits_of_chance_surround_the_province_only_where_a_share_lies_over_its_size():
    curves = [trace for trace in plot().data if trace.mode == "lines"]
    assert [trace.name for trace in curves if trace.showlegend] == [f"Giới hạn 95{PERCENT}", f"Giới hạn 99,8{PERCENT}"]
    share = side(TRAINED).summary.province["value"] * 100
    low, high = (trace.y for trace in curves[2:])
    assert all(one < share < other for one, other in zip(low, high, strict=True))
    assert high[0] - low[0] > high[-1] - low[-1], "it is a funnel"
    for other in (plot(across=DATA), plot(DAYS), plot(TOOLS, DATA)):
        assert not [trace for trace in other.data if trace.mode == "lines"]


def test_wards_outside_the_limits_are_counted():
    rows = side(TRAINED).rows
    share = side(TRAINED).summary.province["value"]
    low, high = compare.ranking.funnel_limits(rows.denominator, share, 3.09)
    expected = f"{(rows.value > high).sum()} nơi cao hơn, {(rows.value < low).sum()} nơi thấp hơn"
    assert told()[0] == f"Ngoài giới hạn 99,8{PERCENT}: {expected}"


def test_wards_behind_on_both_are_counted_only_where_both_have_a_target():
    late = ("behind", "reversed")
    one, other = side(TRAINED).rows.set_index("ward").status, side(DATA).rows.set_index("ward").status
    assert f"{(one.isin(late) & other.isin(late)).sum()} nơi chậm ở cả hai chỉ số" in told(across=DATA)
    assert not [words for words in told(across=TOOLS) if "cả hai" in words], "counts have no target"


def test_province_target_and_path_are_lines_on_both_axes_with_one_entry_each():
    figure = plot(across=DATA)
    assert len(figure.layout.shapes) == 6
    entries = [one.name for one in figure.layout.shapes if one.showlegend]
    assert len(entries) == 3 and all("(dọc)" in words and "(ngang)" in words for words in entries)
    assert not plot(TOOLS, ASSISTANT).layout.shapes, "a sum is no ward's measure, between no and yes is no line"


def test_a_line_beyond_the_scale_says_so():
    frame_of = figures("24", codes=CODES).copy()
    frame_of.loc[frame_of.value > 0.6, ["value", "numerator"]] = float("nan")
    one = indicator(TRAINED)
    up = Side(one, compare.comparison(frame_of, one), compare.summary(frame_of, one))
    figure = scatter(up, None, limits=compare.funnel(frame_of, one), frame=frame())
    (target,) = (shape.name for shape in figure.layout.shapes if shape.name.startswith("Mục tiêu"))
    assert target == "Mục tiêu 100\N{NO-BREAK SPACE}% (ngoài thang đo)"


# Numbers and words


@pytest.mark.parametrize("lang, separators, suffix", [("vi", ",.", "\N{NO-BREAK SPACE}%"), ("en", ".,", "%")])
def test_ticks_are_written_as_the_language_does_at_every_zoom(lang, separators, suffix):
    layout = plot(across=DATA, lang=lang).layout
    assert layout.separators == separators
    assert layout.xaxis.ticksuffix == layout.yaxis.ticksuffix == suffix
    assert not layout.yaxis.tickvals, "fixed ticks would be lost when one zooms in"


def test_answers_stand_on_the_axis_as_words():
    assert list(plot(ASSISTANT, DATA).layout.yaxis.ticktext) == ["Không", "Có"]
    assert list(plot(DATA, ASSISTANT, lang="en").layout.xaxis.ticktext) == ["No", "Yes"]


def test_no_tick_is_below_zero_and_every_point_lies_within_the_axes():
    for up, across in ((TRAINED, DATA), (TOOLS, DAYS), (DAYS, None)):
        figure = plot(up, across)
        low, high = figure.layout.yaxis.range
        assert -0.05 * (high - low) < low
        for x, y, _, _ in points(figure).values():
            assert low < y < high
            assert 0 < scales.part(x, figure.layout.xaxis.to_plotly_json()) < 1


PAIRS = [(TRAINED, None), (TRAINED, DATA), (DAYS, None), (TOOLS, ASSISTANT), (ASSISTANT, DAYS)]


@pytest.mark.parametrize("lang", ("vi", "en"))
@pytest.mark.parametrize("up, across", PAIRS)
def test_a_plot_is_json_without_nan_that_asks_the_network_for_nothing(up, across, lang):
    written = plot(up, across, lang).to_json()
    json.loads(written, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert "http" not in written and "bdata" not in written
    assert json.loads(written)["layout"]["template"].get("layout", {}) == {}, "looks are ours alone"


@pytest.mark.parametrize("across", [None, DATA])
def test_the_words_of_a_plot_follow_the_language(across):
    english = plot(across=across, lang="en", framed=frame("en", title="a", line="b")).to_json()
    for word in ("Mục tiêu", "Lộ trình", "Đúng tiến độ", "Giới hạn", "Mẫu số", "dọc", "MINH HỌA"):
        assert word not in english
    assert "ILLUSTRATIVE FIGURES" in english


def test_a_plot_without_any_figure_is_drawn_empty():
    nothing = figures("24", codes=CODES).copy()
    nothing[["value", "numerator", "denominator", "median"]] = float("nan")
    one, other = indicator(TRAINED), indicator(DATA)
    sides = [Side(each, compare.comparison(nothing, each), compare.summary(nothing, each)) for each in (one, other)]
    for across in (None, sides[1]):
        assert not points(scatter(sides[0], across, limits=compare.funnel(nothing, one), frame=frame()))


def test_one_ward_alone_has_a_plot_around_it():
    up = side(TRAINED)
    alone = Side(up.indicator, up.rows.iloc[:1], up.summary)
    figure = scatter(alone, None, limits=limits(TRAINED), frame=frame())
    ((_, y, _, _),) = points(figure).values()
    assert figure.layout.yaxis.range[0] < y < figure.layout.yaxis.range[1]


# Names


def test_a_few_names_and_the_furthest_point_among_them():
    for province in ("24", "79"):
        figure = plot(province=province)
        named = [name for trace in figure.data for name in trace.text or () if name]
        assert 3 <= len(named) <= point_labels.MOST
        assert labels.bare(places.full_name(codes(province)[COMPLETE], QUARTER.last_day)) in named
        small = labels.bare(places.full_name(codes(province)[SMALL], QUARTER.last_day))
        assert small not in named, "a small ward is far off by chance"


@pytest.mark.parametrize("seed", range(20))
def test_names_never_meet_nor_leave_the_plot_nor_cover_points(seed):
    chance = random.Random(seed)
    spots = [
        point_labels.Spot(chance.random(), chance.random() ** 3, chance.choice(("Chũ", "Tân Đông Hiệp", "Lục Ngạn"))) for _ in range(168)
    ]
    found = point_labels.placed(spots, range(len(spots)), levels=[0.5])
    assert 0 < len(found) <= point_labels.MOST
    for wide, high in (point_labels.PHONE, point_labels.LAPTOP, point_labels.PICTURE):
        boxes = {number: _box(spots[number], where, wide, high) for number, where in found.items()}
        for left, top, right, bottom in boxes.values():
            assert left >= 0 and top >= 0 and right <= wide and bottom <= high
        for one, other in combinations(boxes.values(), 2):
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        if (wide, high) != point_labels.PHONE:
            for number, (left, top, right, bottom) in boxes.items():
                assert not [spot for at, spot in enumerate(spots) if at != number
                            and left < spot.x * wide < right and top < spot.y * high < bottom]  # fmt: skip


def _box(spot, where, wide, high):
    """A slow second opinion on where Plotly writes a name, a little smaller than the room that is kept for it."""
    long, tall, gap = width(spot.name, point_labels.SIZE), point_labels.SIZE * 1.2, 6
    x, y = {
        "top center": (-long / 2, -gap - tall),
        "bottom center": (-long / 2, gap),
        "middle right": (gap, -tall / 2),
        "middle left": (-gap - long, -tall / 2),
    }[where]
    return spot.x * wide + x, spot.y * high + y, spot.x * wide + x + long, spot.y * high + y + tall


def test_a_name_keeps_off_a_line_where_it_can():
    spot = point_labels.Spot(0.5, 0.5, "Phương Liễu")
    assert point_labels.placed([spot], [0]) == {0: "top center"}
    just_above = spot.y - 10 / point_labels.LAPTOP[1]
    assert point_labels.placed([spot], [0], levels=[just_above]) == {0: "bottom center"}


# The picture


def test_the_camera_takes_a_picture_of_full_size_under_a_name_of_its_own():
    options = camera.config(frame(), "24_x")["toImageButtonOptions"]
    assert (options["width"] * options["scale"], options["height"] * options["scale"]) == (1920, 1080)
    assert (options["format"], options["filename"]) == ("png", "24_x")


def test_the_picture_carries_finding_line_source_and_that_figures_are_made_up():
    layout = plot().layout
    said = [one.text for one in layout.annotations]
    assert FINDING in said and "Quý IV/2026" in said and "SỐ LIỆU MINH HỌA" in said
    assert layout.title.text == "Nguồn: báo cáo quý"
    real = plot(framed=frame(demonstration=False)).layout
    assert wording.demonstration("vi") not in [one.text for one in real.annotations]


@pytest.mark.parametrize("times", (1, 2))
def test_a_long_finding_stays_within_the_picture_and_large_enough_to_read(times):
    head = plot(framed=frame(title=" ".join([FINDING] * times), line="Quý IV/2026 · " * 6 * times)).layout.annotations
    for one in head:
        for line in one.text.split("<br>"):
            assert width(line, one.font.size, one.font.weight) <= camera.WIDTH - 2 * camera.EDGE
        assert one.font.size >= 10


def test_words_that_look_like_markup_are_text():
    figure = plot(framed=frame(title="<a href='x'>1</a> & 2"))
    assert "&lt;a href=" in [one for one in (note.text for note in figure.layout.annotations) if "href" in one][0]


def test_the_page_crops_what_only_the_picture_shows():
    style = re.sub(r"\s+", " ", STYLE.read_text(encoding="utf-8"))
    assert f"head ({camera.HEAD}px), foot ({camera.FOOT}px) and edges ({camera.EDGE}px)" in style
    assert f"margin: -{camera.HEAD}px -{camera.EDGE}px 0" in style
    assert f"height: calc(var(--high) + {camera.HEAD + camera.FOOT}px)" in style
    assert f"width: calc(100% + {2 * camera.EDGE}px)" in style
    assert f".modebar-container {{ top: {camera.HEAD}px !important; right: {camera.EDGE}px !important; }}" in style


def test_the_mode_bar_has_four_buttons_and_their_words_are_those_that_plotly_asks_for():
    settings = camera.config(frame(), "x")
    assert settings["modeBarButtons"] == [["toImage"], ["zoom2d", "lasso2d", "resetScale2d"]]
    assert settings["locale"] == "vi" and not settings["displaylogo"]
    shipped = Path(importlib.util.find_spec("streamlit").origin).parent / "static/static/js"
    (script,) = shipped.glob("PlotlyChart.*.js")
    written = script.read_text(encoding="utf-8")
    dictionary = settings["locales"]["vi"]["dictionary"]
    assert [word for word in dictionary if not re.search(rf"([`'\"]){re.escape(word)}\1", written)] == []
    assert {"Download plot as a PNG", "Zoom", "Lasso Select", "Reset axes"} <= set(dictionary)
