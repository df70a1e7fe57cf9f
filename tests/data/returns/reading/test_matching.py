"""Headings that are misspelt are known again, and never taken for one another."""

from data.returns.form import WARD_FORM
from data.returns.formfile import form
from data.returns.reading.grid import key
from data.returns.reading.matching import match, most_alike_first, nearest


def test_the_same_goes_before_the_nearly_same():
    assert match({"a": "so ho so", "b": "so ho s"}, {1: "so ho s", 2: "so ho so"}) == {"a": 2, "b": 1}


def test_what_two_could_be_is_neither():
    assert nearest("ho so tiep nhan", {1: "ho so tiep nhanx", 2: "ho so tiep nhany"}) is None


def test_something_behind_a_heading_changes_nothing():
    assert nearest("ho so tiep nhan", {1: "ho so", 2: "ho so tiep nhan trong ki bo"}) == 2
    assert nearest("tong", {1: "tong so"}) is None


def test_no_label_of_the_form_is_taken_for_another():
    for sheet in form(WARD_FORM).sheets:
        for block in sheet.blocks:
            labels = [row.label.vi for row in block.rows] if block.kind == "matrix" else []
            labels += [field.label.vi for field in block.fields] if block.kind == "single" else []
            for texts in (labels, [field.heading.vi for field in block.columns]):
                keys = {number: key(text) for number, text in enumerate(texts)}
                assert len(set(keys.values())) == len(keys), "two headings read the same"
                for number, text in keys.items():
                    assert nearest(text, {other: one for other, one in keys.items() if other != number}) is None, text


def test_the_likeliest_comes_first():
    assert most_alike_first("dang dung", ["da dung", "dung thu", "dang dungg"])[0] == "dang dungg"
