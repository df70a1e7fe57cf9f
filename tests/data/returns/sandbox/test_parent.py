"""Whatever a file does to the child process, the parent lives, says so, and reads the other files."""

import threading

import pytest

from data.returns.reader import Document, read
from data.returns.sandbox.parent import STANDARD, Limits, parse_all
from tests.data.returns import hostile
from tests.data.returns.judging import right_file

ENDLESS_STRINGS = b'<sst count="99999999999" uniqueCount="99999999999"/>'


MACROS = hostile.TYPES.replace(b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")


def crashing() -> bytes:
    """Two kilobytes over which the library gives up with an abort of the process."""
    return hostile.changed(hostile.sheet(hostile.cell("A1")), lambda inside: inside.update({"xl/sharedStrings.xml": ENDLESS_STRINGS}))


def outcomes(*contents: bytes, limits: Limits = STANDARD) -> list[str]:
    read_ = read([Document("tệp.xlsx", content) for content in contents], limits=limits)
    return [reading.problems[0].code if reading.problems else "read" for reading in read_]


def test_a_crash_costs_one_file():
    good = right_file().content
    assert outcomes(good, crashing(), good, crashing(), crashing(), good) == [
        "read",
        "parser_crashed",
        "read",
        "parser_crashed",
        "parser_crashed",
        "read",
    ]


def test_a_time_out_costs_one_file():
    slow = hostile.sheet(hostile.cell("A1") + hostile.cell("ZZ9999"), copies=60)
    quick = hostile.sheet(hostile.cell("A1"))
    assert outcomes(quick, slow, quick, limits=Limits(clock=2)) == ["read", "parser_timeout", "read"]


def test_a_file_that_asks_for_gigabytes_gets_one_at_most():
    wide = hostile.sheet(hostile.cell("A1") + hostile.cell("ZZ9999"))
    assert outcomes(wide, limits=Limits(memory=200 * 1024 * 1024)) == ["parser_crashed"]


@pytest.mark.parametrize("far", ["XFD1048576", "A1048576", "XFD1", "B10000"])
def test_a_stray_cell_far_away_costs_nothing(far):
    reading = read([Document("tệp.xlsx", hostile.sheet(hostile.cell("A1") + hostile.cell(far)))])[0]
    assert reading.workbook[0].cells == {(1, 1): 1.0} and reading.workbook[0].far == far


@pytest.mark.parametrize(("content", "code"), [
    (hostile.sheet('<row r="99999999999999999999"><c r="A99999999999999999999"><v>1</v></c></row>'), "read"),
    (hostile.sheet('<row r="1"><c r="AAAAAAAA1"><v>1</v></c></row>'), "parser_crashed"),
    (hostile.sheet('<row r="0"><c r="A0"><v>1</v></c></row>'), "damaged"),
    (hostile.sheet('<row r="-5"><c r="A-5"><v>1</v></c></row>'), "damaged"),
    (hostile.sheet("<row>" + "<c><v>1</v></c>" * 300_000 + "</row>"), "zip_bomb"),
    (hostile.sheet("<a>" * 5_000 + "</a>" * 5_000), "read"),
    (hostile.bomb(60), "zip_bomb"),
    (hostile.understated(hostile.bomb(60), "xl/worksheets/sheet1.xml", 1_000), "damaged"),
    (hostile.sheet(hostile.cell("A1"))[:-1], "truncated"),
    (b"PK\x03\x04", "truncated"),
    (hostile.zipped({"[Content_Types].xml": MACROS, "xl/workbook.xml": b"<a/>"}), "macros"),
])  # fmt: skip
def test_each_hostile_file_ends_in_a_named_reason(content, code):
    assert outcomes(content) == [code]


def test_two_parts_of_one_name_are_refused():
    content = hostile.repeated(hostile.sheet(hostile.cell("A1")), "xl/workbook.xml")
    assert outcomes(content) == ["damaged"]


def test_declarations_are_refused_in_every_encoding():
    laughs = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY a "ha">]><a>&a;</a>'
    for part in (laughs.replace("UTF-16", "UTF-8").encode(), laughs.encode("utf-16")):
        content = hostile.changed(hostile.sheet(hostile.cell("A1")), lambda inside, part=part: inside.update({"xl/a.xml": part}))
        assert outcomes(content) == ["forbidden_xml"]


def test_nothing_is_left_behind():
    before = threading.active_count()
    assert outcomes(crashing(), right_file().content) == ["parser_crashed", "read"]
    assert threading.active_count() == before


def test_a_batch_that_is_not_read_to_its_end_ends_its_child():
    before = threading.active_count()
    answers = parse_all([right_file().content] * 3)
    assert "sheets" in next(answers)
    answers.close()
    assert threading.active_count() == before


def test_names_of_files_may_hold_anything():
    assert read([Document("a\x00b\n../../x.xlsx", right_file().content)])[0].workbook


def test_a_child_that_only_computes_is_ended_by_the_system():
    slow = hostile.sheet(hostile.cell("A1") + hostile.cell("ZZ9999"), copies=60)
    assert outcomes(slow, limits=Limits(processor=1, clock=60)) == ["parser_crashed"]
