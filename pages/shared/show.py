"""What pages put on the screen. Names, words and figures go through Streamlit's own elements, never into HTML."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data import places
from indicators import explain, findings, wording
from indicators.catalogue import Indicator, catalogue
from indicators.charts.cards import movers
from indicators.charts.look import Chart
from pages.shared import draw, load
from pages.shared.draw import Points
from pages.shared.pick import Place
from pages.shared.say import language, say

COLOURS = {"met": "green", "on_track": "green", "slightly_behind": "orange", "behind": "red", "reversed": "red"}


def style() -> None:
    """Our style sheet, and our words where an element of Streamlit's has only English ones."""
    st.html(Path(__file__).with_name("style.css"))
    st.html(f"<style>:root {{ --choose: '{say('returns.choose')}'; --limit: '{say('returns.limit')}'; }}</style>")


def heading(slot: DeltaGenerator, finding: str, *lines: str) -> None:
    """The finding as the page's title; under it what, when, how many; and whether the figures are made up."""
    with slot:
        st.title(finding, anchor=False)
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="line"):
            if load.origin() == "demonstration":
                st.badge(wording.demonstration(language()), color="red")
            st.caption(" · ".join(filter(None, lines)))


def line_of(place: Place, indicator: Indicator | None = None) -> list[str]:
    """Quarter, as-of date and coverage: the line under every title and on every picture.

    Coverage is counted from content: where fewer wards have a figure of the `indicator` than have handed in, both are said.
    """
    known, figures = load.quarter(place.province, place.quarter), load.figures(place.province, place.quarter)
    wards = findings.wards_of(figures, place.lang)
    words = [place.quarter.label(place.lang)]
    if len(known.returns):
        words.append(say("line.as_of", day=wording.day(known.returns["as_of"].max())))
    words.append(wording.coverage(len(known.returns), len(known.owed), wards, place.lang))
    if indicator:
        row = load.summary(place.province, place.quarter, indicator).province
        if row["wards_in"] < len(known.returns):
            words.append(say("line.figures", count=int(row["wards_in"]), owed=int(row["wards_owed"]), wards=wards))
    return words


def nothing_yet(place: Place) -> None:
    """The designed empty state: says what is missing and leads to where it is mended."""
    with st.container(border=True, key="card-empty"):
        st.subheader(say("empty.title", quarter=place.quarter.label(place.lang)), anchor=False)
        st.write(say("empty.text", day=wording.day(place.quarter.due())))
        st.page_link("returns.py", label=say("empty.link"), query_params={"province": place.province, "quarter": str(place.quarter)})
        quarters = load.with_returns(place.province)
        if quarters:
            st.page_link(
                "home.py",
                label=say("empty.newest", quarter=quarters[-1].label(place.lang)),
                query_params={"province": place.province, "quarter": str(quarters[-1])},
            )


def failure(error: Exception, number: str) -> None:
    """Words for what nobody foresaw, with the number it has in the log. The store's own errors bring their words."""
    words = getattr(error, "words", None)
    st.error(words(language()) if words else say("failure", number=number), icon=":material/error:")


def card(indicator: Indicator, place: Place) -> None:
    """One headline indicator of the province: value, x/n, path, status, change with its reason, the quarters so far."""
    figures, lang = load.figures(place.province, place.quarter), place.lang
    row, earlier = load.summary(place.province, place.quarter, indicator).province, None
    if load.asked_before(place.province, place.quarter, indicator):
        earlier = load.summary(place.province, place.quarter - 1, indicator).province
    said = explain.explain(row, indicator, lang, before=earlier, wards=findings.wards_of(figures, lang))
    with st.container(border=True, key=f"card-{indicator.code}", height="stretch"):
        st.markdown(f"**{indicator.short(lang)}**")
        now, course = st.columns([3, 2], gap="small", vertical_alignment="center")
        with now:
            value = wording.shown(row, indicator, lang)
            st.container(key=f"figure-{indicator.code}").write(value)
            st.caption(wording.parts(row["numerator"], row["denominator"], lang, indicator.thing(lang)))
        with course:
            st.vega_lite_chart(draw.course(place, indicator), theme=None, key=f"spark-{indicator.code}")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            badge(wording.shown_status(row["status"], row["filed"]), lang)
            st.caption(aims(row, indicator, place))
        st.caption("  \n".join(filter(None, (said.change or say("card.first"), said.band))))


