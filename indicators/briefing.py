"""What leaves for a meeting: views in their order, and the words that surround them whatever the format."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from data import clock
from data.words import Language
from indicators import wording
from indicators.views.view import View


@dataclass(frozen=True)
class Briefing:
    """An ordered list of views, with words. Formats (`indicators.exports`) render it.

    source         where the figures come from
    edition        which figures these are: while they still move, when they were taken
    demonstration  whether the figures are made up: then each picture says so
    lang           "vi" or "en"
    """

    views: tuple[View, ...]
    source: str
    edition: str
    demonstration: bool
    lang: Language

    @classmethod
    def of(cls, *views: View, demonstration: bool, taken_at: datetime, lang: Language) -> Self:
        """The briefing of some views of figures that are not frozen, as they stood at that moment (aware)."""
        edition = wording.sentence("not_frozen", lang, at=clock.written(taken_at))
        return cls(views, wording.sentence("source", lang), edition, demonstration, lang)
