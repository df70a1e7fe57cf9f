"""The verdict on a file: all faults at once, in the order of the workbook, and never more than there is to say."""

from dataclasses import replace
from datetime import date

import pytest

from data.quarter import Quarter
from data.returns import checks
from data.returns.checks import Expected, Past, judge, judge_all
from data.returns.filing import State
from data.returns.problems import catalogue, message
from data.returns.reader import Document, read
from tests.builders import document
from tests.data.returns import hostile
from tests.data.returns.judging import TODAY, all_of, codes, corrected, judged, last_time, place, put, right, right_file


def test_all_faults_come_back_at_once_in_the_order_of_the_workbook():
    judgement = judged(document(edit=all_of(
        put("other.schools_ai", 99), put("cover.as_of", "x"), put("units[].tools_used", None),
        put("training.cb.total", -1), put("training.cb.trained", "27/28"),
    )))  # fmt: skip
    errors = [(problem.code, problem.cell) for problem in judgement.problems if problem.severity == "error"]
    assert errors == [
        ("missing_value", place("cover.as_of")[1]),
        ("negative", place("training.cb.total")[1]),
        ("two_numbers", place("training.cb.trained")[1]),
        ("missing_value", place("units[].tools_used")[1]),
        ("part_above_whole", place("other.schools_ai")[1]),
    ]
    assert judgement.verdict == "refused" and judgement.problems[-1].code == "blank_cells"


def test_a_cell_that_was_not_understood_has_one_problem_only():
    judgement = judged(document({"training.residents.total": "21.862"}))
    assert codes(judgement, "error") == ["ambiguous_number"]
    (found,) = [problem for problem in judgement.problems if problem.severity == "error"]
    assert (found.params["first"], found.params["second"]) == (21_862, 21.862)


def test_a_batch_is_judged_in_its_order_and_each_file_for_itself():
    documents = [Document("1", b""), right_file(), Document("3", hostile.PDF), right_file()]
    verdicts = [one.verdict for one in judge_all(documents, expected=Expected(), today=TODAY, past_of=lambda ward, quarter: Past())]
    assert verdicts == ["refused", "accepted", "refused", "accepted"]


def test_a_judgement_tells_what_the_page_had_chosen_whatever_the_file_says():
    page = Expected("09265", Quarter(2026, 4))
    documents = [right_file(), Document("2", b""), Document("3", hostile.PDF)]
    judgements = judge_all(documents, expected=page, today=TODAY, past_of=lambda *_: Past())
    assert [one.expected for one in judgements] == [page] * 3
    assert [one.ward for one in judgements] == ["09265", None, None]


def test_a_fault_of_ours_costs_one_file_and_says_so(monkeypatch, caplog):
    def broken(case):
        raise ZeroDivisionError

    monkeypatch.setattr(checks, "WHAT", (broken,))
    judgements = judge_all([right_file(), Document("2", b"")], expected=Expected(), today=TODAY, past_of=lambda *_: Past())
    assert [codes(one, "error") for one in judgements] == [["our_fault"], ["empty_file"]]
    assert judgements[0].problems[0].params["number"] in caplog.text and "ZeroDivisionError" in caplog.text


def test_what_the_store_raises_is_told_by_the_store():
    def past_of(ward: str, quarter: Quarter) -> Past:
        raise PermissionError("not yours")

    with pytest.raises(PermissionError):
        judge(read([right_file()])[0], expected=Expected(), today=TODAY, past_of=past_of)


def test_earlier_figures_are_only_asked_for_when_the_file_is_surely_the_wards_own():
    def past_of(ward: str, quarter: Quarter) -> Past:
        raise AssertionError("asked")

    for edit in (
        put("cover.ward_name", "Phường Phù Liễn"),
        put("cover.ward_code", "02215"),
        put("cover.quarter", "quý năm"),
    ):
        reading = read([document(edit=edit)])[0]
        judge(reading, expected=Expected(), today=TODAY, past_of=past_of)
    judge(read([right_file()])[0], expected=Expected(ward="02215"), today=TODAY, past_of=past_of)


