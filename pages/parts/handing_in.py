"""Handing a return in: what was found in the file, what it would change, the button, the receipt, the history."""

from __future__ import annotations

import hashlib

import pandas as pd
import streamlit as st

from data import clock, places
from data.returns.checks import Expected, Judgement
from data.returns.problems import Problem, message, words
from data.returns.reader import Document
from data.store.records import Received
from data.words import Language
from indicators import lineage, wording
from indicators.catalogue import catalogue
from pages.shared import load, show
from pages.shared.say import plain, say
from pages.shared.visit import Visit

MARKS = {"error": ":material/cancel:", "warning": ":material/warning:", "info": ":material/info:"}
OUTDATED = {"outdated_base", "unknown_base"}
"""What may be overruled by whoever has seen what the file changes."""
FEW_CHANGES = 12
GRAVEST = 3
"""Questions that are shown by themselves; one note answers the others."""
VERDICTS = {
    "refused": (st.error, MARKS["error"]),
    "accepted_with_warnings": (st.warning, MARKS["warning"]),
    "accepted": (st.success, ":material/check_circle:"),
}


def state(visit: Visit, received: tuple[Received, ...]) -> str:
    """One line: which revision counts and since when, or by when it is due."""
    counts = counting(received)
    if counts is None:
        return say("returns.due", day=wording.day(visit.quarter.due()))
    return say("returns.counts", revision=counts.revision, at=clock.written(counts.received_at), by=counts.actor)


def counting(received: tuple[Received, ...]) -> Received | None:
    """The upload that counts for the ward's quarter, None where none does."""
    return next((one for one in received if one.standing == "accepted"), None)


def drop(visit: Visit, ward: str, received: tuple[Received, ...]) -> None:
    """Takes a file, judges it, shows what it would change, and offers to store it. A file that counts already shows its receipt."""
    dropped = st.file_uploader(say("returns.drop"), key=f"drop.{ward}.{visit.quarter}", help=say("returns.drop_help"))
    if dropped is None:
        return
    content, counts = dropped.getvalue(), counting(received)
    digest = hashlib.sha256(content).hexdigest()
    if counts and counts.sha256 == digest:
        at = clock.written(counts.received_at)
        st.success(say("returns.stored", receipt=counts.receipt, revision=counts.revision, at=at), icon=":material/task_alt:")
        return
    seen = f"over.{digest}.{counts.revision}" if counts else ""
    over = counts.revision if counts and st.session_state.get(seen) else None
    judgement = judged_once(visit, ward, Document(dropped.name, content), digest, over=over)
    faults = {each.code for each in judgement.problems if each.severity == "error"}
    verdict(judgement, visit.lang)
    if counts and not faults - OUTDATED:
        changed(judgement, visit)
        if faults or over:
            st.checkbox(say("returns.over", revision=counts.revision), key=seen)
    if judgement.verdict != "refused":
        preview(judgement, visit, ward)
        offer(judgement, visit, replaces=counts is not None)
    else:
        refuse(judgement, visit)


def changed(judgement: Judgement, visit: Visit) -> None:
    """What a correction would change, cell by cell, old and new side by side."""
    changes = load.changes(judgement, actor=visit.actor)
    rows = [
        (f"{one.sheet}, {one.cell}", plain(" · ".join(filter(None, (one.label(visit.lang), one.row)))), plain(one.old), plain(one.new))
        for one in changes
    ]
    with st.expander(say("changes.title", count=len(rows)), expanded=len(rows) <= FEW_CHANGES, icon=":material/difference:"):
        columns = [say(f"changes.{name}") for name in ("where", "what", "old", "new")]
        with st.container(key="changes"):
            st.table(pd.DataFrame(rows, columns=columns), border="horizontal", hide_index=True)


def judged_once(visit: Visit, ward: str, document: Document, digest: str, *, over: int | None = None) -> Judgement:
    """The judgement of a file; kept for this visitor until the file, the day or what counts of the ward's returns changes
    (decision 6)."""
    resting_on = (digest, ward, visit.quarter, visit.scope.day, load.ward_state(ward, actor=visit.actor), over)
    kept = st.session_state.get("judged")
    if kept is None or kept[0] != resting_on:
        with st.spinner(say("returns.reading")):
            expected = Expected(ward, visit.quarter, over)
            (judgement,) = load.judged([document], day=visit.scope.day, expected=expected, actor=visit.actor)
            kept = resting_on, judgement
        st.session_state["judged"] = kept
    return kept[1]


def verdict(judgement: Judgement, lang: Language) -> None:
    """What was found, all of it, in the order of the workbook: where, what, why and how to mend it."""
    counts = {kind: sum(problem.severity == kind for problem in judgement.problems) for kind in MARKS}
    tell, icon = VERDICTS[judgement.verdict]
    tell(say(f"verdict.{judgement.verdict}", **counts), icon=icon)
    listed(judgement.problems, lang)


