"""The figures of the made-up returns: people trained, and the dossiers of the period.

Answers are what an officer would type: {field code: value}. Whatever bounds the form sets hold among them, and what has
been reached is not lost again, except where the story wants it.
"""

from collections.abc import Callable, Sequence
from typing import Any

from data.demo.wards import FIRST, LAST, ImaginedWard, path
from data.quarter import Quarter
from data.returns.filing import NOT_ARISING

Answers = dict[str, Any]

_STORY = Quarter(2026, 3)
"""The quarter in which most of what the story wants happens."""

# How readily each group is sent to a class, against the ward's average.
_EAGERNESS = {"cb": 1.9, "cc": 1.7, "vc": 0.85, "nld": 0.45}
_SPEED = {1: 0.75, 2: 1.0, 3: 1.2, 4: 0.75}
"""What a quarter adds against an even pace: a slow start, and in the fourth half of the time is still to come."""


def progress(ward: ImaginedWard, field: str, quarter: Quarter) -> float:
    """How much of the way to the final goal lies behind the ward, 0 to 1, never less than a quarter earlier."""
    steps = (_SPEED[each.number] * ward.dice("step", field, each).between(0.65, 1.35) for each in quarter.of_year())
    return min(1.0, ward.pace[field] * path(FIRST) * sum(steps))


def so_far(reached: Callable[[Quarter], int], quarter: Quarter) -> int:
    """The most that was `reached` in any quarter up to this one: what people have learned, they do not unlearn."""
    return max(reached(each) for each in quarter.of_year())


def shared_out(total: int, weights: Sequence[float], most: Sequence[int] | None = None) -> list[int]:
    """`total` in whole parts like `weights`, largest remainders first, none above its `most`.

    What does not fit under `most` goes to the others in turn; what fits nowhere is left out.
    """
    exact = [total * weight / sum(weights) for weight in weights]
    most = most if most is not None else [total] * len(weights)
    parts = [min(int(share), bound) for share, bound in zip(exact, most, strict=True)]
    order = sorted(range(len(parts)), key=lambda at: parts[at] - exact[at])
    while sum(parts) < total and (room := [at for at in order if parts[at] < most[at]]):
        for at in room[: total - sum(parts)]:
            parts[at] += 1
    return parts