def test_a_correction_stands_on_the_return_that_counts():
    late = judged(right_file(), past=corrected())
    assert (late.verdict, codes(late, "error")) == ("refused", ["outdated_base"])
    assert "(do Trần Bình nộp lúc 10:00 20/11/2026)" in message(late.problems[0], "vi")
    newest = judged(document(past=corrected()), past=corrected())
    assert (newest.verdict, newest.filing.base_revision) == ("accepted", 2)


def test_the_very_file_that_counts_is_no_correction():
    counts = corrected()
    same = replace(counts, counting=replace(counts.counting, sha256=right().sha256))
    assert judged(right_file(), past=same).verdict == "accepted"


def test_what_the_page_chose_and_the_file_says_agree():
    assert judged(right_file(), expected=Expected("09265", Quarter(2026, 4))).verdict == "accepted"
    refused = judged(right_file(), expected=Expected("02215", Quarter(2026, 3)))
    assert codes(refused, "error") == ["wrong_ward", "wrong_quarter"]


@pytest.mark.parametrize(("edit", "expected", "found"), [
    (put("cover.ward_code", "99999"), Expected(), ["unknown_ward"]),
    (put("cover.ward_code", "02215"), Expected("09265"), ["meta_disagrees", "wrong_ward", "ward_name_disagrees"]),
    (put("cover.quarter", "Quý III/2026"), Expected(None, Quarter(2026, 4)), ["meta_disagrees", "wrong_quarter"]),
    (put("cover.as_of", "21/12/2026"), Expected("02215"), ["wrong_ward"]),
])  # fmt: skip
def test_where_it_is_not_clear_whose_return_it_is_nothing_else_is_told(edit, expected, found):
    faulty = document({"training.cb.total": "mười hai", "other.cameras": "-", "dossiers.received": None}, edit=edit)
    judgement = judged(faulty, expected=expected)
    assert (judgement.verdict, codes(judgement)) == ("refused", found)


def test_what_was_read_of_the_file_as_a_whole_is_told_even_then():
    bare = document(edit=lambda book: book.remove(book["_meta"]))
    assert codes(judged(bare, expected=Expected("02215"))) == ["wrong_ward", "meta_missing"]


@pytest.mark.parametrize(("day", "name", "verdict"), [
    (date(2026, 7, 15), "Xã Yên Phong", "accepted"),
    (date(2026, 7, 15), "Phường Yên Phong", "accepted"),
    (date(2026, 7, 15), "yen phong", "accepted"),
    (date(2026, 7, 15), "Phường Tam Giang", "refused"),
])  # fmt: skip
def test_a_ward_goes_by_every_name_it_ever_had(day, name, verdict):
    assert judged(document({}, ward="09193", edit=put("cover.ward_name", name))).verdict == verdict


def test_the_name_of_an_unknown_code_helps_to_find_the_right_one():
    (found,) = [problem for problem in judged(document(edit=put("cover.ward_code", "99265"))).problems if problem.code == "unknown_ward"]
    assert "09265" in found.params["suggestion"]["vi"]


def test_a_quarter_can_be_reported_from_its_first_day_on():
    assert "future_quarter" not in codes(judged(right_file(), today=date(2026, 11, 15)))
    assert "future_quarter" in codes(judged(right_file(), today=date(2026, 9, 30)))


def test_with_last_times_figures_known_the_right_file_is_still_right():
    judgement = judged(document(past=last_time()), past=last_time())
    assert judgement.verdict == "accepted", codes(judgement)


def test_small_changes_of_a_whole_are_not_remarked():
    before = last_time().previous.cells["training.cb.total"].value
    judgement = judged(document({"training.cb.total": before + 4, "training.cb.trained": 1}, past=last_time()), past=last_time())
    assert "implausible_jump" not in codes(judgement)


