"""Lines through the plot of two indicators: where target, path and province lie on either axis, and the limits of chance."""

from collections.abc import Iterator

import pandas as pd

from data.quarter import Quarter
from data.words import Language
from indicators import wording
from indicators.charts import labels, look, plot, reference
from indicators.charts.layers import Layer, calculated, kept, pixels
from indicators.charts.legend import Entry
from indicators.charts.scales import Scale, Side

Guides = dict[str, tuple[float | None, float | None]]
"""By the name of the line: where it lies on the upright axis, and where across."""

_STYLES = {"target": (look.INK, ()), "expected": (look.PATH, (6, 3, 1.5, 3)), "province": (look.NAVY, (7, 4))}
_LIMITS = {"95": (0.95, (1.5, 3)), "998": (0.998, ())}


def guides(upright: Side, across: Side | None) -> Guides:
    """The lines that either axis has."""
    up, aside = _common(upright), _common(across) if across else {}
    return {name: (up.get(name), aside.get(name)) for name in _STYLES if name in up or name in aside}


def layers(found: Guides, x: Scale, y: Scale) -> Iterator[Layer]:
    """The lines that lie on the axes, over the whole field."""
    for name, (level, aside) in found.items():
        if level is not None and y.holds(level):
            yield _rule(name, from_x="plot_left", to_x="plot_right", from_y=plot.at(y, "y", repr(level)), to_y="datum.from_y")
        if aside is not None and x.holds(aside):
            yield _rule(name, from_x=plot.at(x, "x", repr(aside)), to_x="datum.from_x", from_y="plot_top", to_y="plot_bottom")


def _rule(name: str, **ends: str) -> Layer:
    colour, dash = _STYLES[name]
    return {
        "data": {"values": [{}]},
        "transform": calculated(**ends),
        "mark": {"type": "rule", "color": colour, "strokeWidth": 1.5, "strokeDash": list(dash)},
        "encoding": {"x": pixels("from_x"), "x2": {"field": "to_x"}, "y": pixels("from_y"), "y2": {"field": "to_y"}},
    }


def limit_layers(limits: pd.DataFrame, x: Scale, y: Scale) -> Iterator[Layer]:
    """The curves of `compare.funnel` within which wards differ from the province by no more than chance would have it."""
    spots = calculated(px=plot.at(x, "x", "datum.x"), py=plot.at(y, "y", "datum.y"))
    for name, (_, dash) in _LIMITS.items() if len(limits) else ():
        for end in ("low", "high"):
            points = [{"x": n, "y": round(share, 5)} for n, share in zip(limits.n.tolist(), limits[f"{end}_{name}"].tolist(), strict=True)]
            yield {
                "data": {"values": points},
                "transform": [kept(f"datum.x >= {x.low / 2!r}"), *spots],
                "mark": {"type": "line", "color": look.MUTED, "strokeWidth": 1, "strokeDash": list(dash)},
                "encoding": {"x": pixels("px"), "y": pixels("py"), "order": {"field": "x", "type": "quantitative"}},
            }


def entries(found: Guides, limits: pd.DataFrame, upright: Side, across: Side | None, x: Scale, y: Scale, lang: Language) -> Iterator[Entry]:
    """One entry of the legend for each line, also where it lies on both axes, and one for each pair of limits."""
    for name, (level, aside) in found.items():
        words = _words(name, [(level, upright, y), (aside, across, x)], lang)
        drawn = (level is not None and y.holds(level)) or (aside is not None and x.holds(aside))
        colour, dash = _STYLES[name]
        yield Entry("rule", words, colour, dash=dash) if drawn else Entry("note", words)
    for share, dash in _LIMITS.values() if len(limits) else ():
        yield Entry("rule", labels.word("limits", lang).format(share=wording.percent(share, lang, trim=True)), look.MUTED, dash=dash)


def _common(side: Side) -> dict[str, float]:
    """The lines of one axis: those that all its wards share; between no and yes there are none."""
    if side.indicator.kind == "yes_no":
        return {}
    known = reference.found(side.rows, side.summary, side.indicator)
    return {name: value for name in _STYLES if (value := known.get(name)) is not None}


def _words(name: str, ends: list[tuple[float | None, Side | None, Scale]], lang: Language) -> str:
    """ "Toàn tỉnh 18,2 %"; with a second indicator "Toàn tỉnh 18,2 % (dọc), 35,1 % (ngang)"."""
    (_, upright, _), (_, across, _) = ends
    assert upright is not None, "every plot has an upright axis"
    called = {
        "target": labels.word("target", lang),
        "expected": f"{labels.word('expected', lang)} {Quarter.parse(upright.summary.quarter).label(lang)}",
        "province": wording.whole_province(upright.summary.province["ward_name"], lang),
    }[name]
    written = []
    for direction, (value, side, scale) in zip(("upright", "across"), ends, strict=True):
        if value is not None and side is not None:
            words = _written(name, value, side, lang)
            words = labels.word(direction, lang).format(value=words) if across else words
            written.append(words if scale.holds(value) else f"{words} ({labels.word('beyond', lang)})")
    return f"{called} {', '.join(written)}"


def _written(name: str, value: float, side: Side, lang: Language) -> str:
    if name == "province":  # rounded with its target in mind, as in the title
        return wording.shown(side.summary.province, side.indicator, lang)
    return wording.aim(value, side.indicator, lang)
