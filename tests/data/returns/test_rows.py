"""A row is known again by its first cell; where a name stands twice nobody can tell which row is meant."""

from datetime import date

import pytest

from data.returns import rows
from data.returns.filing import NOT_ARISING, Cell


def row(said, staff=None):
    """A row of units as the reader gives it."""
    cell = Cell("Trang", "B5", said, "blank" if said is None else "not_arising" if said == NOT_ARISING else "filled")
    return {"name": cell, "staff": Cell("Trang", "C5", staff, "filled")}


def staff(found):
    return {name: row["staff"].value for name, row in found.items()}


@pytest.mark.parametrize(
    "said", ["Văn phòng HĐND", "  văn  phòng\u00a0hđnd ", "VĂN PHÒNG HĐND", "Van phong HDND", "Va\u0306n pho\u0300ng HĐND"]
)
def test_case_spaces_and_diacritics_make_no_other_name(said):
    assert rows.name(said) == "van phong hdnd"


@pytest.mark.parametrize(("said", "name"), [(12, "12"), (True, "true"), (date(2026, 11, 20), "2026-11-20"), ("NV – 01", "nv - 01")])
def test_whatever_stands_in_the_first_cell_is_a_name(said, name):
    assert rows.name(said) == name


@pytest.mark.parametrize("said", [None, "", "   ", NOT_ARISING, "Không  phát sinh "])
def test_a_blank_cell_and_nothing_to_list_name_no_row(said):
    assert rows.name(said) == ""


def test_a_row_without_its_first_column_has_no_name():
    assert rows.name_of({}, "name") == rows.name_of(row(None), "name") == rows.name_of(row(NOT_ARISING), "name") == ""
    assert rows.name_of(row("Công an"), "name") == "cong an"


def test_a_row_is_known_again_however_its_name_is_spelt_and_wherever_it_stands():
    now = [row("VĂN PHÒNG", 5), row("Công an", 6)]
    then = [row("công an", 7), row("Văn  phòng", 8), row("Quân sự", 9)]
    assert staff(rows.known_again(now, then, "name")) == {"van phong": 8, "cong an": 7}


def test_a_name_that_stands_twice_is_not_known_again_whichever_side_it_is_on():
    once, twice = [row("Khác", 1)], [row("khác", 2), row("KHÁC", 3)]
    assert rows.known_again(once, twice, "name") == rows.known_again(twice, once, "name") == {}
    assert rows.known_again(twice, twice, "name") == {}
    assert staff(rows.known_again(once, once, "name")) == {"khac": 1}


def test_rows_without_a_name_are_not_known_again():
    nameless = [row(None, 4)]
    assert rows.known_again(nameless, nameless, "name") == {}
    assert rows.known_again([row(NOT_ARISING)], [row(NOT_ARISING)], "name") == {}


def test_within_a_table_rows_of_one_name_are_numbered_in_their_order():
    assert rows.numbered(["khac", "dat dai", "khac", "", "khac", ""]) == [
        ("khac", 0),
        ("dat dai", 0),
        ("khac", 1),
        ("", 0),
        ("khac", 2),
        ("", 1),
    ]
