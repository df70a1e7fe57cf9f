"""May these figures be true? Each function is one rule, and what it says is a question: answered in words, the figure counts.

Thresholds, with their reasons, are data/reference/plausibility.yaml. Of one cell the first rule that doubts it speaks alone.
"""

import math
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from data import places
from data.returns.case import Case, at
from data.returns.filing import Cell, Filing, Row
from data.returns.form import Field
from data.returns.problems import Problem, both, plain, quarter

_TEN, _TWICE = 10, 2
_MORE = {"vi": "gấp khoảng {times} lần", "en": "about {times} times"}
_LESS = {"vi": "chỉ bằng khoảng một phần {times}", "en": "only about one {times}th of"}
_SIZE = "residents_total"
"""The measure by which wards are of like size."""


@cache
def thresholds() -> dict[str, dict[str, Any]]:
    """By rule its thresholds and `why`."""
    path = Path(__file__).parents[2] / "reference" / "plausibility.yaml"
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def unlike_the_past(case: Case) -> Iterator[Problem]:
    """Each figure beside the ward's own last one: nothing left, a power of ten, a jump of a whole, a leap of anything else."""
    for field, cell, row in case.everywhere:
        if field.numeric and not cell.blank and field.maximum is None:
            before = case.previous(field, row)
            if before and before.filled and before.number > 0:
                found = next((said for rule in _BESIDE_THE_PAST if (said := rule(field, cell, before, row, case))), None)
                yield from [found] if found else []


def unlike_others(case: Case) -> Iterator[Problem]:
    """What the ward never said before, beside wards of like size."""
    told = [peer for peer in case.past.peers() if peer.ward != case.ward]
    rule, size = thresholds()["peers"], _measured(case, _SIZE) if told else None
    if size is None:
        return
    new = [code for code in case.form.measures if (_measured(case, code) or 0) >= rule["least"] and _never_said(code, case)]
    alike = [peer for peer in told if size / rule["size"] <= peer.values.get(_SIZE, 0) <= size * rule["size"]]
    for code in new:
        flow = case.form.measures[code].kind == "F"
        days = _days(case.filing) if flow else 1
        others = [peer.values[code] / (peer.days if flow else 1) for peer in alike if code in peer.values]
        value = case.measures[code].value or 0
        if len(others) >= rule["wards"] and value / days > rule["times"] * max(others) > 0:
            field, cell, _ = max(case.cells_of(code), key=lambda each: each[1].number)
            yield at(cell, "far_from_peers", field, found=_shown(cell), value=value, most=round(max(others) * days), wards=len(others))


def _never_said(measure: str, case: Case) -> bool:
    """Whether no earlier return has more than nought in any of the cells that a measure is made of; size itself is left alone."""
    cells = list(case.cells_of(measure)) if measure != _SIZE else []
    said = (case.previous(field, row) for field, _, row in cells)
    return bool(cells) and not any(before and (before.counted or 0) > 0 for before in said)


def same_as_last(case: Case) -> Iterator[Problem]:
    """All that the ward did in the period is what it did in the last: it is last quarter's file."""
    before = case.past.previous
    told = [(field, cell) for field, cell in case.single() if field.kind == "F" and field.numeric and cell.filled]
    flows = [(cell, case.previous(field, {})) for field, cell in told]
    counted = [(cell, last) for cell, last in flows if cell.number and last and last.filled]
    if before and len(counted) >= thresholds()["same"]["least"] and all(cell.number == last.number for cell, last in counted):
        first = counted[0][0]
        yield at(first, "same_as_last", count=len(counted), quarter=quarter(before.quarter))


def same_as_another(case: Case) -> Iterator[Problem]:
    """All that the ward did in the period is what another ward did: it is that ward's file under another name."""
    done = {code: case.measures[code].value for code, rule in case.form.measures.items() if rule.kind == "F" and code in case.measures}
    done = {code: value for code, value in done.items() if value}
    if len(done) < thresholds()["same"]["least"]:
        return
    for peer in case.past.peers():
        if peer.ward != case.ward and all(peer.values.get(code) == value for code, value in done.items()):
            cell = next(cell for code in done for _, cell, _ in case.cells_of(code))
            yield at(cell, "same_as_another", count=len(done), ward=_named(peer.ward, case))
            return


def part_without_whole(case: Case) -> Iterator[Problem]:
    """A part that is told although its whole is blank: no share can be made of it."""
    for field, cell, row in case.everywhere:
        if not (field.numeric and cell.filled and cell.number > 0):
            continue
        for code in field.at_most:
            whole = case.other(code, row)
            if whole and case.untold(whole) and not case.form.field(code).required:
                yield at(whole, "part_without_whole", case.form.field(code), part=cell.value, of=both(field.label), first=cell.ref)


