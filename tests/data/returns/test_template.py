import io
import shutil
import subprocess
import unicodedata
from datetime import date, datetime

import openpyxl
import pytest

from data.plans.lookups import tasks_for
from data.quarter import Quarter
from data.returns.checks import Counting, Past
from data.returns.filing import NOT_ARISING, Cell, Filing, Note
from data.returns.form import WARD_FORM
from data.returns.formfile import form
from data.returns.template import file_name, write

WARD = "09265"
FOURTH = Quarter(2026, 4)
TASKS = tasks_for(WARD, demonstration=True)


def cell(value, sheet="Bìa", ref="C9"):
    if value is None:
        return Cell(sheet, ref)
    return Cell(sheet, ref, value, "not_arising" if value == NOT_ARISING else "filled", str(value))


def filing(quarter=FOURTH - 1, as_of=date(2026, 9, 22), tables=None, notes=(), **cells):
    """A return with these figures ("dossiers__received=12") and tables ({"units": [{"name": ...}]})."""
    return Filing(
        form=WARD_FORM,
        ward=WARD,
        quarter=quarter,
        period_from=None,
        as_of=as_of,
        notes=notes,
        cells={code.replace("__", "."): cell(value) for code, value in cells.items()},
        tables={
            block: tuple({column: cell(value) for column, value in row.items()} for row in rows) for block, rows in (tables or {}).items()
        },
    )


def opened(quarter=FOURTH, past=None, tasks=TASKS, base_revision=0, ward=WARD):
    """The template as openpyxl reads it back from the file."""
    content = write(ward=ward, quarter=quarter, past=past, tasks=tasks, made_at=date(2026, 12, 1), base_revision=base_revision)
    return openpyxl.load_workbook(io.BytesIO(content))


def after(previous):
    return opened(past=Past(previous=previous))


def sheet_of(book, block):
    return book[form().sheet_of(block).title.vi]


def headings(sheet):
    """The row of headings and the column of each, the first where several read the same."""
    last = next(row for row in range(3, 20) if sheet.cell(row, 2).fill.start_color.rgb == "00DCE5F2")
    return last, {sheet.cell(last, column).value: column for column in range(sheet.max_column, 1, -1)}


def figure(book, code, beside=0):
    """The input cell of a figure; `beside` columns to the right stand last time's value (1) and the note (2)."""
    sheet = sheet_of(book, form().field(code).block)
    row = next(row for row in range(3, sheet.max_row + 1) if sheet.cell(row, 1).value == code)
    return sheet.cell(row, 3 + beside)


def column(book, code):
    """The cells of a table's column, below its heading."""
    field = form().field(code)
    sheet = sheet_of(book, field.block)
    head, letters = headings(sheet)
    return [sheet.cell(row, letters[field.heading.vi]) for row in range(head + 1, sheet.max_row + 1)]


def cells(book):
    return (each for sheet in book for row in sheet.iter_rows() for each in row)


@pytest.fixture(scope="module")
def first():
    """The workbook of a ward that never handed in anything."""
    return opened()


def test_the_cover_says_who_and_when_and_is_locked(first):
    said = {code: figure(first, f"cover.{code}") for code in ("ward_code", "ward_name", "quarter", "period_from")}
    assert said["ward_code"].value == "09265" and said["ward_code"].data_type == "s"
    assert said["ward_name"].value == "Phường Phương Liễu" and said["quarter"].value == "Quý IV/2026"
    assert said["period_from"].value == datetime(2026, 10, 1) and said["period_from"].number_format == "dd/mm/yyyy"
    assert all(each.protection.locked for each in said.values())
    assert not figure(first, "cover.as_of").protection.locked


def test_the_name_is_that_of_the_last_day_of_the_quarter():
    before, since = (figure(opened(quarter, ward="09193"), "cover.ward_name").value for quarter in (Quarter(2026, 2), Quarter(2026, 3)))
    assert before == "Xã Yên Phong" and since == "Phường Yên Phong"


def test_the_period_goes_on_the_day_after_the_last_figures_even_over_new_year():
    book = opened(Quarter(2027, 1), Past(previous=filing(FOURTH, date(2026, 12, 18))))
    assert figure(book, "cover.period_from").value == datetime(2026, 12, 19)


