"""One indicator, defined: everything one may ask of it, from the same data that computes it."""

import pandas as pd
import streamlit as st

from data import places
from data.plans import lookups
from data.plans.files import Plan
from data.returns.formfile import form
from data.words import Language
from indicators import explain, findings, wording
from indicators.catalogue import Indicator
from pages.shared import load, show
from pages.shared.say import say
from pages.shared.visit import Visit


def indicator(one: Indicator, visit: Visit) -> None:
    lang = visit.lang
    st.header(one.name(lang), anchor=False)
    st.caption(say("define.code", code=one.code, version=one.version, since=one.since.label(lang)))
    facts(one, lang)
    cells(one, lang)
    real_example(one, visit)
    targets(one, visit)
    sources(one, lang)
    if one.note:
        st.subheader(say("define.note"), anchor=False)
        st.write(one.note(lang))


def facts(one: Indicator, lang: Language) -> None:
    """Formula, unit, direction, how the province's row is formed, when it is asked, evidence, worked example."""
    formula = f"{one.numerator_text(lang)}" + (f"  **÷**  {one.denominator_text(lang)}" if one.denominator_text else "")
    st.markdown(f"**{say('define.formula')}.** {formula}")
    asked = ", ".join(say("define.quarter", number=number) for number in one.asked) if len(one.asked) < 4 else say("define.every_quarter")
    rows = [
        (say("define.unit"), one.unit(lang)),
        (say("define.direction"), say(f"direction.{one.direction}")),
        (say("define.province_row"), say(f"province_row.{one.province_row}")),
        (say("define.asked"), asked if one.asked else say("define.never")),
        (say("define.evidence"), one.evidence(lang)),
        (say("define.example"), _worked(one, lang)),
    ]
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True, hide_header=True)


def _worked(one: Indicator, lang: Language) -> str:
    row = {"value": one.example.value, "numerator": one.example.numerator, "denominator": one.example.denominator}
    result = wording.value(row["value"], one, lang)
    parts = wording.parts(row["numerator"], row["denominator"], lang) if one.denominator else ""
    return f"{parts} = {result}" if parts else result


def cells(one: Indicator, lang: Language) -> None:
    """The fields of the form behind both parts: sheet, heading, field code."""
    described = form(one.form)
    rows = []
    for part, codes in ((say("sources.numerator"), one.numerator), (say("sources.denominator"), one.denominator)):
        for code in codes:
            measure = described.measures[code]
            fields = [described.field(field) for field in measure.sources] or [None]
            for field in fields:
                sheet = described.sheet_of(field.block).title(lang) if field else ""
                rows.append((part, say(f"rule.{measure.rule}"), sheet, field.label(lang) if field else "", field.code if field else code))
    names = ("part", "rule", "sheet", "field", "field_code")
    st.subheader(say("define.cells"), anchor=False)
    show.grid(pd.DataFrame(rows, columns=[say(f"define.{name}") for name in names]))


def real_example(one: Indicator, visit: Visit) -> None:
    """The figure of one real ward, computed before the reader's eyes."""
    figures = load.figures(visit.scope, actor=visit.actor)
    rows = figures[(figures["indicator"] == one.code) & figures["value"].notna() & figures["ward"].notna()]
    st.subheader(say("define.real", quarter=visit.quarter.label(visit.lang)), anchor=False)
    if rows.empty:
        st.write(say("define.no_real"))
        return
    row = rows.iloc[len(rows) // 2]
    name = places.full_name(row["ward"], visit.quarter.last_day, visit.lang)
    st.write(f"{name}: {explain.formula(row, one, visit.lang, wards=findings.wards_of(figures, visit.lang))}")


def targets(one: Indicator, visit: Visit) -> None:
    """Which plan wants what by when, those of this province first; and the benchmarks, which are nobody's target."""
    lang, demonstration = visit.lang, load.demonstration(visit.scope, actor=visit.actor)
    known = [plan for plan in lookups.plans() if demonstration or not plan.demonstration]
    rows = [
        (document(plan, lang), reach(plan, visit), wording.aim(goal.target, one, lang), str(goal.ends.year), goal.clause)
        for plan in sorted(known, key=lambda plan: plan.province != visit.province)
        for goal in plan.goals
        if goal.indicator == one.code and goal.target is not None
    ]
    marks = [
        (mark.source, say("define.benchmark"), wording.aim(mark.value, one, lang), str(mark.year or ""), mark.clause)
        for mark in lookups.benchmarks_for(one.code, province=visit.province)
    ]
    names = ("plan", "reach", "target", "year", "clause")
    st.subheader(say("define.targets"), anchor=False)
    if rows or marks:
        st.table(pd.DataFrame(rows + marks, columns=[say(f"define.{name}") for name in names]), border="horizontal", hide_index=True)
    else:
        st.write(say("define.no_target"))


def document(plan: Plan, lang: Language) -> str:
    """A plan as people cite it: title, who issued it, its number or that it is a draft."""
    number = plan.number or (say("define.draft") if plan.draft else None)
    return f"{plan.title(lang)} ({', '.join(filter(None, (plan.issuer(lang), number)))})"


def reach(plan: Plan, visit: Visit) -> str:
    """For whom a plan holds, seen from the province on the page."""
    if plan.province != visit.province:
        return say("define.elsewhere", province=places.province(plan.province).name)
    if plan.ward:
        return places.full_name(plan.ward, visit.quarter.last_day, visit.lang)
    return places.full_name(plan.province, visit.quarter.last_day, visit.lang)


def sources(one: Indicator, lang: Language) -> None:
    """Document and clause."""
    rows = [(document(lookups.plan(source.document), lang), source.clause) for source in one.sources]
    st.subheader(say("define.sources"), anchor=False)
    columns = [say("define.document"), say("define.clause")]
    st.table(pd.DataFrame(rows, columns=columns), border="horizontal", hide_index=True)
