import math
import string
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from data.quarter import Quarter
from indicators import pace, wording
from indicators.catalogue import catalogue
from indicators.charts.typeface import FONT_FILES
from tests.reading_code import literal, modules, passed_on

TRAINING, TOOLS = catalogue()["training_coverage"], catalogue()["ai_tool_count"]
DAYS, ASSISTANT = catalogue()["dossier_processing_time"], catalogue()["chatbot_operational"]
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    "value, more, vi, en",
    [
        (1234.5, {"decimals": 1}, "1.234,5", "1,234.5"),
        (4812, {}, "4.812", "4,812"),
        (1234567, {}, "1.234.567", "1,234,567"),
        (2.5, {}, "3", "3"),
        (0.25, {"decimals": 1}, "0,3", "0.3"),
        (3.0, {"decimals": 1, "trim": True}, "3", "3"),
        (-0.04, {"decimals": 1}, "0,0", "0.0"),
        (-7, {"signed": True}, "−7", "−7"),
        (7, {"signed": True}, "+7", "+7"),
        (0, {"signed": True}, "0", "0"),
        (None, {}, "–", "–"),
        (math.nan, {}, "–", "–"),
    ],
)
def test_numbers_are_written_the_vietnamese_way(value, more, vi, en):
    assert wording.number(value, "vi", **more) == vi
    assert wording.number(value, "en", **more) == en


def test_a_percent_sign_never_stands_alone_on_a_line():
    assert wording.percent(0.955, "vi") == f"95,5{NBSP}%"
    assert wording.percent(0.955, "en") == "95.5%"


@pytest.mark.parametrize(
    "share, aims, shown",
    [
        (0.9496, [0.95], "94,9"),
        (0.9496, [], "95,0"),
        (0.95, [0.95], "95,0"),
        (0.9504, [0.95], "95,0"),
        (0.1856, [1.0, 0.15], "18,6"),
        (0.1425, [1.0, 0.1427], "14,2"),
        (0.1427, [1.0, 0.1425], "14,3"),
        (0.1420, [1.0, 0.1427], "14,2"),
        (0.9999, [], "99,9"),
        (0.99999, [1.0], "99,9"),
        (1.0, [1.0], "100,0"),
        (0.29, [1.0], "29,0"),
        (1 - 0.9, [1.0], "10,0"),
        (2 / 3, [1.0], "66,7"),
        (2 / 3, [2 / 3], "66,7"),
        (1.1, [], "110,0"),
        (0.0, [1.0], "0,0"),
        (0.0004, [1.0], f"<{NBSP}0,1"),
        (0.0005, [None, math.nan], "0,1"),
    ],
)
def test_values_are_rounded_half_up_but_never_up_to_what_is_not_reached(share, aims, shown):
    assert wording.percent(share, "vi", aims=aims) == f"{shown}{NBSP}%"


def test_a_narrow_place_does_not_show_nought_either():
    assert wording.percent(0.004, "en", decimals=0) == f"<{NBSP}1%"


def test_where_lower_is_better_what_exceeds_the_target_is_rounded_up():
    assert wording.value(2.01, DAYS, "vi", aims=[2.0]) == f"2,1{NBSP}ngày làm việc"
    assert wording.value(1.96, DAYS, "vi", aims=[2.0]) == f"2,0{NBSP}ngày làm việc"


def test_every_kind_of_value_has_its_own_form():
    assert wording.value(0.875, TRAINING, "vi", aims=[1.0]) == f"87,5{NBSP}%"
    assert wording.value(1234.0, TOOLS, "vi") == "1.234"
    assert wording.value(2.5, TOOLS, "vi", province=True) == "2,5"
    assert (wording.value(1.0, ASSISTANT, "vi"), wording.value(0.0, ASSISTANT, "en")) == ("Có", "No")
    assert wording.value(0.5, ASSISTANT, "vi", province=True) == f"50,0{NBSP}%"
    assert wording.value(350.5, catalogue()["ai_budget"], "en") == f"350.5{NBSP}million VND"
    assert wording.value(math.nan, TRAINING, "vi") == "–"


def test_a_row_is_shown_with_its_target_in_mind():
    row = {"ward": "09265", "value": 0.9496, "target": 0.95, "expected": 0.2, "denominator": 1000}
    assert wording.shown(row, TRAINING, "en") == "94.9%"
    assert wording.shown({"ward": None, "value": 0.5, "target": math.nan, "expected": None}, ASSISTANT, "en") == "50.0%"


def test_targets_carry_no_needless_zero():
    assert wording.aim(0.95, TRAINING, "vi") == f"95{NBSP}%"
    assert wording.aim(0.1425, TRAINING, "vi") == f"14,3{NBSP}%"
    assert wording.aim(0.19 + 1e-17, TRAINING, "en") == "19%"
    assert (wording.aim(10, TOOLS, "vi"), wording.aim(1, ASSISTANT, "vi")) == ("10", "Có")
    assert wording.aim(None, TOOLS, "vi") == "–"
    assert wording.aim(2, DAYS, "en") == f"2{NBSP}working days"


