"""What a cell of the workbook takes and says: validations, their messages, red where a part exceeds its whole.

A number cell takes a number within its bounds or the words "không phát sinh", so its validation is a formula; a bound
binds only where the other cell holds a number.
"""

from collections.abc import Callable, Iterator

from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.returns.filing import NOT_ARISING
from data.returns.form import Condition, Field, Form
from data.returns.writing.look import DOUBTFUL, MISSING, WRONG

LONGEST_TITLE, LONGEST_MESSAGE = 32, 255  # Excel drops what is longer, or calls the file damaged

Refer = Callable[[str], str | None]
"""From a field's code to its cell as a formula beside the input names it; None where it is not in this workbook."""


def apply(sheet: Worksheet, form: Form, field: Field, cells: str, refer: Refer) -> None:
    """Puts validation, messages and warning colours on `cells` ("C5" or "C5:C44"), all inputs of one field."""
    first = cells.partition(":")[0]
    validation = _validation(field, first, refer)
    validation.showInputMessage, validation.showErrorMessage = True, not field.own_text
    validation.allow_blank = True
    validation.promptTitle = _fit(field.heading.vi, LONGEST_TITLE)
    validation.prompt = _sentences(_prompt(field, form))
    if validation.type:
        validation.errorTitle, validation.error = "Chưa đúng, xin xem lại", _sentences(_complaint(field, form))
    if validation.type or validation.prompt:
        validation.add(cells)
        sheet.add_data_validation(validation)
    for test, style in _alarms(field, first, cells, refer):
        sheet.conditional_formatting.add(cells, Rule(type="expression", dxf=style, formula=[test]))


def must_fill(sheet: Worksheet, cells: str, begun: str | None = None) -> None:
    """Colours blank cells of a required column like a required input: where the row is `begun` (a test), or always."""
    blank = f'{cells.partition(":")[0]}=""'
    test = f"AND({begun},{blank})" if begun else blank
    sheet.conditional_formatting.add(cells, Rule(type="expression", dxf=MISSING, formula=[test]))


def list_name(field: Field) -> str:
    """The workbook's name for the range that holds a field's choices."""
    return f"ds_{field.list or field.type}"


def cell_name(code: str) -> str:
    """The workbook's name for the cell of a field that formulas on other sheets refer to."""
    return code.replace(".", "_")


def _validation(field: Field, cell: str, refer: Refer) -> DataValidation:
    if field.type in ("choice", "yes_no"):
        return DataValidation(type="list", formula1=list_name(field))
    if field.numeric:
        within = ",".join([f"{cell}>=0", *_limits(field, cell, refer)])
        words = f'TRIM({cell})="{NOT_ARISING}"'
        return DataValidation(type="custom", formula1=f"IF(ISNUMBER({cell}),AND({within}),{words})")
    if field.type == "date":
        within = ",".join([f"{cell}>0", *_limits(field, cell, refer)])
        typed = f'AND(LEN({cell})>=8,LEN({cell})<=10,LEN({cell})-LEN(SUBSTITUTE({cell},"/",""))=2)'
        return DataValidation(type="custom", formula1=f"IF(ISNUMBER({cell}),AND({within}),{typed})")
    if field.max_length:
        return DataValidation(type="custom", formula1=f"LEN({cell})<={field.max_length}")
    return DataValidation()


def _limits(field: Field, cell: str, refer: Refer) -> Iterator[str]:
    """The bounds of a number or a day, each a test that is true while the other cell holds no number."""
    if field.type == "int":
        yield f"{cell}=INT({cell})"
    if field.maximum is not None:
        yield f"{cell}<={field.maximum:g}"
    for codes, sign in ((field.at_most, "<="), (field.at_least, ">=")):
        for other in filter(None, map(refer, codes)):
            yield f"OR(NOT(ISNUMBER({other})),{cell}{sign}{other})"
    if others := _all_of(field.sum_at_most, refer):
        yield f"IF(COUNT({','.join(others)})<{len(others)},{cell}>=0,{cell}<={'+'.join(others)})"


def _all_of(codes: tuple[str, ...], refer: Refer) -> list[str]:
    """The cells of fields that bind together; none where one of them is not in this workbook: then nothing binds."""
    cells = [cell for cell in map(refer, codes) if cell]
    return cells if len(cells) == len(codes) else []


