"""Numbers that were typed as text: read where there is one way to read them, refused with the reason where not."""

import pytest

from data.returns.reading.numbers import Number, marks, plausible, read_number, tidy


@pytest.mark.parametrize(("text", "value"), [
    ("12", 12), (" 35 ", 35), ("１２", 12), ("'12", 12), ("1.234.567", 1_234_567), ("1,234,567", 1_234_567),
    ("1 234 567", 1_234_567), ("1\u00a0234", 1_234), ("12,0", 12), ("12.0", 12), ("35 người", 35), ("35 hồ sơ", 35),
    ("35(1)", 35), ("35 *", 35), ("35¹", 35), ("1O", 10), ("−5", -5), ("2 nghìn", 2_000),
    ("1,2 triệu người", 1_200_000), ("1.234,0", 1_234),
])  # fmt: skip
def test_a_count_that_is_certain_is_read(text, value):
    assert read_number(text, whole=True) == Number(value)


@pytest.mark.parametrize(("text", "value"), [
    ("95,5", 95.5), ("95.5", 95.5), ("0,955", 0.955), ("0.955", 0.955), ("1.234,5", 1234.5), ("1,234.5", 1234.5),
    ("1,234", 1.234), ("1,2 tỷ", 1_200), ("1,2 tỷ đồng", 1_200), ("350 triệu", 350), ("350 tr", 350),
    ("500000 đồng", 0.5),
])  # fmt: skip
def test_an_amount_in_millions_is_read(text, value):
    assert read_number(text, whole=False, millions=True) == Number(value)


@pytest.mark.parametrize("text", ["1.234", "12.345", "1,234", "1.234 người"])
def test_a_count_that_can_be_read_in_two_ways_is_not_guessed(text):
    number = read_number(text, whole=True)
    assert number.fault == "ambiguous_number" and number.value is None
    assert number.readings[0] == round(number.readings[1] * 1_000)


@pytest.mark.parametrize("text", ["27/28", "27 / 28", "27 trên 28", "3/4/2026"])
def test_two_numbers_are_not_one(text):
    assert read_number(text, whole=True).fault == "two_numbers"


@pytest.mark.parametrize(("text", "share"), [("95,5 %", 0.955), ("100%", 1), ("95.5%", 0.955)])
def test_a_percentage_is_no_count(text, share):
    number = read_number(text, whole=True)
    assert (number.fault, number.value) == ("percent_for_count", pytest.approx(share))


@pytest.mark.parametrize("text", [
    "", "abc", "mười hai", "12 hoặc 13", "khoảng 35", "12 34", "1.2,3", "1..2", "5.", ",5", "(5)", "1e5", "0x10",
    "2 vạn", "5 chục", "12 rưỡi", "12 USD", "500 triệu USD", "12k", "+", "--5", "9" * 5_000, "1.23.456", "1.234,56,7",
    "٣٤ x",
])  # fmt: skip
def test_what_is_no_number_is_not_made_one(text):
    assert read_number(text, whole=True) == Number(fault="not_a_number")


def test_whole_numbers_lose_what_a_computer_adds():
    assert tidy(11.999999999999998) == 12 and isinstance(tidy(12.0), int) and tidy(12.5) == 12.5


@pytest.mark.parametrize("value", [1e-7, 0.9999999, 12.000001, 1348.0000001])
def test_what_is_hardly_a_whole_number_is_none(value):
    assert tidy(value) == value and isinstance(tidy(value), float)


@pytest.mark.parametrize(("text", "millions"), [("1968 đ", False), ("1.968 đồng", False), ("2 triệu đồng", False), ("35 người", True)])
def test_a_number_in_another_unit_is_asked_for(text, millions):
    assert read_number(text, whole=not millions, millions=millions).fault == "wrong_unit"


@pytest.mark.parametrize(("text", "way"), [
    ("8.030,5", "vi"), ("5,438.5", "en"), ("95,5", "vi"), ("95.5", "en"), ("1.234.567", "vi"), ("1,234,567", "en"), ("1.234", "vi"),
    ("1,234", "en"), ("12", None), ("", None), ("abc", None), ("1.234,5 người", "vi"),
])  # fmt: skip
def test_dots_and_commas_say_which_way_they_are_meant(text, way):
    assert marks(text) == way


def test_endless_numbers_are_not_plausible():
    assert not plausible(float("inf")) and not plausible(float("nan")) and not plausible(1e13) and plausible(0)