def staff(ward: ImaginedWard, quarter: Quarter) -> dict[str, int]:
    """People in post at the end of the period, by group; the teachers are among the public employees ("vc")."""
    teachers = round(ward.teachers * (0.88 if ward.part == "schools_merged" and quarter >= _STORY else 1))
    employees = ward.public_employees + teachers
    totals = {"cb": ward.officials, "cc": ward.civil_servants, "vc": employees, "nld": ward.workers}
    for each in () if ward.part in ("schools_merged", "all_trained") else quarter.of_year():
        turnover = ward.dice("staff", each)
        totals["cc"] += turnover.whole(-1, 1)
        totals["vc"] += turnover.whole(-1, 3)
        totals["nld"] += turnover.one((0, 0, 0, 1))
    return totals | {"teachers": teachers + (quarter - FIRST) // 2}


def trained(ward: ImaginedWard, quarter: Quarter) -> dict[str, int]:
    """Of these, who completed at least one class about AI, by group."""
    return {group: _in_post(ward, group, quarter, _trained) - _taken_back(ward, group, quarter) for group in _EAGERNESS}


def _in_post(ward: ImaginedWard, group: str, quarter: Quarter, reached: Callable[[ImaginedWard, str, Quarter], int]) -> int:
    """What a group has `reached` so far; whoever leaves later has not been counted, so that it does not fall."""
    staying = min(staff(ward, each)[group] for each in LAST.of_year())
    return min(staying, so_far(lambda each: reached(ward, group, each), quarter))


def _trained(ward: ImaginedWard, group: str, quarter: Quarter) -> int:
    if ward.part in ("schools_merged", "counted_twice") and quarter == _STORY:
        quarter = quarter - 1  # nobody new
    totals = staff(ward, quarter)
    if ward.part == "all_trained" and quarter > FIRST:
        return totals[group] if quarter >= _STORY else round(0.5 * totals[group])
    average = sum(totals[each] * eager for each, eager in _EAGERNESS.items()) / sum(totals[each] for each in _EAGERNESS)
    share = progress(ward, "training", quarter) * _EAGERNESS[group] / average
    return round(totals[group] * min(1.0, share))


def _taken_back(ward: ImaginedWard, group: str, quarter: Quarter) -> int:
    """A fifth of the public employees whom the ward had counted before it looked again."""
    if ward.part != "counted_twice" or group != "vc" or quarter < _STORY:
        return 0
    return -(-_in_post(ward, group, _STORY - 1, _trained) // 5)


def training(ward: ImaginedWard, quarter: Quarter) -> Answers:
    """The first table of the training sheet, with every column that is asked in any quarter."""
    answers: Answers = {}
    totals, done = staff(ward, quarter), trained(ward, quarter)
    for group in _EAGERNESS:
        answers[f"training.{group}.total"] = totals[group]
        answers[f"training.{group}.trained"] = done[group]
    for group in ("cb", "cc", "vc"):
        answers[f"training.{group}.skilled"] = _in_post(ward, group, quarter, _skilled)
    for group in ("cb", "cc"):
        equipped = min(1.0, ward.dice("equipped", group).between(0.72, 1.04))
        answers[f"training.{group}.equipped"] = round(totals[group] * equipped)
    if totals["nld"] == 0:
        answers |= {"training.nld.total": NOT_ARISING, "training.nld.trained": NOT_ARISING}
    return answers | _teachers(ward, quarter, totals, done) | _public(ward, quarter)


def _skilled(ward: ImaginedWard, group: str, quarter: Quarter) -> int:
    start = ward.dice("skilled", group).between(*{"cb": (0.4, 0.8), "cc": (0.45, 0.85), "vc": (0.25, 0.6)}[group])
    return round(staff(ward, quarter)[group] * min(1.0, start + 0.4 * progress(ward, "training", quarter)))


def _teachers(ward: ImaginedWard, quarter: Quarter, totals: dict[str, int], done: dict[str, int]) -> Answers:
    """They are public employees, so no more of them are trained than of those."""
    learned = min(totals["teachers"], round(done["vc"] * 0.9))
    share = progress(ward, "training", quarter) * ward.dice("teachers").between(0.7, 2.2)
    return {
        "training.teachers.total": totals["teachers"],
        "training.teachers.trained": learned,
        "training.teachers.using": round(totals["teachers"] * min(1.0, share)),
    }


def adults(ward: ImaginedWard, quarter: Quarter) -> int:
    """Residents of 15 and over."""
    growth = 1 + 0.001 * (quarter - FIRST) * ward.dice("growth").whole(0, 4)
    return round(ward.population * ward.dice("adults").between(0.74, 0.79) * growth)


def organisations(ward: ImaginedWard, quarter: Quarter) -> int:
    """Agencies, organisations and units in the ward; a few more each quarter of a year."""
    return ward.organisations + sum(ward.dice("organisations", each).whole(0, 2) for each in quarter.of_year())


def _public(ward: ImaginedWard, quarter: Quarter) -> Answers:
    people, bodies = adults(ward, quarter), organisations(ward, quarter)
    return {
        "training.residents.total": people,
        "training.residents.trained": round(people * progress(ward, "residents", quarter)),
        "training.organisations.total": bodies,
        "training.organisations.trained": round(bodies * progress(ward, "organisations", quarter)),
    }


def dossiers(ward: ImaginedWard, quarter: Quarter, days: int) -> Answers:
    """Dossiers of a period of that many days. Online shares follow the ward's pace and rise a little every quarter."""
    dice = ward.dice("dossiers", quarter)
    level = 1 - 0.42 / (ward.pace["dossiers"] * (1 + 0.05 * (quarter - FIRST)))

    def part(whole: int, share: float) -> int:
        return min(whole, round(whole * max(0.0, min(1.0, share * dice.between(0.94, 1.06)))))

    received = round(ward.population * ward.dice("dossiers").between(0.05, 0.09) * days / 91 * dice.between(0.85, 1.15))
    eligible = part(received, 0.72)
    online = part(eligible, level)
    electronic = min(received, online + part(received - online, 0.25))
    resolved = part(received, 0.95)
    on_time = resolved - part(resolved, 0.035 / ward.pace["dossiers"] ** 2)
    documents = part(resolved, 0.8)
    result = part(documents, level + 0.12)
    fees = part(received, 0.55)
    paid = part(fees, level - 0.05)
    if ward.dice("fees").share() < 0.04:  # some wards forgo them for whoever files online
        fees = paid = NOT_ARISING
    return {
        "dossiers.received": received,
        "dossiers.received_eligible": eligible,
        "dossiers.received_full_online": online,
        "dossiers.received_electronic": electronic,
        "dossiers.ai_supported": part(electronic, 0.5 * progress(ward, "assistant", quarter)),
        "dossiers.resolved_on_time": on_time,
        "dossiers.resolved_late": resolved - on_time,
        "dossiers.open_overdue": part(received - resolved, 0.2 / ward.pace["dossiers"]),
        "dossiers.processing_days": round(resolved * dice.between(1.4, 2.8) / ward.pace["dossiers"], 1),
        "dossiers.doc_required": documents,
        "dossiers.electronic_result": result,
        "dossiers.digitised": min(result, part(received, level)),
        "dossiers.fee_due": fees,
        "dossiers.paid_online": paid,
    }


def yes_or_no(answer: bool) -> str:
    """An answer as an officer types it."""
    return "Có" if answer else "Không"
