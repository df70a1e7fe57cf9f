"""What stands where, on screens and on paper: the bar beside the menu, one row of choosers, nothing that moves while a page comes."""

import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.acting import open_link, settled, until
from tests.browser.conftest import Server

LAPTOP = {"width": 1093, "height": 614}
"""A laptop of 1366 by 768 pixels whose letters are set to 125 %."""

WIDEST = ("sheet", "two", "over_time")  # of the views
LINK = "province=24&quarter=2026-Q3"


@pytest.fixture(scope="module")
def server(serve, few_wards) -> Iterator[Server]:
    with serve(few_wards) as running:
        yield running


def edges(page: Page, places: str, edge: str) -> list[int]:
    """Where that edge of each visible element is, in pixels."""
    return page.locator(places).evaluate_all(
        "(all, edge) => all.map(one => one.getBoundingClientRect()).filter(one => one.width).map(one => Math.round(one[edge]))", edge
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_choosers_of_each_view_stand_in_one_row_on_a_laptop(page, server, lang):
    page.set_viewport_size(LAPTOP)
    for view in WIDEST:
        open_link(page, f"{server.url}/compare?{LINK}&view={view}&lang={lang}")
        bottoms = edges(settled(page), ".st-key-controls > *", "bottom")
        assert len(bottoms) >= 4 and max(bottoms) - min(bottoms) <= 1, f"{view}: {bottoms}"
        assert max(edges(page, ".st-key-controls > *", "right")) <= LAPTOP["width"] - 32, view


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_there_is_room_for_the_groups_of_a_city_with_special_zones_too(page, server, lang):
    """It has handed in nothing here, so that the button to download stands nowhere: its 66 pixels are to be left."""
    page.set_viewport_size(LAPTOP)
    open_link(page, f"{server.url}/compare?province=79&quarter=2026-Q3&view=two&lang={lang}")
    expect(page.get_by_role("radio", name={"vi": "Đặc khu", "en": "Special zones"}[lang])).to_be_visible()
    narrowed = "one => { one.style.paddingRight = '66px' }"
    page.locator(".st-key-controls").evaluate(narrowed)
    bottoms = edges(settled(page), ".st-key-controls > *", "bottom")
    assert len(bottoms) == 4 and max(bottoms) - min(bottoms) <= 1


def test_the_map_of_home_begins_on_the_first_screen_of_a_laptop(page, server):
    page.set_viewport_size(LAPTOP)
    open_link(page, f"{server.url}/?{LINK}")
    drawing = settled(page).locator(".st-key-map svg.marks")
    expect(drawing).to_be_visible()
    box = drawing.bounding_box()
    assert box and box["y"] < LAPTOP["height"] - 60


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_province_quarter_and_language_stand_beside_the_menu_and_stay_there(page, server, lang):
    page.set_viewport_size(LAPTOP)
    open_link(page, f"{server.url}/compare?{LINK}&view=ranked&lang={lang}")
    choosers, menu = ".st-key-bar > *", "[data-testid=stTopNavLink]"
    assert len(edges(page, choosers, "top")) == 3 and min(edges(page, choosers, "left")) > max(edges(page, menu, "right"))
    title = min(edges(page, "#root h1", "top"))
    assert max(edges(page, choosers, "bottom")) < title
    expect(settled(page).locator("#root svg.marks")).to_be_visible()
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 300)")
    until(page, "() => document.querySelector('#root h1').getBoundingClientRect().top < -100")
    assert max(edges(page, choosers, "bottom")) < title, "they do not scroll away"


@pytest.mark.parametrize("width", [390, 1093, 1920])
@pytest.mark.parametrize("address", ["", "compare"])
def test_nothing_moves_when_a_page_is_first_seen(page, server, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script("""window.shifted = 0; new PerformanceObserver((list) => list.getEntries().forEach((one) => {
        if (!one.hadRecentInput) window.shifted += one.value; })).observe({type: "layout-shift", buffered: true});""")
    open_link(page, f"{server.url}/{address}?{LINK}")
    expect(settled(page).locator("#root svg.marks").last).to_be_visible()
    expect(page.locator("#answer")).to_have_count(0)
    assert page.evaluate("window.shifted") <= 0.1


@pytest.mark.parametrize("address", ["", "compare"])
def test_a_page_is_printed_on_one_sheet_without_its_choosers(page, server, address):
    open_link(page, f"{server.url}/{address}{'&' if '?' in address else '?'}{LINK}")
    expect(settled(page).locator("svg.marks").last).to_be_visible()
    heading = page.locator("#root h1").inner_text()
    (sheet,) = PdfReader(io.BytesIO(page.pdf(format="A4", print_background=True, prefer_css_page_size=True))).pages
    words = " ".join(sheet.extract_text().split())
    assert heading[:30] in words
    assert "Tải xuống" not in words and "Cách xem" not in words
