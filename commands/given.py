"""What every verb is given: its place in the help, who acts, and the wards, provinces and quarters of the line.

Whatever has to be installed is imported inside the functions that need it, here and in every module of `commands`, so that
`--help` answers in full on any Python (decision 4).
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from data.scope import Scope
    from data.store.actor import Actor

DIGITS = {"ward": 5, "province": 2}


def verb(
    verbs: argparse._SubParsersAction, run: Callable[[argparse.Namespace], int], words: str, *, example: str
) -> argparse.ArgumentParser:
    """A new verb, called as its function: `run` gets the options and returns the exit status."""
    name = run.__name__.replace("_", "-")
    added = verbs.add_parser(name, help=words, description=words, epilog=f"example: python manage.py {example}")
    added.set_defaults(run=run, parser=added)
    return added


def of_quarter(added: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The same verb, which is asked about the quarter of a province."""
    added.add_argument("--province", required=True, metavar="CODE")
    added.add_argument("--quarter", required=True, metavar="2026-Q4")
    return added


def say(words: str) -> None:
    """Words for people: standard output is for results."""
    print(words, file=sys.stderr, flush=True)


def wrong(options: argparse.Namespace, words: str) -> NoReturn:
    """Wrong usage, with the usage of the verb: exit status 2."""
    options.parser.error(words)
    raise AssertionError("argparse has ended the program")


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


def one_of(options: argparse.Namespace, what: str, code: str, known: Collection[str]) -> str:
    """The code, where it is one of those that are known; wrong usage with the nearest right ones where it is none."""
    if code in known:
        return code
    near = difflib.get_close_matches(code, known, n=3, cutoff=0.5) or sorted(known)[:8]
    wrong(options, f"no such {what}: {code!r}; did you mean {', '.join(near)}?")


def write(path: Path, content: bytes) -> None:
    """Writes a file all or not at all, and prints where it is."""
    begun = path.with_name(f".{path.name}.part")
    try:
        begun.write_bytes(content)
        begun.replace(path)
    except OSError as fault:
        fault.filename, fault.filename2 = str(path), None
        raise
    finally:
        with suppress(OSError):
            begun.unlink()
    print(path)


def scope(options: argparse.Namespace) -> Scope:
    """What the line is about: its province (or its ward's) and quarter, as the store stands now.

    Wrong usage where one of them is none, or the quarter has not begun.
    """
    from data import clock, places
    from data.quarter import Quarter
    from pages.shared import load

    place(options)
    try:
        quarter = Quarter.parse(options.quarter)
    except ValueError as error:
        wrong(options, str(error))
    newest = Quarter.of(clock.today())
    if quarter > newest:
        wrong(options, f"{quarter} chưa bắt đầu, quý mới nhất là {newest} / {quarter} has not begun, the newest quarter is {newest}")
    province = getattr(options, "province", None) or places.ward(options.ward).province
    return load.now(province, quarter, version=load.version(actor=actor(options)))
