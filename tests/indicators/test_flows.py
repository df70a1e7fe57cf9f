"""Flows cover unequal periods: their days are known, none is lost, and wards are compared by what they do in as many days."""

import numpy as np
import pandas as pd
import pytest

from indicators import compare, compute, findings, flows
from indicators.catalogue import catalogue
from tests.indicators.build import BAC_NINH, NOW, WARDS, answers, nowhere

CLASSES, MEETINGS, DRAFTS = (catalogue()[code] for code in ("ai_training_classes", "paperless_meetings_rate", "draft_laws_commented"))


def returned(*periods_of) -> pd.DataFrame:
    """(ward, quarter, first, last) as the store tells them."""
    frame = pd.DataFrame(periods_of, columns=["ward", "quarter", "first", "last"])
    return frame.astype({"first": "datetime64[s]", "last": "datetime64[s]"})


TWO = returned(
    (WARDS[0], "2026-Q4", "2026-09-16", "2026-11-15"),
    (WARDS[1], "2026-Q4", "2026-03-26", "2026-11-18"),
    (WARDS[0], "2026-Q3", "2026-06-16", "2026-09-15"),
    (WARDS[0], "2026-Q2", "2026-03-16", "2026-06-15"),
)


def test_a_flow_covers_the_days_of_its_return_both_ends_among_them():
    days = flows.days(CLASSES, WARDS, NOW, TWO)
    assert days[:2].tolist() == [61, 238] and np.isnan(days[2:]).all()


def test_what_is_asked_in_two_quarters_covers_all_days_since_it_was_asked_last():
    assert flows.asked_in(MEETINGS.form, MEETINGS.measures) == {2, 4}
    assert flows.days(MEETINGS, WARDS, NOW, TWO)[0] == 153, "16 June to 15 November"
    assert flows.days(MEETINGS, WARDS, NOW, TWO)[1] == 238, "its own return began before that"


def test_what_is_asked_once_a_year_covers_the_year_where_it_was_never_asked_before():
    assert flows.asked_in(DRAFTS.form, DRAFTS.measures) == {4}
    assert flows.days(DRAFTS, WARDS, NOW, TWO)[0] == 319, "1 January to 15 November"


def test_a_stock_has_no_days():
    assert np.isnan(flows.days(catalogue()["training_coverage"], WARDS, NOW, TWO)).all()


@pytest.fixture
def rows():
    filed = {WARDS[0]: {"classes_held": 3}, WARDS[1]: {"classes_held": 5}}
    return compute.figures(
        answers(filed), province=BAC_NINH, quarter=NOW, owed=WARDS, last_known=answers({}), demonstration=False, goal_for=nowhere,
        indicators=[CLASSES], periods=TWO,
    )  # fmt: skip


def test_wards_are_ranked_by_what_they_do_in_as_many_days(rows):
    compared = compare.comparison(rows, CLASSES)
    assert compared.ward.tolist()[:2] == list(WARDS[:2]) and compared["rank"].tolist()[:2] == [1, 2]
    assert compared.rate.tolist()[:2] == [pytest.approx(3 / 61 * 30), pytest.approx(5 / 238 * 30)]


def test_the_title_names_who_does_most_in_as_many_days(rows):
    said = findings.compare(rows, CLASSES, "vi", province=BAC_NINH)
    assert said.endswith("nhiều nhất Phường Yên Phong (3 trong 61 ngày, tức 1,5/30 ngày)")


def test_without_periods_the_count_itself_ranks():
    filed = {WARDS[0]: {"classes_held": 3}, WARDS[1]: {"classes_held": 5}}
    more = {"province": BAC_NINH, "quarter": NOW, "owed": WARDS, "last_known": answers({}), "demonstration": False}
    compared = compare.comparison(compute.figures(answers(filed), goal_for=nowhere, indicators=[CLASSES], **more), CLASSES)
    assert compared.ward.tolist()[:2] == [WARDS[1], WARDS[0]] and compared.rate.isna().all()
