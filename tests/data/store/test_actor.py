"""Who may do what: every public function of the store, for every role, on three wards."""

import importlib
import inspect
import shutil
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest

from data.store import actor, audit, counting, earlier, engine, filings, known, origin, progress, records, workbooks
from data.store.actor import Actor
from data.store.errors import NotAllowed
from tests.data.store.making import MINH_XUAN, NOON, PHUONG_LIEU, Q4, YEN_PHONG, ask, judgement, refused, rows, submit

ACTORS = {
    "viewer": Actor(name="a", role="viewer", province="24"),
    "ward_officer": Actor(name="b", role="ward_officer", wards=(PHUONG_LIEU,), province="24"),
    "province_officer": Actor(name="c", role="province_officer", province="24"),
    "province_administrator": Actor(name="d", role="administrator", province="24"),
    "administrator": Actor(name="e", role="administrator"),
}
PLACES = {"own": PHUONG_LIEU, "neighbour": YEN_PHONG, "elsewhere": MINH_XUAN}
PROVINCES = {PHUONG_LIEU: "24", YEN_PHONG: "24", MINH_XUAN: "08"}
TODAY = date(2026, 12, 24)
EVERYBODY = dict.fromkeys(ACTORS, ("own", "neighbour", "elsewhere"))
WHOEVER_SEES = dict.fromkeys(ACTORS, ("own", "neighbour")) | {"administrator": tuple(PLACES)}
WHOEVER_REPORTS = WHOEVER_SEES | {"viewer": (), "ward_officer": ("own",)}
WHOEVER_RUNS_THE_PROVINCE = WHOEVER_SEES | {"viewer": (), "ward_officer": ()}
WHOEVER_RUNS_THE_STORE = dict.fromkeys(ACTORS, ()) | {"administrator": tuple(PLACES)}


def log_of_province(*, ward, **more):
    return records.upload_log(province=PROVINCES[ward], **more)


def blank_of_ward(*, ward, **more):
    with patch.object(workbooks.template, "write"):  # the workbook itself is tested elsewhere
        return workbooks.blank(ward=ward, quarter=Q4, today=TODAY, **more)


def judge_of_ward(*, ward, **more):
    """What the checks are told of the ward's past."""
    with patch.object(workbooks.checks, "judge_all", lambda documents, *, past_of, **_: past_of(ward, Q4)):
        return workbooks.judge([], today=TODAY, **more)


def file_of_ward(*, session, actor, ward):
    (upload,) = [row for row in session.execute(records._uploads()) if row.Upload.ward == ward]
    return records.uploaded(session=session, actor=actor, upload_id=upload.Upload.id)


# Function -> how it is called for a ward, and who may call it for which wards.
CASES = {
    audit.append: (
        lambda ward, **more: audit.append(at=NOON, action="look", subject=ward, detail={}, **more),
        EVERYBODY,
    ),
    audit.store_version: (lambda ward, **more: audit.store_version(**more), EVERYBODY),
    audit.verify: (lambda ward, **more: audit.verify(**more), WHOEVER_RUNS_THE_STORE),
    counting.follow: (lambda ward, **more: counting.follow(ward=ward, quarter=Q4, **more), WHOEVER_REPORTS),
    counting.rebuild_current: (
        lambda ward, **more: counting.rebuild_current(now=NOON, **more),
        WHOEVER_RUNS_THE_STORE,
    ),
    counting.ward_state: (lambda ward, **more: counting.ward_state(ward=ward, **more), WHOEVER_REPORTS),
    known.of_quarter: (
        lambda ward, **more: known.of_quarter(province=PROVINCES[ward], quarter=Q4, today=TODAY, **more),
        WHOEVER_SEES,
    ),
    known.provinces: (lambda ward, **more: known.provinces(**more), EVERYBODY),
    known.quarters: (lambda ward, **more: known.quarters(province=PROVINCES[ward], **more), WHOEVER_SEES),
    workbooks.blank: (blank_of_ward, WHOEVER_REPORTS),
    workbooks.judge: (judge_of_ward, EVERYBODY),  # but see the test of what it tells
    earlier.peers: (lambda ward, **more: earlier.peers(province=PROVINCES[ward], quarter=Q4, **more), WHOEVER_SEES),
    earlier.previous: (lambda ward, **more: earlier.previous(ward=ward, quarter=Q4, **more), WHOEVER_REPORTS),
    filings.past: (lambda ward, **more: filings.past(ward=ward, quarter=Q4, **more), WHOEVER_REPORTS),
    filings.submit: (
        lambda ward, **more: filings.submit(judgement=judgement(ward, file=ward), note=None, now=NOON, **more),
        WHOEVER_REPORTS,
    ),
    origin.of_store: (lambda ward, **more: origin.of_store(**more), EVERYBODY),
    origin.settle: (lambda ward, **more: origin.settle(offered="real", **more), EVERYBODY),
    progress.note: (
        lambda ward, **more: progress.note(province=PROVINCES[ward], files=1, what="begun", **more),
        WHOEVER_RUNS_THE_PROVINCE,
    ),
    progress.unfinished: (lambda ward, **more: progress.unfinished(**more), EVERYBODY),
    records.files_received: (
        lambda ward, **more: records.files_received(province=PROVINCES[ward], **more),
        WHOEVER_RUNS_THE_PROVINCE,
    ),
    records.history: (lambda ward, **more: records.history(ward=ward, quarter=Q4, **more), WHOEVER_REPORTS),
    records.lineage: (
        lambda ward, **more: records.lineage(ward=ward, quarter=Q4, measures=("staff_total",), **more),
        WHOEVER_SEES,
    ),
    records.upload_log: (log_of_province, WHOEVER_SEES | {"viewer": ()}),
    records.uploaded: (file_of_ward, WHOEVER_REPORTS),
}


