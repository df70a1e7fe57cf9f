"""One language on screen, and lists that find what is typed however it is typed."""

import re
import unicodedata
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import open_link, shows, title
from tests.browser.conftest import Server

CITY = "province=79&quarter=2026-Q3"


@pytest.fixture(scope="module")
def server(serve, few_wards) -> Iterator[Server]:
    with serve(few_wards) as running:
        yield running


def finds(page: Page, label: str, typed: str, name: str) -> None:
    """The list of a chooser offers that name first for what is typed."""
    box = page.locator(f"input[role=combobox][aria-label='{label}']")
    box.click()
    box.fill(typed)
    expect(page.get_by_role("option").first).to_have_text(re.compile(rf"^{re.escape(name)}\t"))
    assert box.input_value() == unicodedata.normalize("NFC", typed), "what was typed stays, letter by letter"
    page.keyboard.press("Escape")


@pytest.mark.parametrize(
    ("lang", "label", "ward"),
    [
        ("vi", "Xã, phường, đặc khu", "Phường Đông Hòa"),
        ("en", "Ward, commune or special zone", "Đông Hòa Ward"),
    ],
)
def test_one_ward_of_168_is_found_by_name_plain_letters_code_and_decomposed_letters(page, server, lang, label, ward):
    open_link(page, f"{server.url}/returns?{CITY}&lang={lang}")
    for typed in ("Đông Hòa", "dong hoa", ward, ward.lower(), unicodedata.normalize("NFD", ward), "25951"):
        finds(page, label, typed, ward)
    page.keyboard.press("Tab")
    page.locator(f"input[role=combobox][aria-label='{label}']").fill("dong hoa")
    page.keyboard.press("Enter")
    shows(page, label, ward)
    expect(title(page)).to_contain_text(ward)


def test_indicators_provinces_and_quarters_are_found_the_same_way(page, server):
    open_link(page, f"{server.url}/compare?province=24&quarter=2026-Q3&view=over_time&lang=vi")
    for label, typed, name in (
        ("Chỉ số", "can bo da tap huan", "Cán bộ đã tập huấn AI"),
        ("Chỉ số", "training_coverage", "Cán bộ đã tập huấn AI"),
        ("Tỉnh, thành phố", "ho chi minh", "Hồ Chí Minh"),
        ("Tỉnh, thành phố", "79", "Hồ Chí Minh"),
        ("Kỳ báo cáo", "quy iii", "Quý III/2026"),
        ("Kỳ báo cáo", "2026-q3", "Quý III/2026"),
        ("Chọn tối đa 6 xã, phường", "kinh bac", "Phường Kinh Bắc"),
    ):
        finds(page, label, typed, name)


def test_what_else_a_choice_is_found_by_stands_out_of_sight(page, server):
    open_link(page, f"{server.url}/compare?province=24&quarter=2026-Q3&view=over_time&wards=09265&lang=vi")
    chosen = page.locator("[data-tag] > span")
    expect(chosen).to_contain_text("09265")
    hidden = "one => { const words = document.createRange(); words.setStart(one.firstChild, one.textContent.indexOf('\\t') + 1);"
    hidden += "words.setEndAfter(one.firstChild); return words.getBoundingClientRect().left > one.getBoundingClientRect().right; }"
    assert chosen.evaluate(hidden)
    page.locator("input[role=combobox][aria-label='Chỉ số']").click()
    assert page.get_by_role("option").first.locator("*").first.evaluate(hidden)
