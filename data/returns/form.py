"""The form that wards fill, as data: what is asked where, its bounds and lists, and the measures that the cells yield.

The template, the reader, the checks, the definitions page and the lineage all read this one description and know no
field by name. Where forms come from is told in formfile.py.
"""

import dataclasses
import functools
from collections.abc import Callable
from typing import Literal

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from data.quarter import Quarter
from data.words import Text

WARD_FORM, PROVINCE_FORM = "ward/1", "province/1"
"""The codes of the forms that are handed out now: what a ward fills, and what a province fills for itself."""

STRICT = ConfigDict(extra="forbid")  # a misspelt key in a YAML file is an error, not a key nobody reads

Kind = Literal["S", "F", "Y"]

_ANY = Quarter(2026, 4)


@dataclass(frozen=True, config=STRICT)
class Option:
    """One entry of a list of choices; filings and measures keep the code, sheets show the label."""

    code: str
    label: Text


@dataclass(frozen=True, config=STRICT)
class Row:
    """A row that the form itself writes: fixed, in a matrix, or preset, in a table (its code is then an option's)."""

    code: str
    label: Text
    hint: Text | None = None


@dataclass(frozen=True, config=STRICT)
class Condition:
    """What the `column` of a row must say, by one test of four; `before_field` names a figure a date must precede.

    One that names `quarters` is met in the returns of those only.
    """

    column: str
    equals: bool | str | None = None
    one_of: tuple[str, ...] = ()
    at_least: float | None = None
    before_field: str | None = None
    quarters: tuple[Literal[1, 2, 3, 4], ...] = ()


@dataclass(frozen=True, config=STRICT)
class Multiple:
    """`times` the value of another `field`."""

    field: str
    times: float


@dataclass(frozen=True, config=STRICT)
class Field:
    """One input: a figure ("cover.as_of"), a column of a table ("units[].staff"), a matrix cell ("training.cb.total").

    `label` says it in full, `heading` is the head of its column (the same where a field has no column). Bounds are
    codes of fields that need not be asked in every quarter: a bound that the form at hand does not hold binds nothing.
    A field with `provinces` is asked only there, and nowhere demanded. One that `reviews` a block says of a list that stood there
    before that somebody looked it through.
    """

    code: str
    block: str
    label: Text
    heading: Text
    type: Literal["text", "int", "decimal", "date", "yes_no", "choice"]
    row: str | None = None
    column: str | None = None
    group: Text | None = None
    kind: Kind | None = None
    required: bool = False
    required_when: Condition | None = None
    carried: bool = False
    locked: bool = False
    marks_row: bool = False
    list: str | None = None
    own_text: bool = False
    unique: bool = False
    steady: bool = False
    reviews: str | None = None
    cumulative: bool = False
    unit: Text | None = None
    maximum: float | None = None
    max_length: int | None = None
    at_most: tuple[str, ...] = ()
    at_least: tuple[str, ...] = ()
    sum_at_most: tuple[str, ...] = ()
    none_without: tuple[str, ...] = ()
    warn_above: Multiple | None = None
    asked: tuple[Literal[1, 2, 3, 4], ...] = (1, 2, 3, 4)
    provinces: tuple[str, ...] = ()
    hint: Text | None = None
    width: int | None = None

    @property
    def column_code(self) -> str:
        """The code of its column, for what stands in a table or in a matrix: there every field has one."""
        assert self.column is not None, f"{self.code} is a figure and has no column"
        return self.column

    @property
    def numeric(self) -> bool:
        """Whether it takes a number (and therefore "không phát sinh" as well)."""
        return self.type in ("int", "decimal")


@dataclass(frozen=True, config=STRICT)
class Block:
    """Fields that stand together: figures one under another, a matrix of fixed rows, a table with a row for each thing.

    `rows` are the rows of a matrix or the preset rows of a table, which a first template shows. The rows of a `printed`
    table come from the plan; nobody adds any.
    """

    code: str
    kind: Literal["single", "matrix", "table"]
    title: Text
    fields: tuple[Field, ...]
    rows: tuple[Row, ...] = ()
    hint: Text | None = None
    at_least_one: bool = False
    printed: bool = False

    @property
    def first_column(self) -> str:
        """The code of a table's first column, by whose cells its rows are known again (decision 19)."""
        return self.fields[0].column_code

    @property
    def columns(self) -> tuple[Field, ...]:
        """One field for each column: of a table all fields, of a matrix the first one in each; of figures none."""
        return tuple({field.column: field for field in reversed(self.fields) if field.column}.values())[::-1]

    def at(self, row: str, column: str) -> Field | None:
        """The field of a matrix in that row and column; None where nothing is asked there."""
        return next((field for field in self.fields if (field.row, field.column) == (row, column)), None)


