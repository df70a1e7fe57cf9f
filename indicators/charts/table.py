"""A table of a view as a drawing, for pictures: headings, hairlines, words from the left and numbers from the right.

One chart for every width (`layers`): as many blocks stand side by side as there is room for. What finds no place is
left out in words: rows from the end, on a phone columns from the right. Before that the table is set a little tighter,
but its letters are never smaller than those of a page.
"""

from typing import NamedTuple

from data.words import Language
from indicators.charts import labels, look, table_columns
from indicators.charts.layers import COMPLETE, ROOM, STEP, Layer, calculated, canvas, kept, rect, ruler, signals, text
from indicators.charts.table_columns import Laid
from indicators.views.view import Column


class _Setting(NamedTuple):
    """In pixels: the letters, the room between columns and between blocks, the lowest row with one line in each cell."""

    letters: float
    between: int
    gutter: int
    row: int


_EASY, _TIGHT = _Setting(13, 20, 44, 20), _Setting(12, 12, 30, 18)
_HIGHEST = 28  # pixels of such a row where there is plenty of room
_SPREAD = 110  # columns move so much further apart at most
_LINE = 16  # pixels of a line in a cell of several, and in a heading
_MOST_BLOCKS = 6


def table(columns: tuple[Column, ...], *, lang: Language, room: int | None = None) -> look.Chart:
    """The columns of a view, at least one; all have a value for each row.

    `room`: the height in pixels to keep to; without it, the window's less what stands above a chart.
    """
    laid = [table_columns.laid(column) for column in columns]
    rows = len(columns[0].written)
    cells = [
        {"r": number, "c": place, "t": line, "k": round(at - (len(cell) - 1) / 2, 1)}
        for place, column in enumerate(laid)
        for number, cell in enumerate(column.cells)
        for at, line in enumerate(cell)
    ]
    deepest = max((len(cell) for column in laid for cell in column.cells), default=1)
    return canvas(
        data={"values": cells},
        params=_signals(laid, rows, _LINE * (deepest - 1), room),
        transform=_places(),
        layer=[
            ruler(f"columns < {len(laid)} && {COMPLETE} ? 4000 : heads + per_block * row + foot"),
            *_hairlines(rows),
            *_texts(laid),
            *_headings(laid),
            _left_out(rows, len(laid), lang),
        ],
    )


def _signals(laid: list[Laid], rows: int, deeper: int, room: int | None) -> list[dict]:
    """How many columns have room, in how many blocks of how many rows, and where each column of a block stands.

    `deeper`: how many pixels a row is higher for the further lines of its cells.
    """
    heads = max(len(column.heading) for column in laid) * _LINE + 8
    starts, ends = zip(*(_along(laid, setting) for setting in (_EASY, _TIGHT)), strict=True)
    all_across = f"floor((width + {_EASY.gutter}) / {ends[0][-1] + _EASY.gutter})"

    def set_for(easy: object, tight: object) -> str:
        return f"tight ? {tight} : {easy}"

    return signals(
        room=str(room) if room else ROOM,
        **{COMPLETE: "false"},
        tight=f"{all_across} * floor((room - {heads}) / {_EASY.row + deeper}) < {rows}",
        letters=set_for(_EASY.letters, _TIGHT.letters),
        gutter=set_for(_EASY.gutter, _TIGHT.gutter),
        lowest=set_for(_EASY.row + deeper, _TIGHT.row + deeper),
        starts=set_for(*starts),
        ends=set_for(*ends),
        columns="max(1, " + " + ".join(f"(width >= ends[{place}])" for place in range(len(laid))) + ")",
        across=f"clamp(floor((width + gutter) / (ends[columns - 1] + gutter)), 1, {_MOST_BLOCKS})",
        down=f"max(1, floor((room - {heads}) / lowest))",
        all_there=f"{COMPLETE} || (columns == {len(laid)} && across * down >= {rows})",
        foot=f"all_there ? 0 : {STEP + 4}",
        most=f"all_there ? {max(1, rows)} : max(1, floor((room - {heads} - foot) / lowest))",
        blocks=f"max(1, min(across, ceil({rows} / min(down, most))))",
        per_block=f"max(1, min(most, ceil({rows} / blocks)))",
        shown=f"min({rows}, blocks * per_block)",
        row=f"clamp(floor((room - {heads} - foot) / per_block), lowest, {_HIGHEST + deeper})",
        spread=f"clamp(((width - (blocks - 1) * gutter) / blocks - ends[columns - 1]) / max(1, columns - 1), 0, {_SPREAD})",
        block="ends[columns - 1] + (columns - 1) * spread + gutter",
        heads=str(heads),
    )


