"""A few wards and the province over quarters, against the path and the target.

A quarter without a figure breaks the line: what is missing is never joined. Every line is named where it ends, in its
own colour and dashes; names are pushed apart until none touches another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.quarter import Quarter
from data.words import Language
from indicators import wording
from indicators.catalogue import Indicator
from indicators.charts import axis, end_labels, labels, legend, look
from indicators.charts.layers import ROOM, STEP, Layer, calculated, kept, own, pixels, rect, signals, text
from indicators.charts.typeface import width as text_width

MOST = len(look.LINES)
"""Wards that one chart can tell apart."""
_LEAST = 300  # pixels of height that the plot has at least, however low the window is
_APART = 17 / _LEAST  # the least distance of two names, of the height of the plot
_BELOW = 42


@dataclass(frozen=True)
class _Series:
    """One line: `values` by quarter, None where there is none."""

    name: str
    key: str
    colour: str
    dash: tuple[float, ...]
    thick: float
    values: tuple[float | None, ...]
    rows: tuple


def over_time(
    history: pd.DataFrame, indicator: Indicator, lang: Language, *, wards: tuple[str, ...] = (), room: int | None = None
) -> look.Chart:
    """The lines of `wards` (codes, at most MOST) and of the province; ValueError for more. `room`: the height in pixels, by default the
    window's less what stands above.

    `history`: `compute.figures` of several quarters, one under another; a quarter between the first and the last that
    is not there at all is a gap of every line.
    """
    if len(wards) > MOST:
        raise ValueError(f"{len(wards)} wards: a chart tells at most {MOST} apart")
    rows = history[history.indicator == indicator.code]
    quarters = _quarters(rows)
    lines = _series(rows, quarters, wards, indicator, lang)
    aims = {name: _aim(rows, quarters, name) for name in ("target", "expected")}
    end = axis.reach(
        (value for line in lines for value in line.values),
        indicator,
        aims=(value for aim in aims.values() for value in aim if value is not None),
    )
    entries = [legend.Entry("note", labels.word("gaps", lang))] if any(_broken(line.values) for line in lines) else []
    names = _names(lines, aims, indicator, end, lang)
    return look.finished(
        {
            "width": "container",
            "height": room or 480,
            "autosize": {"type": "none"},
            "params": [*legend.params(entries), *_signals(names, len(quarters), indicator, end, lang, room)],
            "layer": [
                *_grid(quarters, indicator, end, lang),
                *_aim_layers(aims, end),
                *_line_layers(lines, end),
                *_point_layers(lines, quarters, indicator, end, lang),
                *end_labels.layers(names),
                *legend.layers(entries),
            ],
        }
    )


def _quarters(rows: pd.DataFrame) -> tuple[Quarter, ...]:
    known = sorted(Quarter.parse(text) for text in rows.quarter.unique())
    return tuple(known[0] + step for step in range(known[-1] - known[0] + 1)) if known else ()


def _series(
    rows: pd.DataFrame, quarters: tuple[Quarter, ...], wards: tuple[str, ...], indicator: Indicator, lang: Language
) -> list[_Series]:
    found = []
    for number, code in enumerate((*wards, None)):
        own_rows = rows[rows.ward == code] if code else rows[rows.ward.isna()]
        by_quarter: dict[str, Any] = dict(zip(own_rows.quarter, own_rows.itertuples(), strict=True))
        if not by_quarter:
            continue
        kept_rows = tuple(by_quarter.get(str(quarter)) for quarter in quarters)
        values = tuple(None if row is None or pd.isna(row.value) else float(row.value) for row in kept_rows)
        last = own_rows.iloc[-1].ward_name
        in_the_middle = indicator.province_row == "wards_at_target"  # their province's value is the median ward
        whole = labels.word("median", lang) if in_the_middle else wording.whole_province(last, lang)
        name = labels.bare(last) if code else whole
        colour, dash = look.LINES[number] if code else (look.NAVY, (1, 0))
        found.append(_Series(name, code or "province", colour, dash, 2.0 if code else 3.5, values, kept_rows))
    return found


def _aim(rows: pd.DataFrame, quarters: tuple[Quarter, ...], name: str) -> tuple[float | None, ...]:
    """Target or expected value by quarter: the province's, else that which all wards share."""
    found = []
    for quarter in quarters:
        there = rows[(rows.quarter == str(quarter)) & rows[name].notna()]
        province = there[there.ward.isna()]
        values = province[name].unique() if len(province) else there[name].unique()
        found.append(float(values[0]) if len(values) == 1 else None)
    return tuple(found)


