"""Every page opens: with nothing there, with some wards missing, with all of them in, by a link, in both languages."""

from datetime import date

import pytest
from numpy import isfinite
from streamlit.testing.v1 import AppTest

from data import clock
from data.demo import build as demo
from data.quarter import Quarter
from data.store import engine
from indicators import catalogue as catalogue_module
from indicators import wording
from indicators.catalogue import catalogue, families, headline, owed
from pages.parts import first_start
from pages.shared import load
from pages.shared.say import words
from tests import stores
from tests.pages.visiting import FRAME, PAGES, everything_said, foreign, sound, title, visit

VIEWS = ("ranked", "sheet", "over_time", "map", "table")
BAC_NINH, TUYEN_QUANG = "24", "08"
OWED = owed(catalogue().values(), quarter=Quarter(2026, 3), province=BAC_NINH)
THE_REST = f"""
import sys
sys.path.insert(0, {str(FRAME.parents[1])!r})
from data.demo import build as demo
from data.store import engine
list(demo.build(engine.open_store(engine.database_url()), wards=["09325"], workers=1))
"""


@pytest.fixture
def nothing(configured):
    """No store at all: what one finds after installing."""
    return configured(None)


@pytest.fixture
def broken_off(configured):
    """The demonstration of one ward, broken off after two of its four files."""
    path = configured(None)
    with stores.new(path) as store:
        work = demo.build(store, wards=["09325"], workers=1)
        assert [next(work).files, next(work).files] == [1, 2]
        work.close()
    return path


@pytest.fixture
def some(configured, few_wards):
    """Six of the 99 wards of Bắc Ninh have reported, three of them for 2026-Q4: the demonstration."""
    return configured(few_wards)


@pytest.fixture
def everybody(configured, whole_province):
    """All 38 wards of Lai Châu have reported for 2026-Q4: real returns."""
    return configured(whole_province)


def frames(at: AppTest) -> list:
    return [one.value for one in at.dataframe]


# Nothing yet


def test_the_front_door_itself_draws_nothing():
    at = sound(AppTest.from_file(FRAME.parents[1] / "dashboard.py").run(timeout=60))
    assert not at.main.children


def test_the_first_start_offers_the_demonstration_or_a_province(nothing):
    at = visit()
    assert title(at) == "Chưa có số liệu nào. Bắt đầu thế nào?"
    assert [one.label for one in at.button] == ["Tạo số liệu minh họa", "Bắt đầu"]
    assert at.button[1].disabled, "nobody has said which province"
    assert [len(one.options) for one in at.selectbox] == [34, 34]
    assert engine.schema_state(engine.database_url()) == "current", "the first visit makes the store"


def test_the_first_start_speaks_english(nothing):
    at = visit(lang="en")
    assert title(at) == "There are no figures yet. How to begin?"
    assert foreign(everything_said(at), "en") == {}


def test_choosing_a_province_leads_to_its_returns(nothing):
    at = visit()
    at = sound(at.selectbox[1].select(TUYEN_QUANG).run())
    at = sound(at.button[1].click().run())
    assert title(at) == "Nộp báo cáo của xã, phường nào?"
    assert at.query_params["province"] == TUYEN_QUANG and at.query_params["quarter"] == "2026-Q4"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_province_without_returns_has_a_page_that_says_so(nothing, page, lang):
    at = visit(page, province=TUYEN_QUANG, lang=lang)
    said = everything_said(at)
    assert foreign(said, lang) == {}
    expected = {
        "home": {"vi": "Chưa có báo cáo nào của Quý IV/2026", "en": "No return for Q4 2026 yet"},
        "compare": {"vi": "Chưa có báo cáo nào của Quý IV/2026", "en": "No return for Q4 2026 yet"},
        "returns": {"vi": "Nộp báo cáo của xã, phường nào?", "en": "Whose return is it?"},
        "definitions": {"vi": "Chưa có số liệu của kỳ này.", "en": "No figures for this quarter yet."},
    }
    assert expected[page][lang] in said
    if page in ("home", "compare"):
        assert [one.label for one in at.get("page_link")], "an empty page leads to where it is mended"
        assert not frames(at) and not at.get("vega_lite_chart")


def test_an_empty_quarter_leads_to_the_newest_with_figures(everybody, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2027, 1, 4))
    at = visit(quarter="2027-Q1")
    assert [one.label for one in at.get("page_link")] == ["Tải mẫu và nộp báo cáo", "Xem Quý IV/2026, kỳ gần nhất có số liệu"]


# The demonstration is made at the press of a button, by a child process