def _alarms(field: Field, cell: str, cells: str, refer: Refer) -> Iterator[tuple[str, DifferentialStyle]]:
    """Tests that colour a cell, whatever was changed last: red where it cannot be, amber where it hardly can."""
    for codes, sign in ((field.at_most, ">"), (field.at_least, "<")):
        for other in filter(None, map(refer, codes)):
            yield f"AND(ISNUMBER({cell}),ISNUMBER({other}),{cell}{sign}{other})", WRONG
    if others := _all_of(field.sum_at_most, refer):
        counted = f"COUNT({cell},{','.join(others)})={len(others) + 1}"
        yield f"IF({counted},{cell}>{'+'.join(others)})", WRONG
    if field.warn_above and (other := refer(field.warn_above.field)):
        yield f"AND(ISNUMBER({cell}),ISNUMBER({other}),{cell}>{field.warn_above.times:g}*{other})", DOUBTFUL
    if field.unique:
        first, _, last = cells.partition(":")
        column = f"${first[0]}${first[1:]}:${last[0]}${last[1:]}"
        yield f'AND({cell}<>"",COUNTIF({column},{cell})>1)', WRONG


def bounds(field: Field, form: Form) -> Iterator[str]:
    """The bounds of a field as Vietnamese sentences, with the names by which the sheet shows the other fields."""

    def named(codes: tuple[str, ...]) -> list[str]:
        return [f"“{form.field(code).heading.vi}”" for code in codes if code in form.fields]

    if field.maximum is not None:
        yield f"Không quá {field.maximum:g}."
    if others := named(field.at_most):
        yield f"Không lớn hơn {', '.join(others)}." if field.type != "date" else f"Không sau {', '.join(others)}."
    if others := named(field.at_least):
        yield f"Không nhỏ hơn {', '.join(others)}." if field.type != "date" else f"Không trước {', '.join(others)}."
    if others := named(field.sum_at_most):
        yield f"Không lớn hơn {' cộng '.join(others)}."


def _prompt(field: Field, form: Form) -> Iterator[str]:
    if field.hint:
        yield field.hint.vi
    if field.numeric:
        yield "Ghi số đếm được, không có thì ghi 0." if field.type == "int" else "Ghi số, phần lẻ được phép."
    yield from bounds(field, form)
    if field.unit:
        yield f"Đơn vị: {field.unit.vi}."
    if field.required_when:
        yield _when(field.required_when, field, form)
    if field.type == "date":
        yield f"Ghi ngày/tháng/năm, ví dụ {form.example_day}."
    if field.type in ("choice", "yes_no"):
        yield "Chọn trong danh sách" + (" hoặc ghi tên khác." if field.own_text else ".")
    if field.numeric:
        yield f"Việc không phát sinh thì ghi: {NOT_ARISING}."
    if field.required:
        yield "Bắt buộc."


def _when(condition: Condition, field: Field, form: Form) -> str:
    """When a field that may otherwise stay blank is to be filled in."""
    other = form.field(f"{field.block}[].{condition.column}")
    if condition.at_least is not None:
        return f"Cần ghi khi “{other.heading.vi}” từ {condition.at_least:g} trở lên."
    label = next(option.label.vi for option in form.options(other) if option.code == condition.equals)
    return f"Cần ghi khi “{other.heading.vi}” là “{label}”."


def _complaint(field: Field, form: Form) -> Iterator[str]:
    if field.numeric:
        yield "Ô này nhận số " + ("nguyên " if field.type == "int" else "") + f"từ 0 trở lên, hoặc chữ: {NOT_ARISING}."
    if field.type == "date":
        yield f"Ô này nhận ngày, ghi ngày/tháng/năm, ví dụ {form.example_day}."
    if field.type in ("choice", "yes_no"):
        yield "Xin chọn một mục trong danh sách của ô."
    if field.max_length:
        yield f"Ô này nhận nhiều nhất {field.max_length} ký tự."
    yield from bounds(field, form)


def _sentences(sentences: Iterator[str]) -> str | None:
    """As many whole sentences as a message can hold."""
    message = ""
    for sentence in sentences:
        longer = f"{message} {sentence}".strip()
        if len(longer) <= LONGEST_MESSAGE:
            message = longer
    return message or None


def _fit(title: str, longest: int) -> str:
    """`title`, cut at a word where it is too long."""
    return title if len(title) <= longest else title[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:( ") + "…"
