import pytest

from data.quarter import Quarter
from data.returns.measures import MeasureValue, State
from indicators import lineage
from indicators.catalogue import catalogue

WARD, Q3 = "09265", Quarter.parse("2026-Q3")


def traced(code, **measures):
    return lineage.trace(catalogue()[code], ward=WARD, quarter=Q3, measures=measures)


def cells(part):
    return [value for *_, value in part.cells]


def test_a_share_is_traced_to_the_cells_of_both_parts():
    found = traced(
        "cashless_payment_rate",
        dossiers_fee_due=MeasureValue(40.0, State.NUMBER, (("S", "C17", 40),)),
        dossiers_paid_online=MeasureValue(30.0, State.NUMBER, (("S", "C18", 30),)),
    )
    assert (found.value, found.numerator.value, found.denominator.value) == (0.75, 30, 40)
    assert found.numerator.cells == (("dossiers_paid_online", "S", "C18", 30),)


def test_a_cell_without_anything_to_count_says_so():
    found = traced(
        "cashless_payment_rate",
        dossiers_fee_due=MeasureValue(None, State.NOT_APPLICABLE, (("S", "C17", ""),)),
        dossiers_paid_online=MeasureValue(None, State.NOT_APPLICABLE, (("S", "C18", "Không có phát sinh"),)),
    )
    assert found.value is None
    assert cells(found.denominator) == ["không phát sinh"]
    assert cells(found.numerator) == ["Không có phát sinh"], "as the file shows it"


def test_a_blank_cell_stays_blank():
    found = traced("cashless_payment_rate", dossiers_fee_due=MeasureValue(None, State.MISSING, (("S", "C17", ""),)))
    assert cells(found.denominator) == [""]


@pytest.mark.parametrize("code", ["plan_issued", "hp_port_rank"])
def test_what_a_ward_does_not_owe_in_the_quarter_has_no_trace(code):
    assert not lineage.asks(catalogue()[code], ward=WARD, quarter=Q3)
    with pytest.raises(LookupError):
        traced(code)
