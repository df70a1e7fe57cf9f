"""What holds for every chart: valid Vega-Lite, both languages, no NaN, small enough to send."""

import json

import altair
import pandas as pd
import pytest

from data import places
from data.quarter import Quarter
from indicators import compare, wording
from indicators.catalogue import families, owed
from indicators.charts import axis, labels
from indicators.charts.course import sparkline
from indicators.charts.movers import movers
from indicators.charts.ranked import ranked_columns
from indicators.charts.scales import Side
from indicators.charts.scatter import scatter
from indicators.charts.sheet import sheet
from indicators.charts.table import table
from indicators.charts.tiles import tile_map
from indicators.charts.trend import over_time
from indicators.views.view import Column
from tests.indicators.charts.made_up import HEADLINE, figures, indicator

QUARTERS = [Quarter(2026, 1) + step for step in range(5)]
KINDS = ("training_coverage", "dossier_processing_time", "chatbot_operational", "ai_tool_count")


def ranked(province="24", lang="vi", code="training_coverage", **more):
    frame, one = figures(province, codes=(code,), **more), indicator(code)
    return ranked_columns(compare.comparison(frame, one), compare.summary(frame, one), indicator=one, lang=lang)


def tiles(province="24", lang="vi", code="training_coverage", **more):
    frame, one = figures(province, codes=(code,), **more), indicator(code)
    return tile_map(compare.comparison(frame, one), compare.summary(frame, one), places.wards(province), indicator=one, lang=lang)


def history(province="24"):
    return pd.concat([figures(province, quarter=quarter) for quarter in QUARTERS], ignore_index=True)


def whole_sheet(province="24", lang="vi"):
    asked = owed([indicator(code) for code in HEADLINE], quarter=QUARTERS[0], province=province)
    return sheet(figures(province, codes=HEADLINE), asked, lang, families={family.code: family.name(lang) for family in families()})


def lines(province="24", lang="vi"):
    three = tuple(ward.code for ward in places.wards(province)[:3])
    return over_time(history(province), indicator(), lang, wards=three)


def rises(province="24", lang="vi"):
    now, before = (figures(province, quarter=quarter) for quarter in QUARTERS[1::-1])
    return movers(compare.movers(now, before, indicator()), indicator(), lang)


def course(province="24", lang="vi"):
    rows = history(province)
    return sparkline(rows[rows.ward.isna()], lang)


def columns(province="24", lang="vi", code="training_coverage", *, most=999, **more):
    """The comparison as the columns of a view."""
    frame, one = figures(province, codes=(code,), **more), indicator(code)
    rows, summary = compare.comparison(frame, one).head(most), compare.summary(frame, one)
    told = [labels.told(row, summary, one, lang) for row in rows.itertuples()]
    parts = tuple(labels.parts(row, one, lang) for row in rows.itertuples())
    written = {field: tuple(each[f"t_{field}"] for each in told) for field in ("rank", "status", "gap", "change")}
    written["parts"] = parts
    place = Column("ward_name", wording.column("ward_name", lang), tuple(map(labels.bare, rows.ward_name)))
    figure = Column("value", one.short(lang), tuple(wording.shown(row, one, lang) for row in rows.to_dict("records")))
    rank, *rest = (Column(name, labels.word(name, lang), written[name]) for name in ("rank", "parts", "status", "gap", "change"))
    return rank, place, figure, *rest


def compared(province="24", lang="vi", code="training_coverage", **more):
    return table(columns(province, lang, code, **more), lang=lang)


def plotted(province="24", lang="vi", code="training_coverage", across=None, **more):
    """An indicator of every ward over its denominator, or beside another one."""
    codes = (code, across) if across else (code,)
    frame = figures(province, codes=codes, **more)
    sides = [Side(indicator(one), compare.comparison(frame, indicator(one)), compare.summary(frame, indicator(one))) for one in codes]
    return scatter(sides[0], sides[1] if across else None, limits=compare.funnel(frame, indicator(code)), lang=lang)


def two(province="24", lang="vi"):
    return plotted(province, lang, across="data_digitised")


CHARTS = {
    "ranked": ranked,
    "tiles": tiles,
    "sheet": whole_sheet,
    "over_time": lines,
    "movers": rises,
    "sparkline": course,
    "table": compared,
    "funnel": plotted,
    "two": two,
}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_valid_vega_lite(name):
    altair.Chart.from_dict(CHARTS[name]("11"))


@pytest.mark.parametrize("lang", ("vi", "en"))
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_json_without_nan_in_both_languages(name, lang):
    assert json.dumps(CHARTS[name]("24", lang), allow_nan=False)


@pytest.mark.parametrize("name", ("ranked", "tiles", "sheet", "over_time", "table", "funnel", "two"))
def test_the_words_of_a_chart_follow_the_language(name):
    vietnamese, english = (json.dumps(CHARTS[name]("24", lang), ensure_ascii=False) for lang in ("vi", "en"))
    assert "tập huấn AI" in vietnamese or name == "over_time"
    for word in ("Chưa nộp", "Mục tiêu", "Thứ hạng", "Trạng thái", "Đúng tiến độ"):
        assert word not in english


