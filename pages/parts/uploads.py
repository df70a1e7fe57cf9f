"""What was handed in for a ward's quarter: a line for each file, and any of them to look into again."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data import clock
from data.returns.template import XLSX
from data.store.records import Received
from pages.parts.handing_in import listed
from pages.shared import load, show
from pages.shared.say import say
from pages.shared.visit import Visit


def history(received: tuple[Received, ...], visit: Visit) -> None:
    """The history of the ward's quarter: each file, who, when, what became of it; any of them can be looked into again."""
    if not received:
        return
    st.subheader(say("history.title"), anchor=False)
    rows = [
        (
            clock.written(one.received_at),
            one.file_name,
            one.actor,
            say(f"state.{one.standing or one.state}"),
            one.receipt or "",
            one.revision or "",
            one.note or "",
        )
        for one in received
    ]
    names = ("at", "file", "by", "state", "receipt", "revision", "note")
    show.grid(pd.DataFrame(rows, columns=[say(f"history.{name}") for name in names]).astype(str))
    chosen = st.selectbox(
        say("history.open"),
        received,
        index=None,
        placeholder=say("history.which"),
        format_func=lambda one: f"{clock.written(one.received_at)} · {one.file_name} · {say(f'state.{one.standing or one.state}')}",
        key=f"history.{received[0].ward}.{received[0].quarter}",
    )
    if chosen:
        looked_into(chosen, visit)


def looked_into(chosen: Received, visit: Visit) -> None:
    """What was found in a file, and the file itself to take back."""
    file = load.uploaded(chosen.upload_id, actor=visit.actor)
    if file:
        st.download_button(say("history.take"), file.content, file_name=file.name, mime=XLSX, icon=":material/download:")
    listed(chosen.problems, visit.lang, within=f"history-{chosen.upload_id}")
    if not chosen.problems:
        st.write(say("history.nothing"))
