"""Where a ward's figures come from: from the percentage to the cells of the file it was handed in with."""

import pandas as pd
import streamlit as st

from data import clock, places
from data.returns.problems import words
from indicators import explain, findings, lineage, wording
from indicators.catalogue import Indicator, catalogue, headline
from pages.shared import address, load, pick, show
from pages.shared.say import plain, say
from pages.shared.visit import Visit


def open_ward(ward: str, indicator: str) -> None:
    """Puts into the address whose figure was clicked, and which: a link of its own, and Back closes it again."""
    address.leave("ward", ward)
    address.leave("figure", indicator)


def close() -> None:
    address.take_away("ward")
    address.take_away("figure")


def dialog_if_open(visit: Visit, indicator: str) -> None:
    """Shows the figure of the ward that the address names; without another one there, that of the page's `indicator`."""
    if other := st.session_state.pop("other.figure", None):
        address.leave("figure", other)
    ward, figure = (st.query_params.get(name) for name in ("ward", "figure"))
    if ward and ward not in {place.code for place in places.wards(visit.province)}:
        address.strange(say("pick.ward"), ward)
        close()
    elif ward:
        name = places.full_name(ward, visit.quarter.last_day, visit.lang)
        st.dialog(name, width="large", on_dismiss=close)(_content)(visit, ward, figure or indicator)


def _content(visit: Visit, ward: str, chosen: str) -> None:
    figures = load.figures(visit.scope, actor=visit.actor)
    own = figures[figures["ward"] == ward].set_index("indicator", drop=False)
    options = [str(code) for code in own.index]
    code = st.selectbox(
        say("pick.indicator"),
        options,
        index=options.index(chosen) if chosen in options else 0,
        format_func=lambda code: pick.findable(catalogue()[code].short(visit.lang), code),
        key=f"sources.{ward}.{chosen}",
    )
    if code and code != chosen and chosen in options:
        st.session_state["other.figure"] = code
        st.rerun()  # a dialog runs by itself and cannot write the address
    code = code or options[0]
    indicator, row = catalogue()[code], own.loc[[code]].iloc[0]
    st.caption(findings.ward(figures, headline(), visit.lang, ward=ward))
    before = load.before(visit.scope, actor=visit.actor)
    earlier = before[(before["ward"] == ward) & (before["indicator"] == code)] if before is not None else pd.DataFrame()
    said = explain.explain(row, indicator, visit.lang, before=earlier.iloc[0] if len(earlier) else None)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.container(key=f"figure-sources-{code}", width="content").write(wording.shown(row.to_dict(), indicator, visit.lang))
        show.badge(wording.shown_status(row["status"], row["filed"]), visit.lang, key=f"dialog-{code}")
        st.caption(_aims(row, indicator, visit))
    st.write(said.formula)
    st.markdown("\n".join(f"- {line}" for line in (said.gap_now, said.gap, said.change, said.change_parts) if line))
    _cells(visit, ward, indicator)


def _aims(row: pd.Series, indicator: Indicator, visit: Visit) -> str:
    made_up = load.demonstration(visit.scope, actor=visit.actor)
    return explain.aims(row, indicator, visit.lang, province=visit.province, demonstration=made_up)


def _cells(visit: Visit, ward: str, indicator: Indicator) -> None:
    """File, revision, who and when, and a line for each cell."""
    known = load.lineage(visit.scope, ward, indicator.measures, actor=visit.actor)
    st.subheader(say("sources.title"), anchor=False)
    if known is None:
        st.write(say("sources.none"))
        return
    st.text(
        say(
            "sources.file",
            file=known.file_name,
            revision=known.revision,
            by=known.submitted_by,
            at=clock.written(known.submitted_at),
            receipt=known.receipt,
            form=known.form,
        )
    )
    traced = lineage.trace(indicator, ward=ward, quarter=visit.quarter, measures=known.measures)
    parts = [(say("sources.numerator"), traced.numerator)] + (
        [(say("sources.denominator"), traced.denominator)] if traced.denominator else []
    )
    rows = [(name, sheet, cell, value) for name, part in parts for _, sheet, cell, value in part.cells]
    if rows:
        columns = [say(f"sources.{name}") for name in ("part", "sheet", "cell", "value")]
        show.grid(pd.DataFrame(rows, columns=columns).astype({columns[3]: str}))
        cells = {(sheet, cell) for _, sheet, cell, _ in rows}
        for one in [each for each in known.answers if (each.sheet, each.cell) in cells]:
            st.markdown(plain(say("sources.answer", asked=words(one, visit.lang).what, answer=one.answer)))
    else:
        st.write(say("sources.no_cells"))
    st.page_link(
        "returns.py", label=say("sources.returns"), query_params={"province": visit.province, "quarter": str(visit.quarter), "ward": ward}
    )
