"""Tables in pictures: nothing over another, nothing cut, and what has no room is left out in words."""

from itertools import pairwise

import pytest

from data import places
from indicators.charts import table_columns
from indicators.charts.layers import complete
from indicators.charts.table import table
from indicators.views.view import Column
from tests.indicators.charts.drawing import drawn
from tests.indicators.charts.test_charts import columns, compared

SCREENS = ((1800, 820), (1200, 480), (880, 520), (358, 600))
LONG = "Chưa có máy tính cho cán bộ không chuyên trách; đề nghị tỉnh hỗ trợ đường truyền, tập huấn lại cho người mới nhận việc"


def told(chart, width, room):
    """The words of the table by the line on which they stand, from the left."""
    lines = {}
    for word in drawn(chart, width, room).words:
        lines.setdefault(round(word.y), []).append(word)
    return [sorted(lines[y], key=lambda word: word.left) for y in sorted(lines)]


def names(province):
    return {ward.name for ward in places.wards(province)}


def said(chart, width, room):
    return {word.text for word in drawn(chart, width, room).words}


@pytest.mark.parametrize(("width", "room"), SCREENS)
@pytest.mark.parametrize("province", ("24", "79"))
def test_no_word_touches_another_or_the_edge_and_the_table_keeps_to_its_room(province, width, room):
    for line in told(compared(province), width, room):
        assert all(one.right <= other.left + 1 for one, other in pairwise(line)), line
        assert all(word.left >= -1 and word.right <= width + 1 and word.size >= 12 for word in line)
    assert drawn(compared(province), width, room).height <= room


def test_a_whole_province_is_there_where_it_has_room():
    assert names("24") <= said(compared("24"), 1800, 820)
    assert not [words for words in said(compared("24"), 1800, 820) if "dòng khác" in words]


@pytest.mark.parametrize(("lang", "words"), (("vi", "và {} dòng khác"), ("en", "and {} more")))
@pytest.mark.parametrize(("width", "room"), SCREENS[1:3])
def test_rows_without_room_are_counted_and_those_from_the_top_are_shown(lang, words, width, room):
    chart, every = compared("79", lang), columns("79", lang)[1].written
    there = said(chart, width, room)
    shown = [name for name in every if name in there]
    assert shown == list(every[: len(shown)]) and 20 < len(shown) < len(every)
    assert words.format(len(every) - len(shown)) in there


def test_a_phone_shows_the_first_columns_and_counts_the_others():
    there = said(compared("24"), 358, 600)
    assert {"Thứ hạng", "Xã, phường", "Còn thiếu", "Thay đổi"} & there == {"Thứ hạng", "Xã, phường"}
    assert [words for words in there if words.endswith("cột khác: xem trên màn hình rộng")]


def test_a_table_that_leaves_nothing_out_is_as_high_as_it_must_be():
    whole = drawn(complete(compared("79")), 1800, 820)
    assert whole.height > 820 and names("79") <= {word.text for word in whole.words}
    assert drawn(complete(compared("24")), 358, 600).height > 3_000, "not all columns have room"


@pytest.mark.parametrize(
    ("written", "numbers"),
    (
        (("1.234", "–", "95,5\N{NO-BREAK SPACE}%", "−7", "< 0,1 %", "▲ +6,1 điểm", "12/40"), True),
        (("Chũ", "12"), False),
        (("–", ""), False),
        ((), False),
        (("còn 4 cán bộ nữa là đạt",), False),
        (("● Đúng tiến độ", "– Không phát sinh"), False),
    ),
)
def test_a_column_of_numbers_is_told_by_its_content(written, numbers):
    assert table_columns.laid(Column("x", "x", written)).numbers is numbers


def test_numbers_end_and_words_begin_at_one_line_under_their_heading():
    picture = drawn(table(columns("24", most=8), lang="vi"), 880, 520)
    for column in columns("24", most=8):
        cells = [word for word in picture.words if word.text in column.written and word.text != "–"]
        (edge,) = {(word.anchor, word.x) for word in cells} or {None}
        heading = [word for word in picture.words if word.text == column.heading]
        assert edge is None or not heading or (heading[0].anchor, heading[0].x) == edge
    assert {word.anchor for word in picture.words} == {"start", "end"}


def test_a_long_cell_takes_more_lines_and_loses_no_word():
    given = (Column("ward", "Xã, phường", ("Chũ", "Nếnh")), Column("why", "Khó khăn", (LONG, "–")))
    lines = [line for line in told(table(given, lang="vi"), 880, 520) if any(word.text in LONG for word in line)]
    parts = [word.text for line in lines for word in line if word.text in LONG and word.text != "–"]
    assert len(parts) > 1 and " ".join(parts) == LONG
    assert all(later[0].y - earlier[0].y >= 8 for earlier, later in pairwise(told(table(given, lang="vi"), 880, 520)))


def test_a_heading_is_folded_only_where_nothing_under_it_is_as_wide():
    assert table_columns.laid(Column("x", "Tử số/mẫu số", ("1/2",))).heading == ("Tử số/", "mẫu số")
    assert table_columns.laid(Column("x", "Tử số/mẫu số", ("12.345.678/12.345.678",))).heading == ("Tử số/mẫu số",)


def test_a_table_without_rows_has_its_headings():
    picture = drawn(table((Column("ward", "Xã, phường", ()), Column("value", "Giá trị", ())), lang="vi"), 358, 600)
    assert [word.text for word in picture.words] == ["Xã, phường", "Giá trị"] and picture.height <= 60
