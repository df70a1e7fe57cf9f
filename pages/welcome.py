"""The first start: look at a demonstration, or begin with one's own province. While the demonstration is made: how far it is."""

import streamlit as st

from data import places
from pages.parts import first_start
from pages.shared import load, pick
from pages.shared.say import say
from pages.shared.visit import arrival

visitor, version = arrival().actor, arrival().version
broken_off = load.unfinished(version, actor=visitor) is not None
stage = "making" if first_start.maker().at_work() else "broken_off" if broken_off else "nothing"

words, language = st.container(key="bar").columns([10, 1.2])
words.title(say(f"welcome_title.{stage}"), anchor=False)
words.write(say(f"welcome_text.{stage}"))
with language:
    pick.tongue()
if stage != "nothing":
    first_start.follow()
    st.stop()


def by_name(code: str) -> str:
    return pick.findable(places.province(code).name, code)


first_start.failure()
provinces = places.by_name(province.code for province in places.provinces())
show_me, my_own = st.columns(2, gap="large")
with show_me.container(border=True, key="card-demo"):
    st.subheader(say("welcome.demo"))
    st.write(say("welcome.demo_text"))
    first = provinces.index(first_start.PROVINCE)
    shown = st.selectbox(say("welcome.demo_of"), provinces, index=first, format_func=by_name, key="demonstration")
    st.caption(first_start.expected(shown))
    if st.button(say("welcome.demo_button"), type="primary"):
        first_start.maker().start(shown)
        st.rerun()
with my_own.container(border=True, key="card-own"):
    st.subheader(say("welcome.own"))
    st.write(say("welcome.own_text"))
    code = st.selectbox(say("pick.province"), provinces, format_func=by_name, index=None, placeholder=say("pick.type"))
    if st.button(say("welcome.own_button"), disabled=code is None) and code:
        st.switch_page("returns.py", query_params={"province": code})
