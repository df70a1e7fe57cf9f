"""A picture of 1920x1080 pixels, once the letters are cut: the ranked columns of 168 wards, drawn and rendered."""

from collections.abc import Iterator

from indicators import compare, findings
from indicators.briefing import Briefing
from indicators.catalogue import catalogue
from indicators.charts.ranked import ranked_columns
from indicators.exports import png
from tests.benchmarks import whole_city
from tests.benchmarks.measuring import Line, seconds

INDICATOR = "training_coverage"


def lines() -> Iterator[Line]:
    indicator, figures = catalogue()[INDICATOR], whole_city.figures()
    rows, summary = compare.comparison(figures, indicator), compare.summary(figures, indicator)
    title = findings.compare(figures, indicator, "vi", province=whole_city.PROVINCE)
    words = {"title": title, "subtitle": "", "source": "", "edition": "", "demonstration": True, "lang": "vi"}

    def picture() -> bytes:
        return png.render(Briefing(chart=ranked_columns(rows, summary, indicator=indicator, lang="vi"), **words))

    yield Line("PNG of ranked columns, 168 wards", seconds(picture, times=5), "s", 1)
