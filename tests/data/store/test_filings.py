import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from data.returns.checks import Expected
from data.returns.problems import Problem
from data.returns.reader import Document
from data.store import audit, counting, filings, known, origin, records
from data.store.actor import Actor
from data.store.errors import NotAllowed, StoreMismatch
from tests.data.store.making import (
    ADMINISTRATOR,
    COLLEAGUE,
    NOON,
    PHUONG_LIEU,
    Q3,
    Q4,
    YEN_PHONG,
    ask,
    judgement,
    refused,
    rows,
    submit,
)

RECORD = ("stored_file", "upload", "revision", "measure", "decision", "current_value", "audit")


def sizes(store) -> dict[str, int]:
    return {table: len(rows(store, table)) for table in RECORD}


def codes(receipt) -> list[str]:
    return [problem.code for problem in receipt.problems]


def trained(store, quarter=Q4) -> dict[str, float]:
    found = ask(store, known.of_quarter, province="24", quarter=quarter, today=NOON.date()).measures
    return dict(found[found["measure"] == "staff_trained"][["ward", "value"]].itertuples(index=False, name=None))


def test_a_return_without_faults_counts_at_once(store):
    receipt = submit(store, judgement())
    assert (receipt.state, receipt.verdict, receipt.revision, receipt.repeated) == ("accepted", "accepted", 1, False)
    assert receipt.receipt.startswith("BN-09265-2026Q4-1-")
    assert trained(store) == {PHUONG_LIEU: 35.0}
    assert sizes(store) == dict(zip(RECORD, (1, 1, 1, 4, 1, 4, 1), strict=True))


def test_the_same_bytes_again_are_the_same_revision_and_give_the_first_receipt(store):
    first = submit(store, judgement())
    before = sizes(store)
    again = submit(store, judgement(), now=NOON + timedelta(hours=1), actor=COLLEAGUE)
    assert again.repeated and not first.repeated
    assert (again.receipt, again.revision, again.upload_id) == (first.receipt, first.revision, first.upload_id)
    assert sizes(store) == before


def test_a_refused_file_changes_no_row_but_the_upload_log(store):
    receipt = submit(store, refused())
    assert (receipt.state, receipt.receipt, receipt.revision) == ("refused", None, None)
    assert codes(receipt) == ["not_a_workbook"]
    assert sizes(store) == dict(zip(RECORD, (1, 1, 0, 0, 0, 0, 1), strict=True))


def test_warnings_without_a_note_count_for_nothing_until_the_note_comes(store):
    held = submit(store, judgement(verdict="accepted_with_warnings"), note="  ")
    assert (held.state, held.receipt, codes(held)) == ("needs_note", None, ["part_fell", "needs_note"])
    assert trained(store) == {}
    given = submit(store, judgement(verdict="accepted_with_warnings"), note="Đã đối chiếu danh sách.")
    assert (given.state, given.revision, codes(given)) == ("accepted", 1, ["part_fell"])
    assert sizes(store)["stored_file"] == 1, "the bytes are kept once"
    assert [row["state"] for row in rows(store, "upload")] == ["needs_note", "accepted"]


def test_an_answer_to_a_question_stays_with_it_and_is_as_good_as_a_note(store):
    asked = judgement(verdict="accepted_with_warnings")
    (question,) = [problem.question for problem in asked.problems]
    held = submit(store, asked, answers={"part_fell@Trang khác!C5": "Không phải câu này."})
    assert held.state == "needs_note"
    given = submit(store, asked, answers={question: " Người\x00 chuyển đi. "})
    assert (given.state, [problem.answer for problem in given.problems]) == ("accepted", ["Người chuyển đi."])
    told = ask(store, records.lineage, ward=PHUONG_LIEU, quarter=Q4, measures=("staff_trained",))
    assert [(one.code, one.answer) for one in told.answers] == [("part_fell", "Người chuyển đi.")]


def test_a_different_file_is_a_correction_and_needs_a_reason(store):
    submit(store, judgement())
    held = submit(store, judgement(file="second", base=1, trained=36.0))
    assert (held.state, codes(held)) == ("needs_reason", ["needs_reason"])
    assert trained(store) == {PHUONG_LIEU: 35.0}
    corrected = submit(store, judgement(file="second", base=1, trained=36.0), note="Bổ sung một lớp.")
    assert (corrected.state, corrected.revision) == ("accepted", 2)
    assert trained(store) == {PHUONG_LIEU: 36.0}
    assert [(row["revision_id"], row["state"], row["reason"]) for row in rows(store, "decision")] == [
        (1, "accepted", None),
        (1, "superseded", "Bổ sung một lớp."),
        (2, "accepted", None),
    ]


