"""The letters of pictures are those of the screen, all of them."""

import base64
import io
import re
import unicodedata
from pathlib import Path

import pytest
import vl_convert
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops

from data import places
from indicators import catalogue, wording
from indicators.charts import cut_typeface, typeface

LETTERS = {
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
} | set("đĐ0123456789%/≤≥–−…·“”▲▼ ")


@pytest.mark.parametrize("weight", typeface.FONT_FILES)
def test_the_font_has_every_vietnamese_letter_every_mark_and_every_word_and_place(weight):
    known = TTFont(typeface.FONT_FILES[weight]).getBestCmap()
    marks = {one.mark for one in wording.wording().statuses.values()}
    said = Path(wording.__file__).with_suffix(".yaml").read_text(encoding="utf-8").replace("\n", " ")
    names = {ward.name for province in places.provinces() for ward in places.wards(province.code)}
    indicators = {one.short(lang) for one in catalogue.catalogue().values() for lang in ("vi", "en")}
    assert not {letter for letter in LETTERS | set("".join((said, *marks, *names, *indicators))) if ord(letter) not in known}


@pytest.mark.parametrize("weight", typeface.FONT_FILES)
def test_the_family_has_our_name_weighs_what_it_says_and_tells_its_licence(weight):
    font = TTFont(typeface.FONT_FILES[weight])
    assert font["name"].getDebugName(1) == typeface.CUT
    assert typeface.FAMILY.split(", ") == [typeface.CUT, "Source Sans"], "a screen has Streamlit's family"
    assert font["OS/2"].usWeightClass == weight
    assert "fvar" not in font
    reserved = [name.toUnicode() for name in font["name"].names if name.nameID not in (0, 7, 13, 14)]
    assert reserved and not [name for name in reserved if "Source" in name], "the licence keeps that name to the original"
    assert "SIL Open Font License" in font["name"].getDebugName(13)
    beside = typeface.FONT_FILES[weight].with_name("OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in beside and font["name"].getDebugName(0) in beside


@pytest.mark.parametrize("weight", typeface.FONT_FILES)
def test_words_are_measured_as_the_font_of_the_screen_sets_them(weight):
    font = TTFont(cut_typeface.shipped())
    unit, letters, set_in = font["head"].unitsPerEm, font.getBestCmap(), font.getGlyphSet(location={"wght": weight})
    ours = TTFont(typeface.FONT_FILES[weight]).getBestCmap()
    assert len(ours) > 700
    for letter in map(chr, ours):
        assert typeface.width(letter, 1, weight) == pytest.approx(set_in[letters[ord(letter)]].width / unit, abs=0.001), letter


def test_nothing_is_cut_before_a_picture_and_the_renderer_finds_the_family():
    typeface.register()
    chart = {"data": {"values": [{}]}, "mark": {"type": "text", "text": "Phường Phương Liễu", "font": typeface.CUT, "fontSize": 40}}
    sizes = []
    for chart["mark"]["fontWeight"] in (400, 600):
        picture = Image.open(io.BytesIO(vl_convert.vegalite_to_png(chart))).convert("L")
        sizes.append(ImageChops.invert(picture).getbbox())
    assert sizes[0] != sizes[1], "two weights"
    assert sizes[0][2] - sizes[0][0] == pytest.approx(typeface.width("Phường Phương Liễu", 40), abs=10)


def test_bolder_letters_are_wider():
    assert typeface.width("Phường Phương Liễu", 20, 600) > typeface.width("Phường Phương Liễu", 20) > 150


def test_a_name_is_folded_where_its_lines_are_narrowest():
    assert typeface.fold_lines("Đông Hưng Thuận") == ("Đông Hưng", "Thuận")
    assert typeface.fold_lines("Nếnh") == ("Nếnh",)
    assert typeface.fold_lines("Văn Miếu - Quốc Tử Giám") == ("Văn Miếu -", "Quốc Tử Giám")


def test_lines_keep_to_their_room_and_lose_no_word():
    text = "Bắc Ninh: 61/99 xã, phường đúng tiến độ về cán bộ đã tập huấn AI; chậm nhất là dữ liệu số hóa, chuẩn hóa"
    lines = typeface.lines(text, 600, 40, 600)
    assert " ".join(lines) == text
    assert all(typeface.width(line, 40, 600) <= 600 for line in lines)


def test_the_faces_of_a_drawing_are_the_letters_of_a_picture():
    fonts = re.findall(r"font-weight:(\d+);src:url\(data:font/woff2;base64,([^)]+)\)", typeface.faces())
    assert [int(weight) for weight, _ in fonts] == list(typeface.FONT_FILES)
    for (_, content), file in zip(fonts, typeface.FONT_FILES.values(), strict=True):
        packed, plain = TTFont(io.BytesIO(base64.b64decode(content))), TTFont(file)
        assert packed.getBestCmap() == plain.getBestCmap()
        assert packed["hmtx"].metrics == plain["hmtx"].metrics
