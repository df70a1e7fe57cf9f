"""Who is here, and what of: made once for each run of the script, and handed to whatever shows something."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from data.quarter import Quarter
from data.scope import Scope
from data.store.actor import Actor
from data.words import Language
from pages.shared import load

VISITOR = Actor(name="khách", role="administrator")
"""Until accounts exist, whoever opens the page may do what the command line may."""


@dataclass(frozen=True)
class Arrival:
    """Who has come, and which state of the store this run shows: its parts agree, and the store is asked once."""

    actor: Actor
    version: int


@dataclass(frozen=True)
class Visit:
    """The bar's choices: the scope and the language of everything below, beside whoever asks for it."""

    scope: Scope
    actor: Actor
    lang: Language

    @property
    def province(self) -> str:
        return self.scope.province

    @property
    def quarter(self) -> Quarter:
        return self.scope.quarter


def arrive() -> Arrival:
    """The beginning of a run: `arrival` gives the same until the next one."""
    arrived = Arrival(VISITOR, load.version(actor=VISITOR))
    st.session_state["arrival"] = arrived
    return arrived


def arrival() -> Arrival:
    """What the frame found at the beginning of this run."""
    return st.session_state["arrival"]
