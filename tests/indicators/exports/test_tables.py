"""The rows of a view as files: numbers are numbers, x and n stand apart, the head says what it is, and nothing computes."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from indicators.briefing import Briefing
from indicators.catalogue import catalogue
from indicators.exports import csv_table, xlsx_table
from indicators.views import listing
from indicators.views.selection import Selection
from indicators.views.view import Column
from tests.indicators.views import stored

AT = datetime(2026, 10, 1, 3, tzinfo=UTC)
TRAINING = catalogue()["training_coverage"]
PAYLOADS = ('=HYPERLINK("http://x")', "+1", "-2+3", "@SUM(A1)", "\t=1")


def briefing(name: str = "ranked", lang: str = "vi", **more) -> Briefing:
    picked = Selection(lang, TRAINING, across=catalogue()["data_digitised"], **more)
    return Briefing.of(listing.view(name, stored.facts("24", stored.Q3), picked), demonstration=True, taken_at=AT, lang=lang)


def lines(given: Briefing) -> list[list[str]]:
    content = csv_table.render(given)
    assert content.startswith(b"\xef\xbb\xbf"), "the mark by which spreadsheets know UTF-8"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def sheet(given: Briefing):
    (only,) = load_workbook(io.BytesIO(xlsx_table.render(given)))
    return only


def test_the_head_says_what_it_is():
    given = briefing(peers="xa")
    head = [row[0] for row in lines(given)[:4]]
    assert head[0] == given.views[0].finding and head[1] == " · ".join(given.views[0].lines)
    assert "Bắc Ninh" in head[1] and "Quý III/2026" in head[1] and "riêng xã" in head[1]
    assert head[3] == "Số liệu chưa chốt, lấy lúc 10:00 01/10/2026 · SỐ LIỆU MINH HỌA"
    assert [sheet(given).cell(row, 1).value for row in range(1, 5)] == head


def test_of_two_indicators_each_has_its_figure_its_x_and_its_n():
    given = briefing("two")
    view, (headings, *rows) = given.views[0], lines(given)[5:]
    one, other = TRAINING.short("vi"), catalogue()["data_digitised"].short("vi")
    assert headings == ["Mã", "Xã, phường", one, f"{one}: Tử số", f"{one}: Mẫu số", other, f"{other}: Tử số", f"{other}: Mẫu số",
                        "Trạng thái"]  # fmt: skip
    assert [column.heading for column in view.columns if "parts" in column.code] == [f"{one}: x/n", f"{other}: x/n"]
    for written in rows:
        told = dict(zip(headings, written, strict=True))
        for name in (one, other):
            assert float(told[name]) == pytest.approx(int(told[f"{name}: Tử số"]) / int(told[f"{name}: Mẫu số"]))


def test_numbers_are_numbers_and_x_and_n_stand_apart():
    given = briefing()
    rows, found = given.views[0].rows, sheet(given)
    headings = [cell.value for cell in found[6]]
    assert headings == ["Mã", "Hạng", "Xã, phường", "Giá trị", "Tử số", "Mẫu số", "Trạng thái", "Còn thiếu để kịp lộ trình",
                        "Còn thiếu để đạt mục tiêu", "So với kỳ trước (điểm)"]  # fmt: skip
    first = dict(zip(headings, (cell.value for cell in found[7]), strict=True))
    best = rows.iloc[0]
    assert (first["Mã"], first["Tử số"], first["Mẫu số"]) == (best.ward, best.numerator, best.denominator)
    assert first["Giá trị"] == pytest.approx(best.value) and found.cell(7, 4).number_format == "0.0%"
    assert first["So với kỳ trước (điểm)"] == pytest.approx(100 * best.change, abs=1e-3)
    assert len(list(found.rows)) == 6 + len(rows) and found.freeze_panes == "A7"
    table = lines(given)
    assert table[5] == headings and float(table[6][3]) == best.value and table[6][4] == str(int(best.numerator))


def test_what_is_missing_is_empty_and_never_zero():
    given = briefing()
    silent = next(number for number, value in enumerate(given.views[0].rows.value) if value != value)
    cells = [sheet(given).cell(7 + silent, column).value for column in (2, 4, 5, 6, 8, 9, 10)]
    assert cells == [None] * 7
    assert lines(given)[6 + silent][1:2] + lines(given)[6 + silent][3:6] == [""] * 4


@pytest.mark.parametrize("name", listing.views())
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_view_has_its_data(name, lang):
    given = briefing(name, lang)
    table = lines(given)
    assert len(table) == 6 + len(given.views[0].rows) and len({len(row) for row in table[5:]}) == 1
    assert len(set(table[5])) == len(table[5]), "no heading stands twice"
    assert list(sheet(given).values)[6:] or not len(given.views[0].rows)


def test_nothing_that_looks_like_a_formula_is_one():
    (view,) = briefing().views
    rows = view.rows.head(len(PAYLOADS))
    columns = (Column("note", PAYLOADS[0], PAYLOADS),)
    given = replace(briefing(), views=(replace(view, finding=PAYLOADS[0], rows=rows, columns=columns),))
    found = sheet(given)
    told = [found.cell(1, 1), found.cell(6, 2), *(found.cell(7 + number, 2) for number in range(len(PAYLOADS)))]
    assert [cell.data_type for cell in told] == ["s"] * len(told)
    assert [cell.value for cell in told[2:]] == [payload.strip("\r") for payload in PAYLOADS]
    assert all(row[-1].startswith("'") for row in lines(given)[6:])
