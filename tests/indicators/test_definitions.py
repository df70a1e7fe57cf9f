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
from indicators.catalogue import DEFINITIONS, Indicator, catalogue, read_definition
from indicators.compute import figures

# Measures that no indicator divides or counts: the number of all procedures, and the province's own satisfaction index.
UNUSED = {WARD_FORM: {"services_procedures"}, PROVINCE_FORM: {"sipas_score"}}

# Vietnamese words that English text keeps: names.
NAMES = "Bắc Hải Phòng Phương Liễu Phù Liễn Xuân Tuyên Cát Bà Cái Lân Tân Vũ Quảng Tày QĐ ĐHQG"

CODES = sorted(path.stem for path in DEFINITIONS.glob("*.yaml"))
OF_WARDS = [code for code in CODES if catalogue()[code].of_wards]
FIRST_CLASS = [code for code in CODES if catalogue()[code].first_class]
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
    assert len(OF_WARDS) >= 58 and len(CODES) - len(OF_WARDS) >= 67


def test_no_indicator_is_lost_unnoticed():
    """Each has a measure to itself, and every measure of the forms feeds an indicator (below)."""
    fed = Counter(measure for one in catalogue().values() for measure in set(one.measures))
    assert [one.code for one in catalogue().values() if all(fed[measure] > 1 for measure in one.measures)] == []


def test_eleven_indicators_are_first_class_and_the_headlines_among_them():
    assert len(FIRST_CLASS) == 11 and set(FIRST_CLASS) <= set(OF_WARDS)
    assert {one.code for one in catalogue().values() if one.headline} < set(FIRST_CLASS)


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


@pytest.mark.parametrize("code", OF_WARDS)
def test_the_program_computes_what_the_examples_say(code):
    indicator = catalogue()[code]
    for example in indicator.examples:
        given = example.measures | ({indicator.only_when: 1.0} if indicator.only_when else {})
        assert computed(indicator, given) == [example.numerator, example.denominator, example.value]


def computed(indicator: Indicator, given: dict[str, float]) -> list[float | None]:
    """Numerator, denominator and value of a ward with these measures."""
    province = (indicator.provinces or ("24",))[0]
    ward = wards(province)[0].code
    # An indicator that no quarter asks for is computed all the same where a ward gives it.
    asked = indicator.model_copy(update={"asked": indicator.asked or (4,)})
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
    (row,) = rows[rows["ward"] == ward].to_dict("records")
    return [None if pd.isna(row[part]) else row[part] for part in ("numerator", "denominator", "value")]


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


@pytest.mark.parametrize("code", FIRST_CLASS)
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


def test_satisfaction_is_the_share_of_those_asked_and_claims_no_index_of_hai_phong():
    indicator = catalogue()["hp_citizen_satisfaction"]
    assert computed(indicator, {"satisfied": 9, "surveyed": 12})[2] == 0.75
    assert "SIPAS" not in indicator.name.vi + indicator.name.en + indicator.short.vi + indicator.short.en
    assert "Hải Phòng" not in indicator.name.vi + indicator.name.en


def test_residential_groups_are_a_share_on_any_platform():
    indicator = catalogue()["residential_groups_managed"]
    assert computed(indicator, {"groups_managed": 5, "groups_total": 20})[2] == 0.25
    assert not any("eGovDSS" in text.vi + text.en for _, text in texts(indicator))


def test_on_time_counts_overdue_cases_that_are_still_open_and_says_that_this_is_our_choice():
    indicator = catalogue()["dossier_on_time_rate"]
    assert computed(indicator, {"dossiers_on_time": 8, "dossiers_resolved": 10, "dossiers_open_overdue": 6})[2] == 0.5
    assert indicator.note and "lựa chọn của chúng tôi" in indicator.note.vi and "our choice" in indicator.note.en