@pytest.fixture
def made_by(monkeypatch, tmp_path):
    """`made_by(program)` lets that program stand for `manage.py`."""

    def stand_in(program: str) -> None:
        path = tmp_path / "manage.py"
        path.write_text(program, encoding="utf-8")
        monkeypatch.setattr(first_start, "MANAGE", path)

    first_start.maker.cache_clear()
    yield stand_in
    first_start.maker().wait()
    first_start.maker.cache_clear()


def test_each_province_says_what_its_demonstration_is_made_of_and_how_long_that_takes(nothing):
    at = visit()
    assert {"99 xã, phường", "356 tệp", "mất khoảng 1 phút"} <= everything_said(at)
    at = sound(at.selectbox(key="demonstration").select("79").run())
    assert {"168 xã, phường, đặc khu", "604 tệp", "mất khoảng 2 phút"} <= everything_said(at)


def test_what_went_wrong_is_said_where_the_button_was_pressed(nothing, made_by):
    made_by("import sys\nprint('đĩa đầy', file=sys.stderr)\nsys.exit(1)")
    at = sound(visit().button[0].click().run())
    first_start.maker().wait()
    at = sound(at.run())
    assert "Chưa tạo được số liệu minh họa" in [one.value for one in at.error] and "đĩa đầy" in everything_said(at)
    assert at.button[0].label == "Tạo số liệu minh họa"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_while_it_is_made_every_visitor_sees_how_far_it_is_and_no_overview(nothing, made_by, tmp_path, lang):
    enough = tmp_path / "enough"
    made_by(f"from pathlib import Path\nfrom time import sleep\nwhile not Path({str(enough)!r}).exists():\n    sleep(0.05)")
    try:
        for at in (sound(visit(lang=lang).button[0].click().run()), visit(lang=lang)):
            assert title(at) == {"vi": "Đang tạo số liệu minh họa", "en": "The demonstration is being made"}[lang]
            assert len(at.get("progress")) == 1 and not at.button
            assert foreign(everything_said(at), lang) == {}
    finally:
        enough.touch()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_was_broken_off_is_not_shown_as_finished_and_goes_on_at_a_press(broken_off, made_by, lang):
    made_by(THE_REST)
    at = visit(lang=lang, province=BAC_NINH)
    said = {"vi": "Mới có 2/4 tệp", "en": "2 of 4 workbooks so far"}[lang]
    assert said in at.get("progress")[0].proto.text
    assert said in everything_said(visit("compare", quarter="2026-Q1", lang=lang)), "a figure may be looked at, and is marked"
    assert foreign(everything_said(at), lang) == {}
    at = sound(at.button[0].click().run())
    first_start.maker().wait()
    assert title(sound(at.run())).startswith("Bắc Ninh")


# Some wards missing, and all there


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_page_speaks_one_language(some, page, lang):
    said = everything_said(visit(page, lang=lang))
    assert foreign(said, lang) == {}
    assert {"vi": "SỐ LIỆU MINH HỌA", "en": "ILLUSTRATIVE FIGURES"}[lang] in said


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_page_with_everybody_in_speaks_one_language(everybody, lang):
    for page in PAGES:
        assert foreign(everything_said(visit(page, lang=lang)), lang) == {}, page


def test_the_overview_says_where_the_province_stands_and_who_is_missing(some):
    at = visit()
    said = everything_said(at)
    assert title(at).startswith("Bắc Ninh")
    assert {"Quý IV/2026", "3/99 xã, phường đã nộp", "96 nơi chưa nộp"} <= said
    assert len([key for key in ("training_coverage", "units_with_ai_tool", "services_fully_online", "data_digitised")
                if at.get_by_key(f"card-{key}")]) == 4  # fmt: skip


def test_a_fifth_headline_indicator_needs_no_edit_of_a_page(some, monkeypatch):
    read = catalogue_module.read_definition

    def promoted(path):
        one = read(path)
        return one.model_copy(update={"headline": True, "first_class": True}) if one.code == "ai_tool_count" else one

    remembered = (catalogue_module.families, catalogue_module.catalogue, catalogue_module.headline)
    with monkeypatch.context() as patch:
        patch.setattr(catalogue_module, "read_definition", promoted)
        for one in remembered:
            one.cache_clear()
        at = visit(quarter="2026-Q3")
    for one in remembered:
        one.cache_clear()
    codes = ("training_coverage", "ai_tool_count", "units_with_ai_tool", "services_fully_online", "data_digitised")
    assert all(at.get_by_key(f"card-{code}") for code in codes)
    assert len(at.segmented_control(key="pick.headline").options) == 5