def test_carried_figures_stand_in_the_input_and_all_others_beside_it():
    book = after(filing(other__population=17000, other__health_records=9000, dossiers__received=412))
    assert figure(book, "other.population").value == 17000
    assert figure(book, "other.health_records").value is None
    assert figure(book, "dossiers.received").value is None
    assert figure(book, "dossiers.received", beside=1).value == 412
    assert figure(book, "dossiers.received", beside=1).protection.locked


def test_last_time_is_shown_as_people_read_it():
    book = after(filing(other__chatbot=True, other__incidents=NOT_ARISING, cover__as_of=date(2026, 9, 22)))
    assert figure(book, "other.chatbot", beside=1).value == "Có"
    assert figure(book, "other.incidents", beside=1).value == NOT_ARISING
    assert figure(book, "cover.as_of", beside=1).value == "22/09/2026"


def test_a_carried_nothing_stays_nothing():
    assert figure(after(filing(other__schools=NOT_ARISING)), "other.schools").value == NOT_ARISING


def test_units_keep_their_names_and_are_asked_for_their_tools_again():
    book = after(filing(tables={"units": [{"name": "Phòng Văn hóa - Xã hội", "tools_used": 2}]}))
    names, tools = column(book, "units[].name"), column(book, "units[].tools_used")
    beside = tools[0].offset(column=1)
    assert names[0].value == "Phòng Văn hóa - Xã hội" and names[1].value is None
    assert tools[0].value is None and beside.value == 2 and beside.protection.locked


def test_a_table_has_forty_empty_rows_that_may_be_filled_moved_and_deleted(first):
    for block in ("classes", "units", "services", "digitisation"):
        inputs = column(first, form().block(block).fields[1].code)
        empty = [each for each in inputs if each.value is None]
        assert len(empty) >= 40 and not any(each.protection.locked for each in empty)
        sheet = sheet_of(first, block)
        assert sheet.protection.sheet and sheet.protection.password is None
        allowed = sheet.protection
        assert not (allowed.insertRows or allowed.deleteRows or allowed.formatColumns or allowed.formatRows)
        assert not sheet.row_dimensions[sheet.max_row].protection.locked


def test_without_a_return_the_form_brings_its_own_rows(first):
    assert [each.value for each in column(first, "services[].field")[:11]] == [
        "Hộ tịch",
        "Chứng thực",
        "Đất đai",
        "Xây dựng",
        "BTXH",
        "Người có công",
        "Giáo dục",
        "Văn hóa",
        "Nông nghiệp",
        "Hộ kinh doanh",
        "Khác",
    ]
    assert [each.value for each in column(first, "digitisation[].domain")[:7]] == [
        "dân cư",
        "hộ tịch",
        "đất đai",
        "ASXH",
        "CBCC",
        "doanh nghiệp",
        "khác",
    ]


def test_with_a_return_its_rows_come_first_with_their_own_words_and_no_row_twice():
    rows = [{"field": "land", "procedures": 30, "eligible": 12}, {"field": "Tôn giáo", "procedures": 8}]
    book = after(filing(tables={"services": rows}))
    fields = [each.value for each in column(book, "services[].field")]
    assert fields[:3] == ["Đất đai", "Tôn giáo", "Hộ tịch"] and fields.count("Đất đai") == 1
    assert [each.value for each in column(book, "services[].eligible")[:3]] == [12, None, None]


def test_rows_of_one_name_both_stand_in_a_correction_and_neither_has_figures_of_last_time_beside_it():
    def digitised(first, second):
        return {"digitisation": [{"domain": "Khác", "digitised": first}, {"domain": "khác", "digitised": second}]}

    counting = Counting(1, "", "", datetime(2026, 12, 21), filing(FOURTH, tables=digitised(30, 40)))
    book = opened(past=Past(previous=filing(tables=digitised(10, 20)), counting=counting), base_revision=1)
    inputs = column(book, "digitisation[].digitised")[:2]
    assert [each.value for each in column(book, "digitisation[].domain")[:2]] == ["Khác", "khác"]
    assert [(each.value, each.offset(column=1).value) for each in inputs] == [(30, None), (40, None)]
    assert len({each.parent.cell(each.row, 1).value for each in inputs}) == 2, "each has a key of its own"


