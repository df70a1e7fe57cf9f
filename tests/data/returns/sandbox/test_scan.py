"""What the spreadsheet library does not tell of a sheet."""

import pytest

from data.returns.sandbox.scan import column_letters, column_number, looked_at, percent_styles, place_of

STYLES = b"""<styleSheet><numFmts>
<numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="0&quot;%&quot;"/>
<numFmt numFmtId="166" formatCode="[Red]#,##0\\%;0"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>
<xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="10"/>
</cellXfs></styleSheet>"""


def of(rows: str, percent: frozenset[str] = frozenset()):
    return looked_at(f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode(), percent)[0]


def test_percent_formats_are_known_by_what_they_show():
    assert percent_styles(STYLES) == {"1", "2", "5"}
    assert percent_styles(None) == percent_styles(b"<styleSheet/>") == frozenset()


def test_numbers_that_show_as_percentages_are_remarked():
    rows = '<row r="2"><c r="B2" s="2"><v>0.955</v></c><c r="C2" s="1"><v>12</v></c><c r="D2" s="2"/></row>'
    assert of(rows, frozenset({"2"})).percent == [(2, 2)]


def test_errors_are_remarked_with_their_text():
    assert of('<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>').errors == [(1, 1, "#DIV/0!")]


@pytest.mark.parametrize(("cell", "open"), [
    ('<c r="A1"><f>1+1</f></c>', True),
    ('<c r="A1"><f>1+1</f><v></v></c>', True),
    ('<c r="A1"><f>1+1</f><v/></c>', True),
    ('<c r="A1"><f>1+1</f><v>2</v></c>', False),
    ('<c r="A1" t="str"><f>""</f><v></v></c>', False),
    ('<c r="A1"><f t="shared" si="0"/><v>2</v></c>', False),
])  # fmt: skip
def test_formulas_that_nobody_computed_are_remarked(cell, open):
    assert of(f'<row r="1">{cell}</row>').uncalculated == ([(1, 1)] if open else [])


def test_a_prefix_and_cells_without_an_address_change_nothing():
    row = b'<x:row><x:c/><x:c t="e"><x:v>#N/A</x:v></x:c></x:row>'
    sheet = b'<x:worksheet xmlns:x="m"><x:sheetData>' + row + b"</x:sheetData></x:worksheet>"
    assert looked_at(sheet, frozenset())[0].errors == [(1, 2, "#N/A")]


def test_formulas_of_validations_are_none_of_the_cells():
    sheet = b"<worksheet><sheetData/><dataValidations><dataValidation><f>1</f></dataValidation></dataValidations>"
    sheet += b"</worksheet>"
    assert looked_at(sheet, frozenset())[0].uncalculated == []


def test_what_lies_far_away_is_remarked_and_cut_off():
    near, far = (
        '<row r="5"><c r="B5"><v>1</v></c><c r="XFD5"><v>2</v></c></row>',
        '<row r="20000"><c r="A20000"><v>3</v></c></row>',
    )
    assert of(near + far).far == "XFD5"
    empty = '<row r="20001"/><x:row xmlns:x="m" r="20002" a="1"></x:row><!-- <row r="1"> -->'
    _, cut = looked_at(f"<sheetData>{near}{far}{empty}</sheetData>".encode(), frozenset())
    assert cut == b'<sheetData><row r="5"><c r="B5"><v>1</v></c></row><!-- <row r="1"> --></sheetData>'


def test_far_formats_without_content_are_not_remarked():
    assert of('<row r="1048576"><c r="A1048576" s="3"/></row>').far is None


def test_an_error_that_the_library_does_not_know_is_remarked_and_made_one_that_it_knows():
    found, sheet = looked_at(b'<sheetData><row r="1"><c r="A1" t="e"><v>#SPILL!</v></c></row></sheetData>', frozenset())
    assert found.errors == [(1, 1, "#SPILL!")] and b"<v>#N/A</v>" in sheet


def test_what_people_do_not_see_is_remarked():
    sheet = b"""<worksheet><cols><col min="1" max="1" hidden="1"/><col min="4" max="5" width="3" hidden="true"/><col min="6" max="9"/>
    </cols><sheetData><row r="2" hidden="1"/><x:row ht="3" r="7" hidden="true"></x:row><row r="8" hidden="0"/></sheetData>
    <autoFilter ref="B4:C9"><filterColumn colId="0"/></autoFilter><mergeCells><mergeCell ref="G5:H6"/></mergeCells></worksheet>"""
    found, _ = looked_at(sheet.replace(b"x:row", b"row"), frozenset())
    assert (found.hidden_rows, found.hidden_columns, found.filtered) == ([2, 7], [1, 4, 5], True)
    assert found.merged == [(5, 7, 6, 8)]


def test_figures_of_other_workbooks_are_remarked():
    rows = '<row r="1"><c r="A1"><f>[1]Sheet1!B2</f><v>2</v></c><c r="B1"><f>SUM(Bảng[Số])</f><v>2</v></c></row>'
    assert of(rows).elsewhere == [(1, 1)]


def test_columns_have_letters():
    assert [column_letters(number) for number in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_number(column_letters(number)) == number for number in range(1, 1_000))
    assert place_of("C7") == (7, 3)
    with pytest.raises(ValueError):
        place_of("C")
