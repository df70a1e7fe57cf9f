"""A total is known by what it says and by what it is, and nothing else is taken for one."""

import pytest

from data.returns.reading.totals import counted_in_words, is_the_sum, says_total, summed_rows, wrong_sums
from tests.builders import document
from tests.data.returns.judging import all_of, codes, judged, place, right, type_in
from tests.data.returns.provoking import UNITS, sum_row, units_end

SERVICES, DATA, CLASSES, TOOLS = "Dịch vụ công", "Số hóa dữ liệu", "Lớp trong kỳ", "Danh mục công cụ"


@pytest.mark.parametrize("text", [
    "Tổng", "TỔNG CỘNG", "Tổng cộng toàn phường", "Tổng các lĩnh vực", "Tổng số đơn vị", "Cộng", "Cộng: 12 đơn vị", "cong", "Total",
    "Grand total", "Σ", "∑", "TC", "T.C.", "Toàn phường", "Cả xã", "tong cong", "Tổng 12 lĩnh vực", "Cộng dồn", "Sum",
])  # fmt: skip
def test_a_total_says_so(text):
    assert says_total(text) or says_total(text.replace(".", ""))


@pytest.mark.parametrize("text", [
    "Tổng đài hỗ trợ", "Tổng hợp", "Phòng Tổng hợp", "Tổ công nghệ số cộng đồng", "Công an phường", "Cộng tác viên", "Công chức",
    "Tổng kết lớp AI", "Tổng quan về AI", "Toàn dân học AI", "Công đoàn", "cong an", "Cả nhà", "TCVN", "Tổ trưởng", "", "Hộ tịch",
])  # fmt: skip
def test_what_only_begins_like_a_total_is_none(text):
    assert not says_total(text)


def test_a_sum_is_of_the_rows_above_of_a_part_of_them_or_of_all():
    rows = [{"a": 1.0}, {"a": 2.0}, {"a": 4.0}]
    assert wrong_sums({"a": 3.0}, 2, rows, [2]) == {}
    assert wrong_sums({"a": 4.0}, 3, rows, [2, 3]) == {}
    assert wrong_sums({"a": 7.0}, 0, rows, [0]) == {}
    assert wrong_sums({"a": 8.0}, 3, rows, [3]) == {"a": 7.0}


def test_a_row_is_the_sum_only_where_that_is_no_chance():
    above = [{"a": 3.0, "b": 2.0}, {"a": 5.0, "b": 1.0}]
    assert is_the_sum({"a": 8.0, "b": 3.0}, above)
    assert not is_the_sum({"a": 8.0, "b": 4.0}, above)
    assert not is_the_sum({"a": 8.0}, above), "one column of two rows"
    assert not is_the_sum({"a": 3.0, "b": 2.0}, above[:1]), "one row above"
    assert not is_the_sum({"a": 0.0, "b": 0.0}, [{"a": 0.0, "b": 0.0}] * 3)


def test_a_sum_of_the_last_rows_is_one_where_it_is_not_small():
    schools = [{"a": 49.0, "b": 17.0}, {"a": 50.0, "b": 17.0}, {"a": 51.0, "b": 18.0}]
    above = [{"a": 20.0, "b": 14.0}, {"a": 12.0, "b": 8.0}, *schools]
    assert summed_rows({"a": 150.0, "b": 52.0}, above) == 3
    assert summed_rows({"a": 182.0, "b": 74.0}, above) == 5
    assert summed_rows({"a": 101.0, "b": 35.0}, above) == 0, "two rows may be it by chance"
    assert summed_rows({"a": 3.0, "b": 3.0}, [{"a": 9.0, "b": 9.0}, *[{"a": 1.0, "b": 1.0}] * 3]) == 0, "small figures may, too"


def test_the_number_in_words_is_told_only_where_it_is_one():
    assert (counted_in_words("Cộng: 12 đơn vị"), counted_in_words("Tổng cộng"), counted_in_words("12 (3 mới)")) == (12, None, None)


def totalled(sheet: str, block: str, text: str | None):
    """The right file with a line below a table that holds the sums of its columns."""
    rows = right().filing.tables[block]
    first = next(iter(rows[0].values()))
    end = 40
    edits = [type_in(sheet, f"{first.ref.rstrip('0123456789')}{end}", text)]
    for column, cell in rows[0].items():
        if isinstance(cell.value, int) and not isinstance(cell.value, bool):
            total = sum(row[column].value for row in rows if row[column].filled)
            edits.append(type_in(sheet, f"{cell.ref.rstrip('0123456789')}{end}", total))
    return judged(document(edit=all_of(*edits)))


@pytest.mark.parametrize("text", ["Tổng cộng toàn phường", "Tổng các lĩnh vực", "Total", "Σ", "TC", "Toàn phường", None])
@pytest.mark.parametrize(("sheet", "block"), [(SERVICES, "services"), (DATA, "digitisation"), (UNITS, "units")])
def test_a_total_below_a_table_changes_no_figure(sheet, block, text):
    judgement = totalled(sheet, block, text)
    assert "total_row" in codes(judgement, "info") and judgement.verdict == "accepted", codes(judgement)
    assert {code: each.value for code, each in judgement.measures.items()} == {code: each.value for code, each in right().measures.items()}


@pytest.mark.parametrize(("sheet", "block"), [(SERVICES, "services"), (DATA, "digitisation"), (UNITS, "units")])
def test_a_line_that_is_the_sum_and_does_not_say_so_is_asked_for(sheet, block):
    judgement = totalled(sheet, block, "Chung")
    assert "looks_like_total" in codes(judgement, "warning")


def test_a_count_in_words_that_is_not_the_number_of_lines_is_asked_for():
    end = units_end()
    rows = len(right().filing.tables["units"])
    assert "total_row" in codes(judged(document(edit=type_in(UNITS, f"B{end}", f"Cộng: {rows} đơn vị"))), "info")
    assert "total_not_sum" in codes(judged(document(edit=type_in(UNITS, f"B{end}", f"Cộng: {rows + 1} đơn vị"))), "warning")
    assert place("units[].name")[0] == UNITS


def test_a_nameless_line_that_is_no_sum_misses_its_name():
    judgement = judged(document(edit=all_of(lambda book: sum_row(book, name=None), type_in(UNITS, f"E{units_end()}", 999))))
    assert "missing_value" in codes(judgement, "error")
