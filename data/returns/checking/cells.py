"""Is every cell there that is needed? Each function is one check."""

from collections.abc import Iterator

from data.returns.case import Case, at
from data.returns.filing import Cell
from data.returns.form import Field, Form
from data.returns.headings import NO, YES
from data.returns.measures import holds
from data.returns.problems import Problem, both, problem

_FILL = {
    "int": {
        "vi": "một số nguyên từ 0 trở lên, hoặc “không phát sinh”",
        "en": "a whole number from 0 up, or “không phát sinh”",
    },
    "decimal": {"vi": "một số từ 0 trở lên, hoặc “không phát sinh”", "en": "a number from 0 up, or “không phát sinh”"},
    "date": {"vi": "một ngày, ví dụ {example}", "en": "a day, for instance {example}"},
    "yes_no": {"vi": f"“{YES}” hoặc “{NO}”", "en": f"“{YES}” (yes) or “{NO}” (no)"},
    "choice": {"vi": "một mục trong danh sách của ô", "en": "one of the entries of the cell's list"},
    "text": {"vi": "nội dung cần ghi", "en": "what belongs there"},
}
_LABELS_SHOWN = 3
_ROWS_SHOWN = 6


def _fill(field: Field, form: Form) -> dict[str, str]:
    """What belongs into a cell, in both languages."""
    return {lang: words.format(example=form.example_day) for lang, words in _FILL[field.type].items()}


def required(case: Case) -> Iterator[Problem]:
    """Required cells, of tables in the rows that were begun, are filled."""
    for field, cell, _ in case.everywhere:
        if field.required and cell.blank:
            instead = {"vi": f" (đang ghi “{cell.shown}”)", "en": f" (it says “{cell.shown}”)"} if cell.shown else ""
            yield at(cell, "missing_value", field, found=cell.shown or None, fill=_fill(field, case.form), instead=instead)
        elif field.required and cell.not_arising and not field.numeric and not _opens_row(field, case.form):
            yield at(cell, "not_arising_misplaced", field, found=cell.shown or None, fill=_fill(field, case.form))


def required_when(case: Case) -> Iterator[Problem]:
    """What another cell of the row asks for: a task that is done has a product."""
    for field, cell, row in case.tabular():
        condition = field.required_when
        if condition and cell.blank and holds(condition, row, case.filing, case.form.block(field.block)):
            other = case.form.field(f"{field.block}[].{condition.column}")
            said = row[condition.column]
            yield at(cell, "missing_when", field, other=both(other.label), said=said.shown or said.value)


def blanks(case: Case) -> Iterator[Problem]:
    """One line for all blanks that are allowed: figures, and tables that nobody began."""
    labels = [field.label for field, cell, _ in case.everywhere if _left_blank(field, cell)]
    for block in case.tables():
        if not (block.printed or case.filing.tables[block.code] or block.at_least_one or block.code in case.filing.empty_tables):
            labels.append(block.title)
    if labels:
        first = list(dict.fromkeys(labels))
        shown = [both(label) for label in first[:_LABELS_SHOWN]] + ["…"] * (len(first) > _LABELS_SHOWN)
        yield problem("blank_cells", count=len(labels), labels=shown)


def unanswered(case: Case) -> Iterator[Problem]:
    """Rows that the template printed are answered: one line for all that are not."""
    for block in case.tables():
        if not block.printed:
            continue
        begun = list(map(id, case.rows(block)))
        left = [row for row in case.filing.tables[block.code] if id(row) not in begun]
        asked = next(field for field in block.fields if field.required and not field.marks_row)
        cells = [cell for row in left if (cell := row.get(asked.column_code))]
        if cells:
            names = [row[block.first_column].shown or str(row[block.first_column].value) for row in left if block.first_column in row]
            shown = names[:_ROWS_SHOWN] + ["…"] * (len(names) > _ROWS_SHOWN)
            yield at(cells[0], "unanswered_rows", asked, count=len(left), rows=shown, fill=_fill(asked, case.form))


def _left_blank(field: Field, cell: Cell) -> bool:
    """Whether a figure is missing that nobody demands; words that may be added are not missed."""
    return cell.blank and not field.required and not field.locked and field.kind is not None and field.type != "text"


def _opens_row(field: Field, form: Form) -> bool:
    return field == form.block(field.block).fields[0]
