"""Where do we stand? The four headline families, the map of wards, who needs help, what moved, who has not reported."""

from functools import partial

import streamlit as st

from indicators import findings
from indicators.catalogue import headline
from pages.shared import download, draw, load, pick, show, sources
from pages.shared.speak import say

place, title = pick.bar()
figures = load.figures(place.province, place.quarter)
finding, lines = findings.home(figures, headline(), place.lang, province=place.province), show.line_of(place)
show.heading(title, finding, *lines)
if load.quarter(place.province, place.quarter).returns.empty:
    show.nothing_yet(place)
    st.stop()

for column, indicator in zip(st.columns(4), headline(), strict=True):
    with column:
        show.card(indicator, place)

map_side, help_side = st.columns([5, 4])
with map_side, st.container(border=True, height="stretch"):
    indicator = pick.headline()
    on_map, told = partial(draw.on_map, place, indicator), findings.compare(figures, indicator, place.lang, province=place.province)
    show.chart_title(told)
    show.chart(on_map(room=540), key="map", on_ward=sources.open_ward)
    download.picture(place, f"map_{indicator.code}", title=told, lines=lines, draw=on_map)

with help_side:
    with st.container(border=True):
        show.chart_title(say("home.help"))
        show.help_table(place, headline(), on_ward=sources.open_ward)
        st.caption(say("home.help_hint"))
    with st.container(border=True):
        show.chart_title(say("home.moved", indicator=indicator.short(place.lang)))
        show.moved(place, indicator, on_ward=sources.open_ward)
    show.missing(place)

sources.dialog_if_open(place)
