"""A status is told without colour, and its colour survives eyes and printers."""

from itertools import combinations

import numpy as np
import pytest

from indicators import wording
from indicators.charts import look

JUDGED = ("met", "on_track", "slightly_behind", "behind", "reversed")

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB
EYES = {
    "ordinary": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}


def linear(colour: str) -> np.ndarray:
    values = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    white = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    scaled = white @ np.clip(rgb, 0, 1) / np.array([0.9505, 1, 1.089])
    part = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array([116 * part[1] - 16, 500 * (part[0] - part[1]), 200 * (part[1] - part[2])])


def test_every_status_has_a_look_a_mark_of_its_own_and_a_word():
    assert tuple(look.STATUSES) == tuple(wording.wording().statuses)
    assert len({wording.mark(code) for code in look.STATUSES}) == len(look.STATUSES)
    assert all(wording.status(code, lang) for code in look.STATUSES for lang in ("vi", "en"))


def test_only_what_has_not_been_reported_is_hatched_and_more_faintly_where_the_rest_has_been():
    hatched = {code: appearance.hatched for code, appearance in look.STATUSES.items() if appearance.hatched}
    assert list(hatched) == ["not_reported", "no_figure"] and hatched["no_figure"] < hatched["not_reported"]


@pytest.mark.parametrize("code", look.STATUSES)
def test_letters_stand_out_from_their_ground(code):
    assert contrast(look.STATUSES[code].colour, look.STATUSES[code].ink) >= 4.5


@pytest.mark.parametrize("number", range(1, 6))
def test_letters_stand_out_from_the_blue_fifths(number):
    assert contrast(look.fifth(number).colour, look.fifth(number).ink) >= 4.5


def test_the_fifths_grow_lighter_so_that_grey_tells_them_apart():
    shades = [luminance(look.fifth(number).colour) for number in range(1, 6)]
    assert all(later > 1.25 * earlier for earlier, later in zip(shades, shades[1:], strict=False))


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("pair", list(combinations(JUDGED, 2)), ids="/".join)
def test_judged_statuses_differ_for_all_eyes(eyes, pair):
    one, other = (lab(EYES[eyes] @ linear(look.STATUSES[code].colour)) for code in pair)
    assert np.linalg.norm(one - other) > 20


@pytest.mark.parametrize("pair", list(combinations(JUDGED, 2)), ids="/".join)
def test_judged_statuses_differ_on_a_grey_print(pair):
    assert contrast(*(look.STATUSES[code].colour for code in pair)) >= 1.4


def test_words_on_white_are_dark_enough():
    assert all(contrast(colour, look.WHITE) >= 4.5 for colour in (look.NAVY, look.INK, look.MUTED))
    assert all(contrast(colour, look.WHITE) >= 4 for colour, _ in look.LINES)


def test_lines_of_wards_differ_by_their_dashes():
    assert len({dash for _, dash in look.LINES}) == len(look.LINES)


@pytest.mark.parametrize("colour", [colour for colour, _ in look.LINES])
def test_the_colour_of_a_line_is_not_that_of_a_status(colour):
    others = [look.STATUSES[code].colour for code in JUDGED]
    assert all(np.linalg.norm(lab(linear(colour)) - lab(linear(other))) > 25 for other in others)


def test_hatching_has_edges_not_shades():
    stops = look.hatching()["stops"]
    assert stops[0]["offset"] == 0 and stops[-1]["offset"] == 1
    assert all(one["offset"] == other["offset"] for one, other in zip(stops[1::2], stops[2::2], strict=False))
