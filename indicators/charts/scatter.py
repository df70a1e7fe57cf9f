"""Two figures of every ward at once: to zoom into a crowd, to brush it, to point at one among 168.

Across stands a second indicator or the denominator. Over the denominator a share makes a funnel plot: wards within
the limits around the province's share differ from it by no more than chance would have it. Why Vega-Lite: decision 34.
"""

from collections.abc import Iterator

import pandas as pd

from data.words import Language
from indicators import ranking, wording
from indicators.charts import guides, labels, legend, look, plot, point_labels, scales, ward_points
from indicators.charts.layers import ROOM, Layer, area, calculated, kept, own, pixels, signals
from indicators.charts.scales import Scale, Side
from indicators.charts.symbols import SYMBOLS
from indicators.charts.typeface import width as text_width

_JUDGED = ("met", "on_track", "slightly_behind", "behind", "reversed")
_UPWARDS = ("no_target", "no_path", "on_track", "slightly_behind", "met", "behind", "reversed")  # the last is drawn on top
_AREA = "(width < 600 ? 55 : 85)"  # square pixels of a round point


def scatter(upright: Side, across: Side | None, *, limits: pd.DataFrame, lang: Language, room: int | None = None) -> look.Chart:
    """A point for each ward with both figures, looking by its status on `upright`; hollow if small on either.

    `across` None: the denominator of `upright`, with the curves of `compare.funnel`. `room`: the height in pixels, by
    default the window's less what stands above. A click selects "ward", a drag with the shift key "brush": its fields
    "x" and "y" are ranges of where points are drawn. Wheel and drag zoom and move, a double click undoes it.
    """
    points, lines = ward_points.spread(ward_points.of(upright, across, lang), upright, across), guides.guides(upright, across)
    limits = limits if across is None else limits.iloc[:0]
    y = scales.of_indicator(upright.indicator, points.y, [up for up, _ in lines.values()], lang)
    if across is None:
        x = scales.of_sizes(upright.indicator, points.x, lang)
    else:
        x = scales.of_indicator(across.indicator, points.x, [aside for _, aside in lines.values()], lang)
    rows = _rows(points, _sides(points, ward_points.order_of_names(points, limits, across), lines, x, y))
    entries = [*_entries(points, lang), *guides.entries(lines, limits, upright, across, x, y, lang)]
    spots = calculated(px=plot.at(x, "x", "datum.x"), py=plot.at(y, "y", "datum.y"))
    return look.finished(
        {
            "width": "container",
            "height": room or 480,
            "autosize": {"type": "none"},
            "data": {"values": rows},
            "params": [
                *signals(room=str(room) if room else ROOM),
                *legend.params(entries),
                *plot.params(x, y),
                *point_labels.params(),
            ],
            "layer": [
                *plot.behind(x, y),
                *guides.limit_layers(limits, x, y),
                *guides.layers(lines, x, y),
                *_drawn(spots),
                *point_labels.layers([kept("datum.name != ''"), *spots]),
                *plot.before(x, y, lang),
                *legend.layers(entries),
                _pointer(x, y, spots, _told(upright, across, lang)),
            ],
        }
    )


def notes(upright: Side, across: Side | None, *, limits: pd.DataFrame, lang: Language) -> list[str]:
    """What the points say together: how many lie outside the limits; and how many are not there."""
    points, found = ward_points.of(upright, across, lang), []
    if across is None and len(limits):
        low, high = ranking.funnel_limits(points.x, limits.share.iloc[0], ranking.Z_998)
        found.append(
            labels.word("outside", lang).format(
                share=wording.percent(0.998, lang), above=(points.y > high).sum(), below=(points.y < low).sum()
            )
        )
    if missing := len(upright.rows) - len(points):
        found.append(labels.word("no_figure" if across is None else "no_figures", lang).format(count=missing))
    return found


def _told(upright: Side, across: Side | None, lang: Language) -> dict:
    """The channels of the layer that takes the pointer."""
    if across is None:
        return labels.pointed(upright.indicator, lang)
    titles = {"title": "title", "t_up": upright.indicator.short(lang), "t_across": across.indicator.short(lang)}
    return {"description": {"field": "told", "type": "nominal"}} | labels.lit() | labels.tooltip(titles)


