"""A ward's quarter: take the workbook, fill it in, drop it here, see what would count, hand it in, keep the receipt."""

import streamlit as st

from pages.parts import handing_in, uploads
from pages.shared import download, load, pick, show
from pages.shared.say import say

visit, title = pick.bar(opens=load.collected)
ward = pick.ward(visit)
if ward is None:
    show.heading(title, visit, say("returns.whose"), say("returns.whose_line", quarter=visit.quarter.label(visit.lang)))
    st.stop()

received = load.received(visit.scope, ward, actor=visit.actor)
show.heading(title, visit, handing_in.title(visit, ward), handing_in.state(visit, received))

take, give = st.columns([2, 5], gap="large")
with take, st.container(border=True):
    show.section(say("returns.take"))
    st.write(say("returns.take_hint"))
    download.blank_return(visit, ward)
    if handing_in.counting(received):
        download.receipt(visit, ward)
with give, st.container(border=True):
    show.section(say("returns.give"))
    handing_in.drop(visit, ward, received)

uploads.history(load.received(visit.scope, ward, actor=visit.actor), visit)