def test_what_is_not_asked_in_the_quarter_is_not_there(first):
    labels = {each.value for each in cells(first)}
    assert "Trạm BTS 4G/5G trên địa bàn" in labels and "Đã ban hành kế hoạch AI" not in labels
    spring = {each.value for each in cells(opened(Quarter(2027, 1)))}
    assert "Đã ban hành kế hoạch AI" in spring and "Trạm BTS 4G/5G trên địa bàn" not in spring
    assert "Ngôn ngữ dân tộc của trợ lý ảo" not in labels
    assert "Ngôn ngữ dân tộc của trợ lý ảo" in {each.value for each in cells(opened(ward="02215"))}


def test_tasks_are_printed_from_the_plan_and_locked(first):
    ids = column(first, "tasks[].id")
    assert [each.value for each in ids] == [task.id for task in TASKS]
    assert all(each.protection.locked for each in ids)
    states = column(first, "tasks[].state")
    assert not any(each.value or each.protection.locked for each in states)
    deadlines = column(first, "tasks[].deadline")
    assert deadlines[0].value == datetime(2030, 12, 31)
    assert [bool(each.value) for each in deadlines] == [task.deadline is not None for task in TASKS]


def test_a_tasks_last_state_stands_beside_its_new_one():
    book = after(filing(tables={"tasks": [{"id": TASKS[1].id, "state": "done", "percent": 100}]}))
    states = column(book, "tasks[].state")
    assert [each.offset(column=1).value for each in states[:3]] == [None, "hoàn thành", None]
    assert [each.value for each in states[:3]] == [None, None, None]


def test_without_a_plan_there_is_nothing_to_fill_in():
    sheet = sheet_of(opened(tasks=()), "tasks")
    assert "không có gì phải điền" in sheet["B3"].value and sheet.max_row == 4


def test_a_correction_stands_filled_with_what_counts():
    counting = filing(
        FOURTH,
        date(2026, 12, 20),
        dossiers__received=500,
        other__chatbot=False,
        tables={"units": [{"name": "Văn phòng", "tools_used": 3}]},
        notes=(Note("Bìa", "E9", "đã rà soát"),),
    )
    past = Past(
        previous=filing(dossiers__received=412, other__population=9), counting=Counting(2, "", "", datetime(2026, 12, 21), counting)
    )
    book = opened(past=past, base_revision=2)
    assert figure(book, "dossiers.received").value == 500
    assert figure(book, "dossiers.received", beside=1).value == 412
    assert figure(book, "dossiers.received", beside=2).value == "đã rà soát"
    assert figure(book, "other.chatbot").value == "Không"
    assert figure(book, "other.population").value is None
    assert column(book, "units[].tools_used")[0].value == 3
    assert book["_meta"]["B4"].value == 2


def test_a_table_that_was_answered_with_nothing_is_so_in_its_correction():
    counting = Filing(WARD_FORM, WARD, FOURTH, None, None, empty_tables={"tools": cell(NOT_ARISING)})
    book = opened(past=Past(counting=Counting(1, "", "", datetime(2026, 12, 21), counting)), base_revision=1)
    assert column(book, "tools[].name")[0].value == NOT_ARISING


def test_no_cell_holds_a_formula_whatever_was_typed_last_time():
    nasty = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2", "#N/A", "chuông\x07"]
    book = after(filing(tables={"units": [{"name": name, "tools_used": 0} for name in nasty]}))
    names = column(book, "units[].name")[: len(nasty)]
    assert [each.value for each in names] == [*nasty[:-1], "chuông"]
    assert all(each.quotePrefix for each in names[:4])
    assert {each.data_type for each in cells(book)} <= {"s", "n", "d"}


def test_every_message_fits_and_is_switched_on(first):
    validations = [each for sheet in first for each in sheet.data_validations.dataValidation]
    assert len(validations) > 90
    for each in validations:
        assert each.showInputMessage and len(each.promptTitle) <= 32 and 0 < len(each.prompt) <= 255
        assert each.type is None or each.showErrorMessage or each.type == "list"
        assert len(each.errorTitle or "") <= 32 and len(each.error or "") <= 255
        assert len(each.formula1 or "") <= 255


