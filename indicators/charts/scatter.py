"""Two figures of every ward at once, drawn by Plotly: to zoom into a crowd, to lasso it, to point at one among 168.

Across stands a second indicator or the denominator. Over the denominator a share makes a funnel plot: wards within
the limits around the province's share differ from it by no more than chance would have it.
"""

from collections.abc import Iterator
from html import escape

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from data import places
from data.quarter import Quarter
from indicators import pace, ranking, wording
from indicators.charts import camera, guides, labels, look, point_labels, scales
from indicators.charts.camera import Frame
from indicators.charts.scales import Side

SHAPES = {
    "met": "star",
    "on_track": "circle",
    "slightly_behind": "diamond",
    "behind": "triangle-down",
    "reversed": "x",
    "no_target": "square",
    "no_path": "hexagon",
}
"""The shape of a point by its status; a status without a figure has no point."""

_JUDGED = ("met", "on_track", "slightly_behind", "behind", "reversed")
_LATE = ("behind", "reversed")
_POINT = {"met": 13, "reversed": 10}
_HALO = ", ".join(f"{x}px {y}px 1px {look.WHITE}" for x in (-1, 0, 1) for y in (-1, 0, 1))
_LIMITS = (("95", 0.95, "dot"), ("998", 0.998, "solid"))
_LAST = 1001  # the legend's rank of what has none is 1000
_LEGEND = {
    "orientation": "h",
    "x": 0,
    "xanchor": "left",
    "y": 0,
    "yanchor": "top",
    "tracegroupgap": 0,
    "font": {"size": 12.5, "color": look.MUTED},
    "bgcolor": "rgba(0,0,0,0)",
    # Its empty title keeps the legend below the ticks and the title of the axis at every height of the plot.
    "title": {"text": "<br>\N{NO-BREAK SPACE}", "side": "top", "font": {"size": 18}},
}


def scatter(upright: Side, across: Side | None, *, limits: pd.DataFrame, frame: Frame) -> go.Figure:
    """A point for each ward with both figures, looking by its status on `upright`; hollow if small on either.

    `across` None: the denominator of `upright`, with the curves of `compare.funnel`. `customdata` is the ward.
    """
    lang, points, lines = frame.lang, _points(upright, across, frame.lang), guides.guides(upright, across)
    limits = limits if across is None else limits.iloc[:0]
    y_axis = scales.of_indicator(upright.indicator, points.y, [up for up, _ in lines.values()], lang)
    if across is None:
        x_axis = scales.of_sizes(upright.indicator, points.x, lang)
    else:
        x_axis = scales.of_indicator(across.indicator, points.x, [aside for _, aside in lines.values()], lang)
    layout = camera.framed(frame, y_axis.pop("title")["text"], scales.room(y_axis))
    importance = _importance(points, limits, across)
    points = points.assign(y=scales.drawn(points.y, upright.indicator), x=scales.drawn(points.x, across.indicator) if across else points.x)
    levels = [scales.drawn(up, upright.indicator) for up, _ in lines.values() if up is not None]
    points["side"] = _sides(points, importance, levels, x_axis, y_axis)
    return go.Figure(
        [*_limit_traces(limits, lang), *_point_traces(points, lang)],
        layout
        | {
            "xaxis": x_axis,
            "yaxis": y_axis,
            "showlegend": True,
            "legend": _LEGEND,
            "dragmode": "zoom",
            "hovermode": "closest",
            "shapes": list(guides.shapes(lines, upright, across, y_axis, x_axis, lang)),
        },
    )


def notes(upright: Side, across: Side | None, *, limits: pd.DataFrame, lang: str) -> list[str]:
    """What the points say together: who lies outside the limits, or behind on both; and how many are not there."""
    points, found = _points(upright, across, lang), []
    if across is None and len(limits):
        low, high = ranking.funnel_limits(points.x, limits.share.iloc[0], ranking.Z_998)
        found.append(
            labels.word("outside", lang).format(
                share=wording.percent(0.998, lang), above=(points.y > high).sum(), below=(points.y < low).sum()
            )
        )
    if across is not None and set(points.status) | set(points.other_status) <= set(_JUDGED):
        late = points.status.isin(_LATE) & points.other_status.isin(_LATE)
        found.append(labels.word("late_on_both", lang).format(count=late.sum()))
    if missing := len(upright.rows) - len(points):
        found.append(labels.word("no_figure" if across is None else "no_figures", lang).format(count=missing))
    return found


