"""The shell around the pages, as a browser knows it: language, titles, icon, and the steps back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import choose, go, open_link, settled, shows, title, until
from tests.browser.conftest import FORBIDDEN, Server

LINK = "province=24&quarter=2026-Q3"


@pytest.fixture(scope="module")
def server(serve, few_wards) -> Iterator[Server]:
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


def test_a_script_that_somebody_slips_in_does_not_run(chromium, server):
    page = chromium.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if FORBIDDEN in said.text else None)
    open_link(page, f"{server.url}/compare?{LINK}")
    assert refused == []
    page.evaluate("document.head.append(Object.assign(document.createElement('script'), {text: 'window.ran = true'}))")
    assert len(refused) == 1 and not page.evaluate("window.ran")
    page.close()


def test_no_request_of_a_page_fails_and_what_can_be_is_compressed(page, server):
    failed: list[str] = []
    plain: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.on("response", lambda answer: plain.append(answer.url) if not answer.headers.get("content-encoding") else None)
    open_link(page, f"{server.url}/compare?{LINK}")
    page.locator("svg.marks").first.wait_for()
    assert failed == []
    assert [url for url in plain if url.endswith((".js", ".css")) or "compare" in url] == [], "sent without compressing it"


def test_each_back_undoes_one_choice_and_the_last_one_leaves(page, server):
    page.goto("data:text/html,<h1>before</h1>")
    before = page.evaluate("history.length")
    open_link(page, f"{server.url}/compare?{LINK}&indicator=training_coverage&view=ranked&lang=vi")
    entries = page.evaluate("history.length")
    assert entries == before + 1, "opening a page is one entry, whatever it writes into its address"
    states = [chosen(page)]
    choose(page, "Chỉ số", "dữ liệu số hóa", "Dữ liệu số hóa")
    states.append(changed(page, states[-1]))
    page.get_by_role("radio", name="Xã", exact=True).click()
    states.append(changed(page, states[-1]))
    choose(page, "Kỳ báo cáo", "II/", "Quý II/2026")
    states.append(changed(page, states[-1]))
    assert page.evaluate("history.length") == entries + 3, "one entry a choice"
    for state in states[-2::-1]:
        page.go_back()
        is_restored(page, state)
    for state in states[1:]:
        page.go_forward()
        is_restored(page, state)
    for _ in range(4):
        page.go_back()
    expect(title(page)).to_have_text("before")


def test_back_leads_to_the_page_one_came_from_with_its_choices(page, server):
    open_link(page, f"{server.url}/?{LINK}&lang=vi")
    go(page, "So sánh")
    expect(page.get_by_role("combobox", name="Chỉ số")).to_be_visible()
    before = chosen(page)
    choose(page, "Kỳ báo cáo", "II/", "Quý II/2026")
    changed(page, before)
    page.go_back()
    is_restored(page, before)
    page.go_back()
    expect(page.get_by_role("radiogroup", name="Chỉ số trên bản đồ")).to_be_visible()
    shows(page, "Kỳ báo cáo", "Quý III/2026")


def test_a_wards_name_is_a_link_to_its_figure_in_this_window_and_back_closes_it(page, server):
    open_link(page, f"{server.url}/?{LINK}&lang=vi")
    link, dialog = page.locator("table a").first, page.get_by_role("dialog")
    expect(link).to_have_text(re.compile("^(Phường|Xã) "))
    name, entries, address = link.text_content(), page.evaluate("history.length"), page.evaluate("location.href")
    link.click()
    expect(dialog.get_by_role("heading", name=name)).to_be_visible()
    expect(page).to_have_url(re.compile(r"&ward=\d{5}&figure=\w+$"))
    assert page.evaluate("history.length") == entries + 1 and len(page.context.pages) == 1
    sent = page.evaluate("location.href")
    page.go_back()
    expect(dialog).to_have_count(0)
    expect(page).to_have_url(address)
    page.goto(sent)
    expect(dialog.get_by_role("heading", name=name)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("ward="))


def chosen(page: Page) -> dict[str, str]:
    """What the page says: address, title, the choosers."""
    settled(page)
    page.locator("svg.marks").first.wait_for()
    boxes = {name: page.get_by_role("combobox", name=name).input_value() for name in ("Chỉ số", "Kỳ báo cáo")}
    return boxes | {
        "title": title(page).inner_text(),
        "address": page.url,
        "peers": page.locator("[role=radio][aria-checked=true]").all_inner_texts(),
    }


def changed(page: Page, before: dict[str, str]) -> dict[str, str]:
    expect(page).not_to_have_url(before["address"])
    expect(title(page)).not_to_have_text(before["title"])
    return chosen(page)


def is_restored(page: Page, state: dict[str, str]) -> None:
    expect(title(page)).to_have_text(state["title"])
    expect(page).to_have_url(state["address"])
    assert chosen(page) == state


def test_the_answer_stands_there_before_the_app_and_goes_when_it_is_drawn(page, server):
    link = f"{server.url}/compare?{LINK}&lang=vi"
    page.add_init_script("""window.shifted = 0; new PerformanceObserver((list) => list.getEntries().forEach((one) => {
        if (!one.hadRecentInput) window.shifted += one.value; })).observe({type: "layout-shift", buffered: true});""")
    seen(page, link)  # the first visit leaves where everything stood
    while not ('class="known"' in (served := page.context.request.get(link).text()) and "<svg" in served):
        page.wait_for_timeout(200)  # the drawing for this window is being made
    seen(page, link)
    assert page.evaluate("window.shifted") < 0.1
    finding = title(page).inner_text()
    page.route("**/static/js/index*", lambda route: route.abort())  # the app never comes
    page.goto(link)
    expect(title(page)).to_have_text(finding)
    expect(page.locator("#answer.known svg")).to_be_visible()
    assert "Hạp Lĩnh" in page.locator("#answer svg").text_content()


def seen(page: Page, link: str) -> None:
    """The page until its app is drawn and the answer has gone."""
    open_link(page, link)
    expect(page.locator("#root svg.marks")).to_be_visible()
    expect(page.locator("#answer")).to_have_count(0)
    until(page, "() => document.cookie.includes('answer-compare=')")
