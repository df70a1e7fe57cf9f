"""Pictures of charts: exactly 1920x1080, with every word on them, in letters that are really there."""

import base64
import io
import re
import struct
from dataclasses import replace
from functools import partial
from xml.etree import ElementTree

import pandas as pd
import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops

from data import places
from indicators.briefing import Briefing
from indicators.exports import picture, png, svg
from indicators.views.view import View
from tests.indicators.charts.test_charts import CHARTS

_SVG = "{http://www.w3.org/2000/svg}"

VIEW = View(
    name="11_map_training_coverage_2026-Q4",
    finding="Bắc Ninh: 61/99 xã, phường đúng tiến độ về cán bộ đã tập huấn AI",
    lines=("Quý IV/2026", "số liệu đến 14/12/2026", "97/99 xã, phường đã nộp"),
    rows=pd.DataFrame(),
    columns=(),
    alt="Bản đồ 45 xã, phường: cao nhất là Phường Mường Thanh & Co",
    draw=partial(CHARTS["tiles"], "11"),
)
BRIEFING = Briefing(
    views=(VIEW,),
    source="Nguồn: báo cáo quý của các xã, phường",
    edition="Bản chốt số 3 (14/12/2026)",
    demonstration=True,
    lang="vi",
)


def of(**changes) -> Briefing:
    """The briefing of a view that differs in this from VIEW."""
    return replace(BRIEFING, views=(replace(VIEW, **changes),))


TABLES = ((("24",), {"most": 8}), (("24",), {}), (("79",), {}))


def words(briefing: Briefing) -> list[str]:
    root = ElementTree.fromstring(svg.render(briefing))
    return ["".join(text.itertext()) for text in root.iter(f"{_SVG}text")]


def ink(briefing: Briefing) -> Image.Image:
    return Image.open(io.BytesIO(png.render(briefing))).convert("L")


def test_a_png_is_exactly_1920_by_1080_pixels():
    content = png.render(BRIEFING)
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", content[16:24]) == (1920, 1080)


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_becomes_a_drawing_of_the_same_size(name):
    root = ElementTree.fromstring(svg.render(of(draw=partial(CHARTS[name], "11"))))
    assert (root.get("width"), root.get("height")) == ("1920", "1080")
    inner = root.find(f"{_SVG}svg")
    left, top, wide, high = (float(inner.get(side)) for side in ("x", "y", "width", "height"))
    assert left >= 59 and left + wide <= 1861
    assert top > 100 and top + high <= 1080 - 80
    assert wide > 1790 or high > 400  # it fills the page one way


def test_a_drawing_says_the_finding_the_lines_the_source_the_edition_and_that_it_is_made_up():
    said = words(BRIEFING)
    of_the_page = (VIEW.finding, " · ".join(VIEW.lines), BRIEFING.source, BRIEFING.edition, "SỐ LIỆU MINH HỌA")
    for text in (*of_the_page, "Điện Biên Phủ", "Mường Thanh"):
        assert text in said


def test_a_drawing_has_words_for_whoever_cannot_see_it():
    root = ElementTree.fromstring(picture.page(BRIEFING))
    assert (root[0].text, root[1].text) == (VIEW.finding, VIEW.alt)
    assert [part.tag.removeprefix(_SVG) for part in root[:2]] == ["title", "desc"]


@pytest.mark.parametrize("views", ((), (VIEW, VIEW)))
@pytest.mark.parametrize("module", (png, svg))
def test_a_picture_shows_exactly_one_view(module, views):
    with pytest.raises(ValueError):
        module.render(replace(BRIEFING, views=views))


def test_real_figures_are_not_called_made_up_and_english_is_english():
    assert "SỐ LIỆU MINH HỌA" not in words(replace(BRIEFING, demonstration=False))
    assert "ILLUSTRATIVE FIGURES" in words(replace(BRIEFING, lang="en"))


@pytest.mark.parametrize(
    ("silent", "box"),
    (
        (of(finding="·"), (60, 55, 1500, 110)),
        (of(lines=("·",)), (60, 110, 1500, 150)),
        (replace(BRIEFING, source="·"), (60, 1025, 900, 1060)),
        (replace(BRIEFING, edition="·"), (1400, 1025, 1860, 1060)),
    ),
    ids=("finding", "lines", "source", "edition"),
)
def test_a_picture_has_ink_where_its_words_stand(silent, box):
    # With a font that it does not find, vl-convert draws charts without text and says nothing.
    difference = ImageChops.difference(ink(BRIEFING), ink(silent)).crop(box)
    assert sum(1 for value in difference.tobytes() if value > 100) > 300


def test_a_picture_has_ink_where_the_chart_writes():
    chart = VIEW.chart()
    silent = {**chart, "layer": [layer for layer in chart["layer"] if layer["mark"]["type"] != "text"]}
    difference = ImageChops.difference(ink(BRIEFING), ink(of(draw=lambda: silent)))
    assert sum(1 for value in difference.tobytes() if value > 100) > 5_000


def test_a_drawing_carries_every_letter_that_it_uses():
    content = svg.render(BRIEFING).decode()
    used = set("".join(words(BRIEFING)))
    fonts = re.findall(r"base64,([^)]+)\)", content)
    assert len(fonts) == 2
    for font in fonts:
        known = TTFont(io.BytesIO(base64.b64decode(font))).getBestCmap()
        assert {letter for letter in used if ord(letter) not in known} == set()


def test_words_that_look_like_markup_are_words():
    said = words(replace(of(finding="<script>alert(1)</script> & Co"), source="a < b ]]> c"))
    assert "<script>alert(1)</script> & Co" in said and "a < b ]]> c" in said


def test_a_long_title_takes_more_lines_and_the_chart_what_is_left():
    long = " ".join(["xã, phường đúng tiến độ"] * 12)
    said = words(of(finding=long))
    lines = [line for line in said if line.startswith(("xã", "phường", "đúng", "tiến", "độ"))]
    assert " ".join(lines).startswith(long)
    root = ElementTree.fromstring(picture.page(of(finding=long)))
    assert float(root.find(f"{_SVG}svg").get("y")) > 250


def size_of_chart(briefing: Briefing) -> float:
    """How much larger than on a screen the chart of the picture is."""
    inner = ElementTree.fromstring(picture.page(briefing)).find(f"{_SVG}svg")
    return float(inner.get("width")) / float(inner.get("viewBox").split()[2])


def test_a_table_is_as_large_as_all_of_it_has_room_for_and_then_leaves_out_rows_in_words():
    few, all_of_them, too_many = (of(draw=partial(CHARTS["table"], *args, **more)) for args, more in TABLES)
    assert size_of_chart(few) == 1.6 and size_of_chart(too_many) == 1
    names = {ward.name for ward in places.wards("24")}
    assert names <= set(words(all_of_them)) and 1 <= size_of_chart(all_of_them) < 1.6
    said = words(too_many)
    shown = {ward.name for ward in places.wards("79")} & set(said)
    assert 100 < len(shown) < 168 and f"và {168 - len(shown)} dòng khác" in said


def test_the_same_briefing_is_the_same_picture():
    assert png.render(BRIEFING) == png.render(BRIEFING)
    assert svg.render(BRIEFING) == svg.render(BRIEFING)
