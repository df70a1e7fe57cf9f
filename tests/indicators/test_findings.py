import pytest

from indicators import findings
from indicators.catalogue import catalogue
from tests.indicators.build import BAC_NINH, EARLIER, WARDS, everywhere, figures, staff, wards, where

TRAINING, DATA = catalogue()["training_coverage"], catalogue()["data_digitised"]
HEADLINE = (TRAINING, DATA)
GOOD, SLOW, LATE = (20, 50), (7, 50), (2, 50)


def of_both(trained, digitised=(), **more):
    """Figures of staff and of records, given as parts for the wards in turn."""
    people, records = staff(*trained), wards("records_standardised", "records_total", *digitised)
    filed = {ward: people.get(ward, {}) | records.get(ward, {}) for ward in WARDS}
    return figures(filed, TRAINING.code, DATA.code, **more)


def home(*parts, lang="vi", **more):
    return findings.home(of_both(*parts, **more), HEADLINE, lang, province=BAC_NINH)


@pytest.mark.parametrize(
    "trained, digitised, title",
    [
        (
            [GOOD, GOOD, GOOD, LATE, (0, 0)],
            [LATE] * 5,
            "Bắc Ninh, dữ liệu số hóa, chuẩn hóa: 5/5 xã, phường chậm; cán bộ đã tập huấn AI đúng tiến độ",
        ),
        (
            [GOOD, GOOD, GOOD, LATE, None],
            [LATE] * 5,
            "Bắc Ninh, dữ liệu số hóa, chuẩn hóa: 5/5 xã, phường chậm",
        ),
        ([LATE] * 5, [GOOD] * 5, "Bắc Ninh, cán bộ đã tập huấn AI: 5/5 xã, phường chậm; dữ liệu số hóa, chuẩn hóa đúng tiến độ"),
        (
            [GOOD] * 5,
            [SLOW] * 4 + [None],
            "Bắc Ninh, dữ liệu số hóa, chuẩn hóa: mới 4/5 xã, phường có số liệu, 4 hơi chậm; cán bộ đã tập huấn AI đúng tiến độ",
        ),
        ([GOOD] * 5, [GOOD] * 5, "Bắc Ninh: 5/5 xã, phường đúng tiến độ về cán bộ đã tập huấn AI; không nội dung chính nào chậm"),
        ([], [], "Bắc Ninh: chưa xã, phường nào có số liệu Quý IV/2026"),
    ],
)
def test_home_tells_who_is_on_track_and_what_is_slowest(trained, digitised, title):
    assert home(trained, digitised, goal_for=everywhere()) == title


def test_nobody_is_said_to_keep_up_where_an_indicator_is_not_judged():
    some = where(lambda code, ward: code == TRAINING.code)
    assert home([GOOD] * 5, [LATE] * 5, goal_for=some) == "Bắc Ninh: 5/5 xã, phường đúng tiến độ về cán bộ đã tập huấn AI"


def test_home_in_english():
    assert home([GOOD] * 5, [LATE] * 5, goal_for=everywhere(), lang="en") == (
        "Bắc Ninh, data digitised: 5 of 5 communes and wards behind; on track: staff trained in AI"
    )
    assert home([], lang="en") == "Bắc Ninh: none of the communes and wards has figures for Q4 2026 yet"


def test_where_only_the_province_has_a_goal_its_own_status_is_told():
    own = where(lambda code, ward: ward is None and code == DATA.code)
    assert home([GOOD] * 5, [LATE] * 5, goal_for=own) == "Bắc Ninh: dữ liệu số hóa, chuẩn hóa 4,0\xa0%, chậm"


def test_a_goal_of_one_ward_does_not_speak_for_all():
    one = where(lambda code, ward: ward == "09265")
    assert home([GOOD] * 5, [LATE] * 5, goal_for=one) == ("Bắc Ninh: cán bộ đã tập huấn AI 40,0\xa0%; dữ liệu số hóa, chuẩn hóa 4,0\xa0%")


def test_goals_of_the_wards_alone_tell_nothing_of_the_province():
    assert home([GOOD] * 5, goal_for=where(lambda code, ward: ward is not None)) == (
        "Bắc Ninh: 5/5 xã, phường đúng tiến độ về cán bộ đã tập huấn AI"
    )


def test_before_a_path_begins_nobody_is_on_track():
    later = everywhere(first_year=2027)
    assert home([GOOD] * 5, goal_for=later) == "Bắc Ninh: cán bộ đã tập huấn AI 40,0\xa0%"


def compared(code, filed, *, lang="vi", **more):
    return findings.compare(figures(filed, code, **more), catalogue()[code], lang, province=BAC_NINH)