@pytest.mark.parametrize("code", KINDS)
@pytest.mark.parametrize("target", (1.0, None))
@pytest.mark.parametrize("build", (ranked, tiles, compared, plotted))
def test_every_kind_of_indicator_can_be_shown_with_and_without_a_target(build, code, target):
    assert json.dumps(build("24", "vi", code, target=target), allow_nan=False)


@pytest.mark.parametrize("build", (ranked, tiles))
def test_before_anybody_has_reported_every_ward_is_there_and_hatched(build):
    rows = build("24", begun=False)["data"]["values"]
    assert len(rows) == 99 and all(row["hatched"] for row in rows)
    assert json.dumps(build("24", begun=False), allow_nan=False)


def test_a_sheet_and_lines_without_a_single_figure_can_be_shown():
    nothing = figures("24", codes=HEADLINE, begun=False)
    assert json.dumps(sheet(nothing, tuple(indicator(code) for code in HEADLINE), "vi"), allow_nan=False)
    assert json.dumps(over_time(nothing, indicator(), "vi"), allow_nan=False)
    assert json.dumps(sparkline(nothing[nothing.ward.isna()][:1], "vi"), allow_nan=False)


@pytest.mark.parametrize("province", [province.code for province in places.provinces()])
def test_the_map_of_every_province_holds_each_ward_once(province):
    chart = tiles(province)
    rows = chart["data"]["values"]
    assert sorted(row["ward"] for row in rows) == sorted(ward.code for ward in places.wards(province))
    assert len({(row["tile_column"], row["tile_row"]) for row in rows}) == len(rows)
    assert json.dumps(chart, allow_nan=False)


@pytest.mark.parametrize(
    ("name", "kilobytes"),
    (("ranked", 180), ("tiles", 180), ("sheet", 150), ("over_time", 40), ("table", 90), ("funnel", 160), ("two", 160)),
)
def test_the_largest_province_can_be_sent(name, kilobytes):
    assert len(json.dumps(CHARTS[name]("79"))) < kilobytes * 1000


@pytest.mark.parametrize("name", ("ranked", "tiles", "sheet", "movers", "funnel", "two"))
def test_a_click_selects_the_code_of_a_ward(name):
    params = [param for layer in CHARTS[name]()["layer"] for param in layer.get("params", [])]
    assert [param["select"]["fields"][0] for param in params if param["name"] == "ward"] == ["ward"]


@pytest.mark.parametrize("name", ("ranked", "tiles"))
def test_where_there_is_a_colour_there_is_a_mark(name):
    for row in CHARTS[name]()["data"]["values"]:
        small = (row.get("hollow") or row.get("colour") == "#ffffff") and not row["hatched"]
        assert row["mark"] or small


@pytest.mark.parametrize(
    "highest, parts, ticks",
    [(5, 4, [0, 1, 2, 3, 4, 5]), (5, 2, [0, 5]), (1, 4, [0, 1]), (3, 2, [0, 1, 2, 3]), (1.5, 4, [0, 1, 2]), (40, 4, [0, 10, 20, 30, 40])],
)
def test_an_axis_of_counts_cuts_nothing_in_pieces(highest, parts, ticks):
    tools = indicator("ai_tool_count")
    assert axis.ticks(axis.reach([highest], tools), parts, tools) == ticks


def test_a_share_is_read_in_even_parts():
    assert axis.ticks(axis.reach([0.9], indicator()), 4, indicator()) == [0, 0.25, 0.5, 0.75, 1]


def test_nothing_has_no_bar():
    frame, tools = figures("24", codes=("ai_tool_count",)), indicator("ai_tool_count")
    rows = compare.comparison(frame, tools)
    none = rows.ward[rows.value.notna()].iloc[-1]
    rows.loc[rows.ward == none, ["value", "compared"]] = 0.0
    chart = ranked_columns(rows, compare.summary(frame, tools), indicator=tools, lang="vi")
    (bars,) = [layer for layer in chart["layer"] if layer["encoding"].get("x2") == {"field": "length_x"}]
    assert {"filter": "datum.length > 0"} in bars["transform"]
    assert [row["length"] for row in chart["data"]["values"] if row["ward"] == none] == [0]


def test_the_legend_counts_the_wards_that_are_shown():
    frame, one = figures("24"), indicator()
    some = compare.comparison(frame, one).query("status == 'behind' or status == 'met'").head(4)
    chart = ranked_columns(some, compare.summary(frame, one), indicator=one, lang="en")
    said = [row["text"] for layer in chart["layer"] for row in layer.get("data", {}).get("values", []) if "text" in row]
    assert "Met 1" in said and "Behind 3" in said
