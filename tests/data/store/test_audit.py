import pytest

from data.store import audit
from tests.data.store.making import COLLEAGUE, ask, judgement, refused, rows, submit


@pytest.fixture
def three(store):
    """A store after three commits."""
    submit(store, refused())
    submit(store, judgement())
    submit(store, judgement(file="second", base=1), actor=COLLEAGUE, note="Sửa.")
    return store


def tamper(store, sql: str) -> None:
    """As somebody does who owns the database: takes the triggers away first."""
    unlock = {
        "sqlite": ["DROP TRIGGER audit_refuses_update", "DROP TRIGGER audit_refuses_delete"],
        "postgresql": ["ALTER TABLE audit DISABLE TRIGGER ALL"],
    }
    with store.write() as session, session.begin():
        for statement in (*unlock[store.url.get_backend_name()], sql):
            session.connection().exec_driver_sql(statement)


def test_each_commit_leaves_one_row_that_says_who_did_what(three):
    assert [(row["seq"], row["actor"], row["action"], row["subject"]) for row in rows(three, "audit")] == [
        (1, "Nguyễn An", "submit", "upload 1"),
        (2, "Nguyễn An", "submit", "upload 2"),
        (3, "Trần Bình", "submit", "upload 3"),
    ]


def test_the_chain_of_an_honest_store_is_whole(store, three):
    chain = ask(three, audit.verify)
    assert chain.whole and chain.rows == 3 and chain.head == rows(three, "audit")[-1]["hash"]


def test_an_empty_chain_is_whole(store):
    assert ask(store, audit.verify) == audit.Chain(rows=0, head="0" * 64, broken_at=None)


@pytest.mark.parametrize(
    ("sql", "broken_at"),
    [
        ("UPDATE audit SET actor = 'somebody else' WHERE seq = 2", 2),
        ("UPDATE audit SET detail = '{}' WHERE seq = 1", 1),
        ("UPDATE audit SET at = '2027-01-01 00:00:00.000000' WHERE seq = 3", 3),
        ("DELETE FROM audit WHERE seq = 2", 3),
        ("DELETE FROM audit WHERE seq = 1", 2),
    ],
)
def test_a_row_that_was_changed_or_taken_out_breaks_the_chain(three, sql, broken_at):
    tamper(three, sql)
    chain = ask(three, audit.verify)
    assert not chain.whole and chain.broken_at == broken_at


def test_a_store_that_lost_rows_and_was_written_to_again_has_another_version(three):
    version = ask(three, audit.store_version)
    tamper(three, "DELETE FROM audit WHERE seq = 3")
    submit(three, refused("something else"))
    assert rows(three, "audit")[-1]["seq"] == 3
    assert ask(three, audit.store_version) != version
