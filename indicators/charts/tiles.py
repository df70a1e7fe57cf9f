"""The map of a province without outlines: each ward is a tile near its place, with its name, figure, mark and colour.

One chart for every width (`pixels`). Names stand on one line or two, smaller where a word is long, never cut; where
tiles are too narrow for names (a phone) the figures remain, and the pointer tells the name.
"""

import pandas as pd

from data.places import Ward
from data.words import Language
from indicators import wording
from indicators.catalogue import Indicator
from indicators.charts import labels, legend, look
from indicators.charts.layers import ROOM, STEP, Layer, calculated, canvas, hatched, kept, rect, ruler, signals, text
from indicators.charts.typeface import fold_lines
from indicators.charts.typeface import width as text_width
from indicators.compare import Summary

_NARROWEST = 48  # pixels of a tile that still carries its name
_WIDEST = 150
_GAP = 2


def tile_map(
    comparison: pd.DataFrame,
    summary: Summary,
    wards: tuple[Ward, ...],
    *,
    indicator: Indicator,
    lang: Language,
    chosen: tuple[str, ...] = (),
    room: int | None = None,
) -> look.Chart:
    """The wards of `compare.comparison` on the grid of all `wards` of the province; `chosen` codes have a navy frame.

    Colours are those of the statuses; where no ward has a target, blue fifths by value. `room`: the height in pixels
    to keep to, by default the window's less what stands above. A click selects: parameter and field are "ward".
    """
    places = {ward.code: (ward.tile_column, ward.tile_row) for ward in wards}
    paint = _Paint(comparison, indicator, lang)
    told = zip(comparison.ward, comparison.itertuples(), strict=True)
    rows = [_row(row, places[ward], paint, summary, indicator, lang) for ward, row in told]
    entries = paint.legend()
    columns, lines = (max(place[axis] for place in places.values()) + 1 for axis in (0, 1))
    return canvas(
        data={"values": rows},
        params=[*legend.params(entries), *_signals(columns, lines, rows, room)],
        transform=_places(),
        layer=[ruler("map_top + map_rows * tile_height"), *_tiles(chosen), *_texts(), *legend.layers(entries), _pointer(indicator, lang)],
    )


class _Paint:
    """How the tiles of one comparison are coloured: by status, or by fifths where there is nothing to judge by."""

    def __init__(self, comparison: pd.DataFrame, indicator: Indicator, lang: Language) -> None:
        self.lang: Language = lang
        judged = set(comparison.status) - {"no_target", "no_path", "not_reported", "not_applicable"}
        self.by_value, self.yes_no = not judged, indicator.kind == "yes_no"
        self.by_fifths = self.by_value and not self.yes_no and bool(comparison.quintile.notna().any())
        self.statuses, self.small = wording.shown_statuses(comparison), comparison.small.sum()
        self.notes = labels.unit(indicator, lang), labels.shorthand([indicator], lang)

    def of(self, row) -> dict:
        """Colour, ink, frame, mark and hatching of a row."""
        code = wording.shown_status(row.status, row.filed)
        appearance, mark = look.STATUSES[code or "not_reported"], wording.mark(code)
        if self.by_fifths and pd.notna(row.quintile):
            appearance, mark = look.fifth(row.quintile), ""
        white = self.by_value and self.yes_no and row.value == 0
        if white:
            appearance, mark = look.Look(look.WHITE, look.INK), ""
        framed = white or row.status == "not_applicable"
        return {
            "colour": appearance.colour,
            "ink": appearance.ink,
            "mark": mark,
            "hatched": appearance.hatched,
            "frame": look.MUTED if framed else appearance.colour,
        }

    def legend(self) -> list[legend.Entry]:
        unjudged = ("no_target", "no_path") if self.by_fifths else ()
        found = legend.of_statuses([code for code in self.statuses if code not in unjudged], self.lang)
        if self.by_fifths:
            found = [legend.Entry("swatch", labels.fifth(number, self.lang), look.fifth(number).colour) for number in range(1, 6)] + found
        found += legend.of_small(self.small, self.lang)
        notes = filter(None, (*self.notes, labels.word("tiles", self.lang)))
        return [*found, *(legend.Entry("note", note) for note in notes)]


