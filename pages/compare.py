"""Wards against each other: all on one indicator, all on all indicators, a few over time, and the table; a click on a ward
leads to the cells its figures came from."""

import streamlit as st

from pages.parts import sources
from pages.shared import download, draw, load, pick, show

place, title = pick.bar()
controls = st.container(horizontal=True, vertical_alignment="bottom", key="controls")
with controls:
    indicator, view, among = pick.indicator(place), pick.view(), pick.peers(place)
    across = pick.across(place, indicator) if view == "scatter" else None

lines = show.line_of(place, None if view == "sheet" else indicator)
if view == "sheet":
    finding = load.standing(place.province, place.quarter, place.lang)
    show.heading(title, finding, *lines)
else:
    finding = load.finding(place.province, place.quarter, indicator, place.lang, across)
    show.heading(title, finding, *lines, show.line_of_indicator(indicator, place))
if load.quarter(place.province, place.quarter).returns.empty:
    show.nothing_yet(place)
    st.stop()

if view == "table":
    show.comparison_table(draw.wards_of(place, indicator, among), indicator, place, on_ward=sources.open_ward)
elif view == "scatter":
    points = draw.two(place, indicator, across, among, title=finding, lines=lines)
    show.points(points, place, key="view-scatter", indicator=indicator, on_ward=sources.open_ward)
else:
    with controls:
        drawing = draw.view(view, place, indicator, among)
        download.picture(place, f"{view}_{indicator.code}", title=finding, lines=lines, draw=drawing.picture)
    show.chart(drawing.screen(), key=f"view-{view}", indicator=indicator, on_ward=None if view == "time" else sources.open_ward)

sources.dialog_if_open(place)
