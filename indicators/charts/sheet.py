"""All wards by many indicators: a cell for each, with the colour and the mark of its status and the figure if it fits.

One chart for every width (`pixels`). The wards stand in blocks, each under its own headings: blocks lie side by side
where there is room, else one under another, so that headings are never far. What a cell writes follows from its width:
mark and figure, mark and rounded figure, or the mark alone. Columns that find no place on a phone are left out, in
words. Thousands of cells are drawn on a canvas, and what they share (names, looks) is sent once, as parameters.
"""

from math import ceil
from typing import Any

import pandas as pd

from data import places
from data.quarter import Quarter
from data.words import Language, alphabetical
from indicators import wording
from indicators.catalogue import Indicator
from indicators.charts import headings, labels, legend, look
from indicators.charts.headings import FAMILY, Column
from indicators.charts.layers import ROOM, STEP, Layer, calculated, canvas, hatched, kept, rect, ruler, signals, text
from indicators.charts.typeface import width as text_width

_LETTERS = 10.5
_ROW = 18  # pixels from one ward to the next
_LEAST, _EASY, _MOST = 24, 48, 120  # pixels of a cell: its mark alone, with its figure, no wider than this
_BLOCK = 40  # at most so many wards, evenly, under one heading where blocks stand one under another
_GUTTER = 26
_TWO_LINES = 40  # pixels from which on a slanting heading has room for two lines
_UNJUDGED = ("no_target", "no_path")  # their mark in every cell would say nothing, their figure does


def sheet(
    figures: pd.DataFrame,
    indicators: tuple[Indicator, ...],
    lang: Language,
    *,
    families: dict[str, str] | None = None,
    sort: str | None = None,
    room: int | None = None,
) -> look.Chart:
    """`compute.figures` of one quarter as a sheet, its columns the `indicators` in their order.

    families   code -> name in `lang`: columns of a family stand together under its name; None: no names
    sort       code of an indicator: best ward first; "behind": most indicators behind first; None: by name
    room       the height in pixels that blocks side by side should keep to

    A click selects: parameter "ward", fields "ward" and "indicator".
    """
    wanted = {one.code: one for one in indicators}
    rows = figures[figures.ward.notna() & figures.indicator.isin(list(wanted))]
    day = Quarter.parse(figures.quarter.iloc[0]).last_day
    wards = _sorted(rows, wanted, sort)
    names = {code: places.kind_and_name(code, day)[1] for code in wards}
    full_names = [places.full_name(code, day, lang) for code in wards]
    cells = _cells(rows, wards, wanted, lang)
    columns = headings.columns(indicators, families or {}, lang)
    entries = [
        *legend.of_statuses(wording.shown_statuses(rows), lang, pale=_UNJUDGED),
        *legend.of_small(sum(wording.is_small(row, wanted[row["indicator"]]) for row in rows.to_dict("records")), lang),
    ]
    if shorthand := labels.shorthand(indicators, lang):
        entries.append(legend.Entry("note", shorthand))
    return canvas(
        usermeta={"embedOptions": {"renderer": "canvas"}},
        data={"values": cells},
        transform=_places(),
        params=[*legend.params(entries), *_lists(wards, full_names, columns, cells, lang), *_signals(list(names.values()), columns, room)],
        layer=[
            ruler("sheet_top + stacks * block_height", most=12_000),
            *_cell_layers(),
            _names(list(names.values())),
            *headings.layers(columns, max(8, ceil(len(wards) / _BLOCK)), _block("datum.block")),
            _left_out(columns, lang),
            *legend.layers(entries),
            _pointer(lang),
        ],
    )


def _sorted(rows: pd.DataFrame, indicators: dict[str, Indicator], sort: str | None) -> list[str]:
    """Codes of the wards, in the order of their lines."""
    once = rows.drop_duplicates("ward")
    by_name = {ward: alphabetical(labels.bare(name)) for ward, name in zip(once.ward, once.ward_name, strict=True)}
    wards = sorted(by_name, key=by_name.__getitem__)
    if sort == "behind":
        late = rows[rows.status.isin(["behind", "reversed"])].ward.value_counts()
        return sorted(wards, key=lambda ward: -late.get(ward, 0))
    if sort:
        values = rows[rows.indicator == sort].set_index("ward").value
        sign = -1 if indicators[sort].direction == "higher" else 1
        return sorted(wards, key=lambda ward: (pd.isna(values.get(ward)), sign * values.get(ward, 0.0)))
    return wards


