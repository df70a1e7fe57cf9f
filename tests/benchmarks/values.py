"""How fast the store reads: `current` of a province and quarter, against the bare SELECT of the same rows by sqlite3.

The store is a new SQLite file with five years of all 3,321 wards: 5.6 million current values; half a minute and 0.8 GB.
"""

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from data import places
from data.quarter import Quarter
from data.store import engine, known
from data.store.actor import Actor
from tests.benchmarks.measuring import Line, in_turns

QUARTERS = [Quarter(2026, 1) + step for step in range(20)]
MEASURES = [f"measure_{number:02d}" for number in range(85)]
CONTENT = '{"cells": "' + "x" * 8000 + '"}'
ACTOR = Actor(name="benchmark", role="administrator")
TODAY = date(2031, 1, 1)
BARE = "SELECT ward, measure, value, state FROM current_value WHERE province = ? AND quarter = ? AND ward IN ({})"


def fill(path: Path) -> None:
    """Every ward reports every quarter but the last, in which two of three do."""
    engine.migrate(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("INSERT INTO stored_file VALUES ('0', 0, NULL)")
        number = 0
        for province in places.provinces():
            for quarter in QUARTERS:
                wards = places.wards(province.code)
                reporting = wards if quarter != QUARTERS[-1] else [ward for i, ward in enumerate(wards) if i % 3]
                add(connection, province.code, quarter, [ward.code for ward in reporting], first=number + 1)
                number += len(reporting)
        connection.execute("ANALYZE")


def add(connection: sqlite3.Connection, province: str, quarter: Quarter, wards: list[str], *, first: int) -> None:
    at, day, name = f"{quarter.due()} 03:00:00.000000", str(quarter.due()), str(quarter)
    numbered = list(enumerate(wards, first))
    connection.executemany(
        "INSERT INTO upload VALUES (?, ?, 'x', 'x.xlsx', '0', 'accepted', 'accepted', ?, ?, ?, 'demonstration', '[]')",
        [(number, at, province, ward, name) for number, ward in numbered],
    )
    connection.executemany(
        "INSERT INTO revision VALUES (?, ?, ?, ?, ?, 1, 'ward/1', ?, ?, NULL, ?)",
        [(number, number, province, ward, name, day, day, CONTENT) for number, ward in numbered],
    )
    connection.executemany("INSERT INTO decision VALUES (?, ?, 'accepted', 'x', ?, NULL)", [(number, number, at) for number, _ in numbered])
    connection.executemany(
        "INSERT INTO current_value VALUES (?, ?, ?, ?, ?, 'number', ?)",
        [(province, name, ward, measure, 17.0 * number % 1000, number) for number, ward in numbered for measure in MEASURES],
    )


def measure(path: Path, province: str, quarter: Quarter) -> Line:
    bare = sqlite3.connect(path)
    store = engine.open_store(f"sqlite:///{path}")

    def ours() -> known.Known:
        with store.read() as session:
            return known.of_quarter(session=session, actor=ACTOR, province=province, quarter=quarter, today=TODAY)

    def theirs() -> int:
        return sum(
            len(bare.execute(BARE.format(", ".join("?" * len(wards))), (province, str(of), *wards)).fetchall()) for of, wards in wanted
        )

    found = ours()
    wanted = [(quarter, list(found.returns["ward"])), (quarter - 1, list(found.last_known["ward"].unique()))]
    full, plain = in_turns(ours, theirs, times=15)
    store.close()
    bare.close()
    rows = f"{len(found.measures)} values, {len(found.last_known)} last known"
    beside = f"{full / plain:.1f} times the bare SELECT's {plain * 1000:.1f} ms"
    return Line(f"values of {province} {quarter}: {rows}", full * 1000, "ms", 50, beside)


def lines() -> Iterator[Line]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "nation.sqlite3"
        fill(path)
        for province in ("24", "79"):
            for quarter in (QUARTERS[-2], QUARTERS[-1], QUARTERS[-1] + 1):
                yield measure(path, province, quarter)
