"""Every file of indicators/definitions is complete: tests find the files by themselves."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pandas as pd
import pytest
from pydantic import BaseModel

from data.places import wards
from data.plans.lookups import plans
from data.quarter import Quarter
from data.returns.form import PROVINCE_FORM, WARD_FORM
from data.returns.formfile import form
from data.words import Text, fold
from indicators.catalogue import DEFINITIONS, catalogue, read_definition
from indicators.compute import figures

OF_WARDS = """
    training_coverage training_coverage_residents training_coverage_organisations staff_digital_skill_rate
    teachers_ai_rate schools_ai_stem ai_training_classes mooc_learners units_with_ai_tool ai_tool_count
    ai_models_running priority_field_models ai_pilots_tested chatbot_operational chatbot_queries
    ethnic_language_assistant services_fully_online services_with_assistant dossiers_fully_online services_proactive
    cashless_payment_rate data_digitised data_domains_standardised central_data_domains_used shared_datasets
    open_datasets_published health_record_coverage heritage_items_digitised dossiers_digitised
    dossiers_electronic_result dossier_on_time_rate dossier_processing_time ai_dossier_support_rate
    feedback_on_time_rate hp_citizen_satisfaction staff_computer_rate infosec_dossier infosec_checks
    security_incidents ai_cameras smart_loudspeakers bts_5g_sites businesses_supported_ai citizens_platform_supported
    residential_groups_managed farm_products_traced communication_items cooperation_partners dx_day_held
    task_completion_rate task_overdue report_submitted_on_time plan_issued plans_with_ai ai_budget
    public_investment_disbursement paperless_meetings_rate draft_laws_commented
"""
OF_PROVINCES = """
    ioc_units_connected hp_big_problems_published hp_re_investment hp_re_grdp_share hp_re_service_export
    hp_re_components hp_green_focus hp_ghg_emission hp_env_sensors hp_env_forecast_models hp_urban_systems_auto
    hp_urban_opex_change hp_port_rank hp_port_full_auto_terminals hp_logistics_modes_linked hp_port_ops_centre
    hp_personalised_services_rate hp_digital_citizens hp_units_auto_evaluated hp_innovation_centre hp10_platform
    hp10_data_domains hp10_processing_time hp10_pci hp10_lpi hp10_jobs_created hp10_labour_productivity
    hp9_forecast_models hp9_data_driven_decisions hp9_forecast_accuracy hp9_analysis_time hp9_realtime_response
    hp9_user_satisfaction hp9_media_analysis_freq hp9_policy_adjust_rate hp9_branding_reports hp9_partners
    hp9_external_budget_share hp9_staff_trained hp9_fields_with_ai hp9_smart_city_rank hp9_ai_in_dvc_rate
    hp9_grdp_contribution fiveg_population_coverage fiveg_key_area_coverage iot_essential_services
    hcm_plan_broadband_approved hcm_plan_iot_approved hcm_iot_platform_report hcm_hpc_rented hcm_hpc_feasibility
    hcm_shared_data_quality hcm_data_research_task hcm_dx_day_report hcm_ai_challenge_participants
    ai_projects_showcased hcm_ai_need_survey ai_research_tasks_approved hcm_ai_solutions_applied ai_startups_active
    hcm_qtsc_open_env hcm_programme_revised hcm_hais_established hcm_ai_portal hcm_research_network
    ai_students_trained hcm_online_ai_course_task
"""
REPORTED_BY_ALL = """
    training_coverage training_coverage_residents training_coverage_organisations units_with_ai_tool ai_tool_count
    services_fully_online services_with_assistant dossiers_fully_online data_digitised dossiers_digitised
    dossiers_electronic_result