def rules_of(book, code):
    """The validation and the colouring formulas of a figure."""
    target = figure(book, code)
    sheet = target.parent
    validation = next(each for each in sheet.data_validations.dataValidation if target.coordinate in each.sqref)
    colours = [rule.formula[0] for each in sheet.conditional_formatting if target.coordinate in each.sqref for rule in each.rules]
    return validation, colours


def test_a_number_cell_takes_numbers_within_bounds_or_the_words(first):
    validation, colours = rules_of(first, "dossiers.received_eligible")
    part, whole = "C6", "$C$5"
    assert validation.type == "custom"
    assert validation.formula1 == (
        f'IF(ISNUMBER({part}),AND({part}>=0,{part}=INT({part}),OR(NOT(ISNUMBER({whole})),{part}<={whole})),TRIM({part})="{NOT_ARISING}")'
    )
    assert "“Hồ sơ tiếp nhận”" in validation.error
    assert colours == [f"AND(ISNUMBER({part}),ISNUMBER({whole}),{part}>{whole})"]


def test_the_three_odd_bounds_are_checked_as_well(first):
    assert "OR(NOT(ISNUMBER($C$7)),C8>=$C$7)" in rules_of(first, "dossiers.received_electronic")[0].formula1
    assert "IF(COUNT($C$10,$C$11)<2,C14>=0,C14<=$C$10+$C$11)" in rules_of(first, "dossiers.doc_required")[0].formula1
    validation, colours = rules_of(first, "other.investment_paid")
    assert "investment" not in validation.formula1 and "1.2*" in colours[0]


def test_days_are_typed_as_text_within_the_period(first):
    as_of = figure(first, "cover.as_of")
    assert as_of.number_format == "@"
    assert "$C$12" in rules_of(first, "cover.as_of")[0].formula1  # the cell of period_from
    dates = sheet_of(first, "classes").data_validations.dataValidation[1]
    assert "cover_period_from" in dates.formula1 and "cover_as_of" in dates.formula1
    assert first.defined_names["cover_as_of"].attr_text == "'Bìa'!$C$13"


def test_choices_come_from_the_hidden_lists(first):
    for field in form().asked(FOURTH, "24").fields.values():
        if field.type in ("choice", "yes_no") and not field.locked:
            name = first.defined_names[f"ds_{field.list or 'yes_no'}"]
            ((title, area),) = name.destinations
            shown = [row[0].value for row in first[title][area]]
            assert shown == ([option.label.vi for option in form().options(field)] or ["Có", "Không"])
    lists = {each.formula1: each for sheet in first for each in sheet.data_validations.dataValidation if each.type == "list"}
    assert lists["ds_task_state"].showErrorMessage and not lists["ds_service_field"].showErrorMessage


def test_a_table_is_checked_row_by_row(first):
    sheet = sheet_of(first, "digitisation")
    colours = {str(each.sqref): [rule.formula[0] for rule in each.rules] for each in sheet.conditional_formatting}
    assert "AND(ISNUMBER(E5),ISNUMBER($D5),E5>$D5)" in colours["E5:E51"]
    assert any(formula.endswith('E5="")') for formula in colours["E5:E51"])  # yellow in rows that were begun


def test_a_name_that_stands_twice_turns_red(first):
    sheet = sheet_of(first, "units")
    rules = [rule.formula[0] for each in sheet.conditional_formatting for rule in each.rules]
    assert 'AND(B5<>"",COUNTIF($B$5:$B$44,B5)>1)' in rules


def test_the_file_says_what_it_is_where_nobody_looks(first):
    meta = {row[0].value: row[1].value for row in first["_meta"]}
    assert meta.pop("template_id")
    assert meta == {"form": WARD_FORM, "ward": "09265", "quarter": "2026-Q4", "base_revision": 0, "made_at": "2026-12-01"}
    assert first["_meta"].sheet_state == first["_danhmuc"].sheet_state == "hidden"
    training = first["Tập huấn"]
    assert training.column_dimensions["A"].hidden and training.row_dimensions[2].hidden
    assert [training.cell(2, each).value for each in (1, 3, 4)] == ["training", "training.*.total", "training.*.total:previous"]
    assert [training.cell(row, 1).value for row in (5, 6)] == ["cb", "cc"]
    assert [first["Cơ quan, bộ phận"].cell(2, each).value for each in (1, 2)] == ["units", "units[].name"]
    assert first["Hồ sơ trong kỳ"]["A5"].value == "dossiers.received"


