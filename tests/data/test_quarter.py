from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.quarter import Quarter

quarters = st.builds(Quarter, st.integers(2000, 2099), st.integers(1, 4))
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


@given(quarters)
def test_what_is_written_is_read_again(quarter):
    assert Quarter.parse(str(quarter)) == quarter
    for written in (str(quarter), quarter.label("vi"), quarter.label("en"), quarter.last_day):
        assert Quarter.read(written) == quarter


@given(quarters, st.integers(-400, 400))
def test_steps_add_up(quarter, steps):
    later = quarter + steps
    assert later - quarter == steps
    assert later - steps == quarter
    assert (later > quarter) == (steps > 0)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_lies_in_its_quarter(day):
    quarter = Quarter.of(day)
    assert quarter.first_day <= day <= quarter.last_day


@pytest.mark.parametrize("text", ["2026-Q5", "2026-Q0", "2026Q4", "2026-q4", " 2026-Q4", "Quý IV/2026", "", "٢٠٢٦-Q4"])
def test_the_strict_reader_takes_one_form_only(text):
    with pytest.raises(ValueError, match="not a quarter"):
        Quarter.parse(text)


def test_a_year_has_four_quarters():
    with pytest.raises(ValueError, match="quarters 1 to 4"):
        Quarter(2026, 5)


@pytest.mark.parametrize(
    "text",
    [
        "Quý IV/2025",
        "Quý 4 năm 2025",
        "Q4-2025",
        "Q4/2025",
        "QIV.2025",
        "quý tư năm 2025",
        "2025Q4",
        "2025-Q4",
        "Quý 4-2025",
        "quy IV 2025",
        "QuY IV/2025",
        "QUÝ IV NĂM 2025",
        "quý bốn năm 2025",
        "Quý IV, năm 2025",
        "  Quý\u00a0IV / 2025 ",
        "Quý Ⅳ/2025",
        "Kỳ báo cáo: Quý IV/2025",
        "Quy\u0301 IV/2025",
        "năm 2025, quý IV",
        "Q4 2025",
        "năm 2025",
        "tháng 12/2025",
        "Tháng 12 năm 2025",
        "31/12/2025",
        "ngày 31 tháng 12 năm 2025",
        "2025-12-31",
        date(2025, 12, 31),
        datetime(2025, 12, 31, 0, 0),
    ],
)
def test_every_spelling_of_the_fourth_quarter_is_read(text):
    assert Quarter.read(text) == Quarter(2025, 4)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6 tháng đầu năm 2025", 2),
        ("sáu tháng đầu năm 2025", 2),
        ("9 tháng năm 2025", 3),
        ("9 tháng đầu năm 2025", 3),
        ("9 tháng 2025", 3),
        ("quý một năm 2025", 1),
        ("quý hai năm 2025", 2),
        ("Quý ba/2025", 3),
        ("Quý I/2025", 1),
        ("tháng 3/2025", 1),
        ("30/6/2025", 2),
    ],
)
def test_other_quarters_are_read_in_words_and_figures(text, number):
    assert Quarter.read(text) == Quarter(2025, number)


@pytest.mark.parametrize("number", ROMAN)
@pytest.mark.parametrize(
    "form",
    [
        "Quý {r}/2026",
        "quý {n} năm 2026",
        "Q{n}-2026",
        "Q{r}.2026",
        "2026Q{n}",
        "quy {r} 2026",
    ],
)
def test_every_form_serves_every_quarter(form, number):
    assert Quarter.read(form.format(r=ROMAN[number], n=number)) == Quarter(2026, number)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "Quý IV",
        "Q5/2025",
        "Quý 0/2025",
        "Q4/25",
        "4/2025",
        "12/31/2025",
        "31/11/2025",
        "tháng 11/2025",
        "15/11/2025",
        "Quý III và IV/2025",
        "Quý I-II/2025",
        "6 tháng cuối năm 2025",
        "6 tháng đầu năm",
        "2025",
        "Q42025",
        "quý tới",
        date(2025, 4, 1),
        datetime(2025, 12, 1),
        2025,
        46022,
        4.0,
        True,
        None,
    ],
)
def test_what_is_not_certain_is_not_read(value):
    assert Quarter.read(value) is None


def test_a_quarter_knows_its_days_and_its_names():
    quarter = Quarter(2026, 4)
    assert (quarter.first_day, quarter.last_day) == (date(2026, 10, 1), date(2026, 12, 31))
    assert (quarter.due(), quarter.due(20)) == (date(2026, 12, 24), date(2026, 12, 20))
    assert (quarter.label("vi"), quarter.label("en"), str(quarter)) == ("Quý IV/2026", "Q4 2026", "2026-Q4")


def test_the_quarters_of_a_year_end_with_the_quarter_itself():
    assert [str(quarter) for quarter in Quarter(2026, 3).of_year()] == ["2026-Q1", "2026-Q2", "2026-Q3"]
