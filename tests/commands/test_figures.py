"""Figures without a browser: every row of `values` and the cells of `trace` are what other programs rely on."""

import csv
import io
import json

import pytest

from data import places
from data.quarter import Quarter
from indicators.catalogue import catalogue, owed
from indicators.flows import is_flow
from tests import stores

Q3 = Quarter(2026, 3)

VALUE = ["ward", "ward_name", "quarter", "indicator", "numerator", "denominator", "value", "status", "target", "expected"]
OF_THE_PROVINCE = ["wards_in", "wards_owed", "low", "high", "status_certain"]


def test_values_has_a_row_for_every_ward_and_every_indicator_it_owes(line):
    rows = json.loads(line.run("values", "--province", "24", "--quarter", Q3))
    asked = [one.code for one in owed(catalogue().values(), quarter=Q3, province="24")]
    everybody = [ward.code for ward in places.wards("24")]
    assert {(row["ward"], row["indicator"]) for row in rows} == {(ward, code) for ward in (*everybody, None) for code in asked}
    assert len(rows) == (len(everybody) + 1) * len(asked)
    for row in rows:
        days = ["days"] if is_flow(catalogue()[row["indicator"]]) else []
        assert list(row) == (VALUE if row["ward"] else VALUE + OF_THE_PROVINCE) + days
        assert row["quarter"] == "2026-Q3"
    silent = [row for row in rows if row["ward"] == "07210"]
    assert {row["status"] for row in silent if row["indicator"] == "training_coverage"} == {"not_reported"}
    assert {(row["numerator"], row["denominator"], row["value"]) for row in silent if row["status"] == "not_reported"} == {(None,) * 3}
    shares = [row for row in rows if row["indicator"] == "training_coverage" and row["value"] is not None]
    wards, (province,) = [row for row in shares if row["ward"]], [row for row in shares if row["ward"] is None]
    assert province["value"] == sum(row["numerator"] for row in wards) / sum(row["denominator"] for row in wards)
    assert (province["wards_in"], province["wards_owed"], province["status_certain"]) == (6, 99, False)


def test_values_as_a_table(line):
    arguments = ("values", "--province", "24", "--quarter", Q3, "--indicator", "data_digitised")
    rows = json.loads(line.run(*arguments))
    table = list(csv.DictReader(io.StringIO(line.run(*arguments, "--format", "csv"))))
    assert list(table[0]) == VALUE + OF_THE_PROVINCE
    plain = [{key: "" if value is None else str(value) for key, value in row.items()} for row in rows]
    assert [{key: row[key] for key in known} for row, known in zip(table, plain, strict=True)] == plain


def test_a_figure_that_nobody_reported_has_no_cells(line):
    assert line.run("trace", "--ward", "07210", "--quarter", Q3, "--indicator", "data_digitised", status=1) == ""


@pytest.mark.parametrize("code", ["plan_issued", "hp_port_rank"])
def test_what_the_ward_does_not_owe_in_the_quarter_is_refused_in_both_languages(code, line):
    printed, said = line.said("trace", "--ward", stores.YEN_PHONG, "--quarter", Q3, "--indicator", code, status=1)
    assert printed == ""
    assert "không hỏi trong quý này" in said and "not asked" in said


def test_changes_tells_of_each_indicator_how_far_the_same_wards_moved_and_why(line):
    rows = json.loads(line.run("changes", "--province", "24", "--quarter", Q3, "--json"))
    trained = next(row for row in rows if row["indicator"] == "training_coverage")
    assert trained["since"] == "2026-Q2" and 0 < trained["wards_matched"] <= 99
    assert trained["change"] == pytest.approx(trained["numerator_part"] + trained["denominator_part"])
    assert "điểm so với Quý II" in line.run("changes", "--province", "24", "--quarter", Q3)
    assert "points since Q2" in line.run("changes", "--province", "24", "--quarter", Q3, "--lang", "en")


def test_a_quarter_without_returns_is_nothing_to_compare_with(line):
    printed, said = line.said("changes", "--province", "24", "--quarter", Q3, "--since", "2025-Q1", status=1)
    assert printed == "" and "No return for 2025-Q1" in said