def test_with_everybody_in_nobody_is_missing_and_nothing_is_made_up(everybody):
    at = visit()
    said = everything_said(at)
    assert "38/38 xã, phường đã nộp" in said or "38/38" in title(at)
    assert not [text for text in said if "chưa nộp" in text or text == "SỐ LIỆU MINH HỌA"]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_view_of_the_comparison_opens_by_a_link(some, view, lang):
    at = visit("compare", view=view, lang=lang, quarter="2026-Q3", indicator="data_digitised")
    assert foreign(everything_said(at), lang) == {}
    assert at.segmented_control(key="pick.view").value == view
    assert bool(frames(at)) == (view == "table") and bool(at.get("vega_lite_chart")) == (view != "table")


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_of_the_comparison_opens_with_everybody_in(everybody, view):
    assert visit("compare", view=view).segmented_control(key="pick.view").value == view


def test_one_view_after_another(some):
    at = visit("compare", quarter="2026-Q3")
    for view in (*VIEWS[1:], VIEWS[0]):
        at = sound(at.segmented_control(key="pick.view").set_value(view).run())
        assert at.query_params["view"] == view, "what one chooses stands in the link"


def every_table() -> None:
    """A script that shows each indicator's table, one below another, as the page of the comparison shows it."""
    from indicators.views.selection import Selection, owed
    from pages.shared import pick, show, visit

    visit.arrive()
    here, _ = pick.bar()
    for one in owed(here.province, here.quarter):
        show.view(here, "table", Selection(here.lang, one), key=one.code, on_ward=None)


def test_whatever_a_figure_is_it_can_be_compared(some):
    """Counts, yes and no, means, days, money; in the table, which writes all of a figure's words."""
    at = AppTest.from_function(every_table, default_timeout=60)
    at.query_params["quarter"] = "2026-Q3"
    tables = frames(sound(at.run()))
    assert [len(table) for table in tables] == [99] * len(OWED) and len(OWED) > 30


@pytest.mark.parametrize("one", {one.kind: one for one in OWED}.values(), ids=lambda one: one.kind)
def test_a_link_compares_a_figure_of_any_kind(some, one):
    at = visit("compare", quarter="2026-Q3", indicator=one.code, view="table")
    assert at.selectbox(key="pick.indicator").value == one.code and len(frames(at)[0]) == 99


def test_the_table_ranks_wards_and_says_who_has_not_reported(some):
    (table,) = frames(visit("compare", quarter="2026-Q3", view="table"))
    assert len(table) == 99
    assert isfinite(table["Hạng"]).sum() <= 6
    assert (table["Trạng thái"].str.contains("Chưa nộp")).sum() == 93


def test_what_is_missing_sorts_behind_every_number_and_not_as_zero(some):
    (table,) = frames(visit("compare", quarter="2026-Q3", view="table"))
    silent = table["Trạng thái"].str.contains("Chưa nộp")
    for column in ("Hạng", "Giá trị", "Còn thiếu để đạt mục tiêu", "So với kỳ trước"):
        assert set(table.loc[silent, column]) == {float("inf")}, column


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_table_says_none(some, lang):
    opened = [visit(page, quarter="2026-Q3", lang=lang, ward="09325", view="table") for page in PAGES]
    opened += [visit("compare", quarter="2026-Q4", lang=lang, clicked=ward) for ward in ("09325", "09193")]
    opened += [visit("definitions", quarter="2026-Q3", lang=lang, family=one.family, definition=one.code) for one in headline()]
    tables = [one for at in opened for one in at.dataframe]
    assert len(tables) > 8
    assert {one.proto.placeholder for one in tables} == {wording.NOTHING}
    for one in (*tables, *(one for at in opened for one in at.table)):
        written = set(map(str, one.value.to_numpy().ravel()))
        assert not written & {"None", "nan", "NaN", "<NA>", "NaT"}


def test_a_link_opens_the_same_view(some):
    followed = {"view": "over_time", "wards": "09265,09325", "indicator": "data_digitised"}
    at = visit("compare", province=BAC_NINH, quarter="2026-Q3", lang="en", **followed)
    assert at.multiselect(key="pick.wards").value == ["09265", "09325"]
    assert at.selectbox(key="pick.indicator").value == "data_digitised"
    assert at.query_params == {"province": "24", "quarter": "2026-Q3", "view": "over_time", "wards": "09265,09325",
                               "indicator": "data_digitised", "lang": "en", "peers": "all"}  # fmt: skip


def test_a_link_of_nonsense_opens_what_there_is(some):
    at = visit("compare", province="99", quarter="2026-Q9", view="pie", wards="1,2", indicator="x", lang="fr", peers="?")
    assert at.query_params["province"] == BAC_NINH and at.query_params["lang"] == "vi"
    assert title(at)


