"""The made-up figures keep every bound of the form, for every ward and quarter."""

import itertools
from datetime import date

import pytest

from data import places
from data.demo.answers import answers
from data.demo.story import as_of, period_from, quarters
from data.plans.lookups import tasks_for
from data.quarter import Quarter
from data.returns.filing import NOT_ARISING
from data.returns.form import Field
from data.returns.formfile import form

BAC_NINH = [ward.code for ward in places.wards("24")]


def told(ward: str, quarter: Quarter) -> dict:
    tasks = tasks_for(ward, demonstration=True)
    return answers(ward, quarter, tasks, first=period_from(ward, quarter), last=as_of(ward, quarter))


@pytest.fixture(scope="module")
def everything() -> dict[tuple[str, Quarter], dict]:
    """What every ward told in every quarter in which it handed in."""
    handed_in = [(ward, quarter) for quarter in quarters() for ward in BAC_NINH if as_of(ward, quarter)]
    return {(ward, quarter): told(ward, quarter) for ward, quarter in handed_in}


def rows_of(told: dict, block: str) -> list[dict]:
    return told[block] if isinstance(told.get(block), list) else []


def each_cell(told: dict, asked):
    """Every answered field with its value, its neighbours in the same row (or all figures), and where it stands."""
    for field in asked.fields.values():
        if "[]." not in field.code:
            if field.code in told:
                yield field, told[field.code], told, field.code
            continue
        for at, row in enumerate(rows_of(told, field.block)):
            if field.column in row:
                yield field, row[field.column], row, f"{field.code} in row {at}"


def neighbour(code: str, around: dict, told: dict):
    value = around.get(code.partition("[].")[2], told.get(code)) if "[]." in code else told.get(code)
    return None if value == NOT_ARISING else value


def number(value, otherwise: int) -> int:
    return value if isinstance(value, int) else otherwise


@pytest.mark.parametrize("quarter", quarters(), ids=str)
def test_every_answer_keeps_the_bounds_of_the_form(quarter, everything):
    for ward in BAC_NINH:
        if not as_of(ward, quarter):
            continue
        told, asked = everything[ward, quarter], form().asked(quarter, "24")
        for field, value, around, where in each_cell(told, asked):
            if value == NOT_ARISING:
                assert field.numeric, where
                continue
            assert_of_its_type(field, value, where, asked)
            for bound in field.at_most:
                if (most := neighbour(bound, around, told)) is not None:
                    assert value <= most, f"{ward} {quarter} {where}: {value} > {most}"
            for bound in field.at_least:
                if (least := neighbour(bound, around, told)) is not None:
                    assert value >= least, f"{ward} {quarter} {where}: {value} < {least}"
            if field.sum_at_most:
                most = sum(neighbour(bound, around, told) for bound in field.sum_at_most)
                assert value <= most, f"{ward} {quarter} {where}: {value} > {most}"


def assert_of_its_type(field: Field, value, where: str, asked) -> None:
    if field.numeric:
        assert isinstance(value, (int, float) if field.type == "decimal" else int) and value >= 0, f"{where}: {value!r}"
        assert value <= (field.maximum if field.maximum is not None else value), where
    elif field.type == "date":
        assert isinstance(value, date), where
    elif field.type == "yes_no":
        assert value in ("Có", "Không"), where
    elif field.type == "choice":
        assert value in {option.label.vi for option in asked.options(field)}, f"{where}: {value!r}"
    else:
        assert value and isinstance(value, str) and len(value) <= (field.max_length or 1_000), where


def test_whatever_is_required_is_answered(everything):
    for (ward, quarter), told in everything.items():
        for field in form().asked(quarter, "24").fields.values():
            if field.required and not field.locked and "[]." not in field.code:
                assert field.code in told, f"{ward} {quarter}: {field.code}"
            for row in rows_of(told, field.block):
                demanded = "[]." in field.code and field.required and not field.locked
                assert not demanded or field.column in row, f"{ward} {quarter}: {field.code}"


def test_people_of_the_units_are_the_people_of_the_training_sheet(everything):
    for told in everything.values():
        groups = ("cb", "cc", "vc", "nld")
        for column, of_units in (("total", "staff"), ("trained", "trained")):
            whole = sum(value for group in groups if (value := told[f"training.{group}.{column}"]) != NOT_ARISING)
            assert sum(row[of_units] for row in told["units"]) == whole


def test_units_use_tools_where_the_list_has_tools_and_nowhere_else(everything):
    for told in everything.values():
        in_use = sum(row["state"] == "đang dùng" for row in rows_of(told, "tools"))
        used = [row["tools_used"] for row in told["units"]]
        assert max(used) <= in_use and (in_use > 0) == any(used)
        names = [row["name"] for row in rows_of(told, "tools")]
        assert len(set(names)) == len(names)


def test_what_was_reached_is_kept_except_where_the_story_wants_it(everything):
    cumulative = [field.code for field in form().block("training").fields if field.column in ("trained", "skilled")]
    fell = set()
    for ward in BAC_NINH:
        reported = [quarter for quarter in quarters() if as_of(ward, quarter)]
        for before, after in itertools.pairwise(reported):
            earlier, later = everything[ward, before], everything[ward, after]
            fell |= {ward for code in cumulative if number(later.get(code), 10**9) < number(earlier.get(code), 0)}
            for old, new in zip(earlier["digitisation"], later["digitisation"], strict=True):
                assert (old["domain"], old["unit"]) == (new["domain"], new["unit"])
                assert old["digitised"] <= new["digitised"] and old["standardised"] <= new["standardised"]
    assert len(fell) == 1


def test_no_day_is_lost_between_two_returns():
    for ward in BAC_NINH:
        reported = [quarter for quarter in quarters() if as_of(ward, quarter)]
        assert period_from(ward, reported[0]) == reported[0].first_day
        for before, after in itertools.pairwise(reported):
            assert (period_from(ward, after) - as_of(ward, before)).days == 1