"""
WARD_LEVEL, FIRST_CLASS = set(OF_WARDS.split()), set(REPORTED_BY_ALL.split())

# Measures that no indicator divides or counts: the number of all procedures, and the province's own satisfaction index.
UNUSED = {WARD_FORM: {"services_procedures"}, PROVINCE_FORM: {"sipas_score"}}

# Vietnamese words that English text keeps: names.
NAMES = "Bắc Hải Phòng Phương Liễu Phù Liễn Xuân Tuyên Cát Bà Cái Lân Tân Vũ Quảng Tày QĐ ĐHQG"

CODES = sorted(path.stem for path in DEFINITIONS.glob("*.yaml"))
every_definition = pytest.mark.parametrize("code", CODES)


def texts(part: BaseModel, where: str = "") -> Iterator[tuple[str, Text]]:
    """All texts in two languages with their place: "name", "examples.text" ..."""
    for field in type(part).model_fields:
        value = getattr(part, field)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Text):
                yield where + field, one
            elif isinstance(one, BaseModel):
                yield from texts(one, f"{where}{field}.")


def test_the_125_indicators_of_the_sources_are_there_and_wards_give_the_figures_of_58():
    """More may come: a new indicator is one new file and nothing here."""
    of_wards = {code for code in CODES if catalogue()[code].of_wards}
    of_provinces = set(OF_PROVINCES.split())
    assert of_wards >= WARD_LEVEL and set(CODES) - of_wards >= of_provinces
    assert len(WARD_LEVEL) == 58 and len(of_provinces) == 67


def test_eleven_indicators_are_first_class():
    assert {code for code in CODES if catalogue()[code].first_class} == FIRST_CLASS


@every_definition
def test_the_file_name_is_the_code(code):
    assert re.fullmatch(r"[a-z][a-z0-9_]*", code)
    assert read_definition(DEFINITIONS / f"{code}.yaml").code == code


@every_definition
def test_a_file_is_plain_text_in_nfc(code):
    text = (DEFINITIONS / f"{code}.yaml").read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\t" not in text and "\r" not in text


@every_definition
def test_each_language_has_its_own_words(code):
    # A unit or a thing may be the same in both: %, km2, camera.
    for where, text in texts(catalogue()[code]):
        assert where in ("unit", "thing") or text.vi != text.en, where


@every_definition
def test_english_text_is_english(code):
    for where, text in texts(catalogue()[code]):
        unquoted = re.sub(r"“[^”]*”", "", text.en)
        foreign = {word for word in re.findall(r"\w+", unquoted) if fold(word) != word.casefold()}
        assert foreign <= set(NAMES.split()), where


@every_definition
def test_short_names_fit_a_card_and_an_axis(code):
    short = catalogue()[code].short
    assert max(len(short.vi), len(short.en)) <= 28


@pytest.mark.parametrize("field", ["name", "short"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_two_indicators_share_a_name(field, lang):
    names = Counter(fold(getattr(one, field)(lang)) for one in catalogue().values())
    assert [name for name, times in names.items() if times > 1] == []


@every_definition
def test_examples_follow_from_their_own_figures(code):
    indicator = catalogue()[code]
    for example in indicator.examples:
        assert set(example.measures) == set(indicator.measures)
        assert example.numerator == sum(example.measures[one] for one in indicator.numerator)
        if not indicator.denominator:
            assert (example.denominator, example.value) == (None, example.numerator)
            continue
        assert example.denominator == sum(example.measures[one] for one in indicator.denominator)
        if example.denominator:
            assert example.value == example.numerator / example.denominator
        else:
            assert (example.numerator, example.value) == (0, None)


@every_definition
def test_the_first_example_has_a_value_and_shares_are_fractions(code):
    indicator = catalogue()[code]
    assert indicator.example.value is not None
    if indicator.kind == "ratio":
        assert 0 <= indicator.example.value <= 1
    if indicator.kind == "yes_no":
        assert indicator.example.value in (0, 1)


@pytest.mark.parametrize("code", sorted(WARD_LEVEL))
def test_the_program_computes_what_the_examples_say(code):
    indicator = catalogue()[code]
    province = (indicator.provinces or ("24",))[0]
    ward = wards(province)[0].code
    # An indicator that no quarter asks for is computed all the same where a ward gives it.
    asked = indicator.model_copy(update={"asked": indicator.asked or (4,)})
    for example in indicator.examples:
        given = example.measures | ({indicator.only_when: 1.0} if indicator.only_when else {})
        measures = pd.DataFrame({"ward": ward, "measure": list(given), "value": list(given.values()), "state": "number"})
        rows = figures(
            measures,
            province=province,
            quarter=Quarter(2026, asked.asked[-1]),
            owed=(ward,),
            last_known=measures.iloc[:0],
            demonstration=False,
            indicators=[asked],
        )
        row = rows[rows.ward == ward].iloc[0]
        found = [None if pd.isna(row[part]) else row[part] for part in ("numerator", "denominator", "value")]
        assert found == [example.numerator, example.denominator, example.value]


@every_definition
def test_measures_stand_in_the_form_that_holds_the_indicator(code):
    indicator = catalogue()[code]
    measures = form(indicator.form).measures
    assert set(indicator.measures) <= set(measures)
    if indicator.only_when:
        (field,) = measures[indicator.only_when].fields
        assert form(indicator.form).field(field).type == "yes_no"


@every_definition
def test_yes_and_no_are_asked_for_what_is_yes_or_no(code):
    indicator = catalogue()[code]
    asked = form(indicator.form)
    for measure in (asked.measures[one] for one in indicator.measures):
        types = {asked.field(field).type for field in measure.fields}
        assert types <= ({"yes_no"} if indicator.kind == "yes_no" else {"int", "decimal"})


@pytest.mark.parametrize("code", sorted(FIRST_CLASS))
def test_what_every_ward_must_report_is_required_in_the_form(code):
    asked = form()
    for measure in (asked.measures[one] for one in catalogue()[code].measures):
        assert all(asked.field(field).required for field in measure.sources)


@pytest.mark.parametrize("code", [WARD_FORM, PROVINCE_FORM])
def test_every_measure_of_a_form_feeds_an_indicator(code):
    fed = {one for indicator in catalogue().values() if indicator.form == code for one in indicator.measures}
    assert set(form(code).measures) - fed == UNUSED[code]


@pytest.mark.parametrize("code", [WARD_FORM, PROVINCE_FORM])
def test_fields_are_asked_in_the_quarters_and_provinces_of_the_indicators_they_feed(code):
    quarters: dict[str, set[int]] = {}
    provinces: dict[str, set[str | None]] = {}
    for indicator in (one for one in catalogue().values() if one.form == code):
        for measure in (form(code).measures[one] for one in indicator.measures):
            for field in measure.sources:
                quarters.setdefault(field, set()).update(indicator.asked)
                provinces.setdefault(field, set()).update(indicator.provinces or (None,))
    for field, numbers in quarters.items():
        everywhere = None in provinces[field]
        # The form keeps room for what no quarter asks for (public investment).
        assert set(form(code).field(field).asked) == (numbers or {1, 2, 3, 4}), field
        assert set(form(code).field(field).provinces) == (set() if everywhere else provinces[field]), field


def test_sources_are_documents_that_we_have_as_plans():
    documents = {source.document for indicator in catalogue().values() for source in indicator.sources}
    assert documents <= {plan.code for plan in plans() if not plan.demonstration}


def test_goals_and_benchmarks_name_indicators_that_exist():
    named = {one.indicator for plan in plans() for one in (*plan.goals, *plan.benchmarks)} - {None}
    named |= {code for plan in plans() for task in plan.tasks for code in task.indicators}
    assert named <= set(CODES)


@pytest.mark.parametrize(
    "code", ["shared_datasets", "open_datasets_published", "cooperation_partners", "communication_items", "ai_tool_count"]
)
def test_a_sum_that_counts_one_thing_many_times_says_so(code):
    assert catalogue()[code].province_label.vi.startswith("Tổng lượt ")


def test_satisfaction_claims_no_index_of_hai_phong():
    indicator = catalogue()["hp_citizen_satisfaction"]
    assert (indicator.numerator, indicator.denominator) == (("satisfied",), ("surveyed",))
    assert "SIPAS" not in indicator.name.vi + indicator.name.en + indicator.short.vi + indicator.short.en
    assert "Hải Phòng" not in indicator.name.vi + indicator.name.en


def test_residential_groups_are_a_share_on_any_platform():
    indicator = catalogue()["residential_groups_managed"]
    assert (indicator.kind, indicator.numerator, indicator.denominator) == ("ratio", ("groups_managed",), ("groups_total",))
    assert not any("eGovDSS" in text.vi + text.en for _, text in texts(indicator))


def test_on_time_counts_overdue_cases_that_are_still_open_and_says_that_this_is_our_choice():
    indicator = catalogue()["dossier_on_time_rate"]
    assert indicator.denominator == ("dossiers_resolved", "dossiers_open_overdue")
    assert "lựa chọn của chúng tôi" in indicator.note.vi and "our choice" in indicator.note.en
