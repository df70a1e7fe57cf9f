"""What every verb is given: its place in the help, the store, who acts, and the wards, provinces and quarters of the line.

Whatever has to be installed is imported inside the functions that need it, here and in every module of `commands`, so that
`--help` answers in full on any Python.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from data.quarter import Quarter
    from data.store.actor import Actor
    from data.store.engine import Store

DIGITS = {"ward": 5, "province": 2}


def verb(
    verbs: argparse._SubParsersAction, run: Callable[[argparse.Namespace], int], words: str, *, example: str
) -> argparse.ArgumentParser:
    """A new verb, called as its function: `run` gets the options and returns the exit status."""
    name = run.__name__.replace("_", "-")
    added = verbs.add_parser(name, help=words, description=words, epilog=f"example: python manage.py {example}")
    added.set_defaults(run=run, parser=added)
    return added


def say(words: str) -> None:
    """Words for people: standard output is for results."""
    print(words, file=sys.stderr, flush=True)


def wrong(options: argparse.Namespace, words: str) -> NoReturn:
    """Wrong usage, with the usage of the verb: exit status 2."""
    options.parser.error(words)
    raise AssertionError("argparse has ended the program")


def store() -> Store:
    """The store of `DATABASE_URL`, made on first use."""
    from data.store import engine

    url = engine.database_url()
    if engine.schema_state(url) == "empty":
        engine.migrate(url)
    return engine.open_store(url)


def actor(options: argparse.Namespace) -> Actor:
    """Who `--as` says it is, or this program."""
    from data.store.actor import Actor

    return Actor(name=getattr(options, "as_", None) or "manage.py", role="administrator")


def place(options: argparse.Namespace) -> None:
    """Wrong usage where the ward or the province of the line is none."""
    from data import places

    for kind, known in (("ward", places.ward), ("province", places.province)):
        code = getattr(options, kind, None)
        if code is None:
            continue
        try:
            known(code)
        except KeyError:
            hint = "" if code.isdigit() and len(code) == DIGITS[kind] else f" (official codes have {DIGITS[kind]} digits)"
            wrong(options, f"no such {kind}: {code!r}{hint}")


def quarter(options: argparse.Namespace) -> Quarter:
    """The quarter of the line; wrong usage where it, the ward or the province is none."""
    from data.quarter import Quarter

    place(options)
    try:
        return Quarter.parse(options.quarter)
    except ValueError as error:
        wrong(options, str(error))