def _sides(points: pd.DataFrame, order: tuple[list[int], list[int]], lines: guides.Guides, x: Scale, y: Scale) -> list[str]:
    """Of each point, on which side it has its name in each of `point_labels.SIZES`, a letter each."""
    through = point_labels.Lines(
        [float(x.part(aside)) for _, aside in lines.values() if aside is not None],
        [1 - float(y.part(level)) for level, _ in lines.values() if level is not None],
    )
    spots = [
        point_labels.Spot(float(at_x), 1 - float(at_y), name)
        for at_x, at_y, name in zip(x.part(points.x), y.part(points.y), points.name, strict=True)
    ]
    found = [
        point_labels.placed(spots, sum(order, []), size, most=most, lines=through, far=order[0])
        for size, most in zip(point_labels.SIZES, point_labels.MOST, strict=True)
    ]
    return ["".join(point_labels.SIGNS[one.get(number, 0)] for one in found) for number in range(len(points))]


def _rows(points: pd.DataFrame, sides: list[str]) -> list[dict]:
    """The points as the layers read them, those that must be seen last."""
    told = ward_points.TOLD_OF_TWO if "t_up" in points else ward_points.TOLD
    turns = {status: turn for turn, status in enumerate(_UPWARDS)}
    points, rows = points.assign(sides=sides), []
    points["turn"] = points.status.map(turns)
    for row in points.sort_values("turn", kind="stable").to_dict("records"):
        symbol = SYMBOLS[row["status"]]
        rows.append(
            {
                "ward": row["ward"],
                "x": round(row["x"], 6),
                "y": round(row["y"], 6),
                "shape": symbol.shape,
                "times": symbol.times,
                "colour": look.STATUSES[row["status"]].colour,
                "small": bool(row["small"]),
                "name": row["name"] if row["sides"].strip("0") else "",
                "em": round(text_width(row["name"], 1), 3),
                "sides": row["sides"],
                **{column: row[column] for column in told},
            }
        )
    return rows


def _entries(points: pd.DataFrame, lang: Language) -> Iterator[legend.Entry]:
    """The statuses that are there, with how many points; among them those that are hollow."""
    for status in _JUDGED + ("no_target", "no_path"):
        if count := int((points.status == status).sum()):
            symbol = SYMBOLS[status]
            words = f"{wording.status(status, lang)} {count}"
            yield legend.Entry("point", words, look.STATUSES[status].colour, shape=symbol.shape, times=symbol.times)
    for entry in legend.of_small(int(points.small.sum()), lang, hollow=True):
        yield legend.Entry("hollow", entry.text, look.MUTED, shape="circle")


def _drawn(spots: list[dict]) -> list[Layer]:
    """The points; what is not in the brush steps back."""
    where = {"x": pixels("px"), "y": pixels("py"), "size": area("area"), "shape": own("shape")}
    seen = {"opacity": {"condition": {"param": "brush", "value": 1}, "value": 0.2}}
    steps = [*spots, *calculated(area=f"{_AREA} * datum.times")]
    return [
        {
            "transform": [*steps, kept("!datum.small")],
            "mark": {"type": "point", "filled": True, "fillOpacity": 0.82, "stroke": look.INK, "strokeWidth": 0.7},
            "encoding": where | seen | {"fill": own("colour")},
        },
        {
            "transform": [*steps, kept("datum.small")],
            "mark": {"type": "point", "fill": look.WHITE, "fillOpacity": 0.5, "strokeWidth": 1.8},
            "encoding": where | seen | {"stroke": own("colour")},
        },
    ]


def _pointer(x: Scale, y: Scale, spots: list[dict], told: dict) -> Layer:
    """Around each point that is in the field, what takes the pointer."""
    inside = kept("datum.px >= plot_left && datum.px <= plot_right && datum.py >= plot_top && datum.py <= plot_bottom")
    return {
        "transform": [*spots, inside],
        "mark": {"type": "point", "filled": True, "shape": "circle", "size": 320, "color": look.NAVY, "cursor": "pointer", "aria": True},
        "encoding": {"x": plot.channel(x, "x"), "y": plot.channel(y, "y")} | told,
        "params": [*labels.selections(), *plot.zooming()],
    }
