"""The made-up wards of the demonstration: how large each is, and how it goes about its work.

Everything follows from the ward's code and what data.places knows of it, so that every machine tells the same story.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from data import places
from data.quarter import Quarter

FIRST, LAST = Quarter(2026, 1), Quarter(2026, 4)  # of the story
PROTAGONIST = "09265"
PARTS = (
    "schools_merged",  # in the third quarter its staff falls and nobody is trained: the share rises all the same
    "list_grew",
    "list_grew",
    "list_grew",  # a review in the third quarter finds more records: the share falls
    "counted_twice",  # in the third quarter it takes back people whom it had counted twice, and says so in a note
    "all_trained",  # half of its people in the second quarter, all of them, the goal of 2030, in the third
    "all_units",  # every unit uses a tool from the second quarter on
    "all_digitised",  # few records, all of them done
)
_FEWEST, _MOST = 8_000, 45_000  # residents


class Dice:
    """Chance that falls the same way for the same `names`, on every machine and in every version of Python.

    Only `random.random` is promised to stay as it is, so everything is made of that.
    """

    def __init__(self, *names: object) -> None:
        self._chance = random.Random("/".join(map(str, names)))

    def share(self) -> float:
        """From 0 to below 1."""
        return self._chance.random()

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.share()

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self.share() * (high - low + 1))

    def bell(self, mean: float, spread: float) -> float:
        """About normal: half of the time within two thirds of `spread`, never farther than three and a half times."""
        return mean + spread * 2 * (sum(self.share() for _ in range(3)) - 1.5)

    def one(self, options: Sequence[Any]) -> Any:
        return options[int(self.share() * len(options))]

    def some(self, options: Sequence[Any], count: int) -> list[Any]:
        """`count` of them, each at most once, in no order; all of them where there are no more."""
        drawn = sorted(range(len(options)), key=[self.share() for _ in options].__getitem__)
        return [options[at] for at in drawn[:count]]


@dataclass(frozen=True)
class ImaginedWard:
    """One ward as the demonstration imagines it; nothing here changes from quarter to quarter.

    `organisations`: agencies and firms in the ward; `procedures`: those that the ward carries out.
    `pace`: how far along the path from nothing to the goal it is, 1 = exactly there, for each of its fields of work.
    `care`: from 0 to 1, how completely it fills the form. `part`: what it plays in the story, see PARTS.
    """

    code: str
    name: str
    kind: str
    population: int
    officials: int
    civil_servants: int
    public_employees: int
    teachers: int
    workers: int
    schools: tuple[str, ...]
    organisations: int
    groups: int
    procedures: int
    care: float
    pace: dict[str, float]
    part: str | None

    def dice(self, *names: object) -> Dice:
        return Dice(self.code, *names)


@cache
def words() -> dict[str, Any]:
    """What officers of the demonstration write in letters: words.yaml beside."""
    return yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))


@cache
def imagined_ward(code: str) -> ImaginedWard:
    """The imagined ward; KeyError where there is no ward of this code."""
    place = places.ward(code)
    dice = Dice(code, "ward")
    population = _population(place, dice)
    size = (population - _FEWEST) / (_MOST - _FEWEST)
    drive = dice.bell(0, 1)
    return ImaginedWard(
        code=code,
        name=place.name,
        kind=place.kind,
        population=population,
        officials=dice.whole(9, 12) + round(5 * size),
        civil_servants=dice.whole(18, 23) + round(28 * size),
        public_employees=dice.whole(6, 9) + round(14 * size),
        teachers=round(population * dice.between(0.0072, 0.0088)),
        workers=dice.whole(0, 4) + round(9 * size),
        schools=_schools(place.name, population),
        organisations=round(population * dice.between(0.0035, 0.0075)),
        groups=max(6, round(population / dice.between(1_100, 1_900))),
        procedures=dice.whole(320, 420),
        care=1.0 if code == PROTAGONIST else min(1.0, max(0.0, dice.bell(0.72 + 0.08 * drive, 0.15))),
        pace=_paces(code, drive),
        part=cast(place.province).get(code),
    )


@cache
def cast(province: str) -> dict[str, str]:
    """Which ward plays which part; most play none, and Phường Phương Liễu, whose officer may be you, never does."""
    codes = [place.code for place in places.wards(province) if place.code != PROTAGONIST]
    return dict(zip(Dice(province, "cast").some(codes, len(PARTS)), PARTS, strict=False))


def _population(place: places.Ward, dice: Dice) -> int:
    """More people in a phường than in a xã of the same size, and few in the wide communes of the hills."""
    area = place.area or 10.0
    low, high = (4_300, 6_300) if place.kind == "Phường" else (2_300, 3_400) if area < 60 else (650, 1_050)
    people = dice.between(low, high) * area**0.6
    return 10 * round(min(_MOST - dice.whole(0, 4_000), max(_FEWEST + dice.whole(0, 3_500), people)) / 10)


def _schools(name: str, population: int) -> tuple[str, ...]:
    """The public schools under the ward's committee; a small ward has one for both levels."""
    schools = words()["schools"]
    here = schools["small"] if population < 13_000 else schools["large"][: max(3, round(population / 6_000))]
    return tuple(school.format(ward=name) for school in here)


# For each field of work: its median pace, how far the wards lie apart, and how much of that is their general drive.
_FIELDS = {
    "training": (1.11, 0.34, 0.75),
    "residents": (0.78, 0.40, 0.6),
    "organisations": (0.98, 0.45, 0.5),
    "tools": (1.45, 0.55, 0.7),
    "services": (1.05, 0.40, 0.5),
    "assistant": (1.10, 1.00, 0.5),
    "data": (0.62, 0.42, 0.6),
    "dossiers": (1.00, 0.25, 0.5),
    "others": (1.00, 0.40, 0.6),
}


def _paces(code: str, drive: float) -> dict[str, float]:
    """Log-normal, so that a few wards are far ahead and none is below nothing."""
    paces = {}
    for field, (median, spread, shared) in _FIELDS.items():
        own = Dice(code, "pace", field).bell(0, 1)
        paces[field] = median * math.exp(spread * (shared * drive + math.sqrt(1 - shared**2) * own))
    return paces


def path(quarter: Quarter) -> float:
    """The share of the way to the goal at the end of 2030 that should lie behind a ward at the end of `quarter`."""
    return (quarter - FIRST + 1) / 20
