"""The catalogue: order, what a ward owes in a quarter, and words for a file that is wrong."""

import shutil
import unicodedata
from pathlib import Path

import pytest
import yaml

from data.plans import lookups
from data.quarter import Quarter
from indicators import catalogue as module
from indicators.catalogue import (
    DEFINITIONS,
    DefinitionError,
    catalogue,
    families,
    headline,
    owed,
    read_definition,
)


def codes_owed(quarter: str, province: str = "24") -> set[str]:
    return {one.code for one in owed(catalogue().values(), quarter=Quarter.parse(quarter), province=province)}


def written(folder: Path, *, without: tuple[str, ...] = (), **changes: object) -> Path:
    """`training_coverage` in `folder`, with fields changed or left out."""
    content = yaml.safe_load((DEFINITIONS / "training_coverage.yaml").read_text(encoding="utf-8")) | changes
    path = folder / "training_coverage.yaml"
    kept = {field: value for field, value in content.items() if field not in without}
    path.write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
    return path


def test_families_come_in_the_order_of_their_file_and_each_has_indicators():
    assert [family.code for family in families()] == [
        "training",
        "tools",
        "services",
        "data",
        "dossiers",
        "infrastructure",
        "society",
        "delivery",
        "hai_phong_problems",
        "hai_phong_policy",
        "ho_chi_minh_2025",
    ]
    assert all(family.indicators for family in families())


def test_the_four_headline_indicators_lead_their_families():
    assert [one.code for one in headline()] == ["training_coverage", "units_with_ai_tool", "services_fully_online", "data_digitised"]
    assert [family.indicators[0] for family in families()[:4]] == list(headline())


def test_every_definition_stands_once_in_display_order():
    shown = [one.code for family in families() for one in family.indicators]
    assert shown == list(catalogue())
    assert sorted(shown) == sorted(path.stem for path in DEFINITIONS.glob("*.yaml"))


def test_no_two_indicators_of_a_family_share_a_position():
    for family in families():
        positions = [one.position for one in family.indicators]
        assert len(set(positions)) == len(positions), family.code


def test_the_catalogue_is_read_once_and_cannot_be_changed():
    assert catalogue() is catalogue()
    with pytest.raises(TypeError):
        catalogue()["training_coverage"] = None
    with pytest.raises(ValueError, match="frozen"):
        catalogue()["training_coverage"].code = "other"


def test_an_indicator_can_be_a_key():
    one = catalogue()["training_coverage"]
    assert {one: 1}[read_definition(DEFINITIONS / "training_coverage.yaml")] == 1


def test_a_ward_owes_what_the_quarter_asks():
    first, second, fourth = codes_owed("2026-Q1"), codes_owed("2026-Q2"), codes_owed("2026-Q4")
    assert "plan_issued" in first and "plan_issued" not in second
    assert "teachers_ai_rate" in second & fourth and "teachers_ai_rate" not in first
    assert "staff_computer_rate" in fourth and "staff_computer_rate" not in first | second
    assert {one.code for one in headline()} <= first & second & fourth


def test_reporting_on_time_is_owed_every_quarter_though_no_field_asks_for_it():
    assert all("report_submitted_on_time" in codes_owed(f"2026-Q{number}") for number in (1, 2, 3, 4))


def test_a_ward_never_owes_what_the_province_or_the_finance_sector_reports():
    owed_in_a_year = set().union(*(codes_owed(f"2026-Q{number}", "31") for number in (1, 2, 3, 4)))
    assert not any(code.startswith(("hp9_", "hcm_")) for code in owed_in_a_year)
    assert "public_investment_disbursement" not in owed_in_a_year
    assert catalogue()["public_investment_disbursement"].frequency == "never"


def test_languages_of_the_assistant_are_owed_in_tuyen_quang_only():
    assert "ethnic_language_assistant" in codes_owed("2026-Q4", "08")
    assert "ethnic_language_assistant" not in codes_owed("2026-Q4", "24")


def test_what_is_owed_keeps_the_order_in_which_it_was_given():
    given = list(reversed(catalogue().values()))
    found = owed(given, quarter=Quarter(2026, 4), province="24")
    assert list(found) == [one for one in given if one in found]


def test_queries_to_the_assistant_count_only_where_there_is_one():
    assert catalogue()["chatbot_queries"].only_when == "chatbot"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"target": 100}, "target: Extra inputs are not permitted"),
        ({"short": {"vi": "", "en": "Staff"}}, "short.vi: Value error, the text is empty"),
        ({"name": {"vi": "Cán bộ"}}, "name.en: Field required"),
        ({"name": {"vi": unicodedata.normalize("NFD", "Cán bộ"), "en": "Staff"}}, "name.vi: Value error, the text is"),
        ({"kind": "percentage"}, "kind: Input should be"),
        ({"asked": [5]}, "asked.0: Input should be less than or equal to 4"),
        ({"asked": [4, 2]}, "asked: ascending"),
        ({"since": "quý IV"}, "since: Value error, not a quarter"),
        ({"denominator": []}, "denominator: a ratio or a mean has measures there"),
        ({"province_row": "sum"}, "province_row: sum does not go with kind ratio"),
        ({"level": "province"}, "province_row: ratio does not go with kind ratio, level province"),
        ({"kind": "count", "province_row": "wards_at_target", "denominator": []}, "named_items: wards_at_target"),
        ({"province_label": {"vi": "Tổng lượt", "en": "Sum"}}, "province_label: goes with a sum"),
        ({"first_class": False}, "headline: a headline indicator is first_class"),
        ({"sources": []}, "sources: Tuple should have at least 1 item"),
        (
            {"sources": [{"document": "unknown", "clause": "I"}]},
            "document: Value error, data/reference/plans has no unknown.yaml",
        ),
        ({"sources": [{"document": "national", "clause": "I"}]}, f"it has {', '.join(lookups.codes()[:2])}, "),
        ({"examples": []}, "examples: Tuple should have at least 1 item"),
        ({"code": "training_coverage"}, "the file's name is the code"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_the_field(tmp_path, changes, words):
    with pytest.raises(DefinitionError) as refused:
        read_definition(written(tmp_path, **changes))
    assert f"{tmp_path.name}/training_coverage.yaml: " in str(refused.value)
    assert words in str(refused.value)


@pytest.mark.parametrize("field", ["name", "numerator", "thing", "asked", "evidence", "version"])
def test_a_missing_field_is_named(tmp_path, field):
    with pytest.raises(DefinitionError, match=f"{field}: Field required"):
        read_definition(written(tmp_path, without=(field,)))


def test_all_faults_of_a_file_are_told_at_once(tmp_path):
    with pytest.raises(DefinitionError, match="direction: .*; version: "):
        read_definition(written(tmp_path, direction="up", version=0))


def test_a_file_that_is_no_yaml_is_named(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text("name: {vi: \n", encoding="utf-8")
    with pytest.raises(DefinitionError, match="broken.yaml: "):
        read_definition(path)


def test_an_empty_file_is_named(tmp_path):
    path = tmp_path / "empty.yaml"
    path.touch()
    with pytest.raises(DefinitionError, match="empty.yaml: expected fields"):
        read_definition(path)


def test_an_indicator_of_an_unknown_family_is_refused(tmp_path, monkeypatch):
    shutil.copy(DEFINITIONS / "data_digitised.yaml", tmp_path)
    written(tmp_path, family="schooling")
    monkeypatch.setattr(module, "DEFINITIONS", tmp_path)
    with pytest.raises(DefinitionError, match="training_coverage.yaml: family: schooling is not in families.yaml"):
        families.__wrapped__()
