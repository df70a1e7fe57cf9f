"""One language on screen, and lists that find what is typed however it is typed."""

import re
import shutil
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from pages.server import words
from tests.browser.acting import open_link, settled, shows, title, until
from tests.browser.conftest import Server

ENGLISH = [one.en for one in words.words()]
LEFT = """(words) => {
    const left = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const said = node.nodeType === Node.TEXT_NODE ? [node.data.trim()]
            : ["aria-label", "title", "placeholder"].map((name) => node.getAttribute(name));
        left.push(...said.filter((one) => words.includes(one)));
    }
    return left;
}"""

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


def in_one_language(page: Page) -> None:
    """None of Streamlit's own words is left on the page."""
    until(page, f"words => ({LEFT})(words).length === 0", ENGLISH, patience=5)


@pytest.mark.parametrize(
    "link", ["", "compare?view=ranked", "compare?view=over_time", "compare?view=table", "returns?ward=09265", "definitions", "?province=08"]
)
def test_no_page_says_streamlits_own_words(page, server, link):
    open_link(page, f"{server.url}/{link}{'&' if '?' in link else '?'}quarter=2026-Q3&lang=vi")
    in_one_language(page)


def test_what_opens_and_appears_speaks_vietnamese_too(page, server):
    open_link(page, f"{server.url}/compare?quarter=2026-Q3&view=over_time&wards=09265,09325&lang=vi")
    box = page.locator("input[role=combobox][aria-label='Chọn tối đa 6 xã, phường']")
    box.click()
    box.fill("zzzz")
    expect(page.get_by_text("Không tìm thấy")).to_be_visible()
    in_one_language(page)
    page.keyboard.press("Escape")
    for _ in range(4):
        box.click()
        page.get_by_role("option").first.click()
    expect(page.get_by_text("Chỉ chọn được tối đa 6 mục. Bỏ bớt một mục rồi chọn tiếp.")).to_be_visible()
    in_one_language(page)
    open_link(page, f"{server.url}/compare?quarter=2026-Q3&view=table&lang=vi")
    table = page.get_by_test_id("stDataFrame")
    table.hover()
    for name in ("Hiện, ẩn cột", "Tìm trong bảng", "Toàn màn hình"):
        expect(page.get_by_role("button", name=name)).to_be_visible()
    page.get_by_role("button", name="Tìm trong bảng").click()
    expect(page.get_by_text("Gõ để tìm")).to_be_visible()
    page.get_by_test_id("search-input").fill("Phường")
    expect(page.get_by_test_id("search-result-area")).to_have_text(re.compile(r"\d+ kết quả"))
    page.keyboard.press("Escape")
    page.get_by_test_id("stDataFrame").click(position={"x": 15, "y": 55})
    expect(page.get_by_role("dialog").get_by_text("Số liệu lấy từ đâu")).to_be_visible()
    expect(page.get_by_role("button", name="Đóng", exact=True)).to_be_visible()
    in_one_language(page)


def test_a_column_offers_its_order_but_no_figures_of_its_own_and_the_table_no_nameless_file(page, server):
    for lang, offered in (("vi", ["Xếp tăng dần", "Ghim cột", "Ẩn cột"]), ("en", ["Sort ascending", "Pin column", "Hide column"])):
        open_link(page, f"{server.url}/compare?quarter=2026-Q3&view=table&lang={lang}")
        table = page.get_by_test_id("stDataFrame")
        table.hover()
        expect(page.get_by_test_id("stElementToolbarButton").last).to_be_visible()
        assert page.locator("[aria-label^='Download as CSV']").count(), "called otherwise now: it is hidden by this name"
        expect(page.locator("[aria-label^='Download as CSV']").first).to_be_hidden()
        menu = page.get_by_test_id("stDataFrameColumnMenu")
        for x in range(400, 700, 12):  # where a column ends is drawn, not said
            table.click(position={"x": x, "y": 15})
            if menu.count():
                break
        for word in offered:
            expect(menu.get_by_text(word)).to_be_visible()
        for word in ("Format", "Statistics"):
            expect(menu.get_by_text(word)).to_be_hidden()


