"""Lines through the plot of two indicators: where target, path and province lie on either axis."""

from collections.abc import Iterator
from typing import Any

from data.quarter import Quarter
from indicators import wording
from indicators.charts import labels, look, reference, scales
from indicators.charts.scales import Scale, Side

Guides = dict[str, tuple[float | None, float | None]]
"""By the name of the line: where it lies on the upright axis, and where across."""

_STYLES = {"target": (look.INK, "solid"), "expected": (look.PATH, "dashdot"), "province": (look.NAVY, "dash")}


def guides(upright: Side, across: Side | None) -> Guides:
    """The lines that either axis has."""
    up, aside = _common(upright), _common(across) if across else {}
    return {name: (up.get(name), aside.get(name)) for name in _STYLES if name in up or name in aside}


def shapes(found: Guides, upright: Side, across: Side | None, y_axis: Scale, x_axis: Scale, lang: str) -> Iterator[dict[str, Any]]:
    """Plotly's shapes of the lines, with one entry of the legend for a line on both axes."""
    for name, (level, aside) in found.items():
        colour, dash = _STYLES[name]
        words = _words(name, [(level, upright, y_axis), (aside, across, x_axis)], lang)
        line = {
            "type": "line",
            "layer": "between",
            "line": {"color": colour, "dash": dash, "width": 1.6},
            "legendgroup": name,
            "name": words,
        }
        if level is not None:
            y = float(scales.drawn(level, upright.indicator))
            yield line | {"xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "showlegend": True}
        if aside is not None:
            x = float(scales.drawn(aside, across.indicator))
            yield line | {"yref": "paper", "y0": 0, "y1": 1, "x0": x, "x1": x, "showlegend": level is None}


def _common(side: Side) -> dict[str, float]:
    """The lines of one axis: those that all its wards share; between no and yes there are none."""
    if side.indicator.kind == "yes_no":
        return {}
    known = reference.found(side.rows, side.summary, side.indicator)
    return {name: known[name] for name in _STYLES if known.get(name) is not None}


def _words(name: str, ends: list[tuple[float | None, Side | None, Scale]], lang: str) -> str:
    """ "Toàn tỉnh 18,2 %"; with a second indicator "Toàn tỉnh 18,2 % (dọc), 35,1 % (ngang)"."""
    (_, upright, _), (_, across, _) = ends
    called = {
        "target": labels.word("target", lang),
        "expected": f"{labels.word('expected', lang)} {Quarter.parse(upright.summary.quarter).label(lang)}",
        "province": wording.whole_province(upright.summary.province["ward_name"], lang),
    }[name]
    written = []
    for direction, (value, side, scale) in zip(("upright", "across"), ends, strict=True):
        if value is not None:
            words = _written(name, value, side, lang)
            words = labels.word(direction, lang).format(value=words) if across else words
            on_it = scales.holds(scale, scales.drawn(value, side.indicator))
            written.append(words if on_it else f"{words} ({labels.word('beyond', lang)})")
    return f"{called} {', '.join(written)}"


def _written(name: str, value: float, side: Side, lang: str) -> str:
    if name == "province":  # rounded with its target in mind, as in the title
        return wording.shown(side.summary.province, side.indicator, lang)
    return wording.aim(value, side.indicator, lang)
