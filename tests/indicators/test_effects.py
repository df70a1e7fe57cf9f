"""What a figure that is asked about would do to the province is computed, not guessed."""

import pandas as pd

from data import places
from data.returns.checks import Past
from indicators.effects import of_questions
from tests.builders import document
from tests.data.returns.judging import judged, last_time, right

TOO_LARGE = 100 * last_time().previous.cells["dossiers.received"].value
COLUMNS = ["ward", "measure", "value", "state"]


def told(ward: str) -> list[tuple]:
    """What the right file says, as if that ward had said it."""
    return [(ward, code, figure.value, figure.state.value) for code, figure in right().measures.items()]


def asked(changes: dict, *, earlier: list[tuple]):
    others = [one.code for one in places.wards("24") if one.code != "09265"][:9]
    past = last_time()
    judgement = judged(document(changes, past=past), past=past)
    now = pd.DataFrame([row for ward in others for row in told(ward)], columns=COLUMNS)
    return of_questions(judgement, now, pd.DataFrame(earlier, columns=COLUMNS), demonstration=True)


def test_a_figure_a_hundred_times_too_large_moves_what_is_made_of_it():
    received = right().measures["dossiers_received"].value
    digitised = right().measures["dossiers_digitised"].value
    effects = asked({"dossiers.received": TOO_LARGE}, earlier=told("09265"))
    (effect,) = [one for question, one in effects.items() if question.startswith("unit_error@Hồ sơ trong kỳ")]
    assert effect.without["numerator"] == effect.with_it["numerator"] and effect.with_it["denominator"] == 9 * received + TOO_LARGE
    assert effect.with_it["value"] < effect.without["value"] and digitised
    assert effect.sentence("vi").startswith("Nếu đúng, ") and " xuống " in effect.sentence("vi") and " down from " in effect.sentence("en")


def test_of_a_ward_that_said_nothing_before_the_province_without_it_is_the_measure():
    effects = asked({"dossiers.received": TOO_LARGE}, earlier=[])
    (effect,) = [one for question, one in effects.items() if question.startswith("unit_error@Hồ sơ trong kỳ")]
    assert effect.without["wards_in"] == 9 and effect.with_it["wards_in"] == 10


def test_where_nothing_is_asked_there_is_no_effect():
    assert asked({}, earlier=told("09265")) == {}
    assert (
        of_questions(
            judged(document({"training.cb.total": None}), past=Past()),
            pd.DataFrame(columns=COLUMNS),
            pd.DataFrame(columns=COLUMNS),
            demonstration=True,
        )
        == {}
    )
