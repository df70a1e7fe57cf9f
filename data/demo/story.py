"""The story of the demonstration: which ward hands in its return, on which day, with which mistakes.

Every province gets the same kind of story; in all of them the quarters of 2026 are told up to the middle of November.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import islice
from typing import Literal, get_args

from data import clock, places
from data.demo.wards import FIRST, LAST, PROTAGONIST, Dice, cast, imagined_ward, words
from data.quarter import Quarter

Fault = Literal["words_for_a_number", "part_above_whole", "blank_required", "percent_typed", "wrong_quarter"]
FAULTS: tuple[Fault, ...] = get_args(Fault)
Slip = Literal["trained", "results", "services", "dossiers"]
SLIPS: tuple[Slip, ...] = get_args(Slip)

# Of a hundred wards, in each quarter: who hands in nothing, who is late, who corrects a file that counts already.
_ABSENT, _LATE, _CORRECTING = {1: 5, 2: 3, 3: 2, 4: 61}, {1: 8, 2: 6, 3: 5, 4: 0}, {1: 4, 2: 5, 3: 4, 4: 1}
# Whose first file is refused, and who has not mended it to this day.
_FAULTY, _STILL_REFUSED = {1: 6, 2: 4, 3: 3, 4: 2}, {1: 0, 2: 0, 3: 0, 4: 1}


@dataclass(frozen=True)
class Turn:
    """One file that is handed in at a moment.

    A `fault` refuses it. A `slip` is a wrong figure that nobody can see; the file that `corrects` it is the next one. What is
    asked of it the officer `answers`, who has looked it up, or explains in a `note`.
    """

    ward: str
    quarter: Quarter
    at: datetime
    fault: Fault | None = None
    slip: Slip | None = None
    corrects: bool = False
    note: str | None = None
    answers: bool = True


def quarters() -> tuple[Quarter, ...]:
    """The quarters that are told, oldest first."""
    return LAST.of_year()


def opening_day(quarter: Quarter) -> date:
    """The day on which the wards download their workbooks."""
    return date(quarter.year, 3 * quarter.number if quarter.number < 4 else 11, 2)


def closing_day(quarter: Quarter) -> date:
    """The day on which the story of a quarter ends: no file arrives later."""
    return quarter.due(28) if quarter.number < 4 else date(quarter.year, 11, 19)


@cache
def _drawn(province: str, quarter: Quarter, what: str) -> tuple[str, ...]:
    """The wards of the province in the order in which `what` befalls them in the quarter."""
    spared = {PROTAGONIST, *cast(province)}
    codes = [place.code for place in places.wards(province) if place.code not in spared]
    return tuple(Dice(province, what, quarter).some(codes, len(codes)))


def _part(province: str, hundredths: int) -> int:
    return round(hundredths * len(places.wards(province)) / 100)


@cache
def absent(province: str, quarter: Quarter) -> frozenset[str]:
    """The wards that hand in nothing: two are absent two quarters running; in the fourth most have not begun yet."""
    if quarter.number == 4:
        everybody = [place.code for place in places.wards(province)]
        early = sorted(everybody, key=lambda code: Dice(code, "early").share() - 0.8 * imagined_ward(code).care)
        here = [code for code in early if code != PROTAGONIST][: len(early) - _part(province, _ABSENT[4])]
        return frozenset(everybody) - frozenset(here)
    order = _drawn(province, FIRST, "absent")
    counts = [_part(province, _ABSENT[number]) for number in (1, 2, 3)]
    first = sum(counts[: quarter.number - 1]) - (quarter.number - 1)
    return frozenset(order[max(0, first) : first + counts[quarter.number - 1]])


@dataclass(frozen=True)
class _Mishaps:
    """What befalls the wards that hand in something in a quarter; each has one mishap at the most."""

    late: frozenset[str]
    faulty: dict[str, Fault]
    slips: dict[str, Slip]
    still_refused: dict[str, Fault]


@cache
def _mishaps(province: str, quarter: Quarter) -> _Mishaps:
    """The late ones are mostly those with little care; for the others it is chance."""
    here = [code for code in _drawn(province, quarter, "mishaps") if code not in absent(province, quarter)]
    number = quarter.number
    late = sorted(here, key=lambda code: imagined_ward(code).care + 0.6 * Dice(code, "late", quarter).share())
    late = late[: _part(province, _LATE[number])]
    others = iter([code for code in here if code not in late])
    faulty, slipping, refused = (list(islice(others, _part(province, count[number]))) for count in (_FAULTY, _CORRECTING, _STILL_REFUSED))
    return _Mishaps(
        late=frozenset(late),
        faulty={code: FAULTS[(at + number) % len(FAULTS)] for at, code in enumerate(faulty)},
        slips={code: SLIPS[at % len(SLIPS)] for at, code in enumerate(slipping)},
        still_refused=dict.fromkeys(refused, "part_above_whole"),
    )


@cache
def turns(code: str, quarter: Quarter) -> tuple[Turn, ...]:
    """The files that a ward hands in for a quarter, in order; none where it is absent."""
    province = places.ward(code).province
    if code in absent(province, quarter):
        return ()
    mishaps, dice = _mishaps(province, quarter), Dice(code, "turn", quarter)
    first = Turn(code, quarter, _moment(_day(quarter, dice, late=code in mishaps.late), dice))
    if fault := mishaps.still_refused.get(code):
        return (replace(first, fault=fault),)
    if fault := mishaps.faulty.get(code):
        return (replace(first, fault=fault), replace(first, at=_later(first, dice.whole(0, 1), dice)))
    if slip := mishaps.slips.get(code):
        first = replace(first, slip=slip)
        later, reason = _later(first, dice.whole(1, 4), dice), words()["reasons"][slip]
        return (first, replace(first, at=later, corrects=True, note=reason))
    if cast(province).get(code) == "counted_twice" and quarter.number == 3:
        return (replace(first, answers=False), replace(first, at=_later(first, 0, dice), note=words()["notes"]["fell"]))
    return (first,)


def _day(quarter: Quarter, dice: Dice, *, late: bool) -> date:
    """A day of the round: in the last month, most of them shortly before the due date, and no weekend."""
    if quarter.number == 4:
        return _workday(date(quarter.year, 11, 10) + timedelta(days=dice.whole(0, 8)))
    if late:
        return quarter.due(dice.whole(25, 27))
    return _workday(quarter.due(10 + int(15 * dice.share() ** 0.6)))


def _workday(day: date) -> date:
    """The Friday before a weekend, else the day itself."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _moment(day: date, dice: Dice) -> datetime:
    """Some time in office hours."""
    return datetime.combine(day, time(8), clock.VIETNAM) + timedelta(seconds=dice.whole(0, 8 * 3600))


