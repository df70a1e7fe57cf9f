"""The tables of the made-up returns that list things: units, tools, models, classes, tasks, difficulties.

A table is a list of rows, {column: what an officer types}; an empty table is answered with "không phát sinh".
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from operator import itemgetter
from typing import Any

from data.demo.counts import adults, organisations, progress, shared_out, staff, trained, yes_or_no
from data.demo.wards import FIRST, Dice, ImaginedWard, words
from data.plans.entries import Task
from data.quarter import Quarter
from data.returns.filing import NOT_ARISING

Row = dict[str, Any]
Rows = list[Row] | str

_STORY = Quarter(2026, 3)
_OFFICES = {"office": 0.26, "services": 0.13, "culture": 0.16, "economy": 0.17, "station": 0.14, "military": 0.07, "works": 0.07}
"""Each office's part of the staff who are no teachers."""


def day(value: date) -> str:
    """A day as letters write it: 05/9/2026 has its leading zero for the day, months before March too (Decree 30/2020)."""
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"{value.day:02d}/{month}/{value.year}"


# --- units and tools -------------------------------------------------------------------------------------------------


def units(ward: ImaginedWard, quarter: Quarter) -> Rows:
    """Every unit with its staff: they add up to the people of the training sheet, and so do those trained."""
    kinds, names, weights = _units(ward)
    totals, done = staff(ward, quarter), trained(ward, quarter)
    everybody = totals["cb"] + totals["cc"] + totals["vc"] + totals["nld"]
    offices = sum(kind != "school" for kind in kinds)
    people = shared_out(everybody - totals["teachers"], weights[:offices]) + shared_out(totals["teachers"], weights[offices:])
    eager = [each * (1 if kind == "school" else 2) for each, kind in zip(people, kinds, strict=True)]
    learned = shared_out(sum(done.values()), eager, people)
    used = _tools_used(ward, quarter, kinds)
    rows = []
    for kind, name, all_of_them, some, tools_used in zip(kinds, names, people, learned, used, strict=True):
        row = {"name": name, "staff": all_of_them, "trained": some, "tools_used": tools_used}
        purpose = ward.dice("purpose", name).one(words()["purposes"][kind])
        rows.append(row | ({"purpose": purpose} if tools_used else {}))
    return rows


def _units(ward: ImaginedWard) -> tuple[list[str], list[str], list[float]]:
    """Kinds, names and weights of the ward's units: its offices, then its schools. Small wards have fewer offices."""
    left_out = {"military", "works"} if ward.population < 13_000 else {"works"} if ward.population < 25_000 else set()
    offices = [kind for kind in _OFFICES if kind not in left_out]
    names = [words()["units"][kind] for kind in offices]
    names = [name[ward.kind] if isinstance(name, dict) else name for name in names]
    schools = [ward.dice("school", name).between(0.7, 1.3) for name in ward.schools]
    return (offices + ["school"] * len(ward.schools), names + list(ward.schools), [_OFFICES[kind] for kind in offices] + schools)


def _tools_used(ward: ImaginedWard, quarter: Quarter, kinds: list[str]) -> list[int]:
    """How many tools each unit uses: units take them up one after the other, those near the counter first."""
    dice = ward.dice("units")
    turn = sorted(range(len(kinds)), key=[at * 0.06 + dice.share() for at in range(len(kinds))].__getitem__)
    using = turn[: _units_with_tool(ward, quarter, len(kinds))]
    most = min(3, tools_in_use(ward, quarter))
    return [1 + int(most * ward.dice("used", at).share()) if at in using else 0 for at in range(len(kinds))]


def _units_with_tool(ward: ImaginedWard, quarter: Quarter, count: int) -> int:
    if ward.part == "all_units" and quarter > FIRST:
        return count
    return min(count, round(count * progress(ward, "tools", quarter)))


def tools_in_use(ward: ImaginedWard, quarter: Quarter) -> int:
    """The number of tools in use; none where no unit uses any."""
    if _units_with_tool(ward, quarter, len(_units(ward)[0])) == 0:
        return 0
    return 1 + min(8, round(12 * progress(ward, "tools", quarter) * ward.dice("tools").between(0.4, 0.9)))


def tools(ward: ImaginedWard, quarter: Quarter) -> Rows:
    """The tools in use, then one that is being tried, then those that were tried or used and are not any more."""
    drawn = ward.dice("tools", "names").some(words()["tools"], 10)
    count, tried = tools_in_use(ward, quarter), _tried(ward, quarter)
    rows = [_tool(ward, tool, "đang dùng") for tool in drawn[:count]]
    rows += [_tool(ward, drawn[tried], "dùng thử")] if tried is not None else []
    left = {place for earlier in range(quarter - FIRST) if (place := _tried(ward, FIRST + earlier)) is not None} - {tried}
    if quarter >= _STORY and ward.dice("stopped").share() < 0.15 and count < 9:
        left.add(9)
    rows += [_tool(ward, drawn[place], "đã dừng") for place in sorted(left) if place >= count]
    return rows or NOT_ARISING


def _tried(ward: ImaginedWard, quarter: Quarter) -> int | None:
    """Which of the drawn tools a ward tries in a quarter, if it tries any: the first that it does not use yet."""
    count = tools_in_use(ward, quarter)
    return count if count < 10 and ward.dice("trial", quarter).share() < 0.45 else None


def _tool(ward: ImaginedWard, tool: Row, state: str) -> Row:
    dice = ward.dice("tool", tool["name"])
    evidence = dice.one(words()["tool_evidence"]).format(number=dice.whole(11, 180))
    row = {"name": tool["name"], "supplier": tool["supplier"], "state": state}
    return row | ({"evidence": evidence} if dice.share() < 0.7 else {})


