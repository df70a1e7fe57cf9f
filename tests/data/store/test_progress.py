"""How far the demonstration has come, by what the store holds."""

from data.store import progress
from data.store.progress import Progress
from tests.data.store.making import ADMINISTRATOR, YEN_PHONG, ask, judgement, submit


def note(store, what, province="24"):
    with store.write() as session:
        progress.note(session=session, actor=ADMINISTRATOR, province=province, files=3, what=what)


def test_a_demonstration_is_unfinished_from_its_beginning_to_its_end(store):
    assert ask(store, progress.unfinished) is None
    note(store, "begun")
    assert ask(store, progress.unfinished) == Progress("24", 0, 3)
    submit(store, judgement(), origin="demonstration")
    submit(store, judgement(YEN_PHONG), origin="demonstration")
    assert ask(store, progress.unfinished) == Progress("24", 2, 3)
    note(store, "begun")
    assert ask(store, progress.unfinished) == Progress("24", 2, 3), "somebody went on"
    note(store, "finished")
    assert ask(store, progress.unfinished) is None


def test_what_visitors_hand_in_meanwhile_makes_it_no_more_than_whole(store):
    note(store, "begun")
    for number in range(5):
        submit(store, judgement(file=f"{number}", base=number), origin="demonstration", note="Thử.")
    assert ask(store, progress.unfinished) == Progress("24", 3, 3)


def test_one_that_is_finished_hides_no_other_that_was_broken_off(store):
    note(store, "begun")
    note(store, "begun", "08")
    assert ask(store, progress.unfinished) == Progress("08", 0, 3)
    note(store, "finished", "08")
    assert ask(store, progress.unfinished) == Progress("24", 0, 3)
