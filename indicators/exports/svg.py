"""A view as a drawing that stays sharp at every size and carries its own letters."""

from data.words import Text
from indicators.briefing import Briefing
from indicators.charts import typeface
from indicators.exports import picture

LABEL = Text(vi="Ảnh SVG (phóng to không vỡ)", en="SVG drawing (sharp at every size)")
SUFFIX = ".svg"
MIME = "image/svg+xml"
RENDERS = Briefing
PLACE = 3


def render(briefing: Briefing) -> bytes:
    """The page of `picture` in UTF-8, with its letters inside: no font has to be installed to read it.

    ValueError unless the briefing has exactly one view.
    """
    opening, rest = picture.page(briefing).split(">", 1)
    return f"{opening}><style>{typeface.faces()}</style>{rest}".encode()
