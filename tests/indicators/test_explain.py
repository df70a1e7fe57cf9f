import pytest

from indicators import changes, explain
from indicators.catalogue import catalogue
from indicators.compare import summary
from tests.indicators.build import EARLIER, WARDS, everywhere, figures, of, province, staff, wards

TRAINING, DAYS = catalogue()["training_coverage"], catalogue()["dossier_processing_time"]
ASSISTANT, TOOLS = catalogue()["chatbot_operational"], catalogue()["ai_tool_count"]
TRAINING_WORDS = TRAINING.model_copy(
    update={
        "numerator_text": TRAINING.thing.model_copy(update={"vi": "Số người đã học", "en": "People trained"}),
        "denominator_text": TRAINING.thing.model_copy(update={"vi": "Tổng số người", "en": "All people"}),
    }
)
KINDS = "xã, phường"


def explained(now, before=None, *, indicator=TRAINING, ward=WARDS[0], lang="vi", last=None, **more):
    """The explanation of a ward, or with `ward` None of the province, from plain dictionaries."""
    pick = province if ward is None else lambda rows: of(rows, ward)
    was = None if before is None else figures(before, indicator.code, quarter=EARLIER, **more)
    earlier = None if was is None else pick(was)
    rows = figures(now, indicator.code, last=last, **more)
    same = None if was is None else changes.over_same_wards(rows, was, indicator)
    return explain.explain(pick(rows), indicator, lang, before=earlier, same=same, wards=KINDS)


def test_a_share_is_told_with_its_x_and_its_n():
    row = of(figures(staff((35, 40)), TRAINING.code), WARDS[0])
    assert explain.formula(row, TRAINING_WORDS, "vi") == "Số người đã học / Tổng số người = 35/40 = 87,5\xa0%"
    assert explain.formula(row, TRAINING_WORDS, "en") == "People trained / All people = 35/40 = 87.5%"


def test_the_formula_of_the_province_says_how_many_wards_it_adds_up():
    row = province(figures(staff((35, 40), (5, 10)), TRAINING.code))
    assert explain.formula(row, TRAINING_WORDS, "vi", wards=KINDS) == (
        "Số người đã học / Tổng số người = 40/50 = 80,0\xa0% (cộng 2/5 xã, phường)"
    )


@pytest.mark.parametrize(
    "ward, formula",
    [(WARDS[0], "Trợ lý ảo đang vận hành: Có"), (None, "Số xã, phường trả lời Có / số xã, phường đã trả lời = 1/2 = 50,0\xa0%")],
)
def test_yes_and_no_are_told_in_words(ward, formula):
    filed = {WARDS[0]: {"chatbot": 1}, WARDS[1]: {"chatbot": 0}}
    assert explained(filed, indicator=ASSISTANT, ward=ward).formula == formula


def test_a_sum_that_counts_one_thing_many_times_is_called_so():
    filed = {WARDS[0]: {"tools_in_use": 3}, WARDS[1]: {"tools_in_use": 4}}
    assert explained(filed, indicator=TOOLS, ward=None).formula == "Tổng lượt công cụ: 7 (cộng 2/5 xã, phường)"


def test_named_things_are_told_by_the_median_and_by_who_has_all():
    domains = catalogue()["data_domains_standardised"]
    filed = {ward: {"domains_complete": count} for ward, count in zip(WARDS, (5, 2, 3, 4), strict=False)}
    assert explained(filed, indicator=domains, ward=None).formula == ("Giá trị ở giữa: 3,5; 1/4 xã, phường có đủ 5 lĩnh vực")


@pytest.mark.parametrize(
    "code, filed, line",
    [
        (TRAINING.code, staff((35, 40), (5, 60)), "Toàn thành phố: 40,0\xa0% (40/100 cán bộ) · ở giữa 47,9\xa0%"),
        (TOOLS.code, {WARDS[0]: {"tools_in_use": 3}}, "Toàn thành phố: 3 (tổng lượt công cụ) · ở giữa 3"),
        ("ai_models_running", {WARDS[0]: {"models_running": 3}}, "Toàn thành phố: 3 · ở giữa 3"),
        (ASSISTANT.code, {WARDS[0]: {"chatbot": 1}, WARDS[1]: {"chatbot": 0}}, "Toàn thành phố: 1/2 xã, phường trả lời Có"),
        (
            "data_domains_standardised",
            {WARDS[0]: {"domains_complete": 5}, WARDS[1]: {"domains_complete": 0}},
            "Toàn thành phố: 1/2 xã, phường có đủ 5 lĩnh vực · ở giữa 2,5",
        ),
        (TRAINING.code, {}, ""),
    ],
)
def test_the_line_of_the_province_suits_its_kind(code, filed, line):
    found = summary(figures(filed, code), catalogue()[code])
    assert explain.together_line(found, catalogue()[code], "vi", wards=KINDS) == line


def test_without_a_value_the_reason_is_told():
    assert explained({}).formula == "Chưa có số liệu của kỳ này"
    assert explained(staff((0, 0))).formula.startswith("Không phát sinh")
    nothing = explained({}, staff((1, 10)), ward=None, goal_for=everywhere())
    assert (nothing.gap, nothing.gap_now, nothing.change, nothing.change_parts, nothing.band) == (None,) * 5


def test_the_gap_is_told_in_people():
    said = explained(staff((36, 40)), goal_for=everywhere())
    assert (said.gap, said.gap_now) == ("còn 4 cán bộ nữa là đạt", None)
    late = explained(staff((1, 40)), goal_for=everywhere(), lang="en")
    assert late.gap == "39 more to reach the target (staff)"
    assert late.gap_now == "7 more to be on the path of Q4 2026 (staff)"