@pytest.mark.parametrize(
    "parts, more, title",
    [
        ([GOOD, SLOW, LATE, (0, 0), GOOD], {}, "Cán bộ đã tập huấn AI: 1/5 xã, phường chậm, 2 đúng tiến độ"),
        ([GOOD, SLOW] * 2 + [GOOD], {}, "Cán bộ đã tập huấn AI: 2/5 xã, phường hơi chậm, 3 đúng tiến độ"),
        ([GOOD] * 5, {}, "Cán bộ đã tập huấn AI: 5/5 xã, phường đúng tiến độ"),
        ([GOOD, LATE], {}, "Cán bộ đã tập huấn AI: mới 2/5 xã, phường có số liệu, 1 chậm, 1 đúng tiến độ"),
        ([GOOD, (50, 50)], {"year": 2026}, "Cán bộ đã tập huấn AI: 1/5 xã, phường đạt mục tiêu"),
        ([], {}, "Cán bộ đã tập huấn AI: chưa xã, phường nào có số liệu Quý IV/2026"),
    ],
)
def test_compare_counts_wards_against_their_targets(parts, more, title):
    assert compared(TRAINING.code, staff(*parts), goal_for=everywhere(**more)) == title


def test_without_targets_compare_tells_the_extremes():
    assert compared(TRAINING.code, staff(GOOD, LATE, (9, 9))) == (
        "Cán bộ đã tập huấn AI: Bắc Ninh 28,4\xa0%; cao nhất Phường Yên Phong (40,0\xa0%), thấp nhất Phường Phương Liễu (4,0\xa0%)"
    )
    assert compared(TRAINING.code, staff(GOOD, LATE), lang="en").endswith("lowest Phương Liễu Ward (4.0%)")
    assert compared(TRAINING.code, staff(GOOD, GOOD)) == ("Cán bộ đã tập huấn AI: Bắc Ninh 40,0\xa0%, các xã, phường như nhau")
    assert compared(TRAINING.code, staff((9, 9))) == "Bắc Ninh: cán bộ đã tập huấn AI 100,0\xa0%"


def test_nobody_is_named_where_several_share_an_end():
    assert compared(TRAINING.code, staff(GOOD, LATE, GOOD, LATE)) == (
        "Cán bộ đã tập huấn AI: Bắc Ninh 22,0\xa0%; cao nhất 2 nơi cùng 40,0\xa0%, thấp nhất 2 nơi cùng 4,0\xa0%"
    )
    tools = {ward: {"tools_in_use": number} for ward, number in zip(WARDS, (2, 0, 2, 2, 1), strict=True)}
    assert compared("ai_tool_count", tools).endswith("; nhiều nhất 3 nơi cùng 2")
    assert compared("ai_tool_count", tools, lang="en").endswith("; most: 3 places with 2 each")


@pytest.mark.parametrize(
    "code, measure, numbers, title",
    [
        ("ai_tool_count", "tools_in_use", (3, 5, 0), "Công cụ AI đang dùng: 8 (tổng lượt công cụ); nhiều nhất Phường Phương Liễu (5)"),
        ("ai_models_running", "models_running", (1, 0), "Mô hình AI đang vận hành: 1 (tổng cộng); nhiều nhất Phường Yên Phong (1)"),
        ("chatbot_operational", "chatbot", (1, 0, 1), "Trợ lý ảo đang vận hành: 2/3 xã, phường trả lời Có"),
        ("data_domains_standardised", "domains_complete", (5, 5, 1, 2), "Lĩnh vực dữ liệu sạch: 2/4 xã, phường có đủ 5 lĩnh vực"),
    ],
)
def test_each_kind_of_indicator_has_its_own_finding(code, measure, numbers, title):
    assert compared(code, {ward: {measure: number} for ward, number in zip(WARDS, numbers, strict=False)}) == title


@pytest.mark.parametrize(
    "digitised, goals, title",
    [
        ([LATE, LATE, GOOD], everywhere(), "1 nơi chậm ở cả hai"),
        ([LATE, GOOD, GOOD], everywhere(), "không nơi nào chậm ở cả hai"),
        ([LATE, GOOD], where(lambda code, ward: code == DATA.code), "2/5 xã, phường có số liệu ở cả hai"),
        ([], everywhere(), "0/5 xã, phường có số liệu ở cả hai"),
    ],
)
def test_two_indicators_have_one_finding(digitised, goals, title):
    rows = of_both([GOOD, LATE, GOOD], digitised, goal_for=goals)
    assert findings.two(rows, TRAINING, DATA, "vi") == f"Cán bộ đã tập huấn AI và dữ liệu số hóa, chuẩn hóa: {title}"


def of_ward(ward, *parts, lang="vi", **more):
    return findings.ward(of_both(*parts, **more), HEADLINE, lang, ward=ward)


def test_a_ward_is_told_how_many_of_its_main_indicators_are_on_track():
    assert of_ward("09265", [GOOD] * 2, [LATE] * 2, goal_for=everywhere()) == (
        "Phường Phương Liễu: 1/2 chỉ số chính đúng tiến độ; chậm nhất là dữ liệu số hóa, chuẩn hóa"
    )
    assert of_ward("09265", [GOOD] * 2, [GOOD] * 2, goal_for=everywhere(), lang="en") == (
        "Phương Liễu Ward: 2 of 2 main indicators on track"
    )


def test_a_ward_without_targets_or_figures():
    assert of_ward("09193", [GOOD], quarter=EARLIER - 1) == "Xã Yên Phong: cán bộ đã tập huấn AI 40,0\xa0%"
    assert of_ward("09334", [GOOD]) == "Xã Liên Bão: chưa có số liệu Quý IV/2026"
