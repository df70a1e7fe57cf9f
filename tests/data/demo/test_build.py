"""The demonstration is handed in like everything else: through checks and store, once, never over real returns."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from data import places
from data.demo import build as demo
from data.demo import story
from data.demo.wards import PROTAGONIST, cast
from data.quarter import Quarter
from data.returns.checks import Expected, Past, judge_all
from data.store import engine, filings, known, origin, progress, records
from data.store.actor import Actor
from data.store.errors import StoreMismatch
from tests import stores
from tests.builders import document

READER = Actor("Người đọc", "administrator")
Q1, Q2, Q3, Q4 = story.quarters()


def who(story: Callable[[str], bool]) -> str:
    """The first ward of Bắc Ninh of which the story is true."""
    return next(ward.code for ward in places.wards("24") if story(ward.code))


def faults(code: str, quarter: Quarter) -> list[bool]:
    return [bool(turn.fault) for turn in story.turns(code, quarter)]


MENDED = who(lambda code: faults(code, Q1) == [True, False])
CORRECTED = who(lambda code: any(turn.corrects for turn in story.turns(code, Q1)))
ABSENT = who(lambda code: code in story.absent("24", Q1))
STILL_REFUSED = who(lambda code: faults(code, Q4) == [True])
COUNTED_TWICE = who(lambda code: cast("24").get(code) == "counted_twice")
FEW = (PROTAGONIST, MENDED, CORRECTED, ABSENT, STILL_REFUSED, COUNTED_TWICE)


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('demo') / 'empty.sqlite3'}"
    engine.migrate(url)
    return url


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A store with the demonstration of six wards, and the steps that building told."""
    url = f"sqlite:///{tmp_path_factory.mktemp('demo') / 'demo.sqlite3'}"
    engine.migrate(url)
    store = engine.open_store(url)
    yield store, list(demo.build(store, wards=FEW, workers=1))
    store.close()


@pytest.fixture
def store(built):
    return built[0]


def history(store, ward: str, quarter: Quarter) -> list[records.Received]:
    """What was handed in, oldest first."""
    with store.read() as session:
        return list(records.history(session=session, actor=READER, ward=ward, quarter=quarter))[::-1]


def digest(store) -> str:
    """Of everything that the store holds."""
    with store.read() as session:
        return hashlib.sha256("\n".join(session.connection().connection.iterdump()).encode()).hexdigest()


def test_each_step_says_how_many_files_there_are_of_how_many(built):
    steps = built[1]
    assert [step.quarter for step in steps] == sorted(step.quarter for step in steps) and {step.quarter for step in steps} == {
        Q1,
        Q2,
        Q3,
        Q4,
    }
    assert [step.files for step in steps] == sorted({step.files for step in steps})
    assert {step.of for step in steps} == {steps[-1].files} == {demo.files("24", FEW)}


def test_what_was_broken_off_is_known_and_goes_on_where_it_stopped(tmp_path, store):
    with stores.new(tmp_path / "broken.sqlite3") as broken:
        work = demo.build(broken, wards=(MENDED, CORRECTED), workers=1)
        first = next(work)
        work.close()  # before the correction
        assert so_far(broken) == progress.Progress("24", first.files, first.of)
        rest = list(demo.build(broken, wards=(MENDED, CORRECTED), workers=1))
        assert rest[0].files > first.files and rest[-1].files == first.of
        assert so_far(broken) is None, "it is finished"
        for ward in (MENDED, CORRECTED):
            for quarter in story.quarters():
                there, whole = ([(one.sha256, one.state, one.standing) for one in history(each, ward, quarter)] for each in (broken, store))
                assert there == whole


def so_far(store) -> progress.Progress | None:
    with store.read() as session:
        return progress.unfinished(session=session, actor=READER)


def test_every_ward_of_the_story_has_the_returns_that_count(store):
    for quarter in story.quarters():
        with store.read() as session:
            found = known.of_quarter(session=session, actor=READER, province="24", quarter=quarter, today=quarter.last_day)
        assert set(found.returns["ward"]) == {code for code in FEW if story.counts(code, quarter)}
    with store.read() as session:
        assert origin.of_store(session=session, actor=READER) == "demonstration"


def test_a_file_is_refused_and_mended(store):
    first, second = history(store, MENDED, Q1)
    assert (first.state, second.state, second.revision) == ("refused", "accepted", 1)
    assert any(problem.severity == "error" for problem in first.problems)


def test_a_file_is_corrected_with_a_reason(store):
    first, second = history(store, CORRECTED, Q1)
    assert (first.standing, second.standing, second.revision) == ("superseded", "accepted", 2)
    assert second.note


def test_a_figure_that_fell_counts_with_a_note(store):
    first, second = history(store, COUNTED_TWICE, Q3)
    assert (first.state, second.state) == ("needs_note", "accepted")
    assert "cumulative_fell" in {problem.code for problem in second.problems} and second.note


def test_an_absent_ward_has_nothing_and_its_next_period_begins_where_the_last_one_ended(store):
    assert history(store, ABSENT, Q1) == []
    with store.read() as session:
        later = filings.past(session=session, actor=READER, ward=ABSENT, quarter=Q4).previous
    assert later.period_from == story.period_from(ABSENT, later.quarter)


def test_one_file_is_still_refused_and_phuong_lieu_has_not_begun(store):
    assert [each.state for each in history(store, STILL_REFUSED, Q4)] == ["refused"]
    assert history(store, PROTAGONIST, Q3) and history(store, PROTAGONIST, Q4) == []


def test_building_twice_changes_nothing(store):
    before = digest(store)
    assert list(demo.build(store, wards=FEW, workers=1)) == []
    assert digest(store) == before


def test_the_demonstration_never_enters_a_store_of_real_returns(empty):
    store = engine.open_store(empty)
    now = datetime(2026, 11, 20, 3, tzinfo=UTC)
    (judged,) = judge_all([document()], expected=Expected(), today=now.date(), past_of=lambda ward, quarter: Past())
    with store.write() as session:
        receipt = filings.submit(session=session, actor=READER, judgement=judged, note=None, now=now)
    assert receipt.state == "accepted"
    before = digest(store)
    with pytest.raises(StoreMismatch):
        list(demo.build(store, wards=FEW, workers=1))
    assert digest(store) == before
    store.close()


def test_the_story_is_that_of_a_province_on_its_way():
    turns = {quarter: [turn for ward in places.wards("24") for turn in story.turns(ward.code, quarter)] for quarter in story.quarters()}
    wards = {quarter: len({turn.ward for turn in some}) for quarter, some in turns.items()}
    assert wards[Q1] < wards[Q2] < wards[Q3] < 99 and 30 < wards[Q4] < 45
    for quarter, some in turns.items():
        late = {turn.ward for turn in some if turn.at.date() > quarter.due() and not turn.corrects}
        assert len(late) < 10 and (quarter == Q4 or late)
        assert all(turn.at.date() <= story.closing_day(quarter) <= quarter.last_day for turn in some)
        assert all(story.as_of(turn.ward, quarter) <= turn.at.date() for turn in some)
    assert {turn.fault for turn in sum(turns.values(), [])} == {None, *story.FAULTS}
    assert max(turn.at for turn in turns[Q4]) < datetime(2026, 11, 20, tzinfo=UTC)
