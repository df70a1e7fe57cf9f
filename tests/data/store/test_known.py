from datetime import UTC, date, datetime

import pandas as pd
import pytest

from data import places
from data.store import known, origin
from tests.data.store.making import MINH_XUAN, NOON, PHUONG_LIEU, Q3, Q4, YEN_PHONG, ask, judgement, submit

EARLY, LATE = date(2026, 12, 24), date(2026, 12, 25)


def bac_ninh(store, quarter=Q4, today=EARLY) -> known.Known:
    return ask(store, known.of_quarter, province="24", quarter=quarter, today=today)


def values(frame: pd.DataFrame, measure: str) -> dict[str, float]:
    return dict(frame[frame["measure"] == measure][["ward", "value"]].itertuples(index=False, name=None))


def test_every_ward_of_the_province_owes_a_return(store):
    known = bac_ninh(store)
    assert known.owed == tuple(ward.code for ward in places.wards("24")) and len(known.owed) == 99
    assert values(known.measures, "returns_due") == dict.fromkeys(known.owed, 1.0)


def test_an_empty_store_gives_empty_frames_with_their_columns(store):
    known = bac_ninh(store)
    assert list(known.measures) == list(known.last_known) == ["ward", "measure", "value", "state"]
    assert known.returns.empty and known.last_known.empty
    assert known.measures["value"].dtype == known.last_known["value"].dtype == "float64"


def test_figures_come_with_their_states_and_blank_is_not_zero(store):
    submit(store, judgement(trained=0.0))
    known = bac_ninh(store)
    found = known.measures[known.measures["ward"] == PHUONG_LIEU].set_index("measure")
    assert found.loc["staff_trained", ["value", "state"]].tolist() == [0.0, "number"]
    assert found.loc["feedback", "state"] == "not_applicable" and pd.isna(found.loc["feedback", "value"])
    assert found.loc["tasks_overdue", "state"] == "missing" and pd.isna(found.loc["tasks_overdue", "value"])


def test_a_return_is_shown_with_its_file_and_its_dates(store):
    submit(store, judgement())
    (row,) = bac_ninh(store).returns.to_dict("records")
    assert (row["ward"], row["number"], row["as_of"], row["period_from"]) == (
        PHUONG_LIEU,
        1,
        date(2026, 12, 20),
        date(2026, 10, 1),
    )
    assert (row["submitted_at"], row["actor"], row["file_name"]) == (NOON, "Nguyễn An", "09265.xlsx")
    assert (row["sha256"], row["origin"], row["on_time"]) == (judgement().sha256, "real", True)


def test_other_provinces_and_quarters_stay_out(store):
    submit(store, judgement(MINH_XUAN, file="other province"))
    submit(store, judgement(quarter=Q3, file="other quarter"))
    known = bac_ninh(store)
    assert known.returns.empty and set(known.measures["measure"]) == {"returns_due"}


@pytest.mark.parametrize(
    ("at", "on_time"),
    [
        (datetime(2026, 12, 24, 16, 59, tzinfo=UTC), 1.0),  # 23:59 in Vietnam
        (datetime(2026, 12, 24, 17, 0, tzinfo=UTC), 0.0),  # midnight
    ],
)
def test_a_return_is_on_time_until_midnight_in_vietnam(store, at, on_time):
    submit(store, judgement(), now=at)
    assert values(bac_ninh(store).measures, "returns_on_time") == {PHUONG_LIEU: on_time}


def test_a_late_correction_leaves_a_return_on_time(store):
    submit(store, judgement())
    submit(store, judgement(file="second", base=1), note="Sửa.", now=datetime(2027, 1, 3, tzinfo=UTC))
    assert values(bac_ninh(store, today=LATE).measures, "returns_on_time")[PHUONG_LIEU] == 1.0


def test_a_file_that_waits_for_its_note_is_no_return_yet(store):
    submit(store, judgement(verdict="accepted_with_warnings"))
    submit(store, judgement(verdict="accepted_with_warnings"), note="Đúng.", now=datetime(2026, 12, 26, tzinfo=UTC))
    assert values(bac_ninh(store).measures, "returns_on_time") == {PHUONG_LIEU: 0.0}


def test_the_silent_are_late_only_after_the_due_date(store):
    submit(store, judgement())
    assert values(bac_ninh(store, today=EARLY).measures, "returns_on_time") == {PHUONG_LIEU: 1.0}
    late = values(bac_ninh(store, today=LATE).measures, "returns_on_time")
    assert len(late) == 99 and late.pop(PHUONG_LIEU) == 1.0 and set(late.values()) == {0.0}


def test_of_the_missing_the_newest_earlier_figures_are_known(store):
    submit(store, judgement(quarter=Q3 - 1, trained=20.0))
    submit(store, judgement(quarter=Q3, trained=30.0))
    submit(store, judgement(YEN_PHONG, quarter=Q4 - 2, trained=10.0))
    submit(store, judgement(YEN_PHONG, file="now"))
    last = bac_ninh(store).last_known
    assert values(last, "staff_trained") == {PHUONG_LIEU: 30.0}
    assert set(last["measure"]) == {"staff_total", "staff_trained", "feedback", "tasks_overdue"}


def test_what_was_said_more_than_two_years_ago_is_forgotten(store):
    submit(store, judgement(quarter=Q4 - 9, file="old"))
    assert bac_ninh(store).last_known.empty
    submit(store, judgement(YEN_PHONG, quarter=Q4 - 8, file="not so old"))
    assert set(bac_ninh(store).last_known["ward"]) == {YEN_PHONG}


def test_provinces_and_quarters_with_returns_are_known_with_their_number(store):
    assert ask(store, known.provinces) == ()
    submit(store, judgement())
    submit(store, judgement(file="second", base=1), note="Sửa.")
    submit(store, judgement(YEN_PHONG, file="other"))
    submit(store, judgement(quarter=Q3, file="third"))
    submit(store, judgement(MINH_XUAN, file="fourth"))
    assert ask(store, known.provinces) == ("08", "24")
    assert ask(store, known.quarters, province="24") == {Q3: 1, Q4: 2}
    assert ask(store, origin.of_store) == "real"