def _row(row, place: tuple[int, int], paint: _Paint, summary: Summary, indicator: Indicator, lang: Language) -> dict:
    """One ward as the layers read it."""
    name, looks, there = labels.bare(row.ward_name), paint.of(row), bool(pd.notna(row.value))
    folded = fold_lines(name)
    if not there:
        whole, short = wording.uncapital(wording.status(wording.shown_status(row.status, row.filed), lang)), ""
    else:
        whole = labels.value(row, indicator, lang)
        short = labels.brief(row, indicator, lang)
    whole, marked = (f"{looks['mark']} {figure}".strip() for figure in (whole, short))
    return {
        "ward": row.ward,
        "tile_column": place[0],
        "tile_row": place[1],
        "there": there,
        "name": name,
        "name_width": round(text_width(name, 1), 3),
        "folded": "\n".join(folded),
        "folded_width": round(max(text_width(line, 1) for line in folded), 3),
        "whole": whole,
        "whole_width": round(text_width(whole, 1, 600), 3),
        "marked": marked,
        "short": short or marked,
        "below": looks["mark"] if there else "",
        **looks,
        **labels.told(row, summary, indicator, lang),
    }


def _signals(columns: int, rows: int, wards: list[dict], room: int | None) -> list[dict]:
    """The size of tiles and letters, and whether figures stand with their decimals."""
    widest = max((ward["whole_width"] for ward in wards if ward["there"]), default=0)
    return signals(
        room=str(room) if room else ROOM,
        map_top=f"legend_lines * {STEP} + 8",
        map_rows=str(rows),
        tile_width=f"min({_WIDEST}, width / {columns})",
        named=f"tile_width >= {_NARROWEST}",
        map_left=f"(width - {columns} * tile_width) / 2",
        tile_height="clamp((room - map_top) / map_rows, 30, named ? 60 : 36)",
        letters="clamp(min(tile_width / 6.2, tile_height / 2.4), 9.5, 14)",
        decimals=f"{widest} * letters <= tile_width - 8",
    )


def _places() -> list[dict]:
    """The corners of each tile and where its words stand, in pixels."""
    return calculated(
        left=f"map_left + datum.tile_column * tile_width + {_GAP / 2}",
        right=f"datum.left + tile_width - {_GAP}",
        top=f"map_top + datum.tile_row * tile_height + {_GAP / 2}",
        bottom=f"datum.top + tile_height - {_GAP}",
        middle="(datum.left + datum.right) / 2",
        # A name a little too long is written a little smaller; a longer one takes two lines where the tile is high.
        folds="0.88 * datum.name_width * letters > tile_width - 6 && tile_height >= 3.2 * letters + 2",
        size="min(letters, (tile_width - 6) / (datum.folds ? datum.folded_width : datum.name_width))",
        words="!named ? '' : datum.folds ? datum.folded : datum.name",
        high="(datum.folds ? 2.04 : 1.02) * datum.size",
        start="(datum.top + datum.bottom - datum.high - 1.15 * letters) / 2",
        words_y="datum.start + datum.size * 0.55",
        amount="!named ? datum.short : decimals && datum.there || datum.whole_width * letters <= tile_width - 6"
        " ? datum.whole : datum.marked",
        sign="named ? '' : datum.below",
        amount_y="named ? datum.start + datum.high + 0.65 * letters : datum.top + tile_height * (datum.below ? 0.33 : 0.5)",
        sign_y="datum.top + tile_height * 0.72",
    )


def _tiles(chosen: tuple[str, ...]) -> list[Layer]:
    box = {"down": ("top", "bottom"), "cornerRadius": 2}
    plain = rect("left", "right", by="colour", steps=[kept("!datum.hatched")], **box)
    plain["encoding"]["stroke"] = {"field": "frame", "type": "nominal", "scale": None}
    found = [plain, hatched("left", "right", wide=90, **box)]
    if chosen:
        found.append(
            rect(
                "left",
                "right",
                fill="transparent",
                stroke=look.NAVY,
                strokeWidth=3,
                steps=[kept(f"indexof({list(chosen)}, datum.ward) >= 0")],
                **box,
            )
        )
    return found


def _texts() -> list[Layer]:
    return [
        text(
            "words",
            "middle",
            "center",
            y="words_y",
            by="ink",
            fontSize={"expr": "datum.size"},
            lineBreak="\n",
            lineHeight={"expr": "datum.size * 1.02"},
        ),
        text("amount", "middle", "center", y="amount_y", by="ink", fontWeight=600, fontSize={"expr": "named ? letters + 0.5 : 11"}),
        text("sign", "middle", "center", y="sign_y", by="ink", fontSize=10),
    ]


def _pointer(indicator: Indicator, lang: Language) -> Layer:
    layer = rect("left", "right", down=("top", "bottom"), fill=look.NAVY, cursor="pointer", aria=True)
    layer["encoding"] |= labels.pointed(indicator, lang)
    layer["params"] = labels.selections()
    return layer
