"""Makes the fonts of indicators/charts/letters from the variable Source Sans 3 that Streamlit ships (SIL Open Font License).

Run by hand, by a developer, where Streamlit brings another version of it: `python -m indicators.charts.cut_typeface`. The
fonts have another name than the original: the licence keeps the name "Source" for what Adobe made.
"""

import importlib.util
import io
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from indicators.charts.typeface import CUT, FONT_FILES

_STYLES = {400: "Regular", 600: "SemiBold"}
_LETTERS = (
    *range(0x20, 0x250),  # Latin with its extensions
    *(0x300, 0x301, 0x303, 0x309, 0x323),  # tones written apart
    *range(0x1E00, 0x1F00),  # Vietnamese
    *range(0x2000, 0x2070),  # dashes, quotes, spaces of every width
    *range(0x20A0, 0x20C0),  # currencies
    *range(0x2190, 0x2300),  # arrows, mathematics
    *range(0x25A0, 0x2720),  # the marks of `look`
)
_KEPT_NAMES = (0, 7, 13, 14)  # copyright, trademark, licence and where it is found


def shipped() -> Path:
    """Streamlit's font file; FileNotFoundError where it is not there."""
    # find_spec looks without importing: this floor knows where Streamlit lies, not how it works.
    found = importlib.util.find_spec("streamlit")
    roots = found.submodule_search_locations if found else None
    files = [file for root in roots or () for file in Path(root, "static").rglob("SourceSansVF-Upright*.woff2")]
    if not files:
        raise FileNotFoundError("Source Sans is not where Streamlit keeps it (static/**)")
    return files[0]


def _needed_letters(file: Path) -> bytes:
    font = TTFont(file, recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=["kern", "mark", "mkmk", "ccmp"], notdef_outline=True, name_IDs=["*"]))
    subsetter.populate(unicodes=_LETTERS)
    subsetter.subset(font)
    font.flavor = None
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()


def _cut(variable: bytes, weight: int) -> TTFont:
    """One weight, under our name."""
    font = instancer.instantiateVariableFont(TTFont(io.BytesIO(variable), recalcTimestamp=False), {"wght": weight}, inplace=True)
    font["OS/2"].usWeightClass = weight
    style, names = _STYLES[weight], font["name"]
    names.names = [one for one in names.names if one.nameID in _KEPT_NAMES]
    postscript = f"{CUT.replace(' ', '')}-{style}"
    for number, name in {1: CUT, 2: style, 3: postscript, 4: f"{CUT} {style}", 6: postscript, 16: CUT, 17: style}.items():
        names.setName(name, number, 3, 1, 0x409)
    return font


def main() -> None:
    """Writes both weights, each as it is and packed for browsers, and says how large they are."""
    variable = _needed_letters(shipped())
    for weight, file in FONT_FILES.items():
        font = _cut(variable, weight)
        for font.flavor, written in ((None, file), ("woff2", file.with_suffix(".woff2"))):
            font.save(written)
            print(f"{written.name}: {written.stat().st_size} bytes")


if __name__ == "__main__":
    main()
