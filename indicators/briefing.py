"""What a picture of a chart says, whatever its format."""

from dataclasses import dataclass

from indicators.charts.look import Chart


@dataclass(frozen=True)
class Briefing:
    """One chart with all that it needs to stand alone in a meeting.

    title          the finding, computed from the figures (`indicators.findings`)
    subtitle       what, which quarter, as of when, how many wards have reported
    source         where the figures and the targets come from
    edition        "Bản chốt số 3 (14/09/2026)", or what stands for it while figures still move
    demonstration  whether the figures are made up: then the picture says so
    lang           "vi" or "en"
    """

    title: str
    subtitle: str
    source: str
    chart: Chart
    edition: str
    demonstration: bool
    lang: str