def _broken(values: Iterable[float | None]) -> bool:
    known = [number for number, value in enumerate(values) if value is not None]
    return bool(known) and len(known) < known[-1] - known[0] + 1


def runs(values: Iterable[float | None]) -> list[list[tuple[int, float]]]:
    """Unbroken stretches of the values as (place, value): one line each."""
    found: list[list[tuple[int, float]]] = []
    open_run = False
    for place, value in enumerate(values):
        if value is None:
            open_run = False
        elif open_run:
            found[-1].append((place, value))
        else:
            found.append([(place, value)])
            open_run = True
    return found


def _names(lines: list[_Series], aims: dict, indicator: Indicator, end: float, lang: Language) -> list[dict]:
    """What is written at the right: name and last figure, from the top, pushed apart; `at` and `y` are parts of 1."""
    found = []
    for line in lines:
        known = [(place, value) for place, value in enumerate(line.values) if value is not None]
        if known:
            last, value = known[-1]
            row, now = line.rows[last], last == len(line.values) - 1
            figure = wording.value(row.value, indicator, lang, aims=wording.aims_of(row), province=line.key == "province")
            when = "" if now else f" ({wording.earlier(Quarter.parse(row.quarter), now=_last(line), lang=lang)})"
            found.append(
                {
                    "text": f"{line.name} {figure}{when}",
                    "at": value / end,
                    "colour": line.colour,
                    "weight": 600 if line.key == "province" else 400,
                    "now": now,
                }
            )
    for name, colour in (("target", look.INK), ("expected", look.MUTED)):
        value = aims[name][-1] if aims[name] else None
        if value is not None and not (name == "expected" and value == aims["target"][-1]):
            text_of = f"{labels.word(name, lang)} {wording.aim(value, indicator, lang)}" + (" ↑" if value > end else "")
            found.append({"text": text_of, "at": min(value / end, 1.0), "colour": colour, "weight": 400, "now": value <= end})
    found.sort(key=lambda name: -name["at"])
    for name, place in zip(found, end_labels.apart([1 - name["at"] for name in found], _APART), strict=True):
        name |= {"at": round(name["at"], 5), "y": round(1 - place, 5)}
    return found


def _last(line: _Series) -> Quarter:
    return Quarter.parse(next(row.quarter for row in reversed(line.rows) if row is not None))


def _signals(names: list[dict], quarters: int, indicator: Indicator, end: float, lang: Language, room: int | None) -> list[dict]:
    scale = max(text_width(labels.on_axis(value, indicator, lang), 12) for value in axis.ticks(end, 4, indicator))
    right = max((text_width(name["text"], end_labels.SIZE, name["weight"]) for name in names), default=0) + 18
    return signals(
        room=str(room) if room else ROOM,
        plot_left=str(round(scale + 10)),
        plot_width=f"max(60, width - plot_left - {round(right)})",
        plot_top=f"legend_lines * {STEP} + 14",
        height=f"max(room, plot_top + {_LEAST + _BELOW})",
        plot_height=f"height - plot_top - {_BELOW}",
        step=f"plot_width / {max(1, quarters - 1)}",
        every="max(1, ceil(52 / step))",
    )


def _spot(x: str = "datum.q", y: str = "datum.v") -> list[dict]:
    return calculated(x=f"plot_left + ({x}) * step", y=f"plot_top + (1 - {y}) * plot_height")


