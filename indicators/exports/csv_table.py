"""The rows of a view as comma-separated values, for spreadsheets and programs alike."""

import csv
import io

from data.words import Text
from indicators.briefing import Briefing
from indicators.exports import rows

LABEL = Text(vi="Số liệu CSV", en="Data as CSV")
SUFFIX = ".csv"
MIME = "text/csv"
RENDERS = Briefing
PLACE = 5


def render(briefing: Briefing) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it; four lines of head, an empty one, headings, rows.

    Numbers have a decimal point and no unit, shares are fractions; text that a spreadsheet would compute begins with an
    apostrophe. ValueError unless the briefing has exactly one view.
    """
    (view,) = briefing.views
    columns = tuple(rows.columns(view, briefing.lang))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([rows.inert(line)] for line in rows.head(briefing, view))
    writer.writerow([])
    writer.writerow([rows.inert(column.heading) for column in columns])
    writer.writerows(map(rows.inert, row) for row in zip(*(column.values for column in columns), strict=True))
    return text.getvalue().encode("utf-8-sig")
