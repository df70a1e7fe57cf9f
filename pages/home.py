"""Where do we stand? The four headline families, the map of wards, who needs help, what moved, who has not reported."""

from functools import partial

import streamlit as st

from indicators.catalogue import headline
from pages.parts import sources
from pages.shared import download, draw, load, pick, show
from pages.shared.say import say

place, title = pick.bar()
lines = show.line_of(place)
show.heading(title, load.standing(place.province, place.quarter, place.lang), *lines)
if load.quarter(place.province, place.quarter).returns.empty:
    show.nothing_yet(place)
    st.stop()

for column, indicator in zip(st.columns(4), headline(), strict=True):
    with column:
        show.card(indicator, place)

map_side, help_side = st.columns([5, 4])
with map_side, st.container(border=True, height="stretch"):
    indicator = pick.headline()
    on_map, told = partial(draw.on_map, place, indicator), load.finding(place.province, place.quarter, indicator, place.lang)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        show.chart_title(told)
        download.picture(place, f"map_{indicator.code}", title=told, lines=lines, draw=on_map)
    show.chart(on_map(room=540), key="map", indicator=indicator, on_ward=sources.open_ward)

with help_side:
    with st.container(border=True):
        show.chart_title(say("home.help"))
        show.help_table(place, on_ward=sources.open_ward)
        st.caption(say("home.help_hint"))
    with st.container(border=True):
        show.chart_title(say("home.moved", indicator=indicator.short(place.lang)))
        show.moved(place, indicator, on_ward=sources.open_ward)
    show.missing(place)

sources.dialog_if_open(place)
