"""A chart for a page: as it is sent to a browser, and as a browser draws it, drawn before there is one."""

import re

import pandas as pd
import pyarrow as pa
import vl_convert

from indicators.charts import typeface
from indicators.charts.layers import sized
from indicators.charts.look import Chart

_ATTRIBUTES = re.compile(r' (?:class|role|aria-[a-z]+|pointer-events)="[^"]*"')
_UNSEEN = re.compile(r'<path [^<>]*opacity="0"/>')
_NUMBERED = re.compile(r"\b(gradient_|clip)(\d+)\b")


def sent(chart: Chart) -> Chart:
    """The chart with its rows as Arrow's bytes, which Streamlit would make of them in each run of a page."""
    if "data" not in chart:
        return chart
    rows = pa.Table.from_pandas(pd.DataFrame(chart["data"]["values"]), preserve_index=False)
    with pa.BufferOutputStream() as written:
        with pa.ipc.new_stream(written, rows.schema) as stream:
            stream.write_table(rows)
        return {**chart, "data": {"name": "rows"}, "datasets": {"rows": written.getvalue().to_pybytes()}}


def drawing(asked: tuple[Chart, int, int]) -> str:
    """The SVG of a chart in a container of that width, keeping to that height where it can.

    Without what only a living chart needs, and with names that no chart of the page has. One argument, so that the
    painter can take it.
    """
    chart, width, room = asked
    typeface.register()
    drawn = vl_convert.vegalite_to_svg(sized(chart, width, room))
    return _NUMBERED.sub(r"answer_\1\2", _ATTRIBUTES.sub("", _UNSEEN.sub("", drawn)))


def warm(_: None = None) -> None:
    """The first drawing of a process takes seconds, the others do not."""
    drawing(({"data": {"values": [{}]}, "mark": "point", "height": 10, "params": []}, 10, 10))
