"""What caches of judgements are keyed on: it changes with a ward's own returns, and with nothing else."""

import pytest
from sqlalchemy import event

from data.store import counting
from tests.data.store.making import PHUONG_LIEU, Q3, Q4, YEN_PHONG, ask, judgement, refused, submit


def state(store, ward=PHUONG_LIEU) -> int:
    return ask(store, counting.ward_state, ward=ward)


def test_a_ward_that_never_handed_in_has_state_nought(store):
    assert state(store) == 0


def test_each_accepted_return_of_the_ward_raises_its_state_in_whatever_quarter(store):
    states = [state(store)]
    for said in (judgement(), judgement(file="corrected", base=1), judgement(quarter=Q3, file="late")):
        assert submit(store, said, note="Đúng.").state == "accepted"
        states.append(state(store))
    assert states == sorted(set(states)), "it rises each time"


def test_refused_files_and_other_wards_leave_it_as_it_is(store):
    submit(store, judgement())
    before = state(store)
    submit(store, refused(ward=PHUONG_LIEU, quarter=Q4))
    assert submit(store, judgement(file="another", verdict="accepted_with_warnings", base=1)).state == "needs_reason"
    assert submit(store, judgement()).repeated
    assert submit(store, judgement(YEN_PHONG, file="neighbour")).state == "accepted"
    assert state(store) == before
    assert state(store, YEN_PHONG) > before


def test_it_is_found_without_looking_through_the_record(store):
    if store.url.get_backend_name() != "sqlite":
        pytest.skip("PostgreSQL looks through tables of a few rows whatever their indexes")
    asked = []
    event.listen(store.readers, "before_cursor_execute", lambda _c, _k, statement, values, *_: asked.append((statement, values)))
    state(store)
    statement, values = next(one for one in asked if "decision" in one[0])
    with store.readers.connect() as connection:
        steps = [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert len(steps) == 2 and all(step.startswith("SEARCH") for step in steps)
