"""A list that goes on from last time keeps its rows and its counts, or somebody is asked."""

from dataclasses import replace

import pytest

from data.returns.checks import Past
from data.returns.form import WARD_FORM
from data.returns.formfile import form
from tests.builders import document
from tests.data.returns.judging import all_of, judged, last_time, place, put, right

LISTS = ("units", "tools", "models", "services", "digitisation")


def rows(block: str) -> int:
    return len(right().filing.tables[block])


def without(block: str, *gone: int):
    columns = right().filing.tables[block][0]
    return all_of(*[put(f"{block}[].{column}", None, row=row) for row in gone for column in columns])


def everywhere(code: str, value: object):
    return all_of(*[put(code, value, row=row) for row in range(rows(code.partition("[]")[0]))])


def asked(edit=None, changes: dict | None = None, past: Past | None = None) -> list[tuple[str, str | None]]:
    past = past or last_time()
    judgement = judged(document(changes or {}, past=past, edit=edit), past=past)
    return [(each.code, each.cell) for each in judgement.problems if each.severity == "warning"]


@pytest.mark.parametrize("block", LISTS)
def test_each_row_that_vanished_is_named_once_a_list(block):
    past = last_time()
    judgement = judged(document({}, past=past, edit=without(block, 1)), past=past)
    (found,) = [each for each in judgement.problems if each.code == "rows_gone"]
    first, row = next(iter(past.previous.tables[block][0])), past.previous.tables[block][1]
    labels = {option.code: option.label.vi for options in form(WARD_FORM).lists.values() for option in options}
    assert found.params["rows"] == [labels.get(row[first].value, row[first].value)]
    assert (found.sheet, found.cell) == place(f"{block}[].{first}")


@pytest.mark.parametrize("block", ["tools", "models"])
def test_a_list_that_says_that_there_is_nothing_has_lost_its_rows(block):
    assert [code for code, _ in asked(changes={block: "không phát sinh"})] == ["rows_gone"]


def test_a_name_with_a_slip_of_the_hand_is_the_same_row():
    name = right().filing.tables["units"][0]["name"].value
    assert asked(put("units[].name", name.replace("Văn phòng", "Văn phòn"))) == []


def test_a_row_that_is_added_is_nobodys_loss():
    past = last_time()
    tables = past.previous.tables | {"units": past.previous.tables["units"][:-1]}
    assert asked(past=replace(past, previous=replace(past.previous, tables=tables))) == []


def test_counts_that_leap_are_asked_about_where_no_row_is_gone():
    assert asked(everywhere("tools[].state", "đã dừng")) == [("count_leaps", place("tools[].state")[1])]
    assert asked(everywhere("units[].tools_used", 0)) == [("count_leaps", place("units[].tools_used")[1])]


def test_of_a_first_return_nothing_is_gone():
    assert judged(document({"tools": "không phát sinh"})).verdict == "accepted"


def test_a_new_row_that_outweighs_the_list_is_asked_about_and_a_small_one_is_not():
    def new(total: int, done: int):
        values = {"B": "y tế", "C": "bản ghi", "D": total, "E": done, "G": done, "I": 0}
        return lambda book: [book["Số hóa dữ liệu"].__setitem__(f"{column}12", value) for column, value in values.items()]

    assert [code for code, _ in asked(new(10_000_000, 9_700_000))] == ["new_row_weighs"]
    assert asked(new(900, 300)) == []


def test_a_large_row_whose_name_has_a_slip_is_not_new():
    past, own = last_time(), "kho lưu trữ của huyện cũ"
    first, *others = past.previous.tables["digitisation"]
    named = first | {"domain": replace(first["domain"], value=own, shown=own)}
    past = replace(past, previous=replace(past.previous, tables=past.previous.tables | {"digitisation": (named, *others)}))
    judgement = judged(document(edit=put("digitisation[].domain", "kho lưu trữ của huyệnn cũ")), past=past)
    assert not {"new_row_weighs", "rows_gone"} & {each.code for each in judgement.problems}


def test_a_row_of_the_plans_tasks_that_was_deleted_is_asked_about():
    last = right().filing.tables["tasks"][-1]
    edit = all_of(*[put(f"tasks[].{column}", None, row=rows("tasks") - 1) for column in last])
    assert ("rows_gone", place("tasks[].id")[1]) in asked(edit)


def test_forty_classes_where_there_were_few_are_asked_about():
    def edit(book) -> None:
        for row in range(9, 44):
            for column, value in zip("BCDEFG", ("Lớp", "10/10/2026", "CB, CC, VC, NLĐ", "Có", 10, "Danh sách"), strict=True):
                book["Lớp trong kỳ"][f"{column}{row}"] = f"{value} {row}" if column == "B" else value

    assert "count_leaps" in [code for code, _ in asked(edit)]