def _cells(rows: pd.DataFrame, wards: list[str], indicators: dict[str, Indicator], lang: Language) -> list[dict]:
    """w, c: places of ward and indicator; s: status; v, b: figure, rounded figure; p: x/n."""
    lines = {ward: number for number, ward in enumerate(wards)}
    places_of = {code: number for number, code in enumerate(indicators)}
    cells: list[dict] = []
    row: Any  # its fields are the columns, which no type knows
    for row in rows.itertuples():
        indicator = indicators[row.indicator]
        there = row.value == row.value
        cells.append(
            {
                "w": lines[row.ward],
                "c": places_of[row.indicator],
                "s": wording.shown_status(row.status, row.filed),
                "v": labels.value(row, indicator, lang) if there else "",
                "b": labels.brief(row, indicator, lang) if there else "",
                "p": labels.parts(row, indicator, lang),
            }
        )
    return cells


def _lists(wards: list[str], full_names: list[str], columns: list[Column], cells: list[dict], lang: Language) -> list[dict]:
    """What cells share, as constant parameters."""
    looks = {
        code: {
            "colour": look.PALE if code in _UNJUDGED else one.colour,
            "ink": one.ink,
            "hatched": one.hatched,
            "mark": "" if code in _UNJUDGED else wording.mark(code),
            "word": labels.status(code, lang),
        }
        for code, one in look.STATUSES.items()
    }
    widths = {key: [0.0] * len(columns) for key in "vb"}
    for cell in cells:
        for key, widest in widths.items():
            words = f"{looks[cell['s']]['mark']} {cell[key]}".strip()
            widest[cell["c"]] = max(widest[cell["c"]], round(text_width(words, 1), 2))
    return [
        {"name": name, "value": value}
        for name, value in {
            "ward_codes": wards,
            "ward_names": full_names,
            "looks": looks,
            "widths_v": widths["v"],
            "widths_b": widths["b"],
            "codes": [column.code for column in columns],
            "shorts": [column.short for column in columns],
            "families_before": [column.before for column in columns],
        }.items()
    ]


def _signals(names: list[str], columns: list[Column], room: int | None) -> list[dict]:
    """How wide a cell is, and how many blocks of how many wards stand side by side or one under another."""
    wards, name = len(names), round(max((text_width(one, 12) for one in names), default=0) + 10)
    family = headings.slant(column.family for column in columns)
    one_line = max(family, headings.slant(column.short for column in columns))
    two_lines = max(family, headings.slant(line for column in columns for line in column.folded))
    beside = name + columns[-1].before * FAMILY  # what is in a block besides its cells
    # The last heading leans over its block: into the gutter and over the next block's names, which have no heading.
    whole = f"(width - {max(two_lines, one_line - _LEAST)} + {_GUTTER})"
    fitting = [name + column.before * FAMILY + (number + 1) * _LEAST for number, column in enumerate(columns)]
    return signals(
        room=str(room) if room else ROOM,
        name_width=str(name),
        panels=f"max(1, min(floor({whole} / {beside + len(columns) * _EASY + _GUTTER}), "
        f"ceil({wards} * {_ROW} / max({_ROW}, room - legend_lines * {STEP} - {two_lines + 44}))))",
        per_block=f"panels > 1 ? ceil({wards} / panels) : {ceil(wards / max(1, ceil(wards / _BLOCK)))}",
        blocks=f"ceil({wards} / per_block)",
        stacks="ceil(blocks / panels)",
        panel=f"{whole} / panels - {_GUTTER}",
        shown="max(1, " + " + ".join(f"(panel >= {pixels})" for pixels in fitting) + ")",
        cell=f"min({_MOST}, (panel - {name} - families_before[shown - 1] * {FAMILY}) / shown)",
        two_lines=f"cell >= {_TWO_LINES}",
        heading_height=f"(two_lines ? {two_lines} : {one_line}) + 34",
        block_height=f"heading_height + per_block * {_ROW} + 10",
        sheet_top=f"legend_lines * {STEP} + (shown < {len(columns)} ? {STEP} : 0)",
    )


