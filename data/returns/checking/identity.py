"""Whose return is it, for which quarter, and for which days? Each function is one check."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from data import places
from data.quarter import Quarter
from data.returns.case import Case, at
from data.returns.filing import Cell
from data.returns.problems import Problem, day, problem, quarter


def known_ward(case: Case) -> Iterator[Problem]:
    """The code is one of the 3,321; where the name beside it is some ward's, that one is proposed."""
    cell = case.filing.cells.get("cover.ward_code")
    if cell is None or not cell.filled or _known(places.read_code(cell.value)):
        return
    yield at(cell, "unknown_ward", found=_shown(cell), suggestion=_suggestion(case.filing.cells.get("cover.ward_name")))


def same_name(case: Case) -> Iterator[Problem]:
    """The name on the cover is one that the ward of the code ever had."""
    code, cell = _code(case), case.filing.cells.get("cover.ward_name")
    if not code or cell is None or not cell.filled:
        return
    if not places.same_place(str(cell.value), code, case.filing.quarter.last_day):
        name = places.full_name(code, case.filing.quarter.last_day)
        yield at(cell, "ward_name_disagrees", found=_shown(cell), expected=name, code=code)


def known_quarter(case: Case) -> Iterator[Problem]:
    """The quarter on the cover is written as one."""
    cell = case.filing.cells.get("cover.quarter")
    if cell and cell.filled and Quarter.read(cell.value) is None:
        yield at(cell, "unknown_quarter", found=_shown(cell))


def same_as_meta(case: Case) -> Iterator[Problem]:
    """The hidden sheet, written by the template, is the second witness."""
    meta = case.filing.meta
    code, of_ward = _code(case), places.read_code(meta.get("ward"))
    if code and of_ward and code != of_ward:
        cell = case.filing.cells["cover.ward_code"]
        what = {"vi": "mã đơn vị", "en": "ward code"}
        yield at(cell, "meta_disagrees", found=code, expected=of_ward, what=what)
    cell = case.filing.cells.get("cover.quarter")
    said, made_for = Quarter.read(cell.value) if cell else None, Quarter.read(meta.get("quarter"))
    if cell and said and made_for and said != made_for:
        what = {"vi": "kỳ báo cáo", "en": "quarter"}
        yield at(cell, "meta_disagrees", found=said.label("vi"), expected=made_for.label("vi"), what=what)


def as_the_page_chose(case: Case) -> Iterator[Problem]:
    """A file for another ward or quarter than the page is open for."""
    if case.ward and case.expected.ward and case.ward != case.expected.ward and _known(case.ward):
        cell = case.filing.cells.get("cover.ward_code")
        yield _misplaced("wrong_ward", cell, file=_full(case.ward, case), page=_full(case.expected.ward, case))
    if case.quarter and case.expected.quarter and case.quarter != case.expected.quarter:
        cell = case.filing.cells.get("cover.quarter")
        yield _misplaced("wrong_quarter", cell, file=quarter(case.quarter), page=quarter(case.expected.quarter))


def begun_quarter(case: Case) -> Iterator[Problem]:
    """The quarter has begun."""
    if case.quarter and case.quarter.first_day > case.today:
        facts = {"quarter": quarter(case.quarter), "begins": day(case.quarter.first_day), "today": day(case.today)}
        yield _misplaced("future_quarter", case.filing.cells.get("cover.quarter"), **facts)


def closing_day(case: Case) -> Iterator[Problem]:
    """The figures are as of a day that has come, and that lies in the quarter."""
    as_of = case.filing.as_of
    if as_of is None:
        return
    cell = case.filing.cells["cover.as_of"]
    if as_of > case.today:
        yield at(cell, "as_of_in_future", found=f"{as_of:%d/%m/%Y}", expected=f"{case.today:%d/%m/%Y}")
    elif case.quarter and Quarter.of(as_of) != case.quarter:
        yield at(cell, "as_of_outside_quarter", found=f"{as_of:%d/%m/%Y}", quarter=quarter(case.quarter))


def first_day(case: Case) -> Iterator[Problem]:
    """Flows are counted from the day after the last return's figures, or from the quarter's first day."""
    if case.quarter is None or case.filing.period_from is None:
        return
    before = case.past.previous_as_of
    due = before + timedelta(days=1) if before else case.quarter.first_day
    if case.filing.period_from != due:
        cell = case.filing.cells["cover.period_from"]
        found = f"{case.filing.period_from:%d/%m/%Y}"
        code = "period_from_disagrees" if before else "period_from_not_first_day"
        yield at(cell, code, found=found, expected=f"{due:%d/%m/%Y}")


def concerning(case: Case, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Those of the reader's problems that concern the file as a whole, or the cells that say whose return it is."""
    cells = (case.filing.cells.get(f"cover.{name}") for name in ("ward_code", "ward_name", "quarter"))
    places = {(cell.sheet, cell.ref) for cell in cells if cell} | {(None, None)}
    return (each for each in problems if (each.sheet, each.cell) in places)


def _code(case: Case) -> str | None:
    """The code on the cover, if there is such a ward."""
    cell = case.filing.cells.get("cover.ward_code")
    code = places.read_code(cell.value) if cell else None
    return code if _known(code) else None


def _known(code: str | None) -> bool:
    try:
        return bool(code and places.ward(code))
    except KeyError:
        return False


def _suggestion(name: Cell | None) -> dict[str, str] | str:
    """The one ward of the country that the name beside an unknown code can mean."""
    if name is None or not name.filled:
        return ""
    named = {known for one in places.provinces() if (known := places.match(str(name.value), one.code).code)}
    if len(named) != 1:
        return ""
    code = named.pop()
    meant = places.ward(code).name
    return {"vi": f" {meant} có mã {code}.", "en": f" {meant} has code {code}."}


def _full(code: str, case: Case) -> dict[str, str]:
    on = case.filing.quarter.last_day
    return {lang: f"{places.full_name(code, on, lang)} ({code})" for lang in ("vi", "en")}


def _misplaced(code: str, cell: Cell | None, **params: Any) -> Problem:
    """A problem of identity, at the cell of the cover that says so if it is there."""
    return at(cell, code, found=_shown(cell), **params) if cell and cell.filled else problem(code, **params)


def _shown(cell: Cell) -> str:
    return cell.shown or str(cell.value)
