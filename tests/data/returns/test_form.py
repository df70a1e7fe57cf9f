import pytest
import yaml

from data.quarter import Quarter
from data.returns.form import PROVINCE_FORM, WARD_FORM
from data.returns.formfile import FORMS, form, read

FIRST, FOURTH = Quarter(2026, 1), Quarter(2026, 4)


@pytest.fixture
def written():
    """The ward form's file as dictionaries, to break in one place."""
    return yaml.safe_load((FORMS / "ward-1.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def broken(tmp_path, written):
    """Reads `written` as a form's file of its own."""

    def reread():
        path = tmp_path / "ward-9.yaml"
        path.write_text(yaml.safe_dump(written, allow_unicode=True), encoding="utf-8")
        return read(path)

    return reread


def line(written, code):
    """The YAML line of one field that stands neither in a matrix nor in a group."""
    return next(
        field for sheet in written["sheets"] for block in sheet["blocks"] for field in block.get("fields", []) if field["code"] == code
    )


def test_the_ward_form_has_all_fields_and_measures():
    assert len(form(WARD_FORM).fields) == 133
    assert len(form(WARD_FORM).measures) == 85


def test_wards_and_the_province_each_have_their_form():
    assert (form(WARD_FORM).level, form(PROVINCE_FORM).level) == ("ward", "province")
    assert form() == form(WARD_FORM)


def test_every_form_file_is_named_after_its_code():
    for path in FORMS.glob("*.yaml"):
        assert form(path.stem.replace("-", "/")).code == path.stem.replace("-", "/")


def test_every_measure_names_fields_of_the_form():
    for measure in form().measures.values():
        assert all(code in form().fields for code in measure.sources)
        assert measure.rule == "store" or measure.sources or measure.table in form().blocks


def test_every_field_says_what_it_is_in_both_languages():
    for field in form().fields.values():
        assert field.label("vi") and field.label("en") and field.heading("vi") and field.heading("en")


def test_every_sheet_can_bear_its_title():
    titles = [sheet.title.vi for sheet in form().sheets]
    assert len(set(titles)) == len(titles)
    assert all(len(title) <= 31 and not set(title) & set("[]:*?/\\") for title in titles)


def test_a_matrix_cell_takes_its_label_from_row_and_column_and_its_bound_from_its_row():
    field = form().field("training.cc.trained")
    assert field.label.vi == "Công chức: đã hoàn thành ít nhất 01 lớp AI, lũy kế, mỗi người tính một lần"
    assert field.heading.vi == "Đã hoàn thành ít nhất 01 lớp AI"
    assert field.at_most == ("training.cc.total",) and field.required
    assert not form().field("training.teachers.trained").required


def test_a_matrix_knows_where_nothing_is_asked():
    training = form().block("training")
    assert training.at("cb", "skilled").code == "training.cb.skilled"
    assert training.at("nld", "skilled") is None
    assert [column.column for column in training.columns] == ["total", "trained", "skilled", "equipped", "using"]


def test_a_table_may_bring_its_rows():
    services = form().block("services")
    assert len(services.rows) == 11 and services.rows[0].label.vi == "Hộ tịch"
    assert form().field("services[].field").marks_row
    assert not form().block("units").rows


def test_only_the_fields_of_the_quarter_are_asked():
    first, fourth = form().asked(FIRST).fields, form().asked(FOURTH).fields
    assert "other.plan_issued" in first and "other.plan_issued" not in fourth
    assert "other.bts" in fourth and "other.bts" not in first
    assert "training.cb.total" in first and "training.cb.total" in fourth


def test_a_row_in_which_nothing_is_asked_is_not_there():
    assert "teachers" not in [row.code for row in form().asked(FIRST).block("training").rows]
    assert "teachers" in [row.code for row in form().asked(FOURTH).block("training").rows]


def test_a_field_of_another_provinces_plan_is_not_asked():
    assert "other.languages" in form().asked(FOURTH, "08").fields
    assert "other.languages" not in form().asked(FOURTH, "24").fields


def test_every_field_is_asked_in_some_quarter():
    asked = {code for number in (1, 2, 3, 4) for code in form().asked(Quarter(2026, number)).fields}
    assert asked == set(form().fields)


def test_a_field_is_never_asked_without_what_bounds_it():
    for number in (1, 2, 3, 4):
        fields = form().asked(Quarter(2026, number)).fields
        assert all(bound in fields for field in fields.values() for bound in field.at_most + field.at_least)


def test_an_unknown_form_is_refused():
    with pytest.raises(KeyError, match="ward/7"):
        form("ward/7")
    with pytest.raises(KeyError):
        form("../forms/ward-1")


def test_a_code_that_stands_twice_is_refused(written, broken):
    line(written, "cover.phone")["code"] = "cover.note"
    with pytest.raises(ValueError, match="ward-9.yaml: cover.note: stands twice"):
        broken()


def test_a_measure_of_an_unknown_field_is_refused(written, broken):
    written["measures"]["population"]["fields"] = ["other.populace"]
    with pytest.raises(ValueError, match="measure population: other.populace is no field"):
        broken()


def test_a_condition_on_an_unknown_choice_is_refused(written, broken):
    written["measures"]["tools_in_use"]["where"][0]["equals"] = "in-use"
    with pytest.raises(ValueError, match="measure tools_in_use: in-use is no choice of tools"):
        broken()


def test_a_bound_that_is_no_field_is_refused(written, broken):
    line(written, "cover.as_of")["at_least"] = ["cover.begin"]
    with pytest.raises(ValueError, match="cover.as_of: bound by cover.begin, which is no field"):
        broken()


def test_a_misspelt_key_is_refused(written, broken):
    line(written, "cover.as_of")["requierd"] = True
    with pytest.raises(ValueError, match="requierd"):
        broken()


def test_a_field_without_english_is_refused(written, broken):
    del line(written, "cover.phone")["en"]
    with pytest.raises(ValueError, match="label.en"):
        broken()
