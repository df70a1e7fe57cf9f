"""Every ward of a province on one screen, ranked: rank, name, bar, figure and x/n in as many columns as there is room.

One chart for every width (`pixels`): the number of columns follows from the width of the container and the height of
the window, and the chart is as high as its longest column. On a phone it is one list. Target, path and province are
drawn row by row within the zone of the bars: they cannot meet a text.
"""

from collections.abc import Iterator

import pandas as pd

from data.words import Language
from indicators import wording
from indicators.catalogue import Indicator
from indicators.charts import axis, labels, legend, look, reference
from indicators.charts.layers import ROOM, STEP, Layer, calculated, canvas, hatched, kept, own, rect, ruler, signals, text
from indicators.charts.typeface import width as text_width
from indicators.compare import Summary

_LONGEST_NAME = 8.5  # in font sizes; the few longer names are written smaller
_SHORTEST_BAR = 60
_GUTTER = 30
_LOWEST, _HIGHEST = 17, 22  # pixels of a row
_MOST_COLUMNS = 8
_CUT = "»"  # at the end of a bar that is longer than the axis


def ranked_columns(
    comparison: pd.DataFrame,
    summary: Summary,
    *,
    indicator: Indicator,
    lang: Language,
    chosen: tuple[str, ...] = (),
    room: int | None = None,
) -> look.Chart:
    """The wards of `compare.comparison` from the best down; the codes of `chosen` stand on a blue ground.

    `room`: the height in pixels that the columns should keep to; without it, the window's less what stands above the
    chart. A narrow container comes first: the chart is then higher. A click selects: parameter and field are "ward".
    """
    lines = reference.found(comparison, summary, indicator)
    seen = [*axis.usual(comparison.compared), lines.get("province"), *comparison.expected]
    end = axis.reach(seen, indicator, aims=comparison.target)
    begins = comparison.band.ne(comparison.band.shift()) & comparison.band.notna() & comparison.band.shift().notna()
    rows = [
        _row(number, row, summary, indicator, lang, end) | {"province": _part(lines.get("province"), end), "begins": int(begin)}
        for number, (row, begin) in enumerate(zip(comparison.itertuples(), begins, strict=True))
    ]
    entries = [
        *legend.of_statuses(wording.shown_statuses(comparison), lang),
        *reference.entries(lines, end, summary, indicator, lang, rates=bool(comparison.rate.notna().any())),
        *_notes(comparison, end, indicator, lang, bands=bool(begins.any())),
    ]
    layers = [
        ruler("top_line + per_column * row"),
        *_grounds(chosen),
        _bands(),
        *_bars(),
        *reference.layers(lines),
        *_texts(),
        *_heads(end, lines.get("median"), indicator, lang),
        *legend.layers(entries),
        _pointer(indicator, lang),
    ]
    return canvas(data={"values": rows}, params=[*legend.params(entries), *_signals(rows, room)], transform=_places(), layer=layers)


def _row(number: int, row, summary: Summary, indicator: Indicator, lang: Language, end: float) -> dict:
    """One ward as the layers read it; lengths are parts of the bars' zone."""
    there, name = bool(pd.notna(row.value)), labels.bare(row.ward_name)
    code, hollow = wording.shown_status(row.status, row.filed), there and row.small
    appearance = look.STATUSES[code or "not_reported"]
    return {
        "number": number,
        "ward": row.ward,
        "name": name,
        "name_width": round(text_width(name, 1), 2),
        "rank": wording.number(row.rank, lang) if pd.notna(row.rank) else "",
        "figure": labels.value(row, indicator, lang) if there else "",
        "parts": "" if wording.is_small(row, indicator) else labels.per_30(row, lang) or labels.parts(row, indicator, lang),
        "instead": "" if there else wording.uncapital(wording.status(code, lang)),
        "mark": wording.mark(code),
        "hollow": int(hollow or not there),
        "edge": appearance.colour if there else look.MUTED,
        "hatched": appearance.hatched,
        "length": _part(row.compared, end),
        "cut": _CUT if there and row.compared > end else "",
        "ink": look.INK if hollow or not there else appearance.ink,
        "expected": _part(row.expected, end),
        "target": _part(row.target, end),
        **labels.told(row, summary, indicator, lang),
    }


def _part(value: float | None, end: float) -> float | None:
    return None if value is None or pd.isna(value) else round(value / end, 4)


def _notes(comparison: pd.DataFrame, end: float, indicator: Indicator, lang: Language, *, bands: bool) -> Iterator[legend.Entry]:
    yield from legend.of_small(comparison.small.sum(), lang, hollow=True)
    if (comparison.compared > end).any():
        yield legend.Entry("note", f"{_CUT} {labels.word('cut', lang)}")
    if bands:
        yield legend.Entry("note", labels.word("bands", lang))
    if unit := labels.unit(indicator, lang):
        yield legend.Entry("note", unit)