def _points(upright: Side, across: Side | None, lang: str) -> pd.DataFrame:
    """ward, name, y, x, status, other_status, small, told: the wards that have both figures."""
    found = _figures(upright, lang).rename(columns={"value": "y"})
    if across is None:
        found = found.assign(x=found.denominator.where(found.denominator > 0), other_status=None)
    else:
        other = _figures(across, lang).reindex(found.index)
        found = found.assign(
            x=other.value, other_status=other.status, small=found.small | other.small.eq(True), told=found.told + "<br>" + other.told
        )
    found = found[found.x.notna() & found.y.notna()].reset_index()
    day = Quarter.parse(upright.summary.quarter).last_day
    titles = [escape(places.full_name(ward, day, lang)) for ward in found.ward]
    return found.assign(told=[f"<b>{title}</b><br>{told}" for title, told in zip(titles, found.told, strict=True)])


def _figures(side: Side, lang: str) -> pd.DataFrame:
    """By ward: name, value, denominator, status, small, and what a pointer tells of the indicator."""
    told = [labels.told(row, side.summary, side.indicator, lang) for row in side.rows.itertuples()]
    return side.rows.assign(
        name=[labels.bare(name) for name in side.rows.ward_name],
        told=[escape(f"{side.indicator.short(lang)}: {one['t_value']} · {one['t_status']}") for one in told],
    ).set_index("ward")[["name", "value", "denominator", "status", "small", "told"]]


def _importance(points: pd.DataFrame, limits: pd.DataFrame, across: Side | None) -> np.ndarray:
    """How far a point lies from the others: in standard errors of a share of its size, else in standard deviations."""
    if len(limits):
        share = limits.share.iloc[0]
        far = np.abs(points.y - share) / np.sqrt(max(share * (1 - share), 1e-9) / points.x)
    else:
        x = points.x if across else np.log10(points.x)
        far = np.hypot(*((one - one.median()) / (one.std() or 1.0) for one in (x, points.y)))
    return np.where(points.small, 0.0, far)  # a small ward is far off by chance


def _sides(points: pd.DataFrame, importance: np.ndarray, levels: list[float], x_axis: scales.Scale, y_axis: scales.Scale) -> list[str]:
    """On which side a point has its name, "" for those without."""
    spots = [
        point_labels.Spot(x, 1 - y, name)
        for x, y, name in zip(scales.part(points.x, x_axis), scales.part(points.y, y_axis), points.name, strict=True)
    ]
    order = [number for number in np.argsort(-importance, kind="stable") if importance[number] > 0]
    found = point_labels.placed(spots, order, levels=[1 - scales.part(level, y_axis) for level in levels])
    return [found.get(number, "") for number in range(len(points))]


def _limit_traces(limits: pd.DataFrame, lang: str) -> Iterator[go.Scatter]:
    for name, share, dash in _LIMITS if len(limits) else ():
        words = labels.word("limits", lang).format(share=wording.percent(share, lang, trim=True))
        for side in ("low", "high"):
            yield go.Scatter(
                x=limits.n.tolist(),
                y=(limits[f"{side}_{name}"] * 100).tolist(),
                mode="lines",
                line={"color": look.MUTED, "width": 1, "dash": dash},
                hoverinfo="skip",
                name=words,
                legendgroup=name,
                legendrank=_LAST,
                showlegend=side == "low",
            )


def _point_traces(points: pd.DataFrame, lang: str) -> Iterator[go.Scatter]:
    """A trace for each status, which the legend shows and hides; the small wards are one of their own."""
    for status in pace.STATUSES:
        rows = points[(points.status == status) & ~points.small]
        if len(rows):
            yield _trace(
                rows,
                f"{wording.status(status, lang)} {len(rows)}",
                symbol=SHAPES[status],
                size=_POINT.get(status, 11),
                color=look.STATUSES[status].colour,
                line={"color": look.INK, "width": 0.7},
            )
    rows = points[points.small]
    if len(rows):
        shapes = [f"{SHAPES[status]}-open" for status in rows.status]
        yield _trace(rows, f"{labels.word('small', lang)} {len(rows)}", symbol=shapes, size=9, color=look.MUTED, line={"width": 1.4})


def _trace(rows: pd.DataFrame, name: str, **marker) -> go.Scatter:
    return go.Scatter(
        x=rows.x.tolist(),
        y=rows.y.tolist(),
        customdata=rows.ward.tolist(),
        name=name,
        marker=marker,
        mode="markers+text",
        text=[one if side else "" for one, side in zip(rows.name, rows.side, strict=True)],
        textposition=[side or "top center" for side in rows.side],
        textfont={"size": point_labels.SIZE, "color": look.INK, "shadow": _HALO},
        hovertext=rows.told.tolist(),
        hoverinfo="text",
        cliponaxis=False,
        unselected={"marker": {"opacity": 0.25}, "textfont": {"color": look.PATH}},
    )