def test_wards_are_called_as_they_were_called_then(some):
    (then,) = frames(visit("compare", quarter="2026-Q2", view="table"))
    load.close()
    (now,) = frames(visit("compare", quarter="2026-Q3", view="table"))
    assert "Xã Yên Phong" in set(then["Xã, phường"]) and "Phường Yên Phong" in set(now["Xã, phường"])


# From a figure to its cells


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_clicked_ward_shows_file_sheet_and_cells(some, lang):
    at = visit("compare", clicked="09325", indicator="training_coverage", quarter="2026-Q3", lang=lang)
    said = everything_said(at)
    assert foreign(said, lang) == {}
    assert any("09325_hap-linh_2026-Q3" in text for text in said), "the file it came from"
    cells = frames(at)[-1]
    assert set(cells[{"vi": "Trang tính", "en": "Sheet"}[lang]]) == {"Tập huấn"}
    assert cells[{"vi": "Ô", "en": "Cell"}[lang]].str.fullmatch(r"[A-Z]+\d+").all()


def test_a_clicked_ward_without_a_return_says_so(some):
    at = visit("compare", clicked="09265", quarter="2026-Q4")
    assert "Chưa có báo cáo được tính cho kỳ này." in everything_said(at)


def test_a_link_to_a_ward_opens_its_figure_until_it_is_closed(some):
    for page in ("home", "compare"):
        at = visit(page, ward="09325", figure="data_digitised", quarter="2026-Q3")
        for _ in range(2):
            assert "Số liệu lấy từ đâu" in everything_said(at) and "Phường Hạp Lĩnh: " in " ".join(everything_said(at))
            assert at.selectbox(key="sources.09325.data_digitised").value == "data_digitised"
            at = sound(at.run())
        del at.query_params["ward"]
        assert "Số liệu lấy từ đâu" not in everything_said(sound(at.run()))


def test_a_link_to_no_ward_is_said_in_one_line(some):
    at = visit("compare", ward="99999", figure="x", quarter="2026-Q3")
    assert "Ở đây không có: Xã, phường, đặc khu “99999”. Trang hiện lựa chọn khác thay vào." in everything_said(at)
    assert "ward" not in at.query_params and "Số liệu lấy từ đâu" not in everything_said(at)
    at = visit("compare", ward="09325", figure="x", quarter="2026-Q3")
    assert "Số liệu lấy từ đâu" in everything_said(at), "of an indicator that is none, the first"


# From page to page


def by_menu(at: AppTest, page: str) -> AppTest:
    """The page, opened by the menu, whose links say no choices."""
    at.query_params.clear()
    return sound(at.switch_page(f"{page}.py").run())


def test_the_indicator_goes_along_from_page_to_page_as_far_as_they_have_it(some):
    at = visit("compare", indicator="data_digitised", quarter="2026-Q3")
    at = by_menu(at, "home")
    assert at.query_params["headline"] == "data_digitised"
    at = by_menu(at, "definitions")
    assert (at.query_params["family"], at.query_params["definition"]) == (catalogue()["data_digitised"].family, "data_digitised")
    at = by_menu(at, "compare")
    other = next(one.code for one in OWED if one.family != catalogue()["data_digitised"].family and one.code != "training_coverage")
    at = sound(at.selectbox(key="pick.indicator").select(other).run())
    at = by_menu(at, "home")
    assert at.query_params["headline"] == "training_coverage", "no headline: the first, without a word"
    assert not any("Ở đây không có" in said for said in everything_said(at))
    at = by_menu(at, "definitions")
    assert at.query_params["definition"] == other


# Definitions


def every_definition() -> None:
    """A script that draws all of them, one below another, with what the page hands to each."""
    from indicators.catalogue import families
    from pages.parts import definition
    from pages.shared import pick, visit

    visit.arrive()
    here, _ = pick.bar()
    for family in families():
        for one in family.indicators:
            definition.indicator(one, here)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_definition_speaks_one_language(some, lang):
    at = AppTest.from_function(every_definition, default_timeout=60)
    at.query_params.update(lang=lang, quarter="2026-Q3")
    sound(at.run())
    assert [header.value for header in at.header] == [one.name(lang) for family in families() for one in family.indicators]
    assert foreign(everything_said(at), lang) == {}


@pytest.mark.parametrize("family", families(), ids=lambda family: family.code)
def test_a_link_opens_a_definition_of_any_family(some, family):
    one = family.indicators[-1]
    assert visit("definitions", family=family.code, definition=one.code).header[0].value == one.name("vi")


# The menu


def test_every_page_is_in_the_navigation():
    source = FRAME.read_text(encoding="utf-8")
    for page in FRAME.parent.glob("*.py"):
        assert page == FRAME or f'st.Page("{page.name}"' in source, f"{page.name} is on no menu"
        assert page == FRAME or f"page.{page.stem}" in words()