def listed(problems: tuple[Problem, ...], lang: Language, *, within: str = "problems") -> None:
    """Problems by their gravity, each in its four beats, and what was answered."""
    for kind, icon in MARKS.items():
        found = [problem for problem in problems if problem.severity == kind]
        if found:
            with st.expander(say(f"problems.{kind}", count=len(found)), expanded=kind != "info", icon=icon):
                said = [
                    (words(problem, lang), say("history.answered", answer=problem.answer) if problem.answer else "") for problem in found
                ]
                rows = [(plain(beats.where), plain(f"{beats.what} {beats.why} {beats.mend} {answer}".strip())) for beats, answer in said]
                columns = [say("problems.where"), say("problems.what")]
                with st.container(key=f"{within}-{kind}"):
                    st.table(pd.DataFrame(rows, columns=columns), border="horizontal", hide_index=True)


def preview(judgement: Judgement, visit: Visit, ward: str) -> None:
    """Old figure, new figure and status of every indicator the return yields."""
    lang, demonstration = visit.lang, load.demonstration(visit.scope, actor=visit.actor)
    new = lineage.of_ward(judgement.measures, ward=ward, quarter=visit.quarter, demonstration=demonstration).set_index(
        "indicator", drop=False
    )
    now, before = (_own(load.figures(visit.scope.at(quarter), actor=visit.actor), ward) for quarter in (visit.quarter, visit.quarter - 1))
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
    show.grid(pd.DataFrame(rows, columns=[say(f"preview.{name}") for name in names]), height=min(36 * len(rows) + 40, 460))
    told = set(now.index[now["status"] != "not_reported"]) if len(now) else set()
    unsaid = [catalogue()[code] for code in new.index[new["status"] == "not_reported"] if code in told]
    lost = [one.short(lang) for one in unsaid if judgement.measures.keys() >= set(one.measures)]  # others come from no cell
    if lost:
        st.warning(say("preview.lost", count=len(lost), names=", ".join(lost)), icon=MARKS["warning"])


def _own(figures: pd.DataFrame, ward: str) -> pd.DataFrame:
    return figures[figures["ward"] == ward].set_index("indicator", drop=False)


def _figure(own: pd.DataFrame, code: str, indicator, lang: Language) -> str:
    return wording.shown(own.loc[[code]].iloc[0].to_dict(), indicator, lang) if code in own.index else wording.NOTHING


def offer(judgement: Judgement, visit: Visit, *, replaces: bool) -> None:
    """The questions, each with room for its answer, the note for what is left, and the button that stores."""
    answers, left = questions(judgement, visit)
    asked = "reason" if replaces else "note" if left else None
    note = st.text_area(say(f"returns.{asked}"), key=f"note.{judgement.sha256}", max_chars=1000) if asked else ""
    if not st.button(say("returns.submit"), type="primary", icon=":material/send:"):
        return
    unanswered = not all(text.strip() for text in answers.values()) and not note.strip()
    if unanswered or (asked and not note.strip()):
        st.warning(say("returns.note_first"), icon=MARKS["warning"])
        return
    receipt = load.submit(judgement, note, answers=answers, actor=visit.actor)
    if receipt.state == "accepted":
        st.rerun()
    for problem in receipt.problems:
        if problem.severity == "error":
            st.error(plain(message(problem, visit.lang)), icon=MARKS["error"])


def questions(judgement: Judgement, visit: Visit) -> tuple[dict[str, str], int]:
    """The gravest questions by their effect on the province, with what is answered to each; and how many are left."""
    asked = [problem for problem in judgement.problems if problem.severity == "warning"]
    effects = load.effects(judgement, actor=visit.actor)
    gravest = sorted(asked, key=lambda one: -effects[one.question].share if one.question in effects else 0.0)[:GRAVEST]
    answers = {}
    for one in gravest:
        beats, effect = words(one, visit.lang), effects.get(one.question)
        st.markdown(plain(" ".join(filter(None, (f"{beats.where}:", beats.what, effect.sentence(visit.lang) if effect else "")))))
        answers[one.question] = st.text_input(say("returns.answer"), key=f"answer.{judgement.sha256}.{one.question}", max_chars=500)
    return answers, len(asked) - len(gravest)


def refuse(judgement: Judgement, visit: Visit) -> None:
    """A refused file counts for nothing; it is kept in the upload log, once a session: a rerun of the page is not another upload."""
    logged = st.session_state.setdefault("logged", set())
    if judgement.sha256 not in logged:
        load.submit(judgement, "", actor=visit.actor)
        logged.add(judgement.sha256)
    st.caption(say("returns.logged"))
    codes = {problem.code for problem in judgement.problems}
    if judgement.ward and judgement.quarter and codes & {"wrong_ward", "wrong_quarter"}:
        named = places.full_name(judgement.ward, judgement.quarter.last_day, visit.lang)
        province = places.ward(judgement.ward).province
        st.page_link(
            "returns.py",
            label=plain(say("returns.right_page", ward=named, quarter=judgement.quarter.label(visit.lang))),
            query_params={"province": province, "quarter": str(judgement.quarter), "ward": judgement.ward},
            icon=":material/arrow_forward:",
        )


def title(visit: Visit, ward: str) -> str:
    return say("returns.title", ward=places.full_name(ward, visit.quarter.last_day, visit.lang), quarter=visit.quarter.label(visit.lang))
