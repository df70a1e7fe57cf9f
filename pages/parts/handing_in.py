"""Handing a return in: what was found in the file, what it would change, the button, the receipt, the history."""

import pandas as pd
import streamlit as st

from data import places
from data.returns.problems import message, words
from indicators import lineage, wording
from indicators.catalogue import catalogue
from pages.shared import load
from pages.shared.pick import Place
from pages.shared.say import plain, say

MARKS = {"error": ":material/cancel:", "warning": ":material/warning:", "info": ":material/info:"}
VERDICTS = {
    "refused": (st.error, MARKS["error"]),
    "accepted_with_warnings": (st.warning, MARKS["warning"]),
    "accepted": (st.success, ":material/check_circle:"),
}


def state(place: Place, ward: str, filed: tuple) -> str:
    """One line: which revision counts and since when, or by when it is due."""
    counts = counting(filed)
    if counts is None:
        return say("returns.due", day=wording.day(place.quarter.due()))
    return say("returns.counts", revision=counts.revision, at=load.local(counts.received_at), by=counts.actor)


def counting(filed: tuple):
    """The upload that counts for the ward's quarter, None where none does."""
    return next((one for one in filed if one.standing == "accepted"), None)


def drop(place: Place, ward: str, filed: tuple) -> None:
    """Takes a file, judges it, shows what it would change, and offers to store it. A file that counts already shows its receipt."""
    dropped = st.file_uploader(say("returns.drop"), key=f"drop.{ward}.{place.quarter}", help=say("returns.drop_help"))
    if dropped is None:
        return
    with st.spinner(say("returns.reading")):
        judgement = load.judged(dropped.name, dropped.getvalue(), ward, place.quarter)
    counts = counting(filed)
    if counts and counts.sha256 == judgement.sha256:
        at = load.local(counts.received_at)
        st.success(say("returns.stored", receipt=counts.receipt, revision=counts.revision, at=at), icon=":material/task_alt:")
        return
    verdict(judgement, place.lang)
    if judgement.verdict != "refused":
        preview(judgement, place, ward)
        offer(judgement, place, replaces=counts is not None)
    else:
        refuse(judgement)


def verdict(judgement, lang: str) -> None:
    """What was found, all of it, in the order of the workbook: where, what, why and how to mend it."""
    counts = {kind: sum(problem.severity == kind for problem in judgement.problems) for kind in MARKS}
    tell, icon = VERDICTS[judgement.verdict]
    tell(say(f"verdict.{judgement.verdict}", **counts), icon=icon)
    for kind, icon in MARKS.items():
        found = [problem for problem in judgement.problems if problem.severity == kind]
        if found:
            with st.expander(say(f"problems.{kind}", count=len(found)), expanded=kind != "info", icon=icon):
                said = [words(problem, lang) for problem in found]
                rows = [(plain(beats.where), plain(f"{beats.what} {beats.why} {beats.mend}")) for beats in said]
                columns = [say("problems.where"), say("problems.what")]
                with st.container(key=f"problems-{kind}"):
                    st.table(pd.DataFrame(rows, columns=columns), border="horizontal", hide_index=True)


def preview(judgement, place: Place, ward: str) -> None:
    """Old figure, new figure and status of every indicator the return yields."""
    lang, demonstration = place.lang, load.origin() == "demonstration"
    new = lineage.of_ward(judgement.measures, ward=ward, quarter=place.quarter, demonstration=demonstration).set_index(
        "indicator", drop=False
    )
    now, before = (_own(load.figures(place.province, q), ward) for q in (place.quarter, place.quarter - 1))
    rows = []
    for code in new.index:
        indicator, row = catalogue()[code], new.loc[code]
        if row["status"] != "not_reported":
            old = [_figure(of, code, indicator, lang) for of in (before, now)]
            rows.append(
                (
                    indicator.short(lang),
                    *old,
                    wording.shown(row, indicator, lang),
                    wording.parts(row["numerator"], row["denominator"], lang) if indicator.denominator else "",
                    f"{wording.mark(row['status'])} {wording.status(row['status'], lang)}",
                )
            )
    names = ("indicator", "before", "now", "new", "parts", "status")
    st.subheader(say("preview.title", count=len(rows), owed=len(new)), anchor=False)
    st.dataframe(
        pd.DataFrame(rows, columns=[say(f"preview.{name}") for name in names]),
        hide_index=True,
        width="stretch",
        height=min(36 * len(rows) + 40, 460),
    )


def _own(figures: pd.DataFrame, ward: str) -> pd.DataFrame:
    return figures[figures["ward"] == ward].set_index("indicator", drop=False)


def _figure(own: pd.DataFrame, code: str, indicator, lang: str) -> str:
    return wording.shown(own.loc[code], indicator, lang) if code in own.index else wording.NOTHING


def offer(judgement, place: Place, *, replaces: bool) -> None:
    """The note, where one is needed, and the button that stores."""
    asked = "reason" if replaces else "note" if judgement.verdict == "accepted_with_warnings" else None
    note = st.text_area(say(f"returns.{asked}"), key=f"note.{judgement.sha256}", max_chars=1000) if asked else ""
    if not st.button(say("returns.submit"), type="primary", icon=":material/send:"):
        return
    if asked and not note.strip():
        st.warning(say("returns.note_first"), icon=MARKS["warning"])
        return
    receipt = load.submit(judgement, note)
    if receipt.state == "accepted":
        st.rerun()
    for problem in receipt.problems:
        if problem.severity == "error":
            st.error(plain(message(problem, place.lang)), icon=MARKS["error"])


def refuse(judgement) -> None:
    """A refused file counts for nothing; it is kept in the upload log once, so that somebody can help."""
    load.log_once(judgement)
    st.caption(say("returns.logged"))


def receipts(filed: tuple) -> None:
    """The history of the ward's quarter: each file, who, when, what became of it; and the receipt that counts, to print."""
    if not filed:
        return
    st.subheader(say("history.title"), anchor=False)
    rows = [
        (
            load.local(one.received_at),
            one.file_name,
            one.actor,
            say(f"state.{one.standing or one.state}"),
            one.receipt or "",
            one.revision or "",
            one.note or "",
        )
        for one in filed
    ]
    names = ("at", "file", "by", "state", "receipt", "revision", "note")
    st.dataframe(pd.DataFrame(rows, columns=[say(f"history.{name}") for name in names]).astype(str), hide_index=True, width="stretch")


def title(place: Place, ward: str) -> str:
    return say("returns.title", ward=places.full_name(ward, place.quarter.last_day, place.lang), quarter=place.quarter.label(place.lang))
