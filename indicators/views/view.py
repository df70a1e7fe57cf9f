"""What a view is: one selection of a province's figures, told in a sentence, tabled, drawn.

Title, legend, chart, table, picture and file name all come from the same `View`, so they cannot disagree (decision 5). Each module of
this folder but this one, `facts` and `selection` is a view, found by itself (`indicators.views.listing`): it has PICKS, the
names of the choices of a `Selection` that it heeds, and a pure function `view(facts, selection) -> View`; those that stand
on the comparison page also have a LABEL and a PLACE there, those that a screen shows as a table are TABULAR: "to read", a few
rows whose wards are links, or "to sort".
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from indicators.charts.look import Chart


@dataclass(frozen=True)
class Column:
    """A column of a view's table as people read it: the column of `rows` that it shows, its heading, each value written.

    `unit` of its numbers: "share" (0.875 is 87,5 %), "points" (0.061 is 6,1 points), "" for all others.
    """

    code: str
    heading: str
    written: tuple[str, ...]
    unit: Literal["share", "points", ""] = ""


@dataclass(frozen=True)
class View:
    """What stands on a page, a slide and a picture alike.

    name     of files, without their suffix: "24_ranked_training_coverage_xa_2026-Q3"
    finding  the sentence above it
    lines    under it: province, quarter, as-of date, coverage, group, what is left out
    rows     a row for each thing that is drawn, as numbers and codes; `columns` tell them to people
    alt      the words for whoever cannot see it
    draw     `draw(room=pixels of height to keep to)`: the Vega-Lite chart; to be sent to another process, so a partial of
             a module's function
    """

    name: str
    finding: str
    lines: tuple[str, ...]
    rows: pd.DataFrame
    columns: tuple[Column, ...]
    alt: str
    draw: Callable[..., Chart]

    def chart(self, **looks: Any) -> Chart:
        """The drawing, with the words for whoever cannot see it in it."""
        return self.draw(**looks) | {"description": self.alt}
