"""What stands on the screens of a running dashboard, whatever their size; and what leaves it as a file."""

import json
import re
import struct
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.acting import choose, go, open_link, parts, press, settled, shows, title, until
from tests.browser.conftest import Server

SIZES: dict[str, ViewportSize] = {
    "phone": {"width": 390, "height": 844},
    "laptop": {"width": 1366, "height": 768},
    "meeting room": {"width": 1920, "height": 1080},
}
SCREENS = {
    "home": "?quarter=2026-Q3",
    "ranking": "compare?quarter=2026-Q3&view=ranked",
    "all indicators": "compare?quarter=2026-Q3&view=sheet",
    "two indicators": "compare?quarter=2026-Q3&view=two",
    "over time": "compare?quarter=2026-Q3&view=over_time&wards=09265,09325",
    "table": "compare?quarter=2026-Q3&view=table",
    "returns": "returns?quarter=2026-Q3&ward=09265",
    "definitions": "definitions?quarter=2026-Q3",
    "nothing yet": "?province=08",
}


@pytest.fixture(scope="module")
def server(serve, few_wards) -> Iterator[Server]:
    with serve(few_wards) as running:
        yield running


STICKS_OUT = """() => {
    const main = document.querySelector('[data-testid=stMain]'), wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide && main.scrollWidth <= main.clientWidth) return null;
    const out = [...main.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > wide + 1);
    return out.slice(0, 3).map(one => `${one.tagName} ${one.className}`).join('; ') || 'the page itself';
}"""
"""What reaches beyond the right edge of the page although nothing around it scrolls; null where nothing does."""


@pytest.mark.parametrize("screen", SCREENS)
def test_no_page_scrolls_sideways_opened_on_a_phone_or_made_wider(page, server, screen):
    page.set_viewport_size(SIZES["phone"])
    open_link(page, f"{server.url}/{SCREENS[screen]}")
    for name, size in SIZES.items():
        page.set_viewport_size(size)
        with suppress(AssertionError):  # a chart takes the new width a moment later
            until(page, f"() => !({STICKS_OUT})()", patience=5)
        assert page.evaluate(STICKS_OUT) is None, f"{screen} on a {name}"
    expect(page.get_by_text("gặp lỗi ngoài dự kiến")).to_have_count(0)


def test_a_picture_is_1920_by_1080(page, server):
    open_link(page, f"{server.url}/compare?quarter=2026-Q3")
    press(page, "Tải xuống")
    with page.expect_download() as download:
        press(page, "Ảnh PNG 1920×1080")
    content = Path(download.value.path()).read_bytes()
    assert download.value.suggested_filename == "24_ranked_training_coverage_2026-Q3.png"
    assert content[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">II", content[16:24]) == (1920, 1080)
    assert len(content) > 40_000, "an empty page would be smaller"


def test_a_link_opens_the_same_view_on_a_server_that_has_just_started(page, serve, few_wards):
    with serve(few_wards) as fresh:
        open_link(page, f"{fresh.url}/compare?province=24&quarter=2026-Q2&indicator=data_digitised&view=table&peers=xa&lang=en")
        expect(page.get_by_role("radio", name="Table", exact=True)).to_be_checked()
        expect(page.get_by_role("radio", name="Communes", exact=True)).to_be_checked()
        shows(page, "Indicator", "Data digitised")
        shows(page, "Quarter", "Q2 2026")
        expect(title(page)).to_contain_text("Data digitised")
        address = page.url
        page.reload()
        assert settled(page).url == address, "the address says what one sees"


def test_choices_stay_from_page_to_page(page, server):
    open_link(page, f"{server.url}/")
    choose(page, "Kỳ báo cáo", "II", "Quý II/2026")
    expect(page.get_by_text("Quý II/2026").first).to_be_visible()
    go(page, "So sánh")
    shows(page, "Kỳ báo cáo", "Quý II/2026")
    assert "quarter=2026-Q2" in settled(page).url


def test_the_same_ward_opens_as_often_as_it_is_clicked(page, server):
    open_link(page, f"{server.url}/compare?quarter=2026-Q3")
    assert "Phường Hạp Lĩnh" in parts(page)
    for _ in range(3):
        page.get_by_label("Phường Hạp Lĩnh: ").click()
        expect(page.get_by_role("dialog").get_by_text("Số liệu lấy từ đâu")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_wards_brushed_in_a_plot_are_named_and_a_click_on_one_opens_its_figures(page, server):
    open_link(page, f"{server.url}/compare?quarter=2026-Q3&view=two")
    drawn = page.locator("svg.marks").first.bounding_box()
    page.keyboard.down("Shift")
    page.mouse.move(drawn["x"] + 0.1 * drawn["width"], drawn["y"] + 5)
    page.mouse.down()
    page.mouse.move(drawn["x"] + drawn["width"] - 5, drawn["y"] + 0.85 * drawn["height"], steps=4)
    page.mouse.up()
    page.keyboard.up("Shift")
    expect(page.get_by_text(re.compile(r"^Trong vùng chọn, [1-6] nơi: .*Phường Hạp Lĩnh"))).to_be_visible()
    page.get_by_label("Phường Hạp Lĩnh: ").click()
    expect(page.get_by_role("dialog").get_by_text("Số liệu lấy từ đâu")).to_be_visible()


def test_the_receipt_to_sign_downloads(page, server):
    open_link(page, f"{server.url}/returns?quarter=2026-Q3&ward=09265")
    with page.expect_download() as download:
        press(page, "Tải biên nhận để in")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")


def test_whoever_watches_the_server_can_ask_how_it_is(server):
    with urllib.request.urlopen(f"{server.url}/healthz", timeout=20) as answer:
        state = json.load(answer)
    assert (answer.status, state["store"], state["schema"]) == (200, "ok", "current")
    assert state["free_disk_mb"] > 0


def test_an_empty_place_is_healthy_only_after_its_tables_are_made(serve):
    with serve() as empty, pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{empty.url}/healthz", timeout=20)
    assert refused.value.code == 503 and json.load(refused.value)["schema"] == "empty"
    refused.value.close()
