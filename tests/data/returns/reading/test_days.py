"""Days are read in the order day, month, year, and in no other."""

from datetime import date

import pytest

from data.returns.reading.days import is_plain, read_day


@pytest.mark.parametrize("text", [
    "05/01/2027", "5/1/2027", "5-1-2027", "05.01.2027", "5 / 1 / 2027", "05/01/27", "ngày 05 tháng 01 năm 2027",
    "Ngày 5 tháng 1 năm 2027", "2027-01-05", "2027-01-05 00:00:00", "０５/０１/２０２７",
    "ngày 05/01/2027", "Ngày: 5/1/2027", "5 tháng 1 năm 2027", "ngày 5 tháng 1, 2027", "5-thg 1-27", "5 th1 2027",
    "Thứ ba, ngày 05/01/2027", "05/01/2027 08:30", "05/01/2027.", "5-Jan-2027", "5 January 2027",
    "5 1 2027", "2027/1/5", "'05/01/2027", "Thứ 3, 5/1/2027",
])  # fmt: skip
def test_a_day_is_read(text):
    assert read_day(text) == date(2027, 1, 5)


@pytest.mark.parametrize(
    "text",
    [
        "12/20/2026",
        "31/11/2026",
        "2027",
        "01/2027",
        "hôm qua",
        "",
        "0/1/2027",
        "5/1/127",
        "5/1-2027",
        "khoảng 5/1/2027",
        "5/1",
        "05012027",
        "5/1/2027 và 6/1/2027",
        "sau ngày 5/1/2027",
        "1/2027",
    ],
)
def test_what_is_no_day_is_not_made_one(text):
    assert read_day(text) is None


def test_the_numbers_of_days_are_known_but_no_other_numbers():
    assert read_day(46_376) == read_day(46_376.0) == date(2026, 12, 20)
    assert read_day(2026) is read_day(-1) is read_day(1e300) is read_day(46_376.5) is None


def test_the_form_asks_for_one_way_to_write_a_day():
    assert is_plain("05/01/2027") and is_plain("5/1/2027") and not is_plain("5-1-2027")
