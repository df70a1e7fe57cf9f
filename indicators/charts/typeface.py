"""The type of every chart: Source Sans as Streamlit ships it, so that a picture has the letters of the screen.

Streamlit carries one variable font, as woff2; the renderer of pictures (vl-convert) takes only static ttf files and
draws charts WITHOUT any text, and without a word, where it does not find a family. So the two weights in use are cut
from Streamlit's file for the first picture, in about a second, into a directory that goes away with the process.
"""

import atexit
import base64
import functools
import importlib.util
import io
import shutil
import tempfile
from pathlib import Path

import vl_convert
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FAMILY = "Source Sans"
"""The name in Streamlit's style sheet and in our ttf files, hence the same in every chart."""
WEIGHTS = {400: "Regular", 600: "SemiBold"}

_LETTERS = (
    *range(0x20, 0x250),  # Latin with its extensions
    *(0x300, 0x301, 0x303, 0x309, 0x323),  # tones written apart
    *range(0x1E00, 0x1F00),  # Vietnamese
    *range(0x2000, 0x2070),  # dashes, quotes, spaces of every width
    *range(0x20A0, 0x20C0),  # currencies
    *range(0x2190, 0x2300),  # arrows, mathematics
    *range(0x25A0, 0x2720),  # the marks of `look`
)


@functools.cache
def font_files() -> dict[int, Path]:
    """Weight -> static ttf file of `FAMILY`, kept until the process ends; FileNotFoundError where it is not shipped."""
    directory = Path(tempfile.mkdtemp(prefix="source-sans-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    variable = io.BytesIO()
    _needed_letters(_shipped()).save(variable)
    files = {}
    for weight, style in WEIGHTS.items():
        files[weight] = directory / f"SourceSans-{style}.ttf"
        variable.seek(0)
        _cut(variable, weight, style).save(files[weight])
    return files


@functools.cache
def register() -> None:
    """Makes the family known to vl-convert; call it before any picture is drawn."""
    vl_convert.register_font_directory(str(font_files()[400].parent))


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


def face(text: str) -> str:
    """`@font-face` rules that carry exactly the letters of `text`, for an SVG that is read where the font is not."""
    rules = []
    for weight, file in font_files().items():
        font = TTFont(file, recalcTimestamp=False)  # the same letters are the same bytes
        subsetter = Subsetter(Options(flavor="woff2", layout_features=["kern", "mark", "mkmk", "ccmp"]))
        subsetter.populate(text=text)
        subsetter.subset(font)
        font.flavor = "woff2"
        packed = io.BytesIO()
        font.save(packed)
        content = base64.b64encode(packed.getvalue()).decode("ascii")
        rules.append(f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};src:url(data:font/woff2;base64,{content}) format('woff2')}}")
    return "".join(rules)


def _shipped() -> Path:
    # find_spec looks without importing: this floor knows where Streamlit lies, not how it works.
    found = importlib.util.find_spec("streamlit")
    roots = found.submodule_search_locations if found else None
    files = [file for root in roots or () for file in Path(root, "static").rglob("SourceSansVF-Upright*.woff2")]
    if not files:
        raise FileNotFoundError("Source Sans is not where Streamlit keeps it (static/**)")
    return files[0]


def _needed_letters(file: Path) -> TTFont:
    font = TTFont(file, recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=["kern", "mark", "mkmk", "ccmp"], notdef_outline=True))
    subsetter.populate(unicodes=_LETTERS)
    subsetter.subset(font)
    font.flavor = None
    return font


def _cut(variable: io.BytesIO, weight: int, style: str) -> TTFont:
    font = instancer.instantiateVariableFont(TTFont(variable, recalcTimestamp=False), {"wght": weight}, inplace=True)
    font["OS/2"].usWeightClass = weight
    font["name"].names = []
    names = {1: FAMILY, 2: style, 4: f"{FAMILY} {style}", 6: f"SourceSans-{style}", 16: FAMILY, 17: style}
    for number, name in names.items():
        font["name"].setName(name, number, 3, 1, 0x409)
    return font


@functools.cache
def _advances(weight: int) -> dict[str, float]:
    # Read from the variable font: a page that only measures words need not wait for the cutting.
    font = TTFont(_shipped())
    unit, glyphs = font["head"].unitsPerEm, font.getGlyphSet(location={"wght": weight})
    return {chr(code): glyphs[glyph].width / unit for code, glyph in font.getBestCmap().items()}