def test_a_correction_with_warnings_asks_for_both_and_one_note_answers_both(store):
    submit(store, judgement())
    second = judgement(file="second", base=1, verdict="accepted_with_warnings")
    held = submit(store, second)
    assert (held.state, codes(held)) == ("needs_reason", ["part_fell", "needs_reason", "needs_note"])
    assert submit(store, second, note="Đã rà soát.").state == "accepted"


def test_a_file_filled_before_somebody_elses_return_is_told_so_and_kept(store):
    submit(store, judgement())
    late = submit(store, judgement(file="mine", base=0), actor=COLLEAGUE, note="Của tôi mới đúng.")
    assert (late.state, late.verdict, late.revision, codes(late)) == ("refused", "refused", None, ["outdated_base"])
    assert late.problems[0].params == {"number": 1, "by": "Nguyễn An", "at": {"moment": NOON.isoformat()}, "base": 0}
    assert sizes(store)["stored_file"] == 2
    assert trained(store) == {PHUONG_LIEU: 35.0}


def test_a_correction_that_does_not_say_what_it_was_filled_from_is_told_so(store):
    submit(store, judgement())
    own = judgement(file="made by hand", base=None)
    assert codes(submit(store, own, note="Sửa.")) == ["unknown_base"]
    assert submit(store, judgement(YEN_PHONG, file="made by hand", base=None)).state == "accepted", "a first return may"


def test_the_bytes_of_a_superseded_revision_are_judged_like_any_other_old_file(store):
    submit(store, judgement())
    submit(store, judgement(file="second", base=1), note="Sửa.")
    assert codes(submit(store, judgement(), note="Quay lại bản đầu.")) == ["outdated_base"]


def test_each_quarter_and_each_ward_counts_its_own_revisions(store):
    submit(store, judgement(quarter=Q3, trained=30.0))
    submit(store, judgement(YEN_PHONG, file="other", trained=20.0))
    assert submit(store, judgement(file="third")).revision == 1
    assert trained(store) == {PHUONG_LIEU: 35.0, YEN_PHONG: 20.0}
    assert trained(store, Q3) == {PHUONG_LIEU: 30.0}


def test_what_is_known_beforehand_is_the_newest_earlier_return_and_this_quarters_own(store):
    assert ask(store, filings.past, ward=PHUONG_LIEU, quarter=Q4).previous is None
    earlier = judgement(quarter=Q3 - 1, trained=30.0)
    submit(store, judgement(quarter=Q3 - 2, file="oldest"))
    submit(store, earlier)
    submit(store, judgement())
    known = ask(store, filings.past, ward=PHUONG_LIEU, quarter=Q4)
    assert known.previous == earlier.filing and known.previous_as_of == earlier.filing.as_of
    assert known.measures["staff_trained"].value == 30.0 and known.measures["feedback"].state == "not_applicable"
    assert (known.counting.number, known.counting.by, known.counting.at) == (1, "Nguyễn An", NOON)
    assert known.counting.filing == judgement().filing


def test_a_demonstration_takes_what_anybody_tries_out_and_marks_it(store):
    assert ask(store, origin.of_store) is None
    submit(store, judgement(), origin="demonstration")
    submit(store, judgement(YEN_PHONG, file="mine"))
    assert ask(store, origin.of_store) == "demonstration"
    assert {row["origin"] for row in rows(store, "upload")} == {"demonstration"}


def test_made_up_returns_never_enter_a_store_of_real_ones(store):
    submit(store, judgement())
    before = sizes(store)
    with pytest.raises(StoreMismatch):
        submit(store, judgement(YEN_PHONG, file="made up"), origin="demonstration")
    assert sizes(store) == before


def test_a_refused_file_alone_does_not_decide_what_the_store_holds(store):
    submit(store, refused())
    assert ask(store, origin.of_store) is None
    assert submit(store, judgement(), origin="demonstration").state == "accepted"


def test_a_ward_officer_logs_a_refused_file_but_under_no_foreign_ward(store):
    officer = Actor(name="Lê Chi", role="ward_officer", wards=(PHUONG_LIEU,), province="24")
    for ward in (PHUONG_LIEU, YEN_PHONG, "99999", None):
        submit(store, refused(f"for {ward}", ward=ward, quarter=Q4), actor=officer)
    assert [row["ward"] for row in rows(store, "upload")] == [PHUONG_LIEU, None, None, None]
    assert {row["province"] for row in rows(store, "upload")} == {"24"}
    with pytest.raises(NotAllowed):
        submit(store, judgement(YEN_PHONG), actor=officer)


