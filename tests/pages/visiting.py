"""Pages as a visitor meets them: opened by a link, without a server."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from streamlit.testing.v1 import AppTest

from indicators.wording import wording
from pages.shared.say import words

FRAME = Path(__file__).parents[2] / "pages/frame.py"
PAGES = tuple(sorted({page.stem for page in FRAME.parent.glob("*.py")} - {"frame", "welcome"}))


def visit(page: str = "home", *, clicked: str | None = None, **link: str) -> AppTest:
    """The page after following a link with these choices (codes); `clicked` is a ward whose figure of the
    `indicator` of the link, or else of training, was clicked on it.

    The page is named before the first run, which spares running the home page first and is what a deep link does.
    """
    at = AppTest.from_file(FRAME, default_timeout=60)
    at.query_params.update(link)
    if clicked:
        at.query_params.update(ward=clicked, figure=link.get("indicator", "training_coverage"))
    if page != "home":
        at.switch_page(f"{page}.py")
    return sound(at.run())


def sound(at: AppTest) -> AppTest:
    """The page, which ran to its end and met no fault."""
    assert [fault.value for fault in at.exception] == []
    return at


def title(at: AppTest) -> str:
    (only,) = at.title
    return as_shown(only.value)


def as_shown(text: str) -> str:
    """A text that was made safe for Markdown, as the page shows it."""
    return re.sub(r"\\([\W_])", r"\1", text).replace("\N{WORD JOINER}", "")


def everything_said(at: AppTest) -> set[str]:
    """Every text on the page: titles, sentences, labels, buttons, what one may choose, headings of tables."""
    said: set[str] = set()
    for kind in ("title", "header", "subheader", "markdown", "caption", "text", "error", "warning", "success", "info"):
        said.update(as_shown(one.value) for one in at.get(kind))
    for kind in ("selectbox", "multiselect", "button_group", "button", "download_button", "file_uploader", "text_area",
                 "expander", "popover", "page_link", "status"):  # fmt: skip
        for one in at.get(kind):
            said.add(one.proto.popover.label if kind == "popover" else one.label)
            said.update(getattr(one, "options", ()))
    for kind in ("arrow_data_frame", "dataframe", "arrow_table", "table"):
        said.update(str(column) for one in at.get(kind) for column in one.value.columns)
    return {plain for text in said for part in re.split(r" · |[\n\t]", text) if (plain := _plain(part))}


def _plain(text: str) -> str:
    """A text without what Markdown and our badges put around it."""
    return re.sub(r"^:\w+-badge\[(?:\W )?(.*)\]$", r"\1", text.strip().strip("*").strip())


def foreign(said: Iterable[str], lang: str) -> dict[str, str]:
    """What on a page in `lang` is a word or a sentence of the other language, with the key of its entry."""
    return {text: key for key, own, theirs in _telling_entries(lang) for text in said if theirs(text) and not own(text)}


@cache
def _telling_entries(lang: str) -> list[tuple[str, Callable, Callable]]:
    """Each entry that is told apart from others in the language that is not `lang`: its key, and the forms of both on the screen."""
    other = {"vi": "en", "en": "vi"}[lang]
    entries = words() | wording().sentences | {code: status.word for code, status in wording().statuses.items()}
    return [(key, _form(entry(lang)), _form(entry(other))) for key, entry in entries.items() if _telling(entry(other))]


def _form(entry: str) -> Callable:
    """Whether a text is the entry as it may stand on the screen: its fixed words, with something in each gap."""
    if "{" not in entry:
        return entry.__eq__
    return re.compile(".+?".join(map(re.escape, re.split(r"{\w+}", entry)))).fullmatch


def _telling(entry: str) -> bool:
    """Whether a text of that form can only be this entry: it has no gap, or words enough beside them."""
    fixed = re.sub(r"{\w+}", "", entry)
    return fixed == entry or len(re.findall(r"[^\W\d_]", fixed)) > 4
