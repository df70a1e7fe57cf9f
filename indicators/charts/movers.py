"""Who moved most since the quarter before: bars to either side, with both figures."""

import pandas as pd

from data.words import Language
from indicators import wording
from indicators.catalogue import Indicator
from indicators.charts import labels, look
from indicators.charts.layers import Layer, calculated, canvas, kept, rect, ruler, signals, text
from indicators.charts.typeface import width as text_width

_ROW = 26
_ODD = "(?)"


def movers(rows: pd.DataFrame, indicator: Indicator, lang: Language) -> look.Chart:
    """The wards of `compare.movers` with bars to the right for a rise and to the left for a fall, and both figures.

    The colour says whether the change is for the better, the sign ▲ or ▼ where it went. A click selects "ward".
    """
    widest = max(map(abs, rows.change), default=1.0) or 1.0
    data = [_mover(number, row, indicator, lang, widest) for number, row in enumerate(rows.itertuples())]
    name = max((text_width(row["name"], 13) for row in data), default=0) + 10
    side = max((text_width(row["moved"], 13, 600) for row in data), default=0) + 8
    now = max((text_width(row["now"], 12) for row in data), default=0) + 12
    ways = {row["length"] > 0 for row in data}
    middle = "name_width" if ways == {True} else "width - now_width" if ways == {False} else ("(name_width + width - now_width) / 2")
    places = calculated(
        middle=middle,
        reach=f"(width - name_width - now_width) / {len(ways) or 1} - side",
        y=f"(datum.number + 0.5) * {_ROW}",
        top="datum.y - 7",
        bottom="datum.y + 7",
        zero_top=f"datum.number * {_ROW}",
        zero_bottom=f"datum.zero_top + {_ROW}",
        end="datum.middle + datum.length * datum.reach",
        left="min(datum.middle, datum.end)",
        right="max(datum.middle, datum.end)",
        moved_x="datum.end + (datum.length < 0 ? -5 : 5)",
        name_x="0",
        now_x="width",
        zero="datum.middle - 0.5",
        zero_end="datum.middle + 0.5",
    )
    return canvas(
        data={"values": data},
        transform=places,
        params=signals(name_width=str(round(name)), side=str(round(side)), now_width=str(round(now))),
        layer=[
            ruler(str((len(data) + bool(rows.outlier.any())) * _ROW)),
            rect("left", "right", by="colour", down=("top", "bottom")),
            rect("zero", "zero_end", fill=look.MUTED, down=("zero_top", "zero_bottom")),
            text("name", "name_x", y="y"),
            text("moved", "moved_x", "right", y="y", fontWeight=600, steps=[kept("datum.length < 0")]),
            text("moved", "moved_x", y="y", fontWeight=600, steps=[kept("datum.length >= 0")]),
            text("now", "now_x", "right", y="y", colour=look.MUTED, fontSize=12),
            _pointer(indicator, lang),
            *_note(len(data), bool(rows.outlier.any()), lang),
        ],
    )


def _note(row: int, needed: bool, lang: Language) -> list[Layer]:
    """What the sign behind a name means."""
    steps = calculated(x="0", y=f"{(row + 0.5) * _ROW}", words=f"'{_ODD} {labels.word('outlier', lang)}'")
    return [{"data": {"values": [{}]}, **text("words", "x", y="y", steps=steps, colour=look.MUTED, fontSize=12)}] if needed else []


def _mover(number: int, row, indicator: Indicator, lang: Language, widest: float) -> dict:
    better = (row.change > 0) == (indicator.direction == "higher")
    return {
        "number": number,
        "ward": row.ward,
        "name": labels.bare(row.ward_name) + f" {_ODD}" * bool(row.outlier),
        "length": round(row.change / widest, 4),
        "colour": look.STATUSES["on_track" if better else "behind"].colour,
        "moved": f"{'▲' if row.change > 0 else '▼'} {wording.change(row.change, indicator, lang)}",
        "now": (now := wording.shown(row, indicator, lang)),
        "shown": f"{now} ({labels.parts(row, indicator, lang)})" if indicator.denominator else now,
    }


def _pointer(indicator: Indicator, lang: Language) -> Layer:
    steps = calculated(from_x="0", to_x="width")
    layer = rect("from_x", "to_x", down=("zero_top", "zero_bottom"), fill=look.NAVY, cursor="pointer", steps=steps)
    titles = {"name": "title", "shown": indicator.short(lang), "moved": labels.word("change", lang)}
    layer["encoding"] |= labels.lit() | labels.tooltip(titles)
    layer["params"] = labels.selections()
    return layer
