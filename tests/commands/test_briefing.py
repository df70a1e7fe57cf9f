"""Any view, drawn by the command line as the page draws it."""

import struct
from xml.etree import ElementTree

import pytest

from indicators.views import listing
from tests.commands.line import Line

BAC_NINH = ("brief", "--province", "24", "--quarter", "2026-Q3")


def words(file) -> list[str]:
    root = ElementTree.fromstring(file.read_bytes())
    return ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("view", listing.views())
def test_every_view_is_drawn(line: Line, tmp_path, view):
    file = tmp_path / "hình.svg"
    assert line.run(*BAC_NINH, "--view", view, "--out", file) == f"{file}\n"
    said = " ".join(words(file))
    assert "Bắc Ninh · Quý III/2026" in said and "6/99 xã, phường đã nộp" in said and "SỐ LIỆU MINH HỌA" in said


def test_the_suffix_chooses_the_format(line: Line, tmp_path):
    file = tmp_path / "ranked.png"
    line.run(*BAC_NINH, "--peers", "xa", "--lang", "en", "--out", file)
    assert struct.unpack(">II", file.read_bytes()[16:24]) == (1920, 1080)


def test_a_group_and_a_language_are_those_of_the_line(line: Line, tmp_path):
    file = tmp_path / "ranked.svg"
    line.run(*BAC_NINH, "--indicator", "data_digitised", "--peers", "phuong", "--lang", "en", "--out", file)
    said = " ".join(words(file))
    assert "wards only" in said and "of 45 wards" in said and "Data digitised" in said


def test_a_quarter_in_which_nobody_handed_in_is_not_drawn(line: Line, tmp_path):
    file = tmp_path / "nothing.png"
    out, said = line.said("brief", "--province", "08", "--quarter", "2026-Q3", "--out", file, status=1)
    assert out == "" and "Chưa có báo cáo nào của Quý III/2026" in said and "No return for Q3 2026" in said
    assert not file.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--view", "rankd", "--out", "x.png"), "no such view: 'rankd'; did you mean ranked"),
        (("--out", "x.pptm"), "no such suffix of --out: '.pptm'"),
        (("--indicator", "training_cover", "--out", "x.png"), "did you mean training_coverage"),
        (("--across", "size_", "--out", "x.png"), "no such indicator: 'size_'"),
        (("--peers", "phường", "--out", "x.png"), "no such group of wards: 'phường'; did you mean phuong"),
        (("--wards", "09265,99999", "--out", "x.png"), "no such ward: '99999'"),
        (("--family", "services_", "--out", "x.png"), "did you mean services"),
    ],
)
def test_a_code_that_is_none_is_told_with_the_nearest_right_ones(line: Line, options, said):
    assert said in line.said(*BAC_NINH, *options, status=2)[1]