@dataclass(frozen=True, config=STRICT)
class Sheet:
    """One sheet of the workbook."""

    code: str
    title: Text
    blocks: tuple[Block, ...]


@dataclass(frozen=True, config=STRICT)
class Measure:
    """A figure that the store keeps of every return: of `fields`, or of the rows of a `table` (a `column`).

    Rows count that meet all of `where`, and all of at least one group of `any_of` where there are such.
    """

    rule: Literal["value", "sum", "count", "distinct", "store"]
    kind: Kind
    fields: tuple[str, ...] = ()
    table: str | None = None
    column: str | None = None
    where: tuple[Condition, ...] = ()
    any_of: tuple[tuple[Condition, ...], ...] = ()

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All of them, in their order."""
        return self.where + tuple(condition for group in self.any_of for condition in group)

    @property
    def column_code(self) -> str:
        """The code of the column that a sum or a count of different values of a table is made of."""
        assert self.column is not None, f"a {self.rule} of {self.table} names no column"
        return self.column

    @functools.cached_property
    def sources(self) -> tuple[str, ...]:
        """Codes of the fields whose cells it is made of; empty for a plain count of rows and for the store's own."""
        columns = [self.column] * bool(self.column) + [condition.column for condition in self.conditions]
        return self.fields + tuple(dict.fromkeys(f"{self.table}[].{column}" for column in columns))


@dataclass(frozen=True, config=STRICT)
class Form:
    """One version of one form, or what is left of it in a `quarter` (`asked`)."""

    code: str
    level: Literal["ward", "province"]
    title: Text
    lists: dict[str, tuple[Option, ...]]
    sheets: tuple[Sheet, ...]
    measures: dict[str, Measure]
    quarter: Quarter | None = None

    @property
    def example_day(self) -> str:
        """A day as people are to write one, which is possible in the quarter: its first."""
        return f"{(self.quarter or _ANY).first_day:%d/%m/%Y}"

    @functools.cached_property
    def blocks(self) -> dict[str, Block]:
        return {block.code: block for sheet in self.sheets for block in sheet.blocks}

    @functools.cached_property
    def wholes(self) -> frozenset[str]:
        """Codes of the stocks that bound other figures and are bound by none themselves: people, procedures, records."""
        bounding = {code for field in self.fields.values() for code in field.at_most if code in self.fields}
        return frozenset(code for code in bounding if (field := self.fields[code]).kind == "S" and field.numeric and not field.at_most)

    @functools.cached_property
    def fields(self) -> dict[str, Field]:
        """All fields by code, in the order of the sheets."""
        return {field.code: field for block in self.blocks.values() for field in block.fields}

    def field(self, code: str) -> Field:
        """KeyError where the form (in this quarter) has no such field."""
        return self.fields[code]

    def block(self, code: str) -> Block:
        """KeyError where the form (in this quarter) has no such block."""
        return self.blocks[code]

    def sheet_of(self, block: str) -> Sheet:
        """The sheet on which a block stands; KeyError where there is none."""
        for sheet in self.sheets:
            if any(each.code == block for each in sheet.blocks):
                return sheet
        raise KeyError(block)

    def options(self, field: Field) -> tuple[Option, ...]:
        """The choices of a field; none for fields that are no choice."""
        return self.lists[field.list] if field.list else ()

    def asked(self, quarter: Quarter, province: str | None = None) -> "Form":
        """The form of that quarter: without the fields, rows, blocks and sheets that are not asked in it.

        With a `province` (two digits) also without the fields that only other provinces' plans speak of. The measures
        stay as they are.
        """

        def wanted(field: Field) -> bool:
            here = province is None or not field.provinces or province in field.provinces
            return here and quarter.number in field.asked

        sheets = []
        for sheet in self.sheets:
            blocks = tuple(block for block in (_only(block, wanted) for block in sheet.blocks) if block.fields)
            if blocks:
                sheets.append(dataclasses.replace(sheet, blocks=blocks))
        return dataclasses.replace(self, sheets=tuple(sheets), quarter=quarter)


def _only(block: Block, wanted: Callable[[Field], bool]) -> Block:
    """`block` with the fields that are `wanted`, and without the rows of a matrix that no field is left in."""
    fields = tuple(field for field in block.fields if wanted(field))
    rows = block.rows
    if block.kind == "matrix":
        rows = tuple(row for row in rows if any(field.row == row.code for field in fields))
    return dataclasses.replace(block, fields=fields, rows=rows)