def badge(status: str, lang: str) -> None:
    """A status as mark and word on its colour."""
    st.badge(f"{wording.mark(status)} {wording.status(status, lang)}", color=COLOURS.get(status, "gray"))


def aims(row: dict, indicator: Indicator, place: Place, ward: str | None = None) -> str:
    """What the path expects this quarter and the plan in the end; or the benchmark, called so, where no plan has a target."""
    if row["target"] is not None:
        goal = load.goal(indicator.code, place.province, ward)
        return say(
            "card.aims",
            quarter=place.quarter.label(place.lang),
            expected=wording.aim(row["expected"], indicator, place.lang, province=ward is None),
            year=goal.ends.year,
            target=wording.aim(row["target"], indicator, place.lang, province=ward is None),
        )
    marks = load.benchmarks(indicator.code, place.province)
    return say("card.benchmark", value=wording.aim(marks[0].value, indicator, place.lang), source=marks[0].source) if marks else ""


def table(
    rows: pd.DataFrame,
    *,
    key: str,
    columns: dict[str, str],
    on_ward,
    written: dict[str, list[str]] | None = None,
    height: int | str = "auto",
) -> None:
    """`rows` under the headings of `columns`; a row that is marked calls `on_ward` with its ward and indicator.

    What is `written` stands in the place of the numbers of that column, by which the column still sorts; equal numbers
    of a column are written alike.
    """

    def clicked() -> None:
        for row in st.session_state[key].selection.rows:
            on_ward(rows["ward"].iloc[row], rows["indicator"].iloc[row])

    shown = rows[list(columns)].rename(columns=columns).reset_index(drop=True)
    words = {columns[name]: dict(zip(rows[name], texts, strict=True)).get for name, texts in (written or {}).items()}
    st.dataframe(
        shown.style.format(words, na_rep=wording.NOTHING),
        hide_index=True,
        height=height,
        key=key,
        width="stretch",
        on_select=clicked,
        selection_mode="single-row",
    )


def help_table(place: Place, on_ward) -> None:
    """Who needs help: the wards furthest behind on several families, and what is missing in people and things."""
    rows = load.need_help(place.province, place.quarter)
    if rows.empty:
        st.write(say("home.nobody"))
        return
    by_code, lang = catalogue(), place.lang
    rows = rows.assign(
        what=[by_code[code].short(lang) for code in rows.indicator],
        figure=[wording.shown(row, by_code[row["indicator"]], lang) for row in rows.to_dict("records")],
        now=[wording.things(row.gap_now, by_code[row.indicator], lang) for row in rows.itertuples()],
        state=[f"{wording.mark(code)} {wording.status(code, lang)}" for code in rows.status],
    )
    columns = {name: say(f"help.{name}") for name in ("ward_name", "what", "figure", "now", "state")}
    table(rows, key="need_help", columns=columns, on_ward=on_ward)


def missing(place: Place) -> None:
    """The wards that have not handed in, by name."""
    known = load.quarter(place.province, place.quarter)
    absent = sorted(set(known.owed).difference(known.returns["ward"]))
    if absent:
        names = ", ".join(places.full_name(code, place.quarter.last_day, place.lang) for code in absent)
        with st.expander(say("home.missing", count=len(absent))):
            st.write(names)


def chart_title(words: str) -> None:
    st.subheader(words, anchor=False)