def test_where_lower_is_better_there_are_too_many():
    overdue = catalogue()["task_overdue"]
    said = explained({WARDS[0]: {"tasks_overdue": 9}}, indicator=overdue, goal_for=everywhere(0.0, baseline=10.0))
    assert said.gap == "giảm 9 nhiệm vụ nữa là đạt"
    assert said.gap_now == "giảm 1 nhiệm vụ nữa là kịp lộ trình Quý IV/2026"


@pytest.mark.parametrize(
    "before, now, said",
    [
        ((10, 50), (20, 50), "+20,0 điểm so với Quý III"),
        ((20, 50), (10, 50), "−20,0 điểm so với Quý III"),
        ((20, 50), (20, 40), "+10,0 điểm so với Quý III, do mẫu số giảm"),
        ((20, 50), (18, 40), "+5,0 điểm so với Quý III, do mẫu số giảm"),
        ((20, 40), (20, 50), "−10,0 điểm so với Quý III, do mẫu số tăng"),
        ((20, 50), (24, 40), "+20,0 điểm so với Quý III"),
        ((20, 50), (20, 50), "không đổi so với Quý III"),
        ((3000, 9999), (3001, 9999), "gần như không đổi so với Quý III"),
        (None, (20, 50), None),
    ],
)
def test_a_change_is_told_with_its_reason(before, now, said):
    assert explained(staff(now), staff(before)).change == said


def test_the_parts_of_a_change_are_told():
    assert explained(staff((20, 40)), staff((20, 50))).change_parts == ("do tử số 0,0 điểm, do mẫu số +10,0 điểm")
    counts = {WARDS[0]: {"tools_in_use": 3}}, {WARDS[0]: {"tools_in_use": 1}}
    assert explained(*counts, indicator=TOOLS).change_parts is None


def test_counts_and_answers_change_too():
    assert explained({WARDS[0]: {"tools_in_use": 3}}, {WARDS[0]: {"tools_in_use": 5}}, indicator=TOOLS).change == ("−2 so với Quý III")
    assert explained({WARDS[0]: {"chatbot": 1}}, {WARDS[0]: {"chatbot": 0}}, indicator=ASSISTANT, lang="en").change == (
        "from No to Yes since Q3"
    )
    filed = [wards("dossiers_processing_days", "dossiers_resolved", part) for part in ((30, 10), (24, 10))]
    assert explained(*filed, indicator=DAYS).change == "+0,6\xa0ngày làm việc so với Quý III"


def test_the_province_moves_by_the_wards_that_are_in_both_quarters_and_what_others_do_stands_apart():
    said = explained(staff((20, 40)), staff((20, 40), (0, 40)), ward=None)
    assert said.change == "không đổi so với Quý III (cùng 1 xã, phường)"
    assert said.change_parts == "do nơi khác báo cáo +25,0 điểm"
    tools = {ward: {"tools_in_use": 3} for ward in WARDS[:2]}
    said = explained(tools, {WARDS[0]: {"tools_in_use": 1}}, ward=None, indicator=TOOLS)
    assert said.change == "+2 so với Quý III (cùng 1 xã, phường)" and said.change_parts == "do nơi khác báo cáo +3"


def test_where_no_ward_is_in_both_quarters_there_is_no_change():
    said = explained(staff((20, 40)), staff(None, (20, 40)), ward=None)
    assert (said.change, said.change_parts) == (None, None)


def test_a_rise_of_the_province_by_fewer_people_is_said_to_be_so():
    said = explained(staff((20, 30)), staff((20, 40)), ward=None, owed=WARDS[:1])
    assert said.change == "+16,7 điểm so với Quý III, do mẫu số giảm"
    assert said.change_parts == "do tử số 0,0 điểm, do mẫu số +16,7 điểm"


def test_the_band_tells_what_the_provinces_value_can_still_become_and_how_sure_its_status_is():
    last = staff((8, 40), (5, 40))

    def band(*parts, known=last, **more):
        return explained(staff(*parts), ward=None, owed=WARDS[:2], last=known, goal_for=everywhere(), **more).band

    assert band((8, 40)) == "Khi đủ 2 xã, phường: từ 10,0\xa0% đến 60,0\xa0%; chậm hay đúng tiến độ, tùy 1 nơi còn lại"
    assert band((36, 40)) == "Khi đủ 2 xã, phường: từ 45,0\xa0% đến 95,0\xa0%; vẫn đúng tiến độ dù 1 nơi còn lại bằng 0"
    few = staff(None, (0, 1))
    assert band((1, 40), known=few).endswith("; vẫn chậm dù 1 nơi còn lại đạt hết")
    assert band((8, 40), known=None) == "Chưa thể kết luận: trong 1 nơi chưa có số liệu có nơi chưa từng báo cáo mẫu số"
    assert band((8, 40), (8, 40)) is None, "all are in"
    without = explained(staff((8, 40)), ward=None, owed=WARDS[:2], last=last)
    assert without.band == "Khi đủ 2 xã, phường: từ 10,0\xa0% đến 60,0\xa0%", "no target, no status"


def test_a_summarys_row_is_explained_as_well_as_a_row_of_the_table():
    rows = figures(staff((8, 40)), TRAINING.code, TOOLS.code, owed=WARDS[:1], goal_for=everywhere())
    for indicator in (TRAINING, TOOLS):
        row = summary(rows, indicator).province
        assert explain.explain(row, indicator, "vi", before=row, wards=KINDS).formula
