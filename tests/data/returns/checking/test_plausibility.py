"""What may hardly be true is asked about, once and by the gravest rule; what is usual is not."""

import pytest

from data import places
from data.returns.case import Peer
from data.returns.checking.plausibility import thresholds
from data.returns.checks import Past
from data.returns.form import WARD_FORM
from data.returns.formfile import form
from tests.builders import QUARTER, WARD, document
from tests.data.returns.judging import codes, judged, last_time, place, right

UNIT_ERROR = {  # a digit too many, thousands, đồng for triệu đồng
    "dossiers.received": (100, "gấp khoảng 100 lần"),
    "other.investment_plan": (1_000_000, "gấp khoảng 1.000.000 lần"),
    "training.residents.total": (10, "gấp khoảng 10 lần"),
}


RULES = {"unit_error", "past", "part", "nothing", "lists", "whole", "peers", "same"}


def asked(changes: dict, past: Past | None = None) -> list[tuple[str, str | None]]:
    """Code and cell of each question about the right file with these answers."""
    past = past or last_time()
    judgement = judged(document(changes, past=past if past.previous else None), past=past)
    return [(each.code, each.cell) for each in judgement.problems if each.severity == "warning"]


def before(code: str) -> float:
    return last_time().previous.cells[code].value


@pytest.mark.parametrize("code", UNIT_ERROR)
def test_a_power_of_ten_is_named_as_such(code):
    times, words = UNIT_ERROR[code]
    past = last_time()
    judgement = judged(document({code: round(before(code) * times * 1.05)}, past=past), past=past)
    (found,) = [each for each in judgement.problems if each.cell == place(code)[1] and each.severity == "warning"]
    assert found.code == "unit_error" and found.params["how"]["vi"] == words


def test_a_figure_that_lost_its_digits_is_named_as_such_too():
    past = last_time()
    judgement = judged(document({"training.residents.total": round(before("training.residents.total") / 1_000)}, past=past), past=past)
    assert "unit_error" in codes(judgement, "warning")


@pytest.mark.parametrize("code", ["other.communication", "dossiers.received", "other.citizens_helped"])
def test_what_grows_a_little_is_not_asked_about(code):
    assert (place(code)[1]) not in [cell for _, cell in asked({code: round(before(code) * 1.5)})]


def test_of_one_cell_one_rule_speaks():
    cells = [cell for _, cell in asked({"training.residents.total": round(before("training.residents.total") * 10)})]
    assert cells.count(place("training.residents.total")[1]) == 1


def test_a_part_that_fills_its_whole_at_once_is_asked_about():
    whole = right().filing.cells["training.residents.total"].value
    assert ("far_from_past", place("training.residents.trained")[1]) in asked({"training.residents.trained": whole})


def large(least: float) -> dict[str, float]:
    """The figures that last quarter's return and this one both have, by code, from `least` up."""
    last, asks = last_time().previous.cells, form(WARD_FORM).asked(QUARTER, places.ward(WARD).province)
    numbers = {code: field for code, field in asks.fields.items() if field.numeric and field.maximum is None and code in last}
    return {code: last[code].number for code in numbers if last[code].filled and last[code].number >= least}


@pytest.mark.slow
@pytest.mark.parametrize("code", large(100))
def test_no_figure_of_some_size_vanishes_or_gains_and_loses_noughts_unasked(code):
    past, last = last_time(), large(100)[code]
    wrong = (0, "không phát sinh", last * 10, last * 1_000, round(last / 100))
    accepted = [one for one in wrong if judged(document({code: one}, past=past), past=past).verdict == "accepted"]
    assert not accepted


def test_a_part_is_compared_by_its_share_so_that_a_whole_speaks_for_itself():
    whole, part = before("training.organisations.total"), before("training.organisations.trained")
    assert asked({"training.organisations.total": whole * 4}) == [("implausible_jump", place("training.organisations.total")[1])]
    assert asked({"training.organisations.trained": part * 1.2}) == []


def test_nothing_left_of_little_is_usual_and_of_a_cumulative_figure_is_asked_once():
    assert asked({"dossiers.resolved_late": 0}) == []
    assert [code for code, _ in asked({"training.organisations.trained": "không phát sinh"})] == ["cumulative_fell"]


def peers(value: float, count: int = 12) -> Past:
    size = right().measures["residents_total"].value
    told = [Peer(f"{number:05}", 46, {"residents_total": size, "dossiers_received": value}) for number in range(count)]
    return Past(peers=lambda: told)


def test_a_ward_without_a_past_is_compared_with_wards_of_its_size():
    of_the_right_file = right().measures["dossiers_received"].value
    changes = {"dossiers.received": 196_800}
    assert asked(changes, peers(of_the_right_file)) == [("far_from_peers", place("dossiers.received")[1])]
    assert asked(changes, peers(of_the_right_file, count=3)) == [], "three others say little"
    assert asked({}, peers(of_the_right_file)) == []


def test_a_list_left_as_it_was_is_asked_about_until_somebody_says_that_it_was_looked_through():
    assert asked({}) == []
    assert asked({"cover.reviewed_units": None}) == [("not_reviewed", "C21")]
    assert asked({"cover.reviewed_units": "Không"}) == [("not_reviewed", "C21")]


def test_of_a_first_return_no_list_was_there_before():
    assert asked({"cover.reviewed_units": None}, Past()) == []


def test_every_threshold_says_why():
    assert all(rule["why"] for rule in thresholds().values()) and set(thresholds()) == RULES


def test_another_wards_file_under_ones_own_name_is_asked_about():
    values = {code: figure.value for code, figure in right().measures.items() if figure.value is not None}
    past = Past(peers=lambda: [Peer("09286", 46, values)])
    (found,) = [each for each in judged(document(), past=past).problems if each.severity == "warning"]
    assert found.code == "same_as_another" and found.params["ward"]["vi"] == "Phường Nam Sơn"
    past = Past(peers=lambda: [Peer("09286", 46, values | {"dossiers_received": values["dossiers_received"] + 1})])
    assert judged(document(), past=past).verdict == "accepted"
    past = Past(peers=lambda: [Peer("09265", 46, values)])
    assert judged(document(), past=past).verdict == "accepted", "its own earlier revision"


def test_a_multiple_is_said_of_the_figures_as_they_stand():
    past = last_time()
    cell = place("dossiers.received")[1]
    found = judged(document({"dossiers.received": before("dossiers.received") * 70}, past=past), past=past).problems
    assert [each.code for each in found if each.cell == cell and each.severity == "warning"] == ["far_from_past"], "70 times is not 100"
