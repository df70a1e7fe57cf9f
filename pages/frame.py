"""The script every visit runs: the language, who is here, the navigation table, then the page."""

import streamlit as st

from pages.shared import address, pick, visit
from pages.shared.say import language, say, title


def frame() -> None:
    st.set_page_config(layout="wide")
    pick.language()

    arrived = visit.arrive()
    ready = pick.ready(arrived)
    home = st.Page("home.py", title=say("page.home"), default=True)
    pages = (
        home if ready else st.Page("welcome.py", title=say("page.welcome"), default=True),
        st.Page("compare.py", title=say("page.compare")),
        st.Page("returns.py", title=say("page.returns")),
        st.Page("definitions.py", title=say("page.definitions")),
    )

    page = st.navigation(list(pages), position="top" if ready else "hidden")
    st.set_page_config(page_title=title(page.title, language()))  # what `pages/server/document.py` said before the app ran
    address.at(page.url_path)
    page.run()


if __name__ == "__main__":  # and not where a process that paints looks over what hired it (decision 31)
    frame()