def _nothing_left(field: Field, cell: Cell, before: Cell, row: Row, case: Case) -> Problem | None:
    """What is added up over time, and so cannot vanish, has its own check (history.py)."""
    rule = thresholds()["nothing"]
    if cell.counted or field.cumulative:
        return None
    least = rule["least"]
    if field.code in case.form.wholes:
        least = thresholds()["whole"]["least"]
    elif field.at_most:
        least = rule["least_of_a_part"] if _share(field, cell, row, case) is not None else math.inf  # of nothing there is no part
    return at(cell, "nothing_left", field, found=_shown(cell), before=before.value) if before.number >= least else None


def _power_of_ten(field: Field, cell: Cell, before: Cell, row: Row, case: Case) -> Problem | None:
    rule, larger = thresholds()["unit_error"], max(cell.counted or 0, before.number)
    if not cell.counted or larger < rule["least"]:
        return None
    ratio = cell.number / before.number  # as it is said: how many times the last one; unequal periods are for `_leap`
    usual_tenfold = field.at_most or (field.kind == "Y" and field.cumulative)
    for factor in rule["factors"]:
        if factor == _TEN and (usual_tenfold or larger < rule["least_for_ten"]):
            continue
        for up, words in ((True, _MORE), (False, _LESS)):
            if 1 / rule["within"] <= (ratio if up else 1 / ratio) / factor <= rule["within"]:
                how = {lang: text.format(times=f"{factor:,}".replace(",", "." if lang == "vi" else ",")) for lang, text in words.items()}
                return at(cell, "unit_error", field, found=_shown(cell), before=before.value, value=cell.value, how=how)
    return None


def _jump_of_a_whole(field: Field, cell: Cell, before: Cell, row: Row, case: Case) -> Problem | None:
    rule = thresholds()["whole"]
    change = abs((cell.counted or 0) - before.number)
    if field.code in case.form.wholes and change >= rule["least"] and change > rule["share"] * before.number:
        return at(cell, "implausible_jump", field, found=_shown(cell), before=before.value, value=cell.value)
    return None


def _leap(field: Field, cell: Cell, before: Cell, row: Row, case: Case) -> Problem | None:
    if not cell.counted:
        return None
    shares = (_share(field, cell, row, case), _share(field, before, row, case, then=True)) if field.at_most else (None, None)
    if shares[0] and shares[1]:
        moved = not 1 / _TWICE <= cell.number / before.number <= _TWICE  # where only the whole did, that is asked there
        far = moved and _share_leaps(shares[0], shares[1], max(cell.number, before.number))
    else:
        rule = thresholds()["past"]
        ratio = min(_ratios(field, cell, before, case), key=lambda one: abs(math.log(one)))
        times = rule[{"F": "flow", "Y": "year"}.get(field.kind or "", "stock")]
        far = max(cell.number, before.number) >= rule["least"] and not 1 / times <= ratio <= times
    return at(cell, "far_from_past", field, found=_shown(cell), before=before.value, value=cell.value) if far else None


def _share_leaps(now: float, then: float, larger: float) -> bool:
    """Whether a part is a far larger or smaller share of its whole than it was, by points or by times."""
    rule = thresholds()["part"]
    points = any(larger >= least and abs(now - then) > share for share, least in rule["shares"].items())
    return points or (larger >= rule["least_for_times"] and not 1 / rule["times"] <= now / then <= rule["times"])


def _share(field: Field, part: Cell, row: Row, case: Case, *, then: bool = False) -> float | None:
    """What share a part is of the smallest of its wholes that are known and not nought, now or `then`."""
    wholes = []
    for code in field.at_most:
        whole = case.previous(case.form.field(code), row) if then else case.other(code, row)
        if whole and whole.filled and whole.number > 0:
            wholes.append(whole.number)
    return (part.counted or 0) / min(wholes) if wholes else None


_Rule = Callable[[Field, Cell, Cell, Row, Case], Problem | None]
_BESIDE_THE_PAST: tuple[_Rule, ...] = (_nothing_left, _power_of_ten, _jump_of_a_whole, _leap)


def _ratios(field: Field, cell: Cell, before: Cell, case: Case) -> tuple[float, ...]:
    """How many times last time's figure this one is; of a flow by the period and by the day."""
    ratio = cell.number / before.number
    if field.kind != "F" or case.past.previous is None:
        return (ratio,)
    return ratio, ratio * _days(case.past.previous) / _days(case.filing)


def _days(filing: Filing) -> int:
    """The days of a return's period; of one that does not say them, a quarter's."""
    first, last = filing.period_from, filing.as_of
    return max(1, (last - first).days + 1) if isinstance(first, date) and isinstance(last, date) else 90


def _measured(case: Case, code: str) -> float | None:
    figure = case.measures.get(code)
    return figure.value if figure else None


def _named(ward: str, case: Case) -> dict[str, str]:
    return {lang: places.full_name(ward, case.filing.quarter.last_day, lang) for lang in ("vi", "en")}


def _shown(cell: Cell) -> str:
    return cell.shown or (plain(cell.number) if cell.filled else str(cell.value))
