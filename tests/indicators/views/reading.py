"""What a view says in each of its places, read from the place itself: title, lines, legend, drawing, table, picture."""

import re
from xml.etree import ElementTree

from indicators.briefing import Briefing
from indicators.exports import svg
from indicators.views.view import View
from indicators.wording import wording
from tests.data.store.making import NOON

_SVG = "{http://www.w3.org/2000/svg}"
COUNTED = {"vi": re.compile(r"(\d+)/(\d+)"), "en": re.compile(r"(\d+) of (\d+)")}


def data(chart: dict) -> list[dict]:
    """The rows of every layer of a drawing."""
    layers = (chart, *chart.get("layer", ()))
    return [row for layer in layers for row in layer.get("data", {}).get("values", ()) if isinstance(row, dict)]


def legend(chart: dict) -> list[str]:
    """The words of the legend, in their order."""
    return list(dict.fromkeys(row["text"] for row in data(chart) if "xs" in row))


def counts_by_status(chart: dict, lang: str) -> dict[str, int]:
    """How many things of each status the legend counts."""
    words = {status.word(lang): code for code, status in wording().statuses.items()}
    found = (re.fullmatch(r"(.+) (\d+)", text) for text in legend(chart))
    return {words[one[1]]: int(one[2]) for one in found if one and one[1] in words}


def fraction(text: str, lang: str) -> tuple[int, int] | None:
    """The first "28/54" or "28 of 54" of a sentence."""
    found = COUNTED[lang].search(text)
    return (int(found[1]), int(found[2])) if found else None


def picture(view: View, lang: str) -> tuple[str, str]:
    """All words that stand on the picture, with spaces between, and its words for whoever cannot see it."""
    briefing = Briefing.of(view, demonstration=True, taken_at=NOON, lang=lang)
    root = ElementTree.fromstring(svg.render(briefing))
    words = " ".join("".join(text.itertext()) for text in root.iter(f"{_SVG}text"))
    return words, root.findtext(f"{_SVG}desc") or ""
