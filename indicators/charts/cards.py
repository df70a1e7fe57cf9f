"""The headline indicators as cards beside each other: figure, status, path, change, and the quarters so far.

One chart for every width (`layers`): as many cards stand in a row as have room, the others below.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.words import Language
from indicators import wording
from indicators.charts import look
from indicators.charts.course import PATH, VALUE, course
from indicators.charts.layers import Layer, calculated, canvas, kept, own, pixels, rect, ruler, signals, text
from indicators.charts.typeface import lines as broken

_NARROWEST, _GAP, _EDGE = 300, 20, 16  # pixels
_HIGH, _COURSE = 250, 44
_SMALL, _LARGE = 13, 30


@dataclass(frozen=True)
class Card:
    """What a card says of one indicator of the province; `status` is a key of `look.STATUSES`, None for a sum.

    certain  whether the missing wards cannot change it; else it is drawn hatched

    aims     what the path expects and the plan wants; "" where nothing does
    notes    what changed, and in which band the figure lies; no empty ones
    history  its rows of `compute.figures` of several quarters, one unit
    """

    code: str
    name: str
    value: str
    parts: str
    status: str | None
    certain: bool
    aims: str
    notes: tuple[str, ...]
    history: pd.DataFrame


def headline_cards(shown: tuple[Card, ...], *, lang: Language, room: int | None = None) -> look.Chart:
    """The cards in their order. `room` is not needed: they are as high as their words."""
    words = [row for number, card in enumerate(shown) for row in _words(number, card, lang)]
    high = max([_HIGH, *(row["dy"] + 2 * _SMALL for row in words)]) + _COURSE
    grounds = [{"card": number, **_ground(card)} for number, card in enumerate(shown)]
    corner = calculated(x0="(datum.card % beside) * (card_width + 20)", y0=f"floor(datum.card / beside) * ({high} + {_GAP})")
    frame = [*corner, *calculated(x1="datum.x0 + card_width", y1=f"datum.y0 + {high}", edge="datum.y0 + 4")]
    spots = [*corner, *calculated(x=f"datum.x0 + {_EDGE}", y="datum.y0 + datum.dy")]
    style: dict[str, Any] = {"fontSize": {"expr": "datum.size"}, "fontWeight": {"expr": "datum.weight"}}
    return canvas(
        params=signals(
            beside=f"max(1, min({max(1, len(shown))}, floor((width + {_GAP}) / {_NARROWEST + _GAP})))",
            card_width=f"(width - (beside - 1) * {_GAP}) / beside",
            stacks=f"ceil({len(shown)} / beside)",
        ),
        layer=[
            ruler(f"stacks * ({high} + {_GAP})"),
            {"data": {"values": grounds}, **rect("x0", "x1", ("y0", "y1"), fill=look.WHITE, stroke=look.HAIRLINE, steps=frame)},
            {"data": {"values": grounds}, **rect("x0", "x1", ("y0", "edge"), by="colour", steps=[*frame, kept("!datum.hatched")])},
            _hatched_edges(grounds, frame),
            {"data": {"values": words}, **text("text", "x", y="y", by="colour", steps=spots, **style)},
            *_courses(shown, corner, high),
        ],
    )


def _ground(card: Card) -> dict[str, Any]:
    return {"colour": look.STATUSES[card.status].colour if card.status else look.HAIRLINE, "hatched": not card.certain}


def _hatched_edges(grounds: list[dict], frame: list[dict]) -> Layer:
    """The edge of a card whose status is not certain: dashes of its colour."""
    steps = [
        *frame,
        kept("datum.hatched"),
        *calculated(dash="sequence(0, floor(card_width / 12))"),
        {"flatten": ["dash"]},
        *calculated(dash_from="datum.x0 + datum.dash * 12", dash_to="datum.x0 + datum.dash * 12 + 6"),
    ]
    return {"data": {"values": grounds}, **rect("dash_from", "dash_to", ("y0", "edge"), by="colour", steps=steps)}


def _words(number: int, card: Card, lang: Language) -> Iterator[dict]:
    """Each line of a card with its place `dy` below the card's upper edge."""
    status = wording.judged(card.status, lang, certain=card.certain)
    dy = 12.0
    for said, size, weight, colour in (
        (card.name, 15, 600, look.INK),
        (card.value, _LARGE, 600, look.INK),
        (card.parts, _SMALL, 400, look.MUTED),
        (status, 14, 600, look.INK),
        *((note, _SMALL, 400, look.MUTED) for note in (card.aims, *card.notes)),
    ):
        for line in broken(said, _NARROWEST - 2 * _EDGE, size, weight) if said else ():
            dy += 0.7 * size  # words stand on their middle
            yield {"card": number, "text": line, "dy": round(dy, 1), "size": size, "weight": weight, "colour": colour}
            dy += 0.7 * size


def _courses(shown: Iterable[Card], corner: list[dict], high: int) -> Iterator[Layer]:
    """The quarters so far along the lower edge of each card, as the sparkline of the page has them."""
    found = {number: course(card.history) for number, card in enumerate(shown) if len(card.history)}
    steps = [
        *corner,
        *calculated(
            x=f"datum.x0 + {_EDGE} + datum.along * (card_width - {2 * _EDGE})", y=f"datum.y0 + {high - 12} - datum.v * {_COURSE - 16}"
        ),
    ]
    for name, (colour, thick, dash) in (("path", PATH), ("value", VALUE)):
        yield {
            "data": {"values": [{"card": number, **point} for number, one in found.items() for point in getattr(one, name)]},
            "transform": [*steps, *calculated(line="datum.card + '-' + datum.run")],
            "mark": {"type": "line", "color": colour, "strokeWidth": thick, "strokeDash": dash},
            "encoding": {"x": pixels("x"), "y": pixels("y"), "detail": own("line"), "order": {"field": "q", "type": "quantitative"}},
        }