def test_a_stock_of_the_year_begins_again_in_january():
    winter = Quarter(2027, 1)
    before = judged(document(past=last_time()), past=last_time())
    past = Past(before.filing, before.measures, before.filing.as_of)
    assert before.filing.cells["other.investment_paid"].value > 1
    judgement = judged(
        document({"other.investment_paid": 1, "other.investment_plan": 8_000}, quarter=winter, past=past),
        past=past,
        today=date(2027, 3, 20),
    )
    fell = [problem.params["label"]["vi"] for problem in judgement.problems if problem.code == "cumulative_fell"]
    assert "Đã giải ngân từ đầu năm" not in fell


def test_rows_are_known_again_wherever_they_stand():
    first = right().filing.tables["digitisation"][0]["domain"].value
    row = [number for number, each in enumerate(last_time().previous.tables["digitisation"]) if each["domain"].value == first]
    digitised = last_time().previous.tables["digitisation"][row[0]]["digitised"].value
    fell = {"digitised": digitised - 1, "standardised": 0, "synchronised": 0}
    judgement = judged(
        document(past=last_time(), edit=all_of(*(put(f"digitisation[].{column}", value) for column, value in fell.items()))),
        past=last_time(),
    )
    assert place("digitisation[].digitised")[1] in [problem.cell for problem in judgement.problems if problem.code == "cumulative_fell"]
    assert judgement.verdict == "accepted_with_warnings"


def test_a_row_whose_name_stands_twice_is_compared_with_no_row_of_last_time():
    name = right().filing.tables["digitisation"][0]["domain"].shown
    fell = {"digitised": 1, "standardised": 0, "synchronised": 0}
    less = all_of(*(put(f"digitisation[].{column}", value) for column, value in fell.items()))
    for edit, remarked in ((less, True), (all_of(less, put("digitisation[].domain", name, row=1)), False)):
        judgement = judged(document(past=last_time(), edit=edit), past=last_time())
        assert ("cumulative_fell" in codes(judgement)) == remarked


def test_not_arising_is_no_figure_that_others_could_be_part_of():
    said = {"other.schools": "không phát sinh", "other.schools_ai": 1}
    assert codes(judged(document(said)), "error") == ["part_above_whole"]
    assert judged(document(said | {"other.schools_ai": 0})).verdict == "accepted"


def test_part_of_nothing_is_an_error():
    said = {"other.meetings": 0, "other.meetings_paperless": 1}
    assert codes(judged(document(said)), "error") == ["part_above_whole"]


def test_a_sum_binds_only_where_all_of_it_is_known():
    said = {"dossiers.resolved_late": None, "dossiers.doc_required": 1_000}
    assert "part_above_whole" not in codes(judged(document(said)))


def test_one_line_tells_of_all_blanks():
    blank = {code: None for code in right().filing.cells if code.startswith("other.")}
    judgement = judged(document(blank))
    (line,) = [problem for problem in judgement.problems if problem.code == "blank_cells"]
    assert line.params["count"] >= len(blank) and line.params["labels"][-1] == "…" and judgement.verdict == "accepted"


def test_printed_tasks_that_nobody_touched_are_asked_for_in_one_line_and_make_their_measures_missing():
    judgement = judged(document(edit=all_of(*(put(f"tasks[].{column}", None) for column in ("state", "percent", "product", "note")))))
    assert codes(judgement, "error") == ["unanswered_rows"]
    assert {judgement.measures[code].state for code in ("tasks_total", "tasks_done")} == {State.MISSING}


def test_a_task_whose_progress_is_told_needs_its_state():
    judgement = judged(document(edit=all_of(put("tasks[].state", None), put("tasks[].percent", 40))))
    assert ("missing_value", place("tasks[].state")[1]) in [(problem.code, problem.cell) for problem in judgement.problems]


def test_errors_refuse_warnings_ask_and_information_does_nothing():
    assert {entry.severity for entry in catalogue().values()} == {"error", "warning", "info"}
    assert judged(document({"training.cb.total": None})).verdict == "refused"
    assert judged(right_file(), past=last_time()).verdict == "accepted_with_warnings"
    assert judged(document({"other.cameras": "-"})).verdict == "accepted"