def test_files_and_notes_are_answered_in_vietnamese_and_what_is_typed_is_left_alone(page, server, tmp_path):
    big = tmp_path / "Search.xlsx"
    big.write_bytes(b"0" * 5_600_000)
    open_link(page, f"{server.url}/returns?quarter=2026-Q3&ward=09265&lang=vi")
    expect(page.get_by_text("Kéo thả tệp .xlsx vào đây (nhiều nhất 5 MB)")).to_be_visible()
    expect(page.get_by_text("50MB")).to_be_hidden()
    page.locator("input[type=file]").set_input_files(big)
    expect(page.get_by_text("Tệp nặng 5,3 MB, vượt giới hạn 5 MB.").first).to_be_visible()
    expect(page.get_by_text("Search.xlsx").first).to_be_visible()
    in_one_language(page)
    box = page.get_by_role("combobox", name="Xã, phường, đặc khu")
    box.click()
    page.keyboard.type("Close")
    page.wait_for_timeout(300)
    expect(box).to_have_value("Close")


def test_the_words_follow_the_language_when_it_is_switched(page, server):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_link(page, f"{server.url}/compare?quarter=2026-Q3&view=table&lang=en")
    nav = page.get_by_test_id("stTopNav")
    expect(nav).to_have_attribute("aria-label", "App pages")
    assert not [url for url in asked if "words" in url], "who reads English downloads nothing for it"
    for lang, name in (("VI", "Các trang"), ("EN", "App pages"), ("VI", "Các trang")):
        page.get_by_role("radio", name=lang, exact=True).click()
        expect(nav).to_have_attribute("aria-label", name)
    in_one_language(settled(page))
    assert len([url for url in asked if "words" in url]) == 1


def test_a_page_that_is_not_there_and_a_server_that_is_gone_are_told_in_vietnamese(page, server):
    page.goto(f"{server.url}/nowhere?lang=vi")
    expect(page.get_by_role("dialog").get_by_text("Không có trang này")).to_be_visible()
    in_one_language(page)
    page.route("**/_stcore/**", lambda route: route.abort())
    page.route_web_socket("**/_stcore/**", lambda socket: socket.close())
    page.goto(f"{server.url}/returns?lang=vi")
    expect(page.get_by_role("dialog").get_by_text("Mất kết nối với máy chủ")).to_be_visible()
    in_one_language(page)


TYPED = "**đậm** [k](http://evil.example) http://evil.example www.evil.example a@evil.example $x$ :smile: <b>a</b> -- &lt;"
"""What somebody calls himself and his file, and writes as the reason of a correction."""


def test_what_people_type_is_text_on_every_page(page, serve, few_wards, tmp_path):
    store = tmp_path / "typed.sqlite3"
    shutil.copy(few_wards, store)
    with closing(sqlite3.connect(store)) as database, database:
        for (name,) in database.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            database.execute(f"drop trigger {name}")  # they keep records as they are
        database.execute("update upload set actor = ?, file_name = ?", (TYPED, TYPED))
        database.execute("update revision set note = ?", (TYPED,))
    with serve(store) as server:
        for address in ("", "compare?", "compare?view=table&", "returns?"):
            open_link(
                page, f"{server.url}/{address}{'' if address else '?'}province=24&quarter=2026-Q3&ward=09325&figure=training_coverage"
            )
            if address == "returns?":
                expect(page.locator(".st-key-line")).to_contain_text("**đậm** [k](http")
            else:
                expect(page.get_by_role("dialog")).to_contain_text(TYPED)
            assert page.locator("#root :is(a[href*=evil], .katex, b), #root strong:has-text('đậm')").count() == 0, address