def test_changes_have_a_sign_and_a_unit():
    assert wording.change(0.061, TRAINING, "vi") == "+6,1 điểm"
    assert wording.change(-0.007, TRAINING, "en") == "−0.7 points"
    assert wording.change(12, TOOLS, "vi") == "+12"
    assert wording.change(-0.4, DAYS, "en") == f"−0.4{NBSP}working days"
    assert wording.change(math.nan, TOOLS, "en") == "–"


def test_parts_are_in_words_of_what_is_counted():
    assert wording.parts(4812, 7711, "vi", "cán bộ") == "4.812/7.711 cán bộ"
    assert wording.parts(None, 40, "en") == "–/40"
    assert wording.things(4, TRAINING, "vi") == "4 cán bộ"


def test_days_are_written_day_first():
    assert wording.day(date(2026, 12, 4)) == "04/12/2026"


def test_a_quarter_of_this_year_needs_no_year():
    now = Quarter(2026, 3)
    assert [wording.earlier(now - 1, now=now, lang=lang) for lang in ("vi", "en")] == ["Quý II", "Q2"]
    assert [wording.earlier(now - 3, now=now, lang=lang) for lang in ("vi", "en")] == ["Quý IV/2025", "Q4 2025"]


@pytest.mark.parametrize(
    "names, vi, en",
    [
        (["Phường A", "Xã B"], "xã, phường", "communes and wards"),
        (["Phường A"], "phường", "wards"),
        (["Đặc khu Cát Hải", "Phường A", "Xã B"], "xã, phường, đặc khu", "communes, wards and special zones"),
    ],
)
def test_the_wards_of_a_province_are_called_by_their_kinds(names, vi, en):
    assert (wording.wards(names, "vi"), wording.wards(names, "en")) == (vi, en)


def test_coverage_says_who_has_reported():
    assert wording.coverage(97, 99, "xã, phường", "vi") == "97/99 xã, phường đã nộp"
    assert wording.coverage(97, 99, "communes and wards", "en") == "97 of 99 communes and wards reported"


def test_wards_are_counted_by_status_in_the_order_of_the_legend():
    found = {"not_reported": 2, "on_track": 57, "met": 4, "behind": 0}
    assert wording.counts(found, "vi") == "4 đạt, 57 đúng tiến độ, 2 chưa nộp"


def test_every_status_has_a_mark_and_words_of_its_own():
    known = wording.wording().statuses
    assert set(known) == {*pace.STATUSES, "no_figure"}
    assert tuple(code for code in known if code != "no_figure") == pace.STATUSES
    for tell in (lambda one: one.mark, lambda one: one.word.vi, lambda one: one.word.en):
        assert len({tell(one) for one in known.values()}) == len(known)
    assert [wording.status(code, "vi") for code in known] == [
        "Đạt",
        "Đúng tiến độ",
        "Hơi chậm",
        "Chậm",
        "Dưới mức đầu kỳ",
        "Chưa nộp",
        "Chưa có số liệu",
        "Không phát sinh",
        "Chưa có mục tiêu",
        "Chưa có lộ trình",
    ]
    assert (wording.status(None, "vi"), wording.mark(None)) == ("", "")


@pytest.mark.parametrize(
    "code, filed, shown",
    [
        ("not_reported", False, "not_reported"),
        ("not_reported", True, "no_figure"),
        ("not_reported", None, "no_figure"),
        ("met", True, "met"),
        ("not_applicable", True, "not_applicable"),
        (None, None, None),
    ],
)
def test_only_who_has_not_handed_in_is_said_not_to_have(code, filed, shown):
    assert wording.shown_status(code, filed) == shown


def test_every_mark_is_in_the_type_of_the_charts():
    letters = TTFont(FONT_FILES[400]).getBestCmap()
    for status in wording.wording().statuses.values():
        assert all(ord(letter) in letters for letter in status.mark)


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", wording.wording().sentences)
def test_both_languages_of_a_sentence_name_the_same_parts(name):
    text = wording.wording().sentences[name]
    assert placeholders(text.vi) == placeholders(text.en)


def test_every_sentence_is_used_and_every_used_sentence_exists():
    """Names stand in quotes: in the call, or in a function that hands one on to it."""
    sayers = modules("indicators", "pages", "commands")
    asked, sentences = literal(sayers, "sentence"), set(wording.wording().sentences)
    assert asked - sentences == set()
    assert sentences - asked - passed_on(sayers, "sentence") == set()


def test_words_are_written_in_composed_letters():
    text = Path(wording.__file__).with_suffix(".yaml").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)


def test_made_up_figures_are_labelled():
    assert (wording.demonstration("vi"), wording.demonstration("en")) == ("SỐ LIỆU MINH HỌA", "ILLUSTRATIVE FIGURES")


def test_a_name_in_the_middle_of_a_sentence_is_not_capital_unless_it_is_an_abbreviation():
    assert wording.uncapital("Dữ liệu số") == "dữ liệu số"
    assert wording.uncapital("AI tools") == "AI tools"