def _later(first: Turn, days: int, dice: Dice) -> datetime:
    """`days` after the first file, or the same afternoon; never after the story of the quarter ends."""
    if days == 0:
        return first.at + timedelta(minutes=dice.whole(12, 85))
    return _moment(min(first.at.date() + timedelta(days=days), closing_day(first.quarter)), dice)


def as_of(code: str, quarter: Quarter) -> date | None:
    """The day of the figures, up to three days before the first file; None where the ward hands in nothing."""
    handed_in = turns(code, quarter)
    return handed_in[0].at.date() - timedelta(days=Dice(code, "as_of", quarter).whole(0, 3)) if handed_in else None


def counts(code: str, quarter: Quarter) -> bool:
    """Whether the ward has a return that counts in the end."""
    return any(turn.fault is None for turn in turns(code, quarter))


def period_from(code: str, quarter: Quarter) -> date:
    """The day after the ward's last figures that count, so that no day is lost; else the first day of the quarter."""
    earlier = [each for each in quarters() if each < quarter and counts(code, each)]
    before = as_of(code, earlier[-1]) if earlier else None
    return before + timedelta(days=1) if before else quarter.first_day


def person(code: str, role: str) -> str:
    """Who works there: the same person in every quarter."""
    dice, people = Dice(code, role), words()["people"]
    gender = people[dice.one(("women", "men"))]
    return f"{dice.one(people['family'])} {dice.one(gender['middle'])} {dice.one(gender['given'])}"
