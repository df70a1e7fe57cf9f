"""Where do we stand? The headline indicators, the map of wards, who needs help, what moved, who has not reported."""

import streamlit as st

from pages.parts import overview, sources
from pages.shared import load, pick, show

visit, title = pick.bar()
standing = load.view(visit.scope, "cards", overview.choose(visit), actor=visit.actor)
show.heading(title, visit, standing.finding, *standing.lines)
if show.nothing_yet(visit):
    st.stop()

overview.headline_cards(visit)
map_side, help_side = st.columns([5, 4])
with map_side, st.container(border=True, height="stretch"):
    picked = overview.tile_map(visit, on_ward=sources.open_ward)
with help_side:
    with st.container(border=True):
        overview.needs_help(visit, picked, on_ward=sources.open_ward)
    with st.container(border=True):
        overview.moved(visit, picked, on_ward=sources.open_ward)
    overview.missing(visit)

sources.dialog_if_open(visit, picked.indicator.code)
