"""The view of two indicators: opened by a link, in both languages, with a few and with all wards."""

import pytest

from tests.pages.visiting import everything_said, foreign, visit


@pytest.fixture
def some(configured, few_wards):
    return configured(few_wards)


def opened(**link):
    return visit("compare", view="two", quarter="2026-Q3", **link)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("x", ["size", "units_with_ai_tool", "ai_tool_count", "chatbot_operational"])
def test_a_link_opens_both_indicators(some, x, lang):
    at = opened(indicator="training_coverage", x=x, lang=lang)
    assert foreign(everything_said(at), lang) == {}
    assert len(at.get("vega_lite_chart")) == 1
    assert at.selectbox(key="pick.x").value == at.query_params["x"] == x


def test_whoever_has_no_figure_is_counted_below(some):
    assert any(text.startswith("93 nơi không có số liệu") for text in everything_said(opened(x="size")))
    assert any(text.startswith("93 without a figure") for text in everything_said(opened(x="data_digitised", lang="en")))


def test_without_a_choice_the_next_headline_indicator_lies_across(some):
    assert opened(indicator="training_coverage").query_params["x"] == "units_with_ai_tool"
    assert opened(indicator="data_digitised").query_params["x"] == "training_coverage"


def test_an_indicator_is_never_drawn_over_itself_nor_a_count_over_its_size(some):
    assert opened(indicator="training_coverage", x="training_coverage").query_params["x"] == "units_with_ai_tool"
    at = opened(indicator="ai_tool_count", x="size")
    assert at.query_params["x"] == "training_coverage"
    assert "Quy mô (mẫu số)" not in at.selectbox(key="pick.x").options


def test_the_view_opens_with_everybody_in_and_among_one_kind(configured, whole_province):
    configured(whole_province)
    for peers in ("all", "xa"):
        assert visit("compare", view="two", x="size", peers=peers).get("vega_lite_chart")


def test_a_quarter_without_returns_says_so(configured):
    configured(None)
    at = visit("compare", province="08", view="two")
    assert "Chưa có báo cáo nào của Quý IV/2026" in everything_said(at) and not at.get("vega_lite_chart")
