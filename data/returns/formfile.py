"""The forms that we have: each is one YAML file in data/reference/forms ("ward/1" is ward-1.yaml), which explains its keys.

What a line of the file leaves unsaid is filled in on plain dictionaries (`_expanded`), their shape is judged by the nouns
of form.py, and what points nowhere is found last (`_faults`).
"""

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from data.returns.form import WARD_FORM, Condition, Field, Form, Measure

FORMS = Path(__file__).parents[1] / "reference" / "forms"

Line = dict[str, Any]


@functools.cache
def form(code: str = WARD_FORM) -> Form:
    """The form with that code; KeyError where there is none, ValueError with all faults where its file is wrong."""
    path = next((path for path in FORMS.glob("*.yaml") if path.stem == code.replace("/", "-")), None)
    if path is None:
        raise KeyError(f"no form {code!r}")
    return read(path)


def read(path: Path) -> Form:
    """The form in one YAML file; ValueError names the file and every fault in it."""
    written = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    try:
        found = TypeAdapter(Form).validate_python(_expanded(written))
    except ValidationError as errors:
        raise ValueError(f"{path.name}: {errors}") from errors
    if wrong := list(_faults(found)):
        raise ValueError(f"{path.name}: " + "; ".join(wrong))
    return found


def _expanded(written: Line) -> Line:
    """The whole file in the shape of `Form`: labels named, groups and matrix cells unfolded, presets listed."""
    written = {"lists": {}, "sheets": []} | written
    lists = {name: [_named(option, "label") for option in options] for name, options in written["lists"].items()}
    sheets = [
        _named(sheet, "title") | {"blocks": [_block(block, lists) for block in sheet.get("blocks", [])]} for sheet in written["sheets"]
    ]
    return written | {"lists": lists, "sheets": sheets}


def _named(line: Line, name: str) -> Line:
    """`line` with its `vi` and `en` gathered under `name`."""
    words = {key: line[key] for key in ("vi", "en") if key in line}
    return {key: value for key, value in line.items() if key not in words} | {name: words}


def _block(line: Line, lists: dict[str, list[Line]]) -> Line:
    block = _named(line, "title")
    block["fields"] = list(_fields(block))
    rows = [_named(row, "label") for row in block.pop("rows", [])]
    for key in ("groups", "columns"):
        block.pop(key, None)
    if presets := block.pop("presets", None):
        rows = lists[presets]
    return block | {"rows": [{key: row[key] for key in ("code", "label", "hint") if key in row} for row in rows]}


def _fields(block: Line) -> Iterator[Line]:
    for line in block.get("fields", []):
        field = _field(line, block)
        yield field | ({"column": field["code"].partition("[].")[2]} if block["kind"] == "table" else {})
    for group in block.get("groups", []):
        for line in group["fields"]:
            yield _field(line, block) | {"group": {"vi": group["vi"], "en": group["en"]}}
    for column in block.get("columns", []):
        for row in block["rows"]:
            if row["code"] in column.get("rows", [row["code"]]):
                yield _matrix_cell(row, column, block)


def _field(line: Line, block: Line) -> Line:
    field = _named(line, "label")
    return {"heading": field["label"]} | field | {"block": block["code"]}


def _matrix_cell(row: Line, column: Line, block: Line) -> Line:
    """The field where a row and a column meet: required, and asked, where both are."""
    place = f"{block['code']}.{row['code']}"
    every = [1, 2, 3, 4]
    return {key: value for key, value in _field(column, block).items() if key != "rows"} | {
        "code": f"{place}.{column['code']}",
        "row": row["code"],
        "column": column["code"],
        "label": {lang: f"{row[lang]}: {column[lang]}" for lang in ("vi", "en")},
        "required": column.get("required", False) and row.get("required", True),
        "asked": [quarter for quarter in column.get("asked", every) if quarter in row.get("asked", every)],
        "at_most": [f"{place}.{bound}" for bound in column.get("at_most", [])],
        "hint": row.get("hint") or column.get("hint"),
    }


def _faults(form: Form) -> Iterator[str]:
    """What the shape alone does not show: codes twice, and lists, bounds, conditions and measures that name nothing."""
    codes = [field.code for block in form.blocks.values() for field in block.fields]
    yield from (f"{code}: stands twice" for code in sorted({code for code in codes if codes.count(code) > 1}))
    for field in form.fields.values():
        yield from _field_faults(field, form)
    for name, measure in form.measures.items():
        yield from (f"measure {name}: {fault}" for fault in _measure_faults(measure, form))


def _field_faults(field: Field, form: Form) -> Iterator[str]:
    bounds = [*field.at_most, *field.at_least, *field.sum_at_most, *field.none_without]
    if field.warn_above:
        bounds.append(field.warn_above.field)
    yield from (f"{field.code}: bound by {code}, which is no field" for code in bounds if code not in form.fields)
    if not field.code.startswith((f"{field.block}.", f"{field.block}[].")):
        yield f"{field.code}: does not begin with its block {field.block}"
    if (field.list in form.lists) != (field.type == "choice"):
        yield f"{field.code}: a choice needs a list of the form, nothing else takes one"
    if field.reviews and field.reviews not in form.blocks:
        yield f"{field.code}: reviews {field.reviews}, which is no block"
    if field.required_when:
        yield from (f"{field.code}: {fault}" for fault in _condition_faults(field.required_when, field.block, form))


def _measure_faults(measure: Measure, form: Form) -> Iterator[str]:
    if (measure.rule == "store") != (not measure.fields and measure.table is None):
        yield "is made of fields or of a table, except where the store counts"
    yield from (f"{code} is no field" for code in measure.fields + measure.sources if code not in form.fields)
    if measure.table is not None and measure.table not in form.blocks:
        yield f"{measure.table} is no table"
    for condition in measure.conditions:
        yield from _condition_faults(condition, measure.table, form)


def _condition_faults(condition: Condition, table: str | None, form: Form) -> Iterator[str]:
    field = form.fields.get(f"{table}[].{condition.column}")
    if field is None:
        yield f"{table} has no column {condition.column}"
        return
    tests = (condition.equals is not None, condition.one_of, condition.at_least is not None, condition.before_field)
    if sum(map(bool, tests)) != 1:
        yield f"the condition on {condition.column} makes not exactly one test"
    if condition.before_field and condition.before_field not in form.fields:
        yield f"{condition.before_field} is no field"
    named = (condition.one_of or (condition.equals,)) if field.type == "choice" else ()
    codes = {option.code for option in form.options(field)}
    yield from (f"{code} is no choice of {field.code}" for code in named if code is not None and code not in codes)
