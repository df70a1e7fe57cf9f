"""The first start: look at a demonstration, or begin with one's own province."""

import streamlit as st

from data import places
from pages.parts import first_start
from pages.shared import pick
from pages.shared.say import say

words, language = st.container(key="bar").columns([10, 1.2])
words.title(say("welcome.title"), anchor=False)
words.write(say("welcome.text"))
with language:
    pick.tongue()
show_me, my_own = st.columns(2, gap="large")
with show_me.container(border=True, key="card-demo"):
    st.subheader(say("welcome.demo"))
    st.write(say("welcome.demo_text"))
    if st.button(say("welcome.demo_button"), type="primary"):
        first_start.build_demonstration()
with my_own.container(border=True, key="card-own"):
    st.subheader(say("welcome.own"))
    st.write(say("welcome.own_text"))
    provinces = [province.code for province in places.provinces()]
    code = st.selectbox(say("pick.province"), provinces, format_func=pick.province_name, index=None, placeholder=say("pick.type"))
    if st.button(say("welcome.own_button"), disabled=code is None) and code:
        st.switch_page("returns.py", query_params={"province": code})
