"""Which sheet is which is never guessed: two that may be it are a question, and what is not read is named."""

from functools import partial

import pytest

from tests.builders import document
from tests.data.returns.judging import all_of, codes, judged, right
from tests.data.returns.provoking import copy_sheet

TRAINING = "Tập huấn"


def copied(title: str, *, changed: bool):
    return partial(copy_sheet, title=title, changed=changed)


def retitled(title: str):
    return lambda book: setattr(book[TRAINING], "title", title)


def hide(book) -> None:
    book[TRAINING].sheet_state = "hidden"


@pytest.mark.parametrize("title", ["Tập huấn (2)", "Tập huấn 2", "Bản sao Tập huấn", "Copy of Tập huấn", "Sheet3"])
def test_a_second_sheet_with_other_figures_is_a_question_that_names_both(title):
    judgement = judged(document(edit=copied(title, changed=True)))
    (asked,) = [each for each in judgement.problems if each.code == "two_sheets"]
    assert judgement.verdict == "refused" and asked.params["sheets"] == [TRAINING, title]


def test_it_is_one_whichever_of_the_two_is_hidden():
    judgement = judged(document(edit=all_of(copied("Tập huấn (2)", changed=True), hide)))
    assert "two_sheets" in codes(judgement, "error")


def test_two_that_are_both_numbered_are_a_question():
    judgement = judged(document(edit=all_of(copied("Tập huấn 2", changed=True), retitled("Tập huấn 1"))))
    (asked,) = [each for each in judgement.problems if each.code == "two_sheets"]
    assert sorted(asked.params["sheets"]) == ["Tập huấn 1", "Tập huấn 2"]


def test_a_second_cover_is_a_question():
    def edit(book) -> None:
        copy = book.copy_worksheet(book["Bìa"])
        copy.title = "Bìa (2)"
        copy["C14"] = "Người khác"

    assert "two_sheets" in codes(judged(document(edit=edit)), "error")


def test_a_copy_that_says_the_same_is_only_named():
    judgement = judged(document(edit=copied("Tập huấn (2)", changed=False)))
    assert judgement.verdict == "accepted" and "unread_sheet" in codes(judgement, "info")
    assert judgement.measures == right().measures


@pytest.mark.parametrize("title", ["Tập huấn đã sửa", "Tập huấn mới", "Tập huấn kỳ trước"])
def test_a_sheet_whose_name_says_more_does_not_count_and_is_asked_for_where_its_figures_differ(title):
    judgement = judged(document(edit=copied(title, changed=True)))
    assert codes(judgement, "warning") == ["other_version"] and judgement.measures == right().measures
    assert codes(judged(document(edit=copied(title, changed=False))), "info").count("unread_sheet") == 1


@pytest.mark.parametrize("title", ["Tập huấn kỳ trước", "Chưa tập huấn", "Tập huấn dự kiến", "Không tập huấn"])
def test_a_name_that_says_more_is_asked_for_even_where_the_content_fits(title):
    judgement = judged(document(edit=retitled(title)))
    (asked,) = [each for each in judgement.problems if each.severity == "error"]
    assert (asked.code, asked.sheet) == ("unclear_sheet", title)


@pytest.mark.parametrize("title", ["TAP HUAN", "Tập huấnn", "Sheet7", "Trang 3", "Tập huấn (2)", "Tập huấn 1"])
def test_another_name_alone_changes_nothing(title):
    judgement = judged(document(edit=retitled(title)))
    assert judgement.verdict == "accepted" and {each.value for each in judgement.measures.values()} == {
        each.value for each in right().measures.values()
    }


def test_a_hidden_sheet_that_counts_is_asked_for():
    judgement = judged(document(edit=hide))
    assert codes(judgement, "warning") == ["hidden_sheet"]
