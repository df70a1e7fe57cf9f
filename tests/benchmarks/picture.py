"""A picture of 1920x1080 pixels: the ranked columns of 168 wards, drawn and rendered."""

from collections.abc import Iterator
from datetime import UTC, datetime

from indicators.briefing import Briefing
from indicators.catalogue import catalogue
from indicators.exports import png
from indicators.views import listing
from indicators.views.selection import Selection
from tests.benchmarks.measuring import Line, seconds
from tests.indicators.views import stored

NOW = datetime(2026, 10, 1, tzinfo=UTC)


def lines() -> Iterator[Line]:
    picked = Selection("vi", catalogue()["training_coverage"], on_slide=True)
    view = listing.view("ranked", stored.facts("79", stored.Q3), picked)

    def picture() -> bytes:
        return png.render(Briefing.of(view, demonstration=True, taken_at=NOW, lang="vi"))

    yield Line("PNG of ranked columns, 168 wards", seconds(picture, times=5), "s", 1)
