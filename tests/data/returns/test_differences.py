"""What a correction changes is told cell by cell."""

from data.quarter import Quarter
from data.returns.checks import Expected
from data.returns.differences import differences
from data.returns.formfile import form
from tests.builders import document
from tests.data.returns.judging import codes, corrected, judged, place, put, right, right_file

ASKED = form().asked(Quarter(2026, 4), "24")


def changed(**what):
    return [(one.field, one.row, one.old, one.new, one.cell) for one in differences(right().filing, judged(document(**what)).filing, ASKED)]


def test_the_same_file_has_no_differences():
    assert changed() == []


def test_a_figure_a_choice_and_a_word_are_told_as_people_write_them():
    before = right().filing
    assert changed(changes={"training.cb.total": 99}) == [
        ("training.cb.total", "", str(before.cells["training.cb.total"].value), "99", place("training.cb.total")[1])
    ]
    (state,) = changed(edit=put("tools[].state", "đã dừng"))
    assert state[0] == "tools[].state" and state[2:] == ("đang dùng", "đã dừng", place("tools[].state")[1])
    (remark,) = changed(edit=put("cover.note", "Lời mới"))
    assert remark[0] == "cover.note" and remark[3] == "Lời mới"


def test_a_row_that_is_gone_and_one_that_is_new_are_told():
    renamed = changed(edit=put("units[].name", "Tổ mới lập"))
    assert {one[1] for one in renamed} >= {"to moi lap"} and any(one[3] == "" for one in renamed) and any(one[2] == "" for one in renamed)


def test_a_table_that_is_answered_as_empty_is_told():
    assert ("tools[].name", "", "", "không phát sinh") in [one[:4] for one in changed(changes={"tools": "không phát sinh"})]


def test_a_file_that_was_filled_from_an_older_one_counts_over_the_revision_that_somebody_has_seen():
    assert codes(judged(right_file(), past=corrected()), "error") == ["outdated_base"]
    assert judged(right_file(), past=corrected(), expected=Expected(over=2)).verdict == "accepted"
    assert codes(judged(right_file(), past=corrected(), expected=Expected(over=1)), "error") == ["outdated_base"]
