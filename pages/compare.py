"""Wards against each other: all on one indicator, all on all indicators, a few over time, and the table; a click on a ward
leads to the cells its figures came from."""

import streamlit as st

from indicators import compare, findings
from indicators.charts.over_time import over_time
from indicators.charts.ranked_columns import ranked_columns
from indicators.charts.sheet import sheet
from pages.shared import download, load, pick, show, sources
from pages.shared.speak import say

place, title = pick.bar()
figures, before = load.figures(place.province, place.quarter), load.before(place.province, place.quarter)
with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
    indicator = pick.indicator(place)
    view = pick.segment("view", ["ranked", "sheet", "time", "table"], lambda v: say(f"view.{v}"), label=say("pick.view"))
    peers = pick.peers(place)

finding, lines = findings.compare(figures, indicator, place.lang, province=place.province), show.line_of(place)
show.heading(title, finding, *lines, show.line_of_indicator(figures, indicator, place))
if load.quarter(place.province, place.quarter).returns.empty:
    show.nothing_yet(place)
    st.stop()

wards = show.only(compare.comparison(figures, indicator, before=before), peers)
if view == "ranked":
    summary = compare.summary(figures, indicator)
    draw = lambda: ranked_columns(wards, summary, indicator, place.lang)  # noqa: E731
elif view == "sheet":
    draw = lambda: sheet(show.only(figures, peers), place.lang)  # noqa: E731
elif view == "time":
    chosen = pick.wards(place, default=show.typical(wards))
    history = load.history(place.province, place.quarter)
    draw = lambda: over_time(history, indicator, chosen, place.lang)  # noqa: E731

if view == "table":
    show.comparison_table(wards, indicator, place, on_ward=sources.open_ward)
else:
    show.chart(draw(), key=f"chart-{view}", on_ward=sources.open_ward)
    download.picture(place, f"{view}_{indicator.code}", title=finding, lines=lines, draw=draw)

sources.dialog_if_open(place)
