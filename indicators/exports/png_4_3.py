"""A view as a picture of 1440x1080 pixels, for older projectors and for documents."""

import vl_convert

from data.words import Text
from indicators.briefing import Briefing
from indicators.charts import typeface
from indicators.exports import picture

LABEL = Text(vi="Ảnh PNG 4:3 (1440×1080)", en="PNG picture 4:3 (1440×1080)")
SUFFIX = "_4-3.png"
MIME = "image/png"
RENDERS = Briefing
PLACE = 2


def render(briefing: Briefing) -> bytes:
    """The page of `picture`, exactly 1440x1080 pixels; ValueError unless the briefing has exactly one view."""
    typeface.register()
    return vl_convert.svg_to_png(picture.page(briefing, picture.HIGH), scale=1)
