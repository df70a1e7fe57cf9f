"""A process that is killed (kill -9) while it stores returns: python dying.py URL WARD...

For each ward a child is forked that hands in its return; the first dies before its first statement, the second before
its second, and so on. Prints the ward of each receipt that was given.
"""

import os
import signal
import sys

from sqlalchemy import event

from data.store import engine
from tests.data.store.making import judgement, submit


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hand_in(url: str, ward: str, moment: int) -> None:
    store, left = engine.open_store(url), moment

    def count_down(*_) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            die()

    event.listen(store.writers, "before_cursor_execute", count_down)
    event.listen(store.writers, "commit", count_down)
    submit(store, judgement(ward, file=ward))
    os.write(1, f"{ward}\n".encode())
    count_down()
    os._exit(0)


if __name__ == "__main__":
    for moment, ward in enumerate(sys.argv[2:], 1):
        if not (child := os.fork()):
            hand_in(sys.argv[1], ward, moment)
        os.waitpid(child, 0)
