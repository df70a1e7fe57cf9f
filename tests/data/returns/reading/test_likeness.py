"""Typing errors are forgiven, another meaning never."""

import pytest

from data.returns.reading.likeness import Likeness, likeness
from tests.data.returns.reading import misreading

OF_TWENTY = 19


@pytest.mark.parametrize("text", misreading.texts())
def test_no_text_with_another_meaning_is_taken_for_one_of_the_form(text):
    taken = [other for other in misreading.other_meanings(text) if likeness(other, text) is not None]
    assert taken == []


@pytest.mark.parametrize("text", misreading.texts())
def test_of_twenty_honest_slips_at_least_nineteen_are_forgiven(text):
    slips = [slip.replace("\u200b", "") for slip in misreading.slips(text, 20)]  # what nobody sees goes before: grid.py
    refused = [slip for slip in slips if likeness(slip, text) is None]
    assert len(slips) == 20 and len(refused) <= 20 - OF_TWENTY, refused


@pytest.mark.parametrize(
    ("text", "wanted", "how"),
    [
        ("ĐANG  DÙNG", "đang dùng", Likeness.SAME),
        ("Trong đó: nộp, xử lí toàn trình", "Trong đó nộp, xử lý toàn trình", Likeness.SAME),
        ("3. hòan thành", "hoàn thành", Likeness.SAME),
        ("Hồ sơ tiếp nhận (bộ)", "Hồ sơ tiếp nhận", Likeness.SAME),
        ("dang dung", "đang dùng", Likeness.PLAIN),
        ("Tỏng số cuối kỳ", "Tổng số cuối kỳ", Likeness.PLAIN),
        ("Toongr soos cuoois kyf", "Tổng số cuối kỳ", Likeness.MISTYPED),
        ("Tổng sốcuối kỳ", "Tổng số cuối kỳ", Likeness.MISTYPED),
        ("hoàn th ành", "hoàn thành", Likeness.MISTYPED),
        ("đang dùngg", "đang dùng", Likeness.MISTYPED),
        ("Đã hoàn thành ít nhất 1 lớp AI", "Đã hoàn thành ít nhất 01 lớp AI", Likeness.MISTYPED),
        ("đang dừng", "đang dùng", None),
        ("đã dùng", "đã dừng", None),
        ("các bộ", "Cán bộ", None),
        ("Hồ sơ tiếp nhận (cũ)", "Hồ sơ tiếp nhận", None),
        ("", "đang dùng", None),
        ("?", "đang dùng", None),
        ("x" * 100_000, "đang dùng", None),
    ],
)
def test_a_text_is_like_the_wanted_one(text, wanted, how):
    assert likeness(text, wanted) == how