def models(ward: ImaginedWard, quarter: Quarter) -> Rows:
    """Models that the ward has begun with: tried for two quarters, then running, sometimes given up."""
    rows = []
    for model in words()["models"]:
        dice = ward.dice("model", model["name"])
        start = dice.whole(-2, 5)  # quarters after the first; before it, the model is older than the plan
        age = quarter - FIRST - start
        if dice.share() < 0.4 * ward.pace["others"] and age >= 0:
            given_up = age > 2 and dice.share() < 0.12
            state = "đã dừng" if given_up else "vận hành ổn định" if age > 1 else "nghiên cứu, thử nghiệm"
            since = (FIRST + start).first_day + timedelta(days=dice.whole(3, 40))
            rows.append({"name": model["name"], "field": model["field"], "state": state, "since": since})
    return rows or NOT_ARISING


# --- classes ---------------------------------------------------------------------------------------------------------


def classes(ward: ImaginedWard, quarter: Quarter, first: date, last: date) -> Rows:
    """The classes between two days. Whoever was newly trained since the quarter before sat in one of them."""
    before = sum(trained(ward, quarter - 1).values()) if quarter > FIRST else 0
    newly = sum(trained(ward, quarter).values()) - before
    dice = ward.dice("classes", quarter)
    rows = [_class(dice, "CB, CC, VC, NLĐ", size + dice.whole(0, 6)) for size in _sizes(newly, 50)]
    residents = round(adults(ward, quarter) * _gained(ward, "residents", quarter))
    firms = round(organisations(ward, quarter) * _gained(ward, "organisations", quarter))
    rows += [_class(dice, "người dân", size) for size in _sizes(residents, 400)[:3]]
    if firms > 3:
        rows.append(_class(dice, dice.one(("doanh nghiệp, HTX", "hỗn hợp")), firms + dice.whole(0, 9)))
    if dice.share() < 0.2:
        rows.append(_class(dice, "nhà giáo", dice.whole(18, 60)))
    if dice.share() < 0.15:
        rows.append(_class(dice, "CB, CC, VC, NLĐ", dice.whole(20, 45), names=words()["other_classes"], topic_ai=False))
    days = dice.some(range(1, (last - first).days), len(rows))  # one class a day at the most
    dated = [row | {"date": first + timedelta(days=day)} for day, row in zip(days, rows, strict=False)]
    return sorted(dated, key=itemgetter("date")) or NOT_ARISING


def _gained(ward: ImaginedWard, field: str, quarter: Quarter) -> float:
    """The share that this quarter alone has added."""
    return progress(ward, field, quarter) - (progress(ward, field, quarter - 1) if quarter > FIRST else 0.0)


def _sizes(people: int, most: int) -> list[int]:
    """People in classes of up to `most`."""
    return shared_out(people, [1] * -(-people // most)) if people > 0 else []


def _class(dice: Dice, audience: str, learners: int, names: Sequence[str] = (), topic_ai: bool = True) -> Row:
    evidence = dice.one(words()["class_evidence"]).format(n=learners, number=dice.whole(10, 260))
    return {
        "name": dice.one(names or words()["classes"][audience]),
        "audience": audience,
        "topic_ai": yes_or_no(topic_ai),
        "learners": learners,
        "evidence": evidence,
    }


# --- tasks, difficulties ---------------------------------------------------------------------------------------------


def tasks(ward: ImaginedWard, quarter: Quarter, printed: Sequence[Task]) -> Rows:
    """What the ward says of each task that its plan prints, by the task's code."""
    return [{"id": task.id} | _task(ward, quarter, task) for task in printed]


def _task(ward: ImaginedWard, quarter: Quarter, task: Task) -> Row:
    dice = ward.dice("task", task.id)
    if dice.share() < (0.25 if "thủy sản" in task.title.vi and ward.kind == "Phường" else 0.01):
        return {"state": "không thuộc phạm vi", "note": "Không có trên địa bàn"}
    ease = dice.between(0.3, 1.5) ** 3 * ward.pace["others"] ** 0.5  # most tasks take years, a few are soon done
    effort = ease * sum(dice.between(8, 28) for _ in quarter.of_year())
    percent = 5 * round(min(100, effort) / 5)
    if percent < 15:
        return {"state": "chưa làm"}
    if percent < 100:
        note = {"note": dice.one(words()["task_notes"])} if dice.share() < 0.15 else {}
        return {"state": "đang làm", "percent": percent} | note
    return {"state": "hoàn thành", "percent": 100, "product": _product(dice, task)}


def _product(dice: Dice, task: Task) -> str:
    product = re.sub(r"^DS\b", "Danh sách", task.product or "Báo cáo kết quả")
    return dice.one(words()["task_products"]).format(product=product, number=dice.whole(12, 240))


def difficulties(ward: ImaginedWard, quarter: Quarter) -> Rows:
    """One to three difficulties, and something proposed against them; the slower the ward, the more."""
    dice = ward.dice("difficulties", quarter)
    themes = dice.some(sorted(words()["difficulties"]), 1 + (ward.pace["training"] < 1) + (dice.share() < 0.3))
    rows = [_says(dice, "khó khăn", theme, words()["difficulties"]) for theme in themes]
    return rows + [_says(dice, "đề xuất", theme, words()["proposals"]) for theme in themes if dice.share() < 0.7]


def _says(dice: Dice, kind: str, theme: str, texts: dict[str, list[str]]) -> Row:
    row = {"kind": kind, "theme": theme, "text": dice.one(texts[theme])}
    return row | ({"level": dice.one(("xã", "tỉnh", "tỉnh", "tỉnh", "trung ương"))} if dice.share() < 0.85 else {})
