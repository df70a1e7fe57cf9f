"""What pages put on the screen. Names, words and figures go through Streamlit's own elements, never into HTML."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import inf
from typing import Any, Literal
from urllib.parse import urlencode

import pandas as pd
import streamlit as st
from pandas.api.types import is_numeric_dtype as is_numeric
from pandas.io.formats.style import Styler
from streamlit.delta_generator import DeltaGenerator

from data import places
from data.words import Language
from indicators import wording
from indicators.charts.look import Chart
from indicators.views import listing
from indicators.views.selection import Selection
from indicators.views.view import View
from pages.shared import load
from pages.shared.say import language, plain, say
from pages.shared.visit import Visit

Colour = Literal["green", "orange", "red", "gray"]

COLOURS: dict[str, Colour] = {"met": "green", "on_track": "green", "slightly_behind": "orange", "behind": "red", "reversed": "red"}

_MANY, _HIGHEST = 18, 720  # rows of a table from which on it scrolls, and its height in pixels then

OnWard = Callable[[str, str], None]
"""What a click on a figure calls, with its ward and its indicator."""


def heading(slot: DeltaGenerator, visit: Visit, finding: str, *lines: str) -> None:
    """The finding as the page's title; under it what, when, how many; and whether the figures are made up.

    All of it is text, whatever names of people stand in it.
    """
    with slot:
        st.title(plain(finding), anchor=False)
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="line"):
            if load.demonstration(visit.scope, actor=visit.actor):
                st.badge(wording.demonstration(visit.lang), color="red")
                if so_far := load.unfinished(visit.scope.version, actor=visit.actor):
                    st.badge(say("welcome.so_far", files=so_far.files, of=so_far.of), color="red")
            st.caption(plain(" · ".join(filter(None, lines))))


def nothing_yet(visit: Visit) -> bool:
    """The designed empty state, where nobody has handed in: says what is missing and leads to where it is mended."""
    if len(load.known_now(visit.scope, actor=visit.actor).returns):
        return False
    with st.container(border=True, key="card-empty"):
        st.subheader(say("empty.title", quarter=visit.quarter.label(visit.lang)), anchor=False)
        st.write(say("empty.text", day=wording.day(visit.quarter.due())))
        st.page_link("returns.py", label=say("empty.link"), query_params={"province": visit.province, "quarter": str(visit.quarter)})
        quarters = load.returns_by_quarter(visit.scope, actor=visit.actor)
        if quarters:
            st.page_link(
                "home.py",
                label=say("empty.newest", quarter=max(quarters).label(visit.lang)),
                query_params={"province": visit.province, "quarter": str(max(quarters))},
            )
    return True


def failure(error: Exception, number: str) -> None:
    """Words for what nobody foresaw, with the number it has in the log. The store's own errors bring their words."""
    words = getattr(error, "words", None)
    st.error(words(language()) if words else say("failure", number=number), icon=":material/error:")


def badge(status: str | None, lang: Language, *, key: str, certain: bool = True) -> None:
    """A status as mark and word on its colour, which is hatched (style.css) where the status is not certain."""
    with st.container(key=f"{'certain' if certain else 'uncertain'}-{key}", width="content"):
        st.badge(wording.judged(status, lang, certain=certain), color=COLOURS.get(status or "", "gray"))


def section(words: str) -> None:
    """The title of a part of a page."""
    st.subheader(words, anchor=False)


def view(visit: Visit, name: str, selection: Selection, *, key: str, on_ward: OnWard | None, room: int | None = None) -> None:
    """A view as the screen shows it: drawn, or where its table is the better reading (`TABULAR`) as a table."""
    found = load.view(visit.scope, name, selection, actor=visit.actor)
    tabular = getattr(listing.views()[name], "TABULAR", "")
    if tabular == "to read":
        reading(found, indicator=selection.indicator.code)
    elif tabular:
        st.caption(say("table.hint"))
        table(found, key=key, indicator=selection.indicator.code, on_ward=on_ward)
    else:
        drawing = load.sent(visit.scope, name, selection, room, actor=visit.actor)
        chart(drawing, found, key=key, indicator=selection.indicator.code, on_ward=on_ward)


def reading(found: View, *, indicator: str) -> None:
    """The few rows of a view as text; the name of each ward is a link to its figure."""
    columns = {column.heading: list(map(plain, column.written)) for column in found.columns}
    named = next(column.heading for column in found.columns if column.code == "ward_name")
    codes = found.rows.get("indicator", pd.Series(indicator, found.rows.index))
    columns[named] = [ward_link(*row) for row in zip(found.rows["ward"], codes, columns[named], strict=True)]
    st.table(pd.DataFrame(columns), border="horizontal", hide_index=True)


