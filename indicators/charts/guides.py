"""Lines through the plot of two indicators: where target, path and province lie on either axis."""

from collections.abc import Iterator
from typing import Any

from data.quarter import Quarter
from indicators import wording
from indicators.charts import labels, look, scales
from indicators.charts.scales import Side

Guides = dict[str, tuple[float | None, float | None]]
"""By the name of the line: where it lies on the upright axis, and where across."""

_STYLES = {"target": (look.INK, "solid"), "expected": (look.PATH, "dot"), "province": (look.NAVY, "dash")}


def guides(upright: Side, across: Side | None) -> Guides:
    """The lines that either axis has."""
    up, aside = _common(upright), _common(across) if across else {}
    return {name: (up.get(name), aside.get(name)) for name in _STYLES if name in up or name in aside}


def shapes(found: Guides, upright: Side, across: Side | None, lang: str) -> Iterator[dict[str, Any]]:
    """Plotly's shapes of the lines, with one entry of the legend for a line on both axes."""
    for name, values in found.items():
        colour, dash = _STYLES[name]
        line = {"type": "line", "layer": "below", "line": {"color": colour, "dash": dash, "width": 1.6},
                "legendgroup": name, "name": _words(name, values, upright, across, lang)}
        level, upended = values
        if level is not None:
            y = float(scales.drawn(level, upright.indicator))
            yield line | {"xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "showlegend": True}
        if upended is not None:
            x = float(scales.drawn(upended, across.indicator))
            yield line | {"yref": "paper", "y0": 0, "y1": 1, "x0": x, "x1": x, "showlegend": level is None}


def _common(side: Side) -> dict[str, float]:
    """The lines of one axis. A level that differs from ward to ward is no line, and no ward compares to a sum."""
    found = {}
    for name in ("target", "expected"):
        known = side.rows[name].dropna().unique()
        if len(known) == 1 and side.indicator.kind != "yes_no":
            found[name] = float(known[0])
    if found.get("expected") == found.get("target"):
        found.pop("expected", None)
    if side.indicator.province_row == "ratio" and side.summary.province["value"] is not None:
        found["province"] = side.summary.province["value"]
    return found


def _words(name: str, values: tuple[float | None, float | None], upright: Side, across: Side | None, lang: str) -> str:
    """ "Toàn tỉnh 18,2 %"; with two axes "Toàn tỉnh 18,2 % (dọc), 35,1 % (ngang)"."""
    called = {"target": labels.word("target", lang),
              "expected": f"{labels.word('expected', lang)} {Quarter.parse(upright.summary.quarter).label(lang)}",
              "province": labels.whole_province(upright.summary.province["ward_name"], lang)}[name]
    written = [value if value is None else _written(name, value, side, lang)
               for value, side in zip(values, (upright, across), strict=True)]
    if across is None:
        return f"{called} {written[0]}"
    sides = [labels.word(side, lang).format(value=value)
             for side, value in zip(("upright", "across"), written, strict=True) if value]
    return f"{called} {', '.join(sides)}"


def _written(name: str, value: float, side: Side, lang: str) -> str:
    if name == "province":  # rounded with its target in mind, as in the title
        return wording.shown(side.summary.province, side.indicator, lang)
    return wording.aim(value, side.indicator, lang)
