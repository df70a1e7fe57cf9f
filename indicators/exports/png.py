"""A view as a picture of 1920x1080 pixels, for slides and messages."""

import vl_convert

from data.words import Text
from indicators.briefing import Briefing
from indicators.charts import typeface
from indicators.exports import picture

LABEL = Text(vi="Ảnh PNG 1920×1080", en="PNG picture 1920×1080")
SUFFIX = ".png"
MIME = "image/png"
RENDERS = Briefing
PLACE = 1


def render(briefing: Briefing) -> bytes:
    """The page of `picture`, exactly 1920x1080 pixels; ValueError unless the briefing has exactly one view."""
    typeface.register()
    return vl_convert.svg_to_png(picture.page(briefing), scale=1)
