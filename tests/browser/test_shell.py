"""The shell around the pages, as a browser knows it: language, titles, icon, and the steps back."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import choose, go, open_link, settled, title
from tests.browser.conftest import Server

LINK = "province=24&quarter=2026-Q3"


@pytest.fixture(scope="module")
def server(serve, few_wards) -> Server:
    with serve(few_wards) as running:
        yield running


def test_the_document_follows_language_and_page(page, server):
    open_link(page, f"{server.url}/compare?{LINK}")
    html = page.locator("html")
    expect(html).to_have_attribute("lang", "vi")
    expect(html).to_have_attribute("translate", "no")
    expect(page).to_have_title("So sánh · Theo dõi kế hoạch AI cấp xã")
    page.get_by_role("radio", name="EN", exact=True).click()
    expect(html).to_have_attribute("lang", "en")
    expect(page).to_have_title("Compare · Ward AI plan dashboard")
    go(page, "Definitions")
    expect(page).to_have_title("Definitions · Ward AI plan dashboard")
    expect(html).to_have_attribute("lang", "en")
    assert settled(page).locator("link[rel~=icon]").evaluate_all("links => links.map(link => link.href.slice(0, 18))") == [
        "data:image/svg+xml"
    ]


def test_no_request_of_a_page_fails(page, server):
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    open_link(page, f"{server.url}/compare?{LINK}")
    page.locator("svg.marks").first.wait_for()
    assert failed == []