def test_the_first_sheet_says_in_five_lines_what_to_do(first):
    lines = [first["Bìa"].cell(row, 2).value for row in range(3, 8)]
    assert [line[:2] for line in lines] == ["1.", "2.", "3.", "4.", "5."]
    assert first.sheetnames[0] == "Bìa" and first.active.title == "Bìa"
    assert "Quý III/2026, số liệu đến ngày 22/09/2026" in after(filing())["Bìa"]["B8"].value


def test_every_sheet_prints_on_a4_as_wide_as_the_page_with_its_headings(first):
    for sheet in first:
        if sheet.sheet_state == "visible":
            assert sheet.page_setup.paperSize == 9 and sheet.sheet_properties.pageSetUpPr.fitToPage
            assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
            assert sheet.print_title_rows
    assert first["Ký duyệt"].page_setup.orientation == "portrait"
    assert first["Số hóa dữ liệu"].page_setup.orientation == "landscape"


def test_headings_and_names_stay_in_sight(first):
    assert first["Số hóa dữ liệu"].freeze_panes == "C5"


def test_every_figure_stands_on_the_sheet_to_be_signed():
    tables = {
        "units": [{"name": "a", "tools_used": 2}, {"name": "b", "tools_used": 1}],
        "tools": [{"name": "x", "state": "in_use"}, {"name": "y"}],
    }
    book = after(filing(dossiers__received=412, tables=tables))
    signed = {row[1].value: row for row in book["Ký duyệt"].iter_rows()}
    for field in form().asked(FOURTH, "24").fields.values():
        if field.numeric and "[]" not in field.code:
            assert any(str(label).startswith(field.label.vi) for label in signed), field.code
    assert signed["Hồ sơ tiếp nhận"][2].value == 412 and signed["Hồ sơ tiếp nhận"][3].value is None
    assert signed["Số công cụ AI đang dùng (cộng các dòng)"][2].value == 3
    assert signed["Tình trạng: đang dùng (số dòng)"][2].value == 1
    assert any("NGƯỜI DUYỆT" in [each.value for each in row] for row in signed.values())


def test_all_texts_are_in_nfc(first):
    assert all(unicodedata.is_normalized("NFC", each.value) for each in cells(first) if isinstance(each.value, str))


def test_the_same_input_gives_the_same_bytes():
    past = Past(previous=filing(dossiers__received=1))
    one, two = (write(ward=WARD, quarter=FOURTH, past=past, tasks=TASKS, made_at=date(2026, 12, 1), base_revision=0) for _ in range(2))
    assert one == two


def test_file_names_are_the_same_on_every_system():
    assert file_name("09265", FOURTH) == "09265_phuong-lieu_2026-Q4.xlsx"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_keeps_codes_locks_validations_and_colours(first, tmp_path):
    path = tmp_path / "before" / "return.xlsx"
    path.parent.mkdir()
    first.save(path)
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", tmp_path, path], check=True, capture_output=True, timeout=120
    )
    kept = openpyxl.load_workbook(tmp_path / "return.xlsx")
    for before in first:
        after_ = kept[before.title]
        assert after_.sheet_state == before.sheet_state
        assert after_.column_dimensions["A"].hidden == before.column_dimensions["A"].hidden
        for row in before.iter_rows():
            for each in row:
                there = after_[each.coordinate]
                assert (there.value, there.protection.locked) == (each.value, each.protection.locked)
        assert validations(after_) == validations(before)
        assert colour_rules(after_) == colour_rules(before)


def validations(sheet):
    return {
        (str(area), each.type, each.formula1, each.error, each.prompt, each.showErrorMessage)
        for each in sheet.data_validations.dataValidation
        if each.type
        for area in each.sqref.ranges
    }


def colour_rules(sheet):
    return {(str(each.sqref), rule.formula[0]) for each in sheet.conditional_formatting for rule in each.rules}
