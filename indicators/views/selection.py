"""What is picked out of a province's figures."""

from dataclasses import dataclass

from data.quarter import Quarter
from data.words import Language
from indicators import catalogue
from indicators.catalogue import Indicator

ALL, HEADLINE = "all", "headline"


@dataclass(frozen=True)
class Selection:
    """All that a visitor chooses of a view; it stands in the address of the page, by codes.

    indicator  the one that is compared; where several are shown, the one by which wards are ordered
    peers      the group of wards: `ALL`, or the kind of them as in an address ("xa", "phuong", "dac-khu")
    across     what lies across from the indicator where two are seen at once; None: its own denominator
    wards      codes of the few that are followed over time
    family     which indicators a sheet shows: `ALL`, the `HEADLINE` ones, or the code of a family
    on_slide   for a picture of 1920x1080: what cannot be read there is left out, and the view says so
    """

    lang: Language
    indicator: Indicator
    peers: str = ALL
    across: Indicator | None = None
    wards: tuple[str, ...] = ()
    family: str = ALL
    on_slide: bool = False


def owed(province: str, quarter: Quarter, family: str = ALL) -> tuple[Indicator, ...]:
    """The indicators of that family that wards of the province owe in the quarter, in the order of the catalogue."""
    every = catalogue.owed(catalogue.catalogue().values(), quarter=quarter, province=province)
    return tuple(one for one in every if family == ALL or one.family == family or (family == HEADLINE and one.headline))


def first_across(indicator: Indicator) -> Indicator:
    """The indicator that lies across where none was chosen: the headline one after it, or the first."""
    headline = catalogue.headline()
    return headline[(headline.index(indicator) + 1) % len(headline)] if indicator.headline else headline[0]
