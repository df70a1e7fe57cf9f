"""A ward's quarter: take the workbook, fill it in, drop it here, see what would count, hand it in, keep the receipt."""

import streamlit as st

from pages.parts import handing_in
from pages.shared import download, load, pick, show
from pages.shared.say import say

place, title = pick.bar(opens=load.open_round)
ward = pick.ward(place)
if ward is None:
    show.heading(title, say("returns.whose"), say("returns.whose_line", quarter=place.quarter.label(place.lang)))
    st.stop()

filed = load.filed(ward, place.quarter)
show.heading(title, handing_in.title(place, ward), handing_in.state(place, ward, filed))

take, give = st.columns([2, 5], gap="large")
with take, st.container(border=True):
    st.subheader(say("returns.take"), anchor=False)
    st.write(say("returns.take_hint"))
    download.blank_return(place, ward)
    if handing_in.counting(filed):
        download.receipt(place, ward)
with give, st.container(border=True):
    st.subheader(say("returns.give"), anchor=False)
    handing_in.drop(place, ward, filed)

handing_in.receipts(load.filed(ward, place.quarter))
