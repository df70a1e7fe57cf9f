"""What each indicator counts: formula, cells of the form, clause, evidence, target, an example with real figures."""

import streamlit as st

from pages.parts import definition
from pages.shared import pick, show
from pages.shared.say import say

visit, title = pick.bar()
show.heading(title, visit, say("define.title"), say("define.line"))
listed, chosen = st.columns([2, 5], gap="large")
with listed:
    indicator = pick.definition()
with chosen:
    definition.indicator(indicator, visit)