def _along(laid: list[Laid], setting: _Setting) -> tuple[list[int], list[int]]:
    """Where each column begins and ends, in pixels from the left of its block."""
    starts, ends = [], []
    for column in laid:
        starts.append(ends[-1] + setting.between if ends else 0)
        ends.append(starts[-1] + round(column.wide * setting.letters) + 1)
    return starts, ends


def _places() -> list[dict]:
    """Where a line of a cell stands, in pixels."""
    return [
        kept("datum.r < shown && datum.c < columns"),
        *calculated(
            left="floor(datum.r / per_block) * block + starts[datum.c] + datum.c * spread",
            right="datum.left + ends[datum.c] - starts[datum.c]",
            y=f"heads + (datum.r % per_block + 0.5) * row + datum.k * {_LINE}",
        ),
    ]


def _texts(laid: list[Laid]) -> list[Layer]:
    numbers = [place for place, column in enumerate(laid) if column.numbers]
    to_the_right = f"indexof({numbers}, datum.c) >= 0"
    return [
        text("t", "left", y="y", fontSize={"expr": "letters"}, steps=[kept(f"!({to_the_right})")]),
        text("t", "right", "right", y="y", fontSize={"expr": "letters"}, steps=[kept(to_the_right)]),
    ]


def _headings(laid: list[Laid]) -> list[Layer]:
    """The lines of the headings over each block, the last right above the hairline."""
    data = [
        {"b": block, "c": place, "t": line, "up": len(column.heading) - number, "numbers": column.numbers}
        for block in range(_MOST_BLOCKS)
        for place, column in enumerate(laid)
        for number, line in enumerate(column.heading)
    ]
    steps = [
        kept("datum.b < blocks && datum.c < columns"),
        *calculated(
            left="datum.b * block + starts[datum.c] + datum.c * spread",
            right="datum.left + ends[datum.c] - starts[datum.c]",
            y=f"heads - 6 - (datum.up - 0.5) * {_LINE}",
        ),
    ]
    style = {"y": "y", "fontSize": {"expr": "letters"}, "fontWeight": 600, "colour": look.NAVY}
    return [
        {"data": {"values": data}, **text("t", "left", steps=[*steps, kept("!datum.numbers")], **style)},
        {"data": {"values": data}, **text("t", "right", "right", steps=[*steps, kept("datum.numbers")], **style)},
    ]


def _hairlines(rows: int) -> list[Layer]:
    """Under the headings of each block, and under each row."""

    def lines_of(count: int, fill: str, thick: float, condition: str, **places: str) -> Layer:
        steps = [kept(condition), *calculated(**places, to_x="datum.from_x + block - gutter", to_y=f"datum.from_y + {thick}")]
        data = {"sequence": {"start": 0, "stop": count, "as": "n"}}
        return {"data": data, **rect("from_x", "to_x", fill=fill, down=("from_y", "to_y"), steps=steps)}

    under = {"from_x": "floor(datum.n / per_block) * block", "from_y": "heads + (datum.n % per_block + 1) * row - 0.5"}
    return [
        lines_of(rows, look.HAIRLINE, 1, "datum.n < shown", **under),
        lines_of(_MOST_BLOCKS, look.NAVY, 1.4, "datum.n < blocks", from_x="datum.n * block", from_y="heads - 1"),
    ]


def _left_out(rows: int, columns: int, lang: Language) -> Layer:
    """Under the table: how many rows and columns found no place."""

    def told(name: str, count: str) -> str:
        before, after = labels.word(name, lang).split("{count}")
        return f"({count} > 0 ? '{before}' + ({count}) + '{after}' : '')"

    both = f"(shown < {rows} && columns < {columns} ? ' · ' : '')"
    words = f"{told('rows_left_out', f'{rows} - shown')} + {both} + {told('columns_left_out', f'{columns} - columns')}"
    steps = calculated(x="0", y="heads + per_block * row + foot / 2 + 2", words=words)
    return {"data": {"values": [{}]}, **text("words", "x", y="y", steps=steps, colour=look.MUTED, fontSize={"expr": "letters"})}
