"""Where do we stand? The four headline families, the map of wards, who needs help, what moved, who has not reported."""

import streamlit as st

from indicators import compare, findings
from indicators.catalogue import headline
from indicators.charts.movers import movers
from indicators.charts.tile_map import tile_map
from pages.shared import download, load, pick, show, sources
from pages.shared.speak import say

place, title = pick.bar()
figures, before = load.figures(place.province, place.quarter), load.before(place.province, place.quarter)
finding, lines = findings.home(figures, headline(), place.lang, province=place.province), show.line_of(place)
show.heading(title, finding, *lines)

if load.quarter(place.province, place.quarter).returns.empty:
    show.nothing_yet(place)
    st.stop()

history = load.history(place.province, place.quarter)
for column, indicator in zip(st.columns(4), headline(), strict=True):
    with column:
        show.card(indicator, place, before, history)

map_side, help_side = st.columns([5, 4], gap="small")
with map_side, st.container(border=True, height="stretch"):
    indicator = pick.headline()
    wards = compare.comparison(figures, indicator, before=before)
    show.chart_title(findings.compare(figures, indicator, place.lang, province=place.province))
    show.chart(tile_map(wards, indicator, place.province, place.lang), key="scroll-map", on_ward=sources.open_ward)
    download.picture(place, "map", title=finding, lines=lines, draw=lambda: tile_map(wards, indicator, place.province, place.lang))

with help_side:
    with st.container(border=True):
        show.chart_title(say("home.help"))
        show.help_table(place, headline(), on_ward=sources.open_ward)
    with st.container(border=True):
        show.chart_title(say("home.moved", indicator=indicator.short(place.lang)))
        show.moved(compare.movers(figures, before, indicator) if before is not None else None, indicator, place, movers)
    show.missing(place)

sources.dialog_if_open(place)
