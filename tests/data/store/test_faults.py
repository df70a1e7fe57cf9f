"""What must not go wrong when things go wrong: a busy, full, read-only or dying store, two people at one moment."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import make_url

from data import places
from data.store import audit, connections, engine
from data.store.errors import StoreUnavailable
from tests.data.store.making import COLLEAGUE, NOON, YEN_PHONG, ask, judgement, refused, rows, submit

TABLES = ("stored_file", "upload", "revision", "measure", "decision", "current_value", "audit")
WARDS = [ward.code for ward in places.wards("24")]


def everything(store) -> dict[str, list]:
    return {table: rows(store, table) for table in TABLES}


def fails_with(reason: str, store, before: dict[str, list], seen_by) -> None:
    """Handing in to `store` names the fault and leaves nothing behind."""
    with pytest.raises(StoreUnavailable) as fault:
        submit(store, judgement(YEN_PHONG, file="x" * 300_000))
    assert fault.value.reason == reason
    assert "Chưa có gì được lưu" in fault.value.words("vi")
    assert everything(seen_by) == before


def test_a_locked_store_says_so_and_the_next_try_works(store, url):
    submit(store, judgement())
    impatient = engine.open_store(url, patience=0.1)
    before = everything(store)
    with store.writers.begin():
        fails_with("locked", impatient, before, seen_by=store)
    assert submit(impatient, judgement(YEN_PHONG, file="again")).state == "accepted"
    impatient.close()


def test_the_only_writers_place_of_a_process_is_not_waited_for_for_ever(store, url):
    impatient = engine.open_store(url, patience=0.1)
    with impatient.write() as session, session.begin():
        audit.append(session=session, actor=COLLEAGUE, at=NOON, action="look", subject="", detail={})
        session.flush()
        fails_with("locked", impatient, everything(store), seen_by=store)
    impatient.close()


def test_a_full_disk_says_so_and_the_next_try_works(store):
    submit(store, judgement())
    before = everything(store)
    full, emptied = {
        "sqlite": ("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000"),
        "postgresql": (
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'no space left on device' USING ERRCODE = 'disk_full'; END $$; "
            "CREATE TRIGGER full_disk BEFORE INSERT ON measure EXECUTE FUNCTION full_disk()",
            "DROP FUNCTION full_disk CASCADE",
        ),
    }[store.url.get_backend_name()]
    execute(store, full)
    fails_with("full", store, before, seen_by=store)
    execute(store, emptied)
    assert submit(store, judgement(YEN_PHONG, file="again")).state == "accepted"
    assert ask(store, audit.verify).whole


def execute(store, sql: str) -> None:
    with store.writers.begin() as connection:
        connection.exec_driver_sql(sql)


def test_a_read_only_store_says_so_and_can_still_be_read(store, url):
    submit(store, judgement())
    if url.startswith("sqlite"):
        address = url.replace("sqlite:///", "sqlite:///file:") + "?mode=ro&uri=true"
    else:
        options = make_url(url).query["options"] + " -cdefault_transaction_read_only=on"
        address = make_url(url).update_query_dict({"options": options})
    read_only = engine.open_store(address)
    before = everything(store)
    fails_with("read_only", read_only, before, seen_by=store)
    assert everything(read_only) == before
    assert engine.health(address)["store"] == "read_only"
    read_only.close()


def test_a_store_on_a_read_only_system_is_read_and_says_what_it_is(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/kpi.sqlite3"
    engine.migrate(url)
    store = engine.open_store(url)
    submit(store, judgement())
    before = everything(store)
    store.close()
    monkeypatch.setattr(connections.os, "access", lambda path, mode: mode != os.W_OK)
    left = {path.name for path in tmp_path.iterdir()}
    still = engine.open_store(url)
    assert everything(still) == before and {path.name for path in tmp_path.iterdir()} == left, "nothing was written beside it"
    fails_with("read_only", still, before, seen_by=still)
    assert engine.health(url)["store"] == "read_only"
    still.close()


def test_of_two_officers_at_the_same_moment_one_is_accepted_and_the_other_told(store):
    def hand_in(ward: str, name: str, both: Barrier):
        both.wait()
        return submit(store, judgement(ward, file=f"{ward} of {name}"), note="Của tôi.")

    with ThreadPoolExecutor(2) as officers:
        for ward in WARDS[:6]:
            both = Barrier(2)
            pair = [officers.submit(hand_in, ward, name, both) for name in ("An", "Bình")]
            states = {receipt.result().state: receipt.result() for receipt in pair}
            assert set(states) == {"accepted", "refused"}
            assert [problem.code for problem in states["refused"].problems] == ["outdated_base"]
    assert len(rows(store, "stored_file")) == 12 and len(rows(store, "revision")) == 6
    assert ask(store, audit.verify).whole


def test_the_same_file_handed_in_twice_at_the_same_moment_is_stored_once(store):
    both = Barrier(2)

    def hand_in(_):
        both.wait()
        return submit(store, judgement())

    with ThreadPoolExecutor(2) as officers:
        first, second = officers.map(hand_in, range(2))
    assert first.receipt == second.receipt and {first.repeated, second.repeated} == {True, False}
    assert len(rows(store, "upload")) == 1


def test_a_deadline_rush_of_two_processes_worth_of_threads_loses_nothing(store, url):
    other = engine.open_store(url)
    stores = [store, other]
    with ThreadPoolExecutor(8) as officers:
        receipts = list(
            officers.map(
                lambda numbered: submit(stores[numbered[0] % 2], judgement(numbered[1], file=numbered[1])),
                enumerate(WARDS[:40]),
            )
        )
    assert {receipt.state for receipt in receipts} == {"accepted"}
    assert {row["ward"] for row in rows(store, "revision")} == set(WARDS[:40])
    assert ask(store, audit.verify).rows == 40
    other.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill -9")
def test_a_process_killed_at_any_moment_loses_no_receipt_and_leaves_nothing_partial(store, url):
    wards = WARDS[:20]
    root = Path(__file__).parents[3]
    died = subprocess.run(
        [sys.executable, "-m", "tests.data.store.dying", url, *wards],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    receipts = died.stdout.split()
    kept = {row["ward"] for row in rows(store, "revision")}
    assert 0 < len(receipts) < len(wards), died.stderr
    assert set(receipts) <= kept
    for table, many in (("stored_file", 1), ("upload", 1), ("measure", 4), ("decision", 1), ("current_value", 4)):
        assert len(rows(store, table)) == many * len(kept)
    chain = ask(store, audit.verify)
    assert chain.whole and chain.rows == len(kept)
    for ward in wards:
        assert submit(store, judgement(ward, file=ward)).repeated == (ward in kept)


def test_a_fault_of_ours_is_not_blamed_on_the_database(store):
    with pytest.raises(Exception, match="no_such_table") as fault, store.read() as session:
        session.connection().exec_driver_sql("SELECT 1 FROM no_such_table")
    assert not isinstance(fault.value, StoreUnavailable)
    assert submit(store, refused()).state == "refused"