def public_functions():
    """Every public function that a module of the store defines and that works on a session."""
    for path in sorted(Path(actor.__file__).parent.glob("*.py")):
        module = importlib.import_module(f"data.store.{path.stem}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                yield function


WORKING = [one for one in public_functions() if "session" in inspect.signature(one).parameters]


@pytest.mark.parametrize("function", WORKING, ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_every_function_of_the_store_asks_who_is_asking_and_has_a_case_here(function):
    parameters = inspect.signature(function).parameters
    for name in ("session", "actor"):
        assert parameters[name].kind is inspect.Parameter.KEYWORD_ONLY
        assert parameters[name].default is inspect.Parameter.empty
    assert function in CASES, "a new function needs a row in CASES: who may call it, for which wards"


def test_there_is_no_case_of_a_function_that_is_gone():
    assert set(CASES) == set(WORKING)


@pytest.fixture(scope="module")
def filled(tmp_path_factory, migrated_sqlite):
    """A store in which each of the three wards has a return; scope is decided above the database, one will do."""
    path = tmp_path_factory.mktemp("matrix") / "store.sqlite3"
    shutil.copy(migrated_sqlite, path)
    store = engine.open_store(f"sqlite:///{path}")
    for ward in PLACES.values():
        submit(store, judgement(ward, file=ward))
    yield store
    store.close()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("role", ACTORS)
@pytest.mark.parametrize("function", CASES, ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_a_role_reaches_as_far_as_it_should_and_no_further(filled, function, role, place):
    call, allowed = CASES[function]
    with filled.write() as session:
        try:
            call(ward=PLACES[place], session=session, actor=ACTORS[role])
            reached = True
        except NotAllowed:
            reached = False
        session.rollback()
    assert reached == (place in allowed[role])


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("role", ACTORS)
def test_the_checks_learn_of_earlier_returns_only_what_the_actor_may_read(filled, role, place):
    past = ask(filled, judge_of_ward, actor=ACTORS[role], ward=PLACES[place])
    assert (past.counting is not None) == (place in WHOEVER_REPORTS[role])


def test_provinces_with_returns_are_told_only_to_those_who_see_them(filled):
    assert ask(filled, known.provinces, actor=ACTORS["viewer"]) == ("24",)
    assert ask(filled, known.provinces) == ("08", "24")


def test_whoever_may_not_report_leaves_no_trace(filled):
    before = rows(filled, "upload")
    with pytest.raises(NotAllowed):
        submit(filled, refused(), actor=ACTORS["viewer"])
    with pytest.raises(NotAllowed):
        submit(filled, judgement(YEN_PHONG, file="new"), actor=ACTORS["ward_officer"])
    assert rows(filled, "upload") == before


def test_only_an_administrator_may_belong_to_no_province():
    assert Actor(name="a", role="administrator").sees("24")
    with pytest.raises(ValueError, match="belongs to a province"):
        Actor(name="a", role="viewer")


def test_there_are_four_roles():
    with pytest.raises(ValueError, match="no such role"):
        Actor(name="a", role="king")


def test_a_ward_officer_named_to_a_ward_elsewhere_does_not_reach_it():
    assert not Actor(name="a", role="ward_officer", wards=(MINH_XUAN,), province="24").reports_for(MINH_XUAN)