def chart(drawing: Chart, *, key: str, indicator: Indicator, on_ward=None) -> None:
    """A chart in its own frame; a click on a ward in it calls `on_ward` with the ward and the indicator that was clicked.

    That is the chart's `indicator` where it shows only one.

    A click adds to what is chosen or takes away from it, so that the same ward can be clicked again: the ward that was
    clicked is the one by which the choice differs from that of the run before.
    """

    def clicked() -> None:
        now, before = st.session_state[f"{key}-chart"].selection.get("ward") or [], st.session_state[f"{key}-before"]
        for one in (*now, *before):
            if (one in now) != (one in before):
                on_ward(one["ward"], one.get("indicator", indicator.code))

    looks = {"on_select": clicked, "selection_mode": "ward"} if on_ward else {}
    with st.container(key=key):
        drawn = st.vega_lite_chart(drawing, theme=None, key=f"{key}-chart", **looks)
    if on_ward:
        st.session_state[f"{key}-before"] = drawn.selection.get("ward") or []


def points(drawn: Points, place: Place, *, key: str, indicator: Indicator, on_ward) -> None:
    """Points to zoom into; a click on one calls `on_ward` with its ward, those in a lasso are listed below."""

    def clicked() -> None:
        chosen = st.session_state[f"{key}-chart"].selection
        if len(chosen.points) == 1 and not chosen.lasso:
            on_ward(chosen.points[0]["customdata"], indicator.code)

    with st.container(key=key):
        chosen = st.plotly_chart(
            drawn.figure,
            theme=None,
            key=f"{key}-chart",
            config=drawn.config,
            height="stretch",
            on_select=clicked,
            selection_mode=("points", "lasso"),
        ).selection
    if chosen.lasso:
        codes = [one["customdata"] for one in chosen.points]
        names = sorted(places.full_name(code, place.quarter.last_day, place.lang) for code in codes)
        st.write(say("points.lassoed", count=len(names), names=", ".join(names)))
    st.caption(" · ".join(drawn.notes))


def moved(place: Place, indicator: Indicator, on_ward) -> None:
    """The greatest rises and falls since the quarter before."""
    rows = load.movers(place.province, place.quarter, indicator)
    if rows is None or rows.empty:
        st.write(say("home.no_earlier"))
    else:
        chart(movers(rows, indicator, place.lang), key="movers", indicator=indicator, on_ward=on_ward)


def line_of_indicator(indicator: Indicator, place: Place) -> str:
    """The province's figure, the ward in the middle and the path, for the line under the title of a comparison."""
    row, lang = load.summary(place.province, place.quarter, indicator).province, place.lang
    if row["value"] is None:
        return ""
    wards = findings.wards_of(load.figures(place.province, place.quarter), lang)
    line = explain.province_line(row, indicator, lang, wards=wards)
    return " · ".join(filter(None, [line, aims(row, indicator, place)]))


def comparison_table(rows: pd.DataFrame, indicator: Indicator, place: Place, on_ward) -> None:
    """The comparison as a table: rank, figure, x/n, status, what is missing, change; a click opens the ward."""
    lang = place.lang
    rows = rows.assign(
        indicator=indicator.code,
        share=[wording.parts(r.numerator, r.denominator, lang) for r in rows.itertuples()],
        state=[f"{wording.mark(code)} {wording.status(code, lang)}" for code in wording.shown_statuses(rows)],
    )
    written = {
        "rank": [wording.number(rank, lang) for rank in rows["rank"].astype(float)],
        "value": [wording.shown(row, indicator, lang) for row in rows.to_dict("records")],
        "gap": [wording.things(gap, indicator, lang) for gap in rows["gap"]],
        "change": [wording.change(change, indicator, lang) for change in rows["change"]],
    }
    columns = {name: say(f"column.{name}") for name in ("rank", "ward_name", "value", "share", "state", "gap", "change")}
    st.caption(say("table.hint"))
    table(rows, key="comparison", columns=columns, written=written, height=720, on_ward=on_ward)