def test_who_may_not_hand_in_for_a_ward_leaves_a_row_in_the_audit_and_nothing_else(store):
    officer, judged = Actor(name="Lê Chi", role="ward_officer", wards=(PHUONG_LIEU,), province="24"), judgement(YEN_PHONG)
    with pytest.raises(NotAllowed):
        submit(store, judged, actor=officer)
    (row,) = rows(store, "audit")
    assert (row["actor"], row["action"], row["subject"]) == ("Lê Chi", "not_allowed", f"submit {YEN_PHONG}")
    detail = row["detail"] if isinstance(row["detail"], dict) else json.loads(row["detail"])
    assert detail == {"ward": YEN_PHONG, "quarter": "2026-Q4", "sha256": judged.sha256, "role": "ward_officer"}
    assert ask(store, audit.verify).whole and not rows(store, "upload")


def test_a_refused_file_is_logged_where_the_page_was_open_for_it(store):
    officer = Actor(name="Lê Chi", role="ward_officer", wards=(PHUONG_LIEU,), province="24")
    here, elsewhere = Expected(PHUONG_LIEU, Q4), Expected(YEN_PHONG, Q4)
    submit(store, replace(refused("a picture"), expected=here), actor=officer)
    submit(store, replace(refused("a neighbour's", ward=YEN_PHONG, quarter=Q3), expected=here), actor=officer)
    submit(store, replace(refused("mine, on another page", ward=PHUONG_LIEU), expected=elsewhere), actor=officer)
    assert {(row["ward"], row["quarter"], row["province"]) for row in rows(store, "upload")} == {(PHUONG_LIEU, "2026-Q4", "24")}
    assert len(ask(store, records.history, actor=officer, ward=PHUONG_LIEU, quarter=Q4)) == 3


def test_a_file_over_five_megabytes_leaves_its_size_and_digest(store):
    submit(store, refused("x" * (filings.MOST_BYTES + 1)))
    (kept,) = rows(store, "stored_file")
    assert (len(kept["sha256"]), kept["size"], kept["content"]) == (64, filings.MOST_BYTES + 1, None)


def test_what_no_database_takes_is_left_out_of_names_and_notes(store):
    odd = judgement(verdict="accepted_with_warnings")
    problem = Problem("part_fell", "warning", found="\udcff\x00 Phương Liễu")
    odd = replace(odd, document=Document("\udcff\x00 Phương.xlsx", odd.document.content), problems=(problem,))
    submit(store, odd, note="Đúng\x00 \udcffrồi")
    (upload,) = ask(store, records.history, ward=PHUONG_LIEU, quarter=Q4)
    assert (upload.file_name, upload.note) == ("Phương.xlsx", "Đúng rồi")
    assert upload.problems[0].found == "?\x00 Phương Liễu"


def test_a_judgement_of_other_bytes_is_a_mistake_of_ours(store):
    judged = judgement()
    with pytest.raises(ValueError, match="other bytes"):
        submit(store, replace(judged, sha256="0" * 64))
    assert sizes(store) == dict.fromkeys(RECORD, 0)


def test_a_time_without_its_zone_is_a_mistake_of_ours(store):
    with pytest.raises(Exception, match="time zone"):
        submit(store, judgement(), now=datetime(2026, 12, 20))
    assert sizes(store) == dict.fromkeys(RECORD, 0)


def test_the_current_values_can_be_made_anew_from_the_record(store):
    submit(store, judgement(quarter=Q3))
    submit(store, judgement())
    submit(store, judgement(file="second", base=1, trained=36.0), note="Sửa.")
    followed = rows(store, "current_value")
    with store.write() as session, session.begin():
        session.connection().exec_driver_sql("DELETE FROM current_value")
    with store.write() as session:
        assert counting.rebuild_current(session=session, actor=ADMINISTRATOR, now=NOON) == 8
    assert rows(store, "current_value") == followed


def test_the_version_rises_with_every_commit_and_with_nothing_else(store):
    seen = [ask(store, audit.store_version)]
    for judged, rises in ((refused(), True), (judgement(), True), (judgement(), False), (refused(), True)):
        submit(store, judged)
        version = ask(store, audit.store_version)
        assert (version > seen[-1]) == rises and (version == seen[-1]) != rises
        seen.append(version)
    assert seen[0] == 0