def _grid(quarters: tuple[Quarter, ...], indicator: Indicator, end: float, lang: Language) -> list[Layer]:
    ticks = [{"v": value / end, "text": labels.on_axis(value, indicator, lang)} for value in axis.ticks(end, 4, indicator)]
    at = calculated(
        y="plot_top + (1 - datum.v) * plot_height",
        top="datum.y - 0.5",
        bottom="datum.y + 0.5",
        from_x="plot_left",
        to_x="plot_left + plot_width",
        x="plot_left - 8",
    )
    last = len(quarters) - 1
    names = [
        {"q": number, "quarter": wording.earlier(quarter, now=quarter, lang=lang), "year": str(quarter.year)}
        for number, quarter in enumerate(quarters)
    ]
    below = [
        *calculated(x="plot_left + datum.q * step", y=f"height - {_BELOW} + 16", year_y="datum.y + 15"),
        kept(f"({last} - datum.q) % every == 0"),
    ]
    return [
        {"data": {"values": ticks}, **rect("from_x", "to_x", down=("top", "bottom"), fill=look.HAIRLINE, steps=at)},
        {"data": {"values": ticks}, **text("text", "x", "right", y="y", colour=look.MUTED, fontSize=12, steps=at)},
        *(
            {"data": {"values": names}, **text(field, "x", "center", y=y, colour=look.MUTED, fontSize=size, steps=below)}
            for field, y, size in (("quarter", "y", 12), ("year", "year_y", 11))
        ),
    ]


def _line(points: list[dict], colour: str, thick: float, dash: tuple[float, ...]) -> Layer:
    return {
        "data": {"values": points},
        "transform": _spot(),
        "mark": {"type": "line", "color": colour, "strokeWidth": thick, "strokeDash": list(dash)},
        "encoding": {
            "x": pixels("x"),
            "y": pixels("y"),
            "detail": {"field": "run", "type": "nominal"},
            "order": {"field": "q", "type": "quantitative"},
        },
    }


def _points(values: Iterable[float | None], end: float) -> list[dict]:
    return [
        {"q": place, "v": round(value / end, 5), "run": number}
        for number, run in enumerate(runs(values))
        for place, value in run
        if value <= end
    ]


def _aim_layers(aims: dict[str, tuple[float | None, ...]], end: float) -> list[Layer]:
    styles = {"expected": (look.PATH, 1.6, (3, 3)), "target": (look.INK, 1.6, (1, 0))}
    # Where a quarter is not there, what was aimed at is still known: only figures are never joined over a gap.
    known = {
        name: [
            {"q": place, "v": round(value / end, 5), "run": 0} for place, value in enumerate(values) if value is not None and value <= end
        ]
        for name, values in aims.items()
    }
    return [_line(known[name], *style) for name, style in styles.items() if known[name]]


def _line_layers(lines: list[_Series], end: float) -> list[Layer]:
    return [_line(points, line.colour, line.thick, line.dash) for line in lines if (points := _points(line.values, end))]


def _point_layers(lines: list[_Series], quarters, indicator: Indicator, end: float, lang: Language) -> list[Layer]:
    rows = []
    for line in lines:
        for place, value in enumerate(line.values):
            if value is not None:
                row, province = line.rows[place], line.key == "province"
                rows.append(
                    {
                        "q": place,
                        "v": round(value / end, 5),
                        "colour": line.colour,
                        "title": line.name,
                        "ward": "" if province else line.key,
                        "t_quarter": quarters[place].label(lang),
                        "t_value": wording.value(value, indicator, lang, aims=wording.aims_of(row), province=province),
                        "t_parts": labels.parts(row, indicator, lang) or wording.NOTHING,
                        "t_status": labels.status(row.status, lang) if row.status else wording.NOTHING,
                    }
                )
    titles = {"title": "title", **{f"t_{name}": labels.word(name, lang) for name in ("quarter", "value", "parts", "status")}}
    return [
        {
            "data": {"values": rows},
            "transform": _spot(),
            "mark": {"type": "point", "filled": True, "size": 46, "opacity": 1, "stroke": look.WHITE, "strokeWidth": 1.2},
            "encoding": {"x": pixels("x"), "y": pixels("y"), "color": own("colour")} | labels.tooltip(titles),
        }
    ]
