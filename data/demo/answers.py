"""What stands in the files of the demonstration: the answers of a ward, with the mistakes that the story gives it."""

import unicodedata
from collections.abc import Sequence
from datetime import date

from data import places
from data.demo import counted_tables, counts, listed_tables, other_figures
from data.demo.counts import Answers
from data.demo.story import Fault, Slip, person
from data.demo.wards import FIRST, Dice, imagined_ward, words
from data.plans.entries import Task
from data.quarter import Quarter
from data.returns.formfile import form
from data.returns.headings import YES


def answers(code: str, quarter: Quarter, tasks: Sequence[Task], *, first: date, last: date) -> Answers:
    """Everything that the ward answers for the days from `first` to `last`, for all fields that it fills, asked or not.

    Figures by field code, tables by block code as lists of rows; `tasks` are those that the workbook prints. KeyError
    where there is no such ward.
    """
    who, days = imagined_ward(code), (last - first).days + 1
    services = counted_tables.services(who, quarter)
    has_assistant = sum(row["with_assistant"] for row in services) > 0.1 * sum(row["full_online"] for row in services)
    told = (
        _cover(code, quarter, last)
        | counts.training(who, quarter)
        | counts.dossiers(who, quarter, days)
        | other_figures.figures(who, quarter, days, has_assistant)
    )
    blank = other_figures.left_blank(who, quarter)
    return {field: value for field, value in told.items() if field not in blank} | {
        "classes": listed_tables.classes(who, quarter, first, last),
        "units": listed_tables.units(who, quarter),
        "tools": listed_tables.tools(who, quarter),
        "models": listed_tables.models(who, quarter),
        "services": services,
        "digitisation": counted_tables.digitisation(who, quarter),
        "tasks": listed_tables.tasks(who, quarter, tasks),
        "difficulties": listed_tables.difficulties(who, quarter),
    }


def _cover(code: str, quarter: Quarter, last: date) -> Answers:
    dice = Dice(code, "cover", quarter)
    number = 40 + 70 * quarter.number + dice.whole(0, 60)
    cover = {
        "cover.as_of": last,
        "cover.prepared_by": person(code, "prepares"),
        "cover.phone": f"0222 000 {dice.whole(100, 999)}",
        "cover.approved_by": f"{person(code, 'approves')}, Phó Chủ tịch UBND",
        "cover.signoff_ref": dice.one(words()["signoff"]).format(number=number, date=listed_tables.day(last)),
        **{code: YES for code, field in form().fields.items() if field.reviews},
    }
    return cover | ({"cover.note": dice.one(words()["cover_notes"])} if dice.share() < 0.25 else {})


def spoiled(told: Answers, fault: Fault, quarter: Quarter) -> Answers:
    """The same answers with a mistake in them that refuses the file."""
    units = [dict(row) for row in told["units"]]
    if fault == "words_for_a_number":
        return told | {"dossiers.received": f"khoảng {told['dossiers.received']} hồ sơ"}
    if fault == "part_above_whole":
        return told | {"training.cc.trained": told["training.cc.total"] + 3}
    if fault == "blank_required":
        units[-1].pop("tools_used")
        return {field: value for field, value in told.items() if field != "dossiers.doc_required"} | {"units": units}
    if fault == "percent_typed":
        return told | {"training.residents.trained": "12,5%"}
    return told | {"cover.quarter": (quarter - 1 if quarter > FIRST else quarter + 1).label("vi")}


def slipped(told: Answers, slip: Slip) -> Answers:
    """The answers that a first file has wrong; a second one has them right."""
    if slip == "trained":
        return {"training.vc.trained": min(told["training.vc.total"], told["training.vc.trained"] + 5)}
    if slip == "results":
        counted_twice = told["dossiers.electronic_result"] + 40
        return {"dossiers.electronic_result": min(told["dossiers.doc_required"], counted_twice)}
    if slip == "services":
        first, *others = told["services"]
        return {"services": [first | {"eligible": min(first["procedures"], first["eligible"] + 4)}, *others]}
    return {"dossiers.received": told["dossiers.received"] - told["dossiers.received"] // 50}


def harmless(code: str, quarter: Quarter) -> Answers:
    """What some officers write their own way, which the reader forgives; nothing for most."""
    dice, name = Dice(code, "harmless", quarter), places.full_name(code, quarter.last_day)
    kind, _, bare = name.partition(" ")
    decomposed = unicodedata.normalize("NFD", name)  # as a Mac writes it
    spellings = (f"{kind[0]}. {bare}", name.upper(), f"UBND {kind.lower()} {bare}", f"{name}  ", decomposed)
    if dice.share() < 0.14:
        return {"cover.ward_name": dice.one(spellings)}
    if dice.share() < 0.06:
        return {"cover.quarter": f"Quý {quarter.number} năm {quarter.year}"}
    return {}
