from datetime import timedelta

import pytest

from data.returns.form import WARD_FORM
from data.returns.measures import MeasureValue
from data.store import records
from data.store.actor import Actor
from data.store.errors import NotAllowed
from tests.data.store.making import (
    COLLEAGUE,
    NOON,
    PHUONG_LIEU,
    Q3,
    Q4,
    YEN_PHONG,
    ask,
    judgement,
    refused,
    submit,
)

OFFICER = Actor(name="Lê Chi", role="ward_officer", wards=(PHUONG_LIEU,), province="24")


def test_the_history_of_a_ward_tells_every_file_and_what_became_of_it(store):
    submit(store, judgement())
    submit(store, judgement(file="mine"), actor=COLLEAGUE)
    submit(store, judgement(file="second", base=1), actor=COLLEAGUE, note="Bổ sung.", now=NOON + timedelta(days=1))
    submit(store, judgement(YEN_PHONG, file="other ward"))
    newest, outdated, first = ask(store, records.history, ward=PHUONG_LIEU, quarter=Q4)
    assert [one.standing for one in (newest, outdated, first)] == ["accepted", None, "superseded"]
    assert [one.state for one in (newest, outdated, first)] == ["accepted", "refused", "accepted"]
    assert (newest.actor, newest.note, newest.revision, newest.received_at) == (
        "Trần Bình",
        "Bổ sung.",
        2,
        NOON + timedelta(days=1),
    )
    assert first.decisions[-1].reason == "Bổ sung." and first.decisions[-1].actor == "Trần Bình"
    assert outdated.problems[0].code == "outdated_base" and outdated.receipt is None
    assert first.receipt.startswith("BN-09265-2026Q4-1-") and first.size == len("first")


def test_the_upload_log_of_a_province_shows_what_could_not_be_read_too(store):
    officer = Actor(name="Đỗ Giang", role="province_officer", province="24")
    submit(store, refused(), actor=officer)
    submit(store, judgement(quarter=Q3), actor=officer)
    submit(store, judgement(), actor=officer)
    log = ask(store, records.upload_log, actor=officer, province="24")
    assert [(one.ward, one.quarter, one.state) for one in log] == [
        (PHUONG_LIEU, Q4, "accepted"),
        (PHUONG_LIEU, Q3, "accepted"),
        (None, None, "refused"),
    ]
    assert [one.quarter for one in ask(store, records.upload_log, province="24", quarter=Q3)] == [Q3]
    assert len(ask(store, records.upload_log, province="24", most=1)) == 1


def test_a_ward_officer_finds_only_the_own_wards_in_the_log(store):
    submit(store, judgement(YEN_PHONG, file="other"))
    submit(store, judgement())
    assert [one.ward for one in ask(store, records.upload_log, actor=OFFICER, province="24")] == [PHUONG_LIEU]


def test_a_file_comes_back_as_it_was_handed_in(store):
    receipt = submit(store, judgement())
    document = ask(store, records.uploaded, upload_id=receipt.upload_id)
    assert (document.name, document.content) == ("09265.xlsx", b"first")
    with pytest.raises(KeyError):
        ask(store, records.uploaded, upload_id=99)


def test_an_officer_gets_back_what_is_theirs_and_no_other_file(store):
    own, other = submit(store, judgement()), submit(store, judgement(YEN_PHONG, file="other"))
    unread = submit(store, refused(), actor=Actor(name="x", role="province_officer", province="24"))
    assert ask(store, records.uploaded, actor=OFFICER, upload_id=own.upload_id)
    for receipt in (other, unread):
        with pytest.raises(NotAllowed):
            ask(store, records.uploaded, actor=OFFICER, upload_id=receipt.upload_id)


def test_a_figure_leads_back_to_its_cells_its_file_and_who_handed_it_in(store):
    receipt = submit(store, judgement())
    wanted = ("staff_trained", "staff_total", "tasks_overdue", "returns_on_time", "no_such_measure")
    found = ask(store, records.lineage, ward=PHUONG_LIEU, quarter=Q4, measures=wanted)
    assert list(found.measures) == ["staff_trained", "staff_total", "tasks_overdue", "returns_on_time"]
    assert found.measures["staff_total"] == judgement().measures["staff_total"]
    assert found.measures["tasks_overdue"].cells == (("Bìa", "C6", "2026-12-20"),)
    assert found.measures["returns_on_time"] == MeasureValue(1.0, "number")
    assert (found.file_name, found.sha256, found.form) == ("09265.xlsx", judgement().sha256, WARD_FORM)
    assert (found.revision, found.receipt, found.submitted_by, found.submitted_at) == (
        1,
        receipt.receipt,
        "Nguyễn An",
        NOON,
    )


def test_lineage_follows_the_revision_that_counts(store):
    submit(store, judgement())
    submit(store, judgement(file="second", base=1, trained=36.0), note="Sửa.")
    found = ask(store, records.lineage, ward=PHUONG_LIEU, quarter=Q4, measures=("staff_trained",))
    assert (found.revision, found.measures["staff_trained"].value, found.note) == (2, 36.0, "Sửa.")


def test_a_ward_without_a_return_has_no_lineage(store):
    submit(store, refused(ward=PHUONG_LIEU, quarter=Q4))
    assert ask(store, records.lineage, ward=PHUONG_LIEU, quarter=Q4, measures=("staff_total",)) is None


def test_whoever_runs_the_province_knows_how_many_files_came_for_each_ward_and_quarter(store):
    submit(store, judgement())
    submit(store, refused(ward=PHUONG_LIEU, quarter=Q4))
    submit(store, refused("of no ward"))
    submit(store, judgement(YEN_PHONG, Q3))
    received = ask(store, records.files_received, province="24")
    assert received == {(PHUONG_LIEU, Q4): 2, (YEN_PHONG, Q3): 1} and received[YEN_PHONG, Q4] == 0
    with pytest.raises(NotAllowed):
        ask(store, records.files_received, actor=OFFICER, province="24")
