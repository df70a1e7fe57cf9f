"""Facts of whole provinces without a store: what the demonstration's wards answered, kept as a table (decision 36).

`bac_ninh.csv` and `ho_chi_minh.csv` hold, for each quarter, a line of wards, one of the days of their figures, and one of
answers for each measure ("" is missing, "x" is "không phát sinh"). Made from a store by `python -m tests.indicators.views.stored`.
"""

import csv
import sys
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from data import places
from data.plans.lookups import goal_for
from data.quarter import Quarter
from data.scope import Scope
from indicators import compute
from indicators.views.facts import Facts

FILES = {"24": "bac_ninh.csv", "79": "ho_chi_minh.csv"}
Q3, Q4 = Quarter(2026, 3), Quarter(2026, 4)


@cache
def _answers(province: str) -> dict[Quarter, tuple[list[str], list[str], dict[str, list[str]]]]:
    found: dict[Quarter, tuple[list[str], list[str], dict[str, list[str]]]] = {}
    with (Path(__file__).with_name(FILES[province])).open(encoding="utf-8", newline="") as lines:
        for text, name, *cells in csv.reader(lines):
            wards, days, measures = found.setdefault(Quarter.parse(text), ([], [], {}))
            if name == "ward":
                wards += cells
            elif name == "as_of":
                days += cells
            else:
                measures[name] = cells
    return found


def _measures(province: str, quarter: Quarter) -> pd.DataFrame:
    wards, _, measures = _answers(province)[quarter]
    rows = [(ward, name, cell) for name, cells in measures.items() for ward, cell in zip(wards, cells, strict=True)]
    states = {"": "missing", "x": "not_applicable"}
    frame = [(ward, name, np.nan if cell in states else float(cell), states.get(cell, "number")) for ward, name, cell in rows]
    owed = [ward.code for ward in places.wards(province)]
    frame += [(ward, "returns_due", 1.0, "number") for ward in owed]
    frame += [(ward, "returns_on_time", 1.0, "number") for ward in wards]
    return pd.DataFrame(frame, columns=["ward", "measure", "value", "state"])


@cache
def figures(province: str, quarter: Quarter) -> pd.DataFrame:
    """`compute.figures` as the demonstration has them, with the demonstration's targets."""
    now, earlier = _measures(province, quarter), quarter - 1
    known = _measures(province, earlier) if earlier in _answers(province) else now.iloc[:0]
    missing = set(known.ward) - set(_answers(province)[quarter][0])
    owed = tuple(ward.code for ward in places.wards(province))
    return compute.figures(
        now,
        province=province,
        quarter=quarter,
        owed=owed,
        last_known=known[known.ward.isin(missing)],
        demonstration=True,
        goal_for=goal_for,
    )


@cache
def facts(province: str, quarter: Quarter) -> Facts:
    """Everything that is known of the province in that quarter."""
    wards, days, _ = _answers(province)[quarter]
    past = [one for one in _answers(province) if one <= quarter]
    return Facts(
        scope=Scope(province, quarter, None, 1, quarter.last_day + timedelta(days=1)),
        figures=figures(province, quarter),
        before=figures(province, quarter - 1) if quarter - 1 in past else None,
        history=lambda: pd.concat([figures(province, one) for one in past], ignore_index=True),
        returns=pd.DataFrame({"ward": wards, "as_of": [date.fromisoformat(day) for day in days]}),
        owed=tuple(ward.code for ward in places.wards(province)),
        demonstration=True,
    )


def nobody(province: str, quarter: Quarter) -> Facts:
    """A quarter in which nobody has handed in."""
    owed = tuple(ward.code for ward in places.wards(province))
    due = pd.DataFrame([(ward, "returns_due", 1.0, "number") for ward in owed], columns=["ward", "measure", "value", "state"])
    none = compute.figures(due, province=province, quarter=quarter, owed=owed, last_known=due.iloc[:0], demonstration=False)
    returns = pd.DataFrame({"ward": [], "as_of": []})
    return Facts(Scope(province, quarter, None, 1, quarter.last_day), none, None, lambda: none, returns, owed, False)


def write(province: str, quarters: list[Quarter]) -> None:
    """Keeps what the configured store has of these quarters."""
    from data.store import engine, known
    from data.store.actor import Actor

    actor = Actor("tests", "administrator")
    with (
        engine.open_store(engine.database_url()).read() as session,
        Path(__file__).with_name(FILES[province]).open("w", encoding="utf-8", newline="") as file,
    ):
        lines = csv.writer(file, lineterminator="\n")
        for quarter in quarters:
            told = known.of_quarter(session=session, actor=actor, province=province, quarter=quarter, today=quarter.last_day)
            days = dict(zip(told.returns.ward, told.returns.as_of, strict=True))
            lines.writerow([quarter, "ward", *days])
            lines.writerow([quarter, "as_of", *days.values()])
            for measure, rows in told.measures.groupby("measure"):
                if not measure.startswith("returns_"):
                    cells = {row.ward: _cell(row.value, row.state) for row in rows.itertuples()}
                    lines.writerow([quarter, measure, *(cells.get(ward, "") for ward in days)])


def _cell(value: float, state: str) -> str:
    return {"missing": "", "not_applicable": "x"}.get(state) or ("" if state == "missing" else f"{value:.12g}")


if __name__ == "__main__":
    write(sys.argv[1], [Quarter.parse(text) for text in sys.argv[2:]])
