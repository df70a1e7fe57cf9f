"""What `streamlit run dashboard.py` starts: the dashboard as an ASGI app. What it does besides pages is in `pages/server`.

`pages/frame.py` is the script of every visit. It lies beside the pages, not above them: with a script beside a `pages/`
folder, a server that has just started runs page files directly and skips the frame (decision 2).
"""

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from pages.server import words
from pages.server.document import Document
from pages.server.faults import say_sorry
from pages.server.guard import Guard
from pages.server.health import healthz
from pages.server.packed import Packed
from pages.server.preview import PATH, preview
from pages.server.start_up import lifespan

app = st.App(
    "pages/frame.py",
    lifespan=lifespan,
    routes=[Route("/healthz", healthz), Route(PATH, preview), Route(words.PATH, words.script)],
    middleware=[Middleware(Guard), Middleware(Packed), Middleware(Document)],
    on_script_error=say_sorry,
)
