"""A legend that sets itself in lines: all on one line where the chart is wide enough, one under another on a phone.

Vega's own legends can neither show a mark and hatching beside a colour nor set themselves anew when the width changes.
An entry is a swatch with its mark, or a line as the chart draws it, and words.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from data.words import Language
from indicators import wording
from indicators.charts import labels, look
from indicators.charts.layers import STEP, Layer, area, calculated, hatched, kept, own, pixels, rect, signals, text
from indicators.charts.typeface import width as text_width

SIZE = 12.5
_SWATCH, _AFTER, _BETWEEN = 15, 22, 20
_POINT = 75  # square pixels of a round point
_HALF_HEIGHTS = {"swatch": 7.5, "outline": 6, "line": 9, "dashes": 5}  # pixels
_WIDTHS = (300, 350, 450, 600, 750, 900, 1050, 1200, 1400, 1600, 1800)  # the lines are set for the widest that fits


@dataclass(frozen=True)
class Entry:
    """`kind`: swatch, outline, line, dashes, sign, point, hollow, rule or note; `mark` is written on a swatch, or is the sign.

    A swatch that is `hatched`, from 0 to 1, has stripes instead of its colour. A point, full or hollow, has a `shape`
    (`symbols`) so many `times` as large as a round one, a rule its `dash`.
    """

    kind: str
    text: str
    colour: str = look.INK
    mark: str = ""
    ink: str = look.INK
    hatched: float = 0
    shape: str = ""
    times: float = 1
    dash: tuple[float, ...] = ()


def of_statuses(statuses: Iterable[str | None], lang: Language, *, pale: tuple[str, ...] = ()) -> list[Entry]:
    """The statuses that the chart shows, with how often, in the order of the legend; `pale` ones step back unmarked."""
    found, counts = [], Counter(statuses)
    for code, appearance in look.STATUSES.items():
        words = f"{wording.status(code, lang)} {counts[code]}"
        if counts[code] and code in pale:
            found.append(Entry("swatch", words, look.PALE))
        elif counts[code]:
            found.append(Entry("swatch", words, appearance.colour, wording.mark(code), appearance.ink, appearance.hatched))
    return found


def of_small(count: float, lang: Language, *, hollow: bool = False) -> Iterator[Entry]:
    """How many of the wards counted by `of_statuses` have so little behind them that they are shown as x/n, or `hollow`, if any."""
    if count:
        words = labels.word("small_hollow" if hollow else "small_among", lang).format(count=count)
        yield Entry("outline" if hollow else "note", words, look.MUTED)


def params(entries: list[Entry]) -> list[dict]:
    """The signals of `layers`; `legend_lines` says how many lines the legend takes."""
    fitting = " : ".join(f"width < {limit} ? {max(0, place - 1)}" for place, limit in enumerate(_WIDTHS))
    counts = [1 + max((line for _, line in _set(entries, limit)), default=-1) for limit in _WIDTHS]
    return signals(legend_fit=f"{fitting} : {len(_WIDTHS) - 1}", legend_lines=f"{counts}[legend_fit]")


def layers(entries: list[Entry]) -> list[Layer]:
    """The legend, from the top, `legend_lines` times STEP pixels high."""
    settings = [_set(entries, limit) for limit in _WIDTHS]
    rows = [
        {
            "kind": entry.kind,
            "text": entry.text,
            "colour": entry.colour,
            "mark": entry.mark,
            "ink": entry.ink,
            "hatched": entry.hatched,
            "shape": entry.shape,
            "area": _POINT * entry.times,
            "number": number,
            "high": _HALF_HEIGHTS.get(entry.kind, 0),
            "xs": [setting[number][0] for setting in settings],
            "lines": [setting[number][1] for setting in settings],
        }
        for number, entry in enumerate(entries)
    ]
    places = calculated(
        at="datum.xs[legend_fit]",
        to=f"datum.at + {_SWATCH}",
        middle=f"datum.at + {_SWATCH / 2}",
        middle_to="datum.middle + 2",
        text_at=f"datum.kind == 'note' ? datum.at : datum.at + {_AFTER}",
        y=f"(datum.lines[legend_fit] + 0.5) * {STEP}",
        top="datum.y - datum.high",
        bottom="datum.y + datum.high",
    )

    def only(kind: str) -> list[dict]:
        return [*places, kept(f"datum.kind == '{kind}'")]

    down: dict[str, Any] = {"down": ("top", "bottom")}
    drawn = {
        "swatch": rect("at", "to", by="colour", cornerRadius=2, steps=[*only("swatch"), kept("!datum.hatched")], **down),
        "hatched": hatched("at", "to", wide=15, cornerRadius=2, steps=places, **down),
        "outline": rect("at", "to", fill=look.WHITE, stroke=look.MUTED, steps=only("outline"), **down),
        "line": rect("middle", "middle_to", by="colour", steps=only("line"), **down),
        "dashes": rect("middle", "middle_to", by="colour", steps=only("dashes"), **down),
    }
    drawn |= {
        "point": _point(only("point"), fill=own("colour"), stroke=look.INK, strokeWidth=0.7, fillOpacity=0.82),
        "hollow": _point(only("hollow"), stroke=look.MUTED, strokeWidth=1.4),
    }
    kinds = {"hatched" if entry.hatched else entry.kind for entry in entries}
    found = [layer for kind, layer in drawn.items() if kind in kinds] + [
        *(_rule(places, number, entry) for number, entry in enumerate(entries) if entry.kind == "rule"),
        text("mark", "middle", "center", y="y", by="ink", fontSize=11, steps=places),
        text("text", "text_at", y="y", colour=look.MUTED, fontSize=SIZE, steps=places),
    ]
    return [{"data": {"values": rows}, **layer} for layer in found]


def _point(steps: list[dict], fill: dict | None = None, **mark: object) -> Layer:
    where = {"x": pixels("middle"), "y": pixels("y"), "shape": own("shape"), "size": area("area")}
    return {
        "transform": steps,
        "mark": {"type": "point", "opacity": 1, "filled": bool(fill), **mark},
        "encoding": where | ({"fill": fill} if fill else {}),
    }


def _rule(places: list[dict], number: int, entry: Entry) -> Layer:
    """A short piece of the line; each has dashes of its own."""
    return {
        "transform": [*places, kept(f"datum.number == {number}")],
        "mark": {"type": "rule", "color": entry.colour, "strokeWidth": 1.5, "strokeDash": list(entry.dash)},
        "encoding": {"x": pixels("at"), "x2": {"field": "to"}, "y": pixels("y")},
    }


def _set(entries: list[Entry], width: int) -> list[tuple[float, int]]:
    """x and line of each entry where the chart is `width` wide: a new line where the next would not fit."""
    places, x, line = [], 0.0, 0
    for entry in entries:
        wide = (0 if entry.kind == "note" else _AFTER) + text_width(entry.text, SIZE)
        if x and x + wide > width:
            x, line = 0.0, line + 1
        places.append((round(x, 1), line))
        x += wide + _BETWEEN
    return places