def _signals(rows: list[dict], room: int | None) -> list[dict]:
    """The size of the letters, how many columns of how many lines, and where in a column what stands."""

    def widest(field: str, weight: int = 400, most: float = 99) -> float:
        return round(min(most, max((text_width(row[field], 1, weight) for row in rows), default=0)), 3)

    parts = widest("parts")
    tail = max(widest("figure", 600) + (parts + 0.9 if parts else 0), widest("instead"))
    wide = f"floor((width + {_GUTTER}) / (bar_at + {_SHORTEST_BAR} + tail + {_GUTTER}))"
    high = f"ceil({len(rows)} * {STEP} / max({STEP}, room - (legend_lines + 1) * {STEP}))"
    return signals(
        room=str(room) if room else ROOM,
        letters="width < 600 ? 13 : width < 1500 ? 12 : 13",
        name_at=f"{widest('rank')} * letters + 7",
        bar_at=f"name_at + {widest('name', most=_LONGEST_NAME)} * letters + 9",
        tail=f"{tail} * letters + 14 + letters",
        columns=f"max(1, min({_MOST_COLUMNS}, {wide}, {high}))",
        column=f"(width - (columns - 1) * {_GUTTER}) / columns",
        per_column=f"ceil({len(rows)} / columns)",
        bar="column - tail - bar_at",
        top_line=f"(legend_lines + 1) * {STEP}",
        row=f"columns == 1 ? {_HIGHEST} : clamp(floor((room - top_line) / per_column), {_LOWEST}, {_HIGHEST})",
        figure_at=f"column - {parts + 0.9 if parts else 0} * letters",
    )


def _places() -> list[dict]:
    """Where everything in a ward's row stands, in pixels."""
    return calculated(
        y="top_line + (datum.number % per_column + 0.5) * row",
        top="datum.y - row / 2",
        bottom="datum.y + row / 2",
        bar_top="datum.y - 0.3 * row",
        bar_bottom="datum.y + 0.3 * row",
        left=f"floor(datum.number / per_column) * (column + {_GUTTER})",
        right="datum.left + column",
        rank_x="datum.left + name_at - 7",
        name_x="datum.left + name_at",
        bar_x="datum.left + bar_at",
        bar_end="datum.bar_x + bar",
        mark_x="datum.bar_end + 5 + letters / 2",
        figure_x="datum.left + figure_at",
        length_x="datum.bar_x + max(1.5, bar * min(1, datum.length))",
        cut_x="datum.length_x - 4",
        colour=f"datum.hollow ? '{look.WHITE}' : datum.edge",
    )


def _grounds(chosen: tuple[str, ...]) -> list[Layer]:
    zone = ("bar_x", "bar_end", ("bar_top", "bar_bottom"))
    found = [rect(*zone, fill=look.TRACK, steps=[kept("!datum.hatched")])]
    # A gradient has so many stripes whatever it fills: of the three the one is drawn that suits the length.
    for shortest, longest in ((0, 120), (120, 250), (250, 9_999)):
        of_that_length = kept(f"bar >= {shortest} && bar < {longest}")
        found.append(hatched(*zone, wide=min(longest, 380) * 0.8, steps=[of_that_length]))
    if chosen:
        own_rows = kept(f"indexof({list(chosen)}, datum.ward) >= 0")
        found.insert(0, rect("left", "right", ("top", "bottom"), fill=look.CHOSEN, steps=[own_rows]))
    return found


def _bands() -> Layer:
    """Above the first ward of each band (`ranking.bands`) a short line by its rank: those between two lines are not told apart."""
    steps = [
        kept("datum.begins"),
        *calculated(band_top="datum.top - 0.6", band_bottom="datum.top + 0.6", band_end="datum.left + bar_at - 9"),
    ]
    return rect("left", "band_end", ("band_top", "band_bottom"), fill=look.MUTED, steps=steps)


def _bars() -> list[Layer]:
    bars = rect("bar_x", "length_x", ("bar_top", "bar_bottom"), by="colour", strokeWidth=1.4, steps=[kept("datum.length > 0")])
    bars["encoding"]["stroke"] = own("edge")
    return [bars, text("cut", "cut_x", "right", y="y", by="ink", fontSize=13, fontWeight=700)]


def _texts() -> list[Layer]:
    size = {"y": "y", "fontSize": {"expr": "letters"}}
    smaller = {"y": "y", "fontSize": {"expr": f"letters * min(1, {_LONGEST_NAME} / datum.name_width)"}}
    return [
        text("rank", "rank_x", "right", colour=look.MUTED, **size),
        text("name", "name_x", **smaller),
        text("mark", "mark_x", "center", **size),
        text("figure", "figure_x", "right", fontWeight=600, **size),
        text("parts", "right", "right", colour=look.MUTED, **size),
        text("instead", "right", "right", colour=look.MUTED, **size),
    ]


def _heads(end: float, median: float | None, indicator: Indicator, lang: Language) -> list[Layer]:
    """Over each column the ends of the axis, what is between, and the sign of the median ward."""
    # A short axis has no room for what is written between its ends.
    places = [
        kept("datum.head < columns && (datum.part % 1 == 0 || datum.sign || bar > 100)"),
        *calculated(y=f"top_line - {STEP / 2}", x=f"datum.head * (column + {_GUTTER}) + bar_at + bar * datum.part"),
    ]

    def over_each_column(values: list[dict], **mark) -> Layer:
        data = [{"head": head, **value} for head in range(_MOST_COLUMNS) for value in values]
        return {"data": {"values": data}, **text("text", "x", "center", y="y", steps=places, **mark)}

    if indicator.kind == "yes_no":
        return []
    ends = [{"part": value / end, "text": labels.on_axis(value, indicator, lang), "sign": False} for value in axis.ticks(end, 2, indicator)]
    found = [over_each_column(ends, colour=look.MUTED, fontSize=11, dy=-2)]
    if median is not None:
        sign = [{"part": _part(median, end), "text": reference.MEDIAN, "sign": True}]
        found.append(over_each_column(sign, fontSize=9, dy=7))
    return found


def _pointer(indicator: Indicator, lang: Language) -> Layer:
    """The whole row of a ward takes the pointer: it tells its figures and, clicked, is selected."""
    layer = rect("left", "right", ("top", "bottom"), fill=look.NAVY, cursor="pointer", aria=True)
    layer["encoding"] |= labels.pointed(indicator, lang)
    layer["params"] = labels.selections()
    return layer
