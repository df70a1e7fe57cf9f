"""What a person does on a page: by the words that stand there, waiting for what should come."""

import re
import time
from typing import Any

from playwright.sync_api import Locator, Page, expect


def settled(page: Page) -> Page:
    """Waits until the page has its title and its script has run to the end."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached()
    return page


def until(page: Page, said: str, given: Any = None, *, patience: float = 30) -> None:
    """Waits until a function of JavaScript says yes. Playwright's own way would compile it inside the page, which may not."""
    end = time.monotonic() + patience
    while not page.evaluate(said, given):
        assert time.monotonic() < end, f"never: {said}"
        page.wait_for_timeout(50)


def open_link(page: Page, address: str) -> Page:
    page.goto(address)
    return settled(page)


def title(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def go(page: Page, name: str) -> None:
    """Follows an entry of the menu."""
    page.get_by_role("link", name=name, exact=True).click()


def choose(page: Page, label: str, typed: str, meant: str) -> None:
    """Types into a chooser and takes what it then offers."""
    box = page.get_by_role("combobox", name=re.compile(label))
    box.click()
    box.fill(typed)
    page.get_by_role("option", name=meant).first.click()


def shows(page: Page, label: str, name: str) -> None:
    """A chooser shows that name; behind it stands what else it is found by."""
    expect(page.get_by_role("combobox", name=label)).to_have_value(re.compile(rf"^{re.escape(name)}\t"))


def press(page: Page, words: str) -> None:
    """Presses the button of those words, whatever icon stands before them."""
    page.get_by_role("button", name=re.compile(rf"{words}$")).click()


def parts(page: Page) -> dict[str, tuple[int, int]]:
    """{ward: (x, n)} of every ward with a share in the ranking, as the drawing tells those who cannot see it."""
    page.locator("svg.marks").first.wait_for()
    labels = page.locator("svg.marks [aria-label]").evaluate_all("marks => marks.map(mark => mark.getAttribute('aria-label'))")
    found = (re.match(r"(?P<ward>[^:]+): .*\((?P<x>[\d.]+)/(?P<n>[\d.]+)\)", label) for label in labels)
    return {one["ward"]: (number(one["x"]), number(one["n"])) for one in found if one}


def cell(where: Page | Locator, words: str | re.Pattern) -> Locator:
    """A cell of a table; tables are drawn, and what they say stands in the drawing for those who cannot see it."""
    exact = words if isinstance(words, re.Pattern) else re.compile(f"^{re.escape(words)}$")
    return where.locator("canvas [role=gridcell], canvas [role=columnheader]").filter(has_text=exact).first


def number(written: str) -> int:
    return int(written.replace(".", ""))
