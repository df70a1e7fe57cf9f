"""The type of every chart: Source Sans as Streamlit ships it, so that a picture has the letters of the screen.

Streamlit carries one variable font, as woff2; the renderer of pictures (vl-convert) takes only static ttf files and
draws charts WITHOUT any text, and without a word, where it does not find a family. So the two weights in use lie in
`letters`, cut from Streamlit's file (`cut_typeface`) and renamed, as their licence wants (decision 32).
"""

import base64
import functools
from pathlib import Path
from typing import Any

import vl_convert
from fontTools.ttLib import TTFont

CUT = "Ward KPI Sans"
"""What the family of our files is called: the name "Source" is reserved to the original."""
FAMILY = f"{CUT}, Source Sans"
"""The families of every chart: ours in pictures, and on the screen, where it is not, that of Streamlit's style sheet."""
FONT_FILES = {
    400: Path(__file__).parent / "letters/WardKPISans-Regular.ttf",
    600: Path(__file__).parent / "letters/WardKPISans-SemiBold.ttf",
}
"""By weight; beside each the same packed for browsers (woff2)."""


@functools.cache
def register() -> None:
    """Makes the family known to vl-convert; call it before any picture is drawn."""
    vl_convert.register_font_directory(str(FONT_FILES[400].parent))


def width(text: str, size: float, weight: int = 400) -> float:
    """How many pixels `text` takes at `size` pixels; kerning is left out, which is on the safe side of a pixel."""
    advances = _advances(weight)
    return size * sum(advances.get(letter, 0.6) for letter in text)


def fold_lines(text: str, most: int = 2) -> tuple[str, ...]:
    """The words of `text` on at most `most` lines, so that the widest line is as narrow as can be."""
    words = text.split()
    if most <= 1 or len(words) <= 1:
        return (text,)
    ways = [(" ".join(words[:cut]), *fold_lines(" ".join(words[cut:]), most - 1)) for cut in range(1, len(words))]
    return min([(text,), *ways], key=lambda lines: (max(width(line, 1) for line in lines), len(lines)))


def lines(text: str, room: float, size: float, weight: int = 400) -> list[str]:
    """The words of `text` on lines of at most `room` pixels, as many as it takes; a longer word stands alone."""
    found: list[str] = []
    for word in text.split(" "):
        longer = f"{found[-1]} {word}" if found else word
        if found and width(longer, size, weight) <= room:
            found[-1] = longer
        else:
            found.append(word)
    return found


@functools.cache
def faces() -> str:
    """`@font-face` rules that carry the family, for an SVG that is read where it is not."""
    rules = []
    for weight, file in FONT_FILES.items():
        content = base64.b64encode(file.with_suffix(".woff2").read_bytes()).decode("ascii")
        rules.append(f"@font-face{{font-family:'{CUT}';font-weight:{weight};src:url(data:font/woff2;base64,{content}) format('woff2')}}")
    return "".join(rules)


@functools.cache
def _advances(weight: int) -> dict[str, float]:
    font = TTFont(FONT_FILES[weight])
    head: Any = font["head"]  # tables have their fields from the font, not from a class
    unit, widths = head.unitsPerEm, font["hmtx"]
    return {chr(code): widths[glyph][0] / unit for code, glyph in (font.getBestCmap() or {}).items()}
