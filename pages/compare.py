"""Wards against each other: all on one indicator, all on all indicators, a few over time, and the table; a click on a ward
leads to the cells its figures came from."""

import streamlit as st

from pages.shared import download, draw, load, pick, show, sources

place, title = pick.bar()
with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
    indicator, view, among = pick.indicator(place), pick.view(), pick.peers(place)
    across = pick.across(place, indicator) if view == "scatter" else None

figures = load.figures(place.province, place.quarter)
finding, lines = load.finding(place.province, place.quarter, indicator, place.lang), show.line_of(place)
show.heading(title, finding, *lines, show.line_of_indicator(figures, indicator, place))
if load.quarter(place.province, place.quarter).returns.empty:
    show.nothing_yet(place)
    st.stop()

if view == "table":
    show.comparison_table(draw.wards_of(place, indicator, among), indicator, place, on_ward=sources.open_ward)
elif view == "scatter":
    points = draw.two(place, indicator, across, among, title=finding, lines=lines)
    show.points(points, place, key="view-scatter", on_ward=sources.open_ward)
else:
    drawing = draw.view(view, place, indicator, among)
    show.chart(drawing(), key=f"view-{view}", on_ward=None if view == "time" else sources.open_ward)
    download.picture(place, f"{view}_{indicator.code}", title=finding, lines=lines, draw=drawing)

sources.dialog_if_open(place)
