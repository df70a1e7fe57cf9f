"""Reading and judging the returns of 168 wards in one batch, against bare python-calamine reading all their sheets."""

from collections.abc import Iterator
from io import BytesIO

import python_calamine

from tests.benchmarks import whole_city
from tests.benchmarks.measuring import Line, in_turns
from tests.data.store.making import submit


def lines() -> Iterator[Line]:
    whole_city.files()
    bare, judging, storing = in_turns(bare_calamine, whole_city.judge, judge_and_store, times=5)
    beside = f"{{:.2f}} s; bare python-calamine {bare:.2f} s"
    yield Line("168 workbooks read and judged", judging / bare, "x", 4, beside.format(judging))
    yield Line("168 workbooks read, judged and stored", storing / bare, "x", 6, beside.format(storing))


def bare_calamine() -> None:
    for file in whole_city.files():
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(file.content))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def judge_and_store() -> None:
    """Into a store that is still empty; every return counts when this is done."""
    with whole_city.empty() as store:
        assert {submit(store, one).state for one in whole_city.judge()} == {"accepted"}
