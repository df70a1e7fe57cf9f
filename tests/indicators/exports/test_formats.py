"""Formats are found, not listed: a new one is a new file."""

import sys
from pathlib import Path

import pytest

from data.words import Text
from indicators import exports, found
from indicators.briefing import Briefing
from indicators.exports import csv_table, formats, png, png_4_3, receipt, svg, xlsx_table
from indicators.exports.receipt import Receipt

RENDERED = (Briefing, Receipt)
ALL = [one for of in RENDERED for one in formats.formats(of)]
NAMES = [one.__name__ for one in ALL]
SLIDES = """
from data.words import Text
from indicators.briefing import Briefing

LABEL = Text(vi="Trang chiếu", en="Slides")
SUFFIX = ".pptx"
MIME = "application/x-slides"
RENDERS = Briefing
PLACE = {place}


def render(briefing):
    return briefing.source.encode()
"""


def test_what_leaves_a_page_as_a_picture_comes_as_png_first():
    first, *others = formats.formats(Briefing)
    assert first is png and {png_4_3, svg, xlsx_table, csv_table} <= set(others)
    assert receipt in formats.formats(Receipt)


def test_every_module_that_renders_is_a_format_of_something_that_is_known():
    rendering = [module.__name__ for module in found.modules("indicators.exports") if hasattr(module, "render")]
    assert sorted(NAMES) == rendering


@pytest.mark.parametrize("one", ALL, ids=NAMES)
def test_a_format_is_complete(one):
    assert isinstance(one.LABEL, Text) and one.LABEL("vi") != one.LABEL("en")
    assert one.SUFFIX[0] in "._" and "." in one.SUFFIX and one.SUFFIX.islower()
    assert one.MIME.count("/") == 1
    assert one.PLACE >= 1 and callable(one.render)


@pytest.mark.parametrize("of", RENDERED)
def test_each_suffix_of_a_thing_belongs_to_one_format(of):
    suffixes = [one.SUFFIX for one in formats.formats(of)]
    assert len(set(suffixes)) == len(suffixes)


def test_a_format_is_found_by_its_suffix_among_those_of_the_same_thing():
    assert formats.by_suffix(".png", of=Briefing) is png
    assert formats.by_suffix("bac-ninh_4-3.png", of=Briefing) is png_4_3, "the longest suffix that fits"
    assert formats.by_suffix(".pdf", of=Receipt) is receipt
    with pytest.raises(KeyError, match="pdf"):
        formats.by_suffix(".pdf", of=Briefing)


@pytest.mark.parametrize(("place", "at"), ((3, 2), (1, 1), (0, 0)))
def test_a_new_format_is_a_new_file_and_no_other_edit(tmp_path, monkeypatch, place, at):
    folder, before = tmp_path / "indicators" / "exports", formats.formats(Briefing)
    folder.mkdir(parents=True)
    for module in Path(formats.__file__).parent.glob("*.py"):
        (folder / module.name).write_bytes(module.read_bytes())
    (folder / "slides_made_up.py").write_text(SLIDES.format(place=place), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(found, "__file__", str(folder.parent / "found.py"))
    try:
        listed = formats.formats(Briefing)
        assert [one.SUFFIX for one in listed].index(".pptx") == at and len(listed) == len(before) + 1
        assert formats.by_suffix(".pptx", of=Briefing).LABEL("en") == "Slides"
    finally:
        sys.modules.pop("indicators.exports.slides_made_up", None)
        vars(exports).pop("slides_made_up", None)