def ward_link(ward: str, indicator: str, name: str) -> str:
    """The name as a link to a figure of the ward, in Markdown: the address of this page with it (`parts.sources`)."""
    return f"[{name}](?{urlencode(st.query_params.to_dict() | {'ward': ward, 'figure': indicator})})"


def table(found: View, *, key: str, indicator: str, on_ward: OnWard | None) -> None:
    """The rows of a view under the headings of its columns; a row that is marked calls `on_ward`.

    Columns of numbers sort by them, whatever is written in their place; equal numbers of a column are written alike. What is
    missing would sort as 0: it is beyond all numbers, last from the lowest up (docs/words.md).
    """

    def clicked() -> None:
        for number in st.session_state[key].selection.rows:
            row = found.rows.iloc[number]
            opened(row["ward"], row.get("indicator", indicator))

    opened = on_ward or _nothing
    numbers = {code for code in (column.code for column in found.columns) if code in found.rows and is_numeric(found.rows[code])}
    shown = pd.DataFrame(
        {
            column.heading: found.rows[column.code].astype(float).fillna(inf).array if column.code in numbers else list(column.written)
            for column in found.columns
        }
    )
    words: dict[Any, Any] = {
        column.heading: partial(_written, dict(zip(found.rows[column.code], column.written, strict=True)))
        for column in found.columns
        if column.code in numbers
    }
    grid(
        shown.style.format(words),
        height=_HIGHEST if len(shown) > _MANY else "auto",
        key=key,
        on_select=clicked if on_ward else "ignore",
        selection_mode="single-row",
    )


def grid(rows: pd.DataFrame | Styler, **looks: Any) -> None:
    """A table to sort and to search, as wide as its place; `looks` are Streamlit's. What is missing is never "None"."""
    st.dataframe(rows, hide_index=True, width="stretch", placeholder=wording.NOTHING, **looks)


def _written(texts: dict[float, str], value: float) -> str:
    return texts.get(value, wording.NOTHING)


def _nothing(ward: str, indicator: str) -> None:
    """What a click does where nothing listens."""


def chart(drawing: Chart, found: View, *, key: str, indicator: str, on_ward: OnWard | None) -> None:
    """A chart in its own frame; a click on a ward in it calls `on_ward` with the ward and the indicator that was clicked.

    That is `indicator` where the chart shows only one.

    A click adds to what is chosen or takes away from it, so that the same ward can be clicked again: the ward that was
    clicked is the one by which the choice differs from that of the run before.
    """
    params = {param["name"] for layer in (drawing, *drawing.get("layer", ())) for param in layer.get("params", ()) if "select" in param}
    listening = sorted(params & {"ward", "brush"}) if on_ward else []

    opened = on_ward or _nothing

    def clicked() -> None:
        now, before = st.session_state[f"{key}-chart"].selection.get("ward") or [], st.session_state[f"{key}-before"]
        for one in (*now, *before):
            if (one in now) != (one in before):
                opened(one["ward"], one.get("indicator", indicator))

    looks = {"on_select": clicked, "selection_mode": listening} if listening else {}
    with st.container(key=key):
        drawn = st.vega_lite_chart(drawing, theme=None, key=f"{key}-chart", **looks)
    if listening:
        st.session_state[f"{key}-before"] = drawn.selection.get("ward") or []
        brushed(found, drawn.selection.get("brush") or {}, indicator)


def brushed(found: View, ranges: dict[str, list[float]], indicator: str) -> None:
    """The wards inside what was brushed over a chart, by name, each a link: `ranges` of "x" and "y", where the view's rows are drawn."""
    if ranges:
        names = inside(found, ranges)
        links = [ward_link(ward, indicator, plain(name)) for ward, name in names.items()]
        st.write(say("points.brushed", count=len(names), names=", ".join(links)))


def inside(found: View, ranges: dict[str, list[float]]) -> dict[str, str]:
    """The wards that are drawn in all of the `ranges` and their names, in the order of the alphabet."""
    drawn = [found.rows[f"drawn_{axis}"].between(min(ends), max(ends)) for axis, ends in ranges.items()]
    rows = found.rows[pd.concat(drawn, axis=1).all(axis=1)].set_index("ward")
    return {code: str(rows.ward_name[code]) for code in places.by_name(rows.index)}
