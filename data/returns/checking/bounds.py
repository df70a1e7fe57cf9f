"""Do the figures go together: parts and wholes, sums, days? Each function is one check."""

from collections.abc import Iterable, Iterator
from operator import gt, lt

from data.returns.case import Case, at
from data.returns.filing import Cell
from data.returns.form import Form
from data.returns.problems import Problem, both, plain, problem


def at_most(case: Case) -> Iterator[Problem]:
    """A part is not more than its whole; of nothing there is no part."""
    for field, cell, row in case.everywhere:
        if not (field.numeric and cell.filled):
            continue
        for code in field.at_most:
            whole = case.other(code, row)
            if (value := _counted(whole)) is not None and cell.number > value:
                bound = both(case.form.field(code).label)
                yield at(
                    cell,
                    "part_above_whole",
                    field,
                    found=_text(cell),
                    expected=f"<= {plain(value)}",
                    part=cell.value,
                    whole=value,
                    bound=bound,
                )


def sum_at_most(case: Case) -> Iterator[Problem]:
    """A part is not more than what its wholes are together, where all of them are known."""
    for field, cell, row in case.everywhere:
        wholes = _all_counted(case.other(code, row) for code in field.sum_at_most)
        if wholes and cell.filled and cell.number > sum(wholes):
            bound = _joined(field.sum_at_most, case.form)
            yield at(
                cell,
                "part_above_whole",
                field,
                found=_text(cell),
                expected=f"<= {plain(sum(wholes))}",
                part=cell.value,
                whole=sum(wholes),
                bound=bound,
            )


def none_without(case: Case) -> Iterator[Problem]:
    """A figure is nought where all that it comes of is nought: no working days without a resolved dossier."""
    for field, cell, row in case.everywhere:
        bases = [_counted(case.other(code, row)) for code in field.none_without]
        if bases and cell.filled and cell.number > 0 and not any(base is None or base > 0 for base in bases):
            bound = _joined(field.none_without, case.form)
            yield at(cell, "without_basis", field, found=_text(cell), expected="0", part=cell.value, bound=bound)


def at_least(case: Case) -> Iterator[Problem]:
    """What includes another figure is not less than that."""
    for field, cell, row in case.everywhere:
        if not (field.numeric and cell.filled):
            continue
        for code in field.at_least:
            least = case.other(code, row)
            if least and least.filled and cell.number < least.number:
                bound = both(case.form.field(code).label)
                yield at(
                    cell,
                    "below_bound",
                    field,
                    found=_text(cell),
                    expected=f">= {plain(least.number)}",
                    part=cell.value,
                    least=least.value,
                    bound=bound,
                )


def maximum(case: Case) -> Iterator[Problem]:
    """A figure is not above the greatest value that its field can have: 100 for a percentage."""
    for field, cell, _ in case.everywhere:
        if field.maximum is not None and cell.filled and cell.number > field.maximum:
            said = {"value": cell.value, "maximum": field.maximum}
            yield at(cell, "above_maximum", field, found=_text(cell), expected=plain(field.maximum), **said)


def day_bounds(case: Case) -> Iterator[Problem]:
    """Days lie between the days that bound them: a class in the reporting period."""
    for field, cell, row in case.everywhere:
        if field.type != "date" or not cell.filled:
            continue
        for codes, code, outside in (
            (field.at_least, "date_too_early", lt),
            (field.at_most, "date_too_late", gt),
        ):
            for name in codes:
                bound = case.other(name, row)
                if bound and bound.filled and outside(cell.day, bound.day):
                    yield at(
                        cell,
                        code,
                        field,
                        found=f"{cell.day:%d/%m/%Y}",
                        expected=f"{bound.day:%d/%m/%Y}",
                        bound=both(case.form.field(name).label),
                    )


def far_above(case: Case) -> Iterator[Problem]:
    """A figure that may exceed another one, but hardly by that much."""
    for field, cell, row in case.everywhere:
        if field.warn_above and cell.filled:
            whole = _counted(case.other(field.warn_above.field, row))
            if whole is not None and cell.number > field.warn_above.times * whole:
                yield at(
                    cell,
                    "above_other",
                    field,
                    found=_text(cell),
                    part=cell.value,
                    whole=whole,
                    bound=both(case.form.field(field.warn_above.field).label),
                )


def staff_of_units(case: Case) -> Iterator[Problem]:
    """The units' staff beside the four staff groups: more is doubtful, fewer is told (schools may be outside)."""
    groups = [case.filing.cells.get(f"training.{group}.total") for group in ("cb", "cc", "vc", "nld")]
    units = [row.get("staff") for row in case.filing.tables.get("units", ())]
    told, first = _all_counted((*groups, *units)), next(iter(units), None)
    if told is None or first is None:
        return
    total, staff = sum(told[:4]), sum(told[4:])
    if staff != total:
        code = "staff_of_units" if staff > total else "staff_outside_units"
        yield problem(code, sheet=first.sheet, cell=first.ref, units=staff, total=total)


def _joined(codes: tuple[str, ...], form: Form) -> dict[str, str]:
    """The labels of fields that count together."""
    return {lang: " + ".join(form.field(code).label(lang) for code in codes) for lang in ("vi", "en")}


def _counted(cell: Cell | None) -> float | None:
    """The number in a cell; None where it is not known, or there is no such cell."""
    return cell.counted if cell else None


def _all_counted(cells: Iterable[Cell | None]) -> list[float] | None:
    """The numbers in cells; None where one of them is not known."""
    told = [_counted(cell) for cell in cells]
    known = [number for number in told if number is not None]
    return known if len(known) == len(told) else None


def _text(cell: Cell) -> str:
    return cell.shown or plain(cell.number)
