"""Headings that are misspelt are known again, and never taken for one another."""

from data.returns.form import WARD_FORM
from data.returns.formfile import form
from data.returns.reading.likeness import Likeness, likeness
from data.returns.reading.matching import match, most_alike_first, the_one


def test_the_same_goes_before_the_nearly_same():
    assert match({"a": "số hồ sơ", "b": "số hồ sơ mới"}, {1: "so ho so moi", 2: "số hồ sơ"}).found == {"a": 2, "b": 1}


def test_what_two_could_be_is_neither_and_one_of_them_is_doubtful():
    matched = match({"a": "hồ sơ tiếp nhận"}, {1: "hồ sơ tiếp nhậnn", 2: "hồ sơ tiiếp nhận"})
    assert matched.found == {} and matched.doubtful["a"] in (1, 2)


def test_what_two_are_meant_by_is_neither():
    assert the_one("hồ s", {"a": "hồ sơ", "b": "hồ sa"}) is None


def test_something_behind_a_heading_is_forgiven_only_where_it_is_its_unit():
    matched = match({"a": "Hồ sơ tiếp nhận"}, {1: "Hồ sơ", 2: "Hồ sơ tiếp nhận (bộ)"})
    assert matched.found == {"a": 2}
    matched = match({"a": "Tổng số cuối kỳ"}, {1: "Tổng số", 2: "Tổng số cuối kỳ trước"})
    assert matched.found == {} and matched.doubtful == {"a": 2}


def test_no_label_of_the_form_is_taken_for_another():
    for sheet in form(WARD_FORM).sheets:
        for block in sheet.blocks:
            labels = [row.label.vi for row in block.rows] if block.kind == "matrix" else []
            labels += [field.label.vi for field in block.fields] if block.kind == "single" else []
            for texts in (labels, [field.heading.vi for field in block.columns]):
                for text in texts:
                    assert [other for other in texts if likeness(text, other) is not None] == [text]


def test_no_choice_of_a_list_is_taken_for_another():
    for options in form(WARD_FORM).lists.values():
        labels = {option.code: option.label.vi for option in options}
        assert [the_one(label, labels) for label in labels.values()] == [(code, Likeness.SAME) for code in labels]


def test_the_likeliest_comes_first():
    assert most_alike_first("đang dung", ["đã dừng", "dùng thử", "đang dùng"])[0] == "đang dùng"