def _block(number: str) -> dict[str, str]:
    """The left edge and the first line of a block, whose number an expression gives."""
    return {
        "block_x": f"({number} % panels) * (panel + {_GUTTER})",
        "block_y": f"sheet_top + floor({number} / panels) * block_height + heading_height",
    }


def _places() -> list[dict]:
    return [
        kept("datum.c < shown"),
        *calculated(
            **_block("floor(datum.w / per_block)"),
            left=f"datum.block_x + name_width + families_before[datum.c] * {FAMILY} + datum.c * cell + 1",
            right="datum.left + cell - 2",
            middle="datum.left + cell / 2 - 1",
            top=f"datum.block_y + (datum.w % per_block) * {_ROW} + 1",
            bottom=f"datum.top + {_ROW - 2}",
            centre=f"datum.top + {_ROW / 2 - 0.5}",
            colour="looks[datum.s].colour",
            ink="looks[datum.s].ink",
            hatched="looks[datum.s].hatched",
            mark="looks[datum.s].mark",
            words=f"widths_v[datum.c] * {_LETTERS} <= cell - 5 ? trim(datum.mark + ' ' + datum.v) : "
            f"widths_b[datum.c] * {_LETTERS} <= cell - 3 ? trim(datum.mark + ' ' + datum.b) : datum.mark || datum.b",
            # What has no mark to stand for it is written smaller rather than not at all; 0.55 is a wide digit.
            letters=f"datum.mark ? {_LETTERS} : min({_LETTERS}, (cell - 2) / (0.55 * length(datum.words)))",
            ward="ward_codes[datum.w]",
            indicator="codes[datum.c]",
            title="ward_names[datum.w]",
            named="shorts[datum.c]",
            figure="datum.v ? datum.v + (datum.p && datum.p != datum.v ? ' (' + datum.p + ')' : '') : looks[datum.s].word",
            status="looks[datum.s].word",
        ),
    ]


def _cell_layers() -> list[Layer]:
    box: dict[str, Any] = {"down": ("top", "bottom")}
    return [
        rect("left", "right", by="colour", steps=[kept("!datum.hatched")], **box),
        hatched("left", "right", wide=45, **box),
        text("words", "middle", "center", y="centre", by="ink", fontSize={"expr": "datum.letters"}),
    ]


def _names(names: list[str]) -> Layer:
    data = [{"w": number, "name": name} for number, name in enumerate(names)]
    steps = calculated(
        **_block("floor(datum.w / per_block)"), x="datum.block_x", centre=f"datum.block_y + (datum.w % per_block) * {_ROW} + {_ROW / 2}"
    )
    return {"data": {"values": data}, **text("name", "x", y="centre", fontSize=12, steps=steps)}


def _left_out(columns: list[Column], lang: Language) -> Layer:
    """On a narrow screen: how many columns found no place."""
    before, after = labels.word("left_out", lang).split("{count}")
    steps = calculated(
        x="0", y=f"(legend_lines + 0.5) * {STEP}", words=f"shown < {len(columns)} ? '{before}' + ({len(columns)} - shown) + '{after}' : ''"
    )
    return {"data": {"values": [{}]}, **text("words", "x", y="y", steps=steps, colour=look.MUTED, fontSize=12.5)}


def _pointer(lang: Language) -> Layer:
    layer = rect("left", "right", down=("top", "bottom"), fill=look.NAVY, cursor="pointer")
    titles = {
        "title": "title",
        **{name: labels.word(word, lang) for name, word in (("named", "indicator"), ("figure", "value"), ("status", "status"))},
    }
    layer["encoding"] |= labels.lit() | labels.tooltip(titles)
    layer["params"] = labels.selections("ward", "indicator")
    return layer
