"""Wards against each other: all on one indicator, all on all indicators, a few over time, and the table; a click on a ward
leads to the cells its figures came from."""

import streamlit as st

from pages.parts import comparison, sources
from pages.shared import download, load, pick, show

visit, title = pick.bar()
controls = st.container(horizontal=True, vertical_alignment="bottom", key="controls")
with controls:
    name, picked = comparison.choose(visit)
view = load.view(visit.scope, name, picked, actor=visit.actor)
show.heading(title, visit, view.finding, *view.lines)
if show.nothing_yet(visit):
    st.stop()

with controls:
    download.view(visit, name, picked)
show.view(visit, name, picked, key=f"view-{name}", on_ward=sources.open_ward)
sources.dialog_if_open(visit, picked.indicator.code)
