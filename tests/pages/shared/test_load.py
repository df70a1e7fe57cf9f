"""What is loaded follows from the scope; it is computed once, and permission is asked before each answer."""

import threading
from contextlib import contextmanager
from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pytest

from data.quarter import Quarter
from data.scope import Scope
from data.store.actor import Actor
from data.store.errors import NotAllowed
from indicators.catalogue import catalogue
from indicators.views.selection import Selection
from pages.shared import load
from tests.stores import OFFICE, PHUONG_LIEU

BAC_NINH, Q3 = "24", Quarter(2026, 3)
OF_BAC_NINH = Actor("Sở", "viewer", province="24")
OF_HAI_PHONG = Actor("Sở", "viewer", province="31")
TRAINING = Selection("vi", catalogue()["training_coverage"])


@pytest.fixture(autouse=True)
def _some(configured, few_wards):
    configured(few_wards)


def scope() -> Scope:
    return load.now(BAC_NINH, Q3, version=load.version(actor=OFFICE))


@contextmanager
def counted(monkeypatch, module, name):
    """How often a function is called in the block."""
    calls, real = [], getattr(module, name)

    def counting(*arguments, **more):
        calls.append(arguments)
        return real(*arguments, **more)

    with monkeypatch.context() as patch:
        patch.setattr(module, name, counting)
        yield calls


def test_the_same_scope_and_selection_are_computed_once_for_all_who_may_see_them(monkeypatch):
    with counted(monkeypatch, load, "computed") as calls:
        first = load.view(scope(), "ranked", TRAINING, actor=OFFICE)
        so_far = len(calls)
        again = load.view(scope(), "ranked", Selection("vi", catalogue()["training_coverage"]), actor=OF_BAC_NINH)
    assert again is first and len(calls) == so_far == 2, "the quarter and the one before"


def test_what_is_there_already_is_not_given_to_whoever_may_not_see_it():
    asked = (
        lambda actor: load.figures(scope(), actor=actor),
        lambda actor: load.history(scope(), actor=actor),
        lambda actor: load.known_now(scope(), actor=actor),
        lambda actor: load.returns_by_quarter(scope(), actor=actor),
        lambda actor: load.view(scope(), "ranked", TRAINING, actor=actor),
        lambda actor: load.chart(scope(), "ranked", TRAINING, actor=actor),
        lambda actor: load.sent(scope(), "ranked", TRAINING, actor=actor),
    )
    for ask in asked:
        assert ask(OF_BAC_NINH) is not None
        with pytest.raises(NotAllowed):
            ask(OF_HAI_PHONG)


def test_everybody_is_offered_the_provinces_that_they_see():
    version = load.version(actor=OFFICE)
    assert load.provinces(version, actor=OFFICE)[0] == BAC_NINH and len(load.provinces(version, actor=OFFICE)) == 34
    assert load.provinces(version, actor=OF_BAC_NINH) == (BAC_NINH,)
    assert load.provinces(version, actor=OF_HAI_PHONG) == ("31",)


@pytest.mark.parametrize("view", ["ranked", "sheet", "two", "over_time", "map", "moved"])
def test_what_is_sent_of_a_chart_are_its_rows_made_into_bytes_once(view):
    drawn, sent = load.chart(scope(), view, TRAINING, actor=OFFICE), load.sent(scope(), view, TRAINING, actor=OFFICE)
    assert load.sent(scope(), view, TRAINING, actor=OF_BAC_NINH) is sent
    if "data" in drawn:
        (name, rows), *others = sent["datasets"].items()
        assert sent["data"] == {"name": name} and not others
        pd.testing.assert_frame_equal(pa.ipc.open_stream(rows).read_pandas(), pd.DataFrame(drawn["data"]["values"]))
    parts = {"data", "datasets"}
    assert {key: sent[key] for key in sent if key not in parts} == {key: drawn[key] for key in drawn if key not in parts}


@pytest.mark.parametrize("change", [{"version": 1}, {"day": Quarter(2026, 4).last_day}, {"quarter": Quarter(2026, 2)}])
def test_another_scope_is_computed_anew(monkeypatch, change):
    load.figures(scope(), actor=OFFICE)
    with counted(monkeypatch, load, "computed") as calls:
        load.figures(replace(scope(), **change), actor=OFFICE)
    assert len(calls) == 1


def test_who_asks_for_what_is_being_computed_waits_for_that_answer(monkeypatch):
    begun, ended, calls, real = threading.Event(), threading.Event(), [], load.computed

    def slowly(*arguments, **more):
        calls.append(threading.current_thread())
        begun.set()
        assert ended.wait(20)
        return real(*arguments, **more)

    monkeypatch.setattr(load, "computed", slowly)
    here, answers = scope(), []
    threads = [threading.Thread(target=lambda: answers.append(load.figures(here, actor=OFFICE))) for _ in range(4)]
    threads[0].start()
    assert begun.wait(20)
    for thread in threads[1:]:
        thread.start()
    ended.set()
    for thread in threads:
        thread.join(20)
    assert len(answers) == 4 and len(calls) == 1 and all(answer is answers[0] for answer in answers)


def test_an_answer_that_failed_is_asked_for_again(monkeypatch):
    def broken(*arguments, **more):
        raise RuntimeError("the disk is gone")

    with monkeypatch.context() as patch:
        patch.setattr(load, "computed", broken)
        with pytest.raises(RuntimeError):
            load.figures(scope(), actor=OFFICE)
    assert len(load.figures(scope(), actor=OFFICE))


def test_after_closing_another_store_is_opened(configured, whole_province):
    assert load.returns_by_quarter(scope(), actor=OFFICE)
    load.close()
    configured(whole_province)
    assert load.returns_by_quarter(scope(), actor=OFFICE) == {}


def test_the_return_that_counts_is_there_or_it_is_said():
    assert load.counting_filing(scope(), PHUONG_LIEU, actor=OFFICE).ward == PHUONG_LIEU
    with pytest.raises(LookupError, match="no return of 07210"):
        load.counting_filing(scope(), "07210", actor=OFFICE)
