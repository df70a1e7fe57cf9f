"""The lines that wards are read against: target, path, province and the median ward.

They are drawn row by row in the zone of the bars, as narrow rectangles: where all rows have the same value they make a
line, solid where they are as high as the row and dashed where they are lower.
"""

from collections.abc import Iterator

import pandas as pd

from data.quarter import Quarter
from data.words import Language
from indicators import wording
from indicators.catalogue import Indicator
from indicators.charts import labels, look
from indicators.charts.layers import Layer, calculated, kept, rect
from indicators.charts.legend import Entry
from indicators.compare import Summary

MEDIAN = "▼"

_STYLES = {
    "target": ("line", look.INK, ""),
    "expected": ("line", look.PATH, ""),
    "province": ("dashes", look.NAVY, ""),
    "median": ("sign", look.INK, MEDIAN),
}


def found(comparison: pd.DataFrame, summary: Summary, indicator: Indicator) -> dict[str, float | None]:
    """The lines that the chart has, with their common value; None where each ward has its own."""
    lines: dict[str, float | None] = {}
    for name in ("target", "expected"):
        known = comparison[name].dropna().unique()
        if len(known):
            lines[name] = float(known[0]) if len(known) == 1 else None
    # At the end the path is the target; between no and yes there is no path to draw.
    if indicator.kind == "yes_no" or (lines.get("expected") is not None and lines["expected"] == lines.get("target")):
        lines.pop("expected", None)
    if indicator.province_row == "ratio" and summary.province["value"] is not None:
        lines["province"] = summary.province["value"]
    if indicator.kind != "yes_no" and summary.median is not None:
        lines["median"] = summary.median if comparison.rate.isna().all() else float(comparison.rate.median())
    return lines


def entries(
    lines: dict[str, float | None], end: float, summary: Summary, indicator: Indicator, lang: Language, *, rates: bool = False
) -> Iterator[Entry]:
    """The legend of the lines, with their values; one beyond the `end` of the axis is named without its line.

    `rates`: the wards of a flow are compared by its rate, and so is the median.
    """
    names = {
        "target": labels.word("target", lang),
        "median": labels.word("median", lang),
        "province": wording.whole_province(summary.province["ward_name"], lang),
        "expected": f"{labels.word('expected', lang)} {Quarter.parse(summary.quarter).label(lang)}",
    }
    for name, value in lines.items():
        kind, colour, sign = _STYLES[name]
        written = "" if value is None else _written(name, value, summary, indicator, lang, rates=rates)
        words = f"{names[name]} {written}".strip()
        if value is not None and value > end:
            yield Entry("note", f"{words} ({labels.word('beyond', lang)})")
        else:
            yield Entry(kind, words, colour, sign, colour)


def _written(name: str, value: float, summary: Summary, indicator: Indicator, lang: Language, *, rates: bool) -> str:
    """The value of a line; the province's is rounded with its target in mind, as titles and tables have it."""
    if name == "province":
        return wording.shown(summary.province, indicator, lang)
    if name == "median":
        return wording.per_30(value, lang) if rates else wording.value(value, indicator, lang, aims=wording.aims_of(summary.together))
    return wording.aim(value, indicator, lang)


def layers(lines: dict[str, float | None]) -> list[Layer]:
    """The lines over rows with the fields `bar_x`, `top`, `y` and `bottom` in pixels, and one of each line's name.

    That is a part of the signal `bar`, the length of the bars' zone; the signal `row` is the height of a row.
    """
    return [
        rect(
            "from_x",
            "to_x",
            ("top", "bottom") if _STYLES[name][0] == "line" else ("dash_top", "dash_bottom"),
            fill=_STYLES[name][1],
            steps=[
                kept(f"isValid(datum.{name}) && datum.{name} <= 1"),
                *calculated(
                    from_x=f"datum.bar_x + bar * datum.{name} - 0.9",
                    to_x="datum.from_x + 1.8",
                    dash_top="datum.y - row / 4",
                    dash_bottom="datum.y + row / 4",
                ),
            ],
        )
        for name in ("expected", "province", "target")
        if name in lines
    ]
