"""The letters of pictures are those of the screen, all of them."""

import base64
import io
import re
import unicodedata

import pytest
from fontTools.ttLib import TTFont

from indicators import wording
from indicators.charts import typeface

LETTERS = {
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
} | set("đĐ0123456789%/≤≥–−…·“”▲▼ ")


@pytest.mark.parametrize("weight", typeface.WEIGHTS)
def test_the_font_has_every_vietnamese_letter_and_every_mark(weight):
    known = TTFont(typeface.font_files()[weight]).getBestCmap()
    marks = {one.mark for one in wording.wording().statuses.values()}
    assert not {letter for letter in LETTERS | set("".join(marks)) if ord(letter) not in known}


@pytest.mark.parametrize("weight", typeface.WEIGHTS)
def test_the_family_is_called_as_on_screen_and_weighs_what_it_says(weight):
    font = TTFont(typeface.font_files()[weight])
    assert font["name"].getDebugName(1) == typeface.FAMILY == "Source Sans"
    assert font["OS/2"].usWeightClass == weight
    assert "fvar" not in font


@pytest.mark.parametrize("weight", typeface.WEIGHTS)
def test_words_are_measured_as_the_cut_font_sets_them(weight):
    font = TTFont(typeface.font_files()[weight])
    unit, letters = font["head"].unitsPerEm, font.getBestCmap()
    for word in ("Phường", "Đúng tiến độ", "95,5 %"):
        set_wide = sum(font["hmtx"][letters[ord(letter)]][0] for letter in word) / unit
        assert typeface.width(word, 1, weight) == pytest.approx(set_wide, abs=0.01)


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


def test_a_face_carries_the_letters_that_it_was_asked_for():
    rules = typeface.face("Đúng tiến độ 95,5 %")
    fonts = re.findall(r"font-weight:(\d+);src:url\(data:font/woff2;base64,([^)]+)\)", rules)
    assert [int(weight) for weight, _ in fonts] == list(typeface.WEIGHTS)
    for _, content in fonts:
        known = TTFont(io.BytesIO(base64.b64decode(content))).getBestCmap()
        assert all(ord(letter) in known for letter in "Đúng tiến độ 95,5 %")
