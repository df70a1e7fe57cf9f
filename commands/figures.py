"""Verbs for what numbers mean: values, trace."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from typing import TYPE_CHECKING

from commands import given

if TYPE_CHECKING:
    from indicators.lineage import Part


def add(verbs: argparse._SubParsersAction) -> None:
    table = given.of_quarter(
        given.verb(verbs, values, "the figures of a province and quarter", example="values --province 24 --quarter 2026-Q3")
    )
    table.add_argument("--indicator", metavar="CODE", help="of this indicator alone")
    table.add_argument("--format", choices=("json", "csv"), default="json")

    words, example = "how far each indicator moved, over the same wards, and why", "changes --province 24 --quarter 2026-Q3 --since 2026-Q1"
    moved = given.of_quarter(given.verb(verbs, changes, words, example=example))
    moved.add_argument("--since", metavar="2026-Q1", help="the quarter to compare with, by default the one before")
    moved.add_argument("--json", action="store_true", help="one array, as numbers")
    moved.add_argument("--lang", choices=("vi", "en"), default="vi", help="language of the sentences")

    cells = given.verb(
        verbs,
        trace,
        "where a ward's figure comes from, down to the cells",
        example="trace --ward 09265 --quarter 2026-Q3 --indicator training_coverage",
    )
    cells.add_argument("--ward", required=True, metavar="CODE")
    cells.add_argument("--quarter", required=True, metavar="2026-Q4")
    cells.add_argument("--indicator", required=True, metavar="CODE")


def values(options: argparse.Namespace) -> int:
    from indicators import compute
    from pages.shared import load

    scope = given.scope(options)
    table = load.figures(scope, actor=given.actor(options))
    rows = [row for row in compute.records(table) if options.indicator in (None, row["indicator"])]
    if not rows:
        given.wrong(options, f"no indicator {options.indicator!r} is owed in {scope.quarter}")
    if options.format == "json":
        print(json.dumps(rows, ensure_ascii=False))
    else:
        writer = csv.DictWriter(sys.stdout, fieldnames=list(max(rows, key=len)), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return 0


def changes(options: argparse.Namespace) -> int:
    from data.quarter import Quarter
    from indicators import changes as moves
    from indicators import compare, explain, findings
    from indicators.catalogue import catalogue
    from pages.shared import load

    scope = given.scope(options)
    since = Quarter.read(options.since) if options.since else scope.quarter - 1
    if since is None or since >= scope.quarter:
        given.wrong(options, f"--since {options.since!r} is no quarter before {scope.quarter}")
    if missing := {scope.quarter, since}.difference(load.returns_by_quarter(scope, actor=given.actor(options))):
        none = ", ".join(map(str, sorted(missing)))
        given.say(f"Chưa có báo cáo nào của {none}, nên không có gì để so sánh. / No return for {none}: there is nothing to compare.")
        return 1
    now, before = (load.figures(scope.at(quarter), actor=given.actor(options)) for quarter in (scope.quarter, since))
    shared = [catalogue()[code] for code in now["indicator"].unique() if (before["indicator"] == code).any()]
    moved = {one: found for one in shared if (found := moves.over_same_wards(now, before, one))}
    if options.json:
        parts = ("change", "wards_matched", "numerator_part", "denominator_part", "composition_part")
        rows = [
            {"indicator": one.code, "since": str(since)} | {part: getattr(found, part) for part in parts} for one, found in moved.items()
        ]
        print(json.dumps(rows))
    for one, found in moved.items() if not options.json else ():
        row, was = (compare.summary(rows, one).province for rows in (now, before))
        said = explain.explain(row, one, options.lang, before=was, same=found, wards=findings.wards_of(now, options.lang))
        print(f"{one.short(options.lang)}: {'; '.join(filter(None, (said.change, said.change_parts)))}")
    return 0


def trace(options: argparse.Namespace) -> int:
    from indicators import lineage
    from indicators.catalogue import catalogue
    from pages.shared import load

    indicator = catalogue().get(options.indicator)
    if indicator is None:
        given.wrong(options, f"unknown indicator {options.indicator!r}")
    scope = given.scope(options)
    if not lineage.asks(indicator, ward=options.ward, quarter=scope.quarter):
        given.say("Chỉ số này không hỏi trong quý này ở cấp xã. / This indicator is not asked of wards in this quarter.")
        return 1
    known = load.lineage(scope, options.ward, indicator.measures, actor=given.actor(options))
    if known is None:
        given.say("Chưa có báo cáo được tính cho xã, phường và quý này. / No counting return for this ward and quarter.")
        return 1
    figure = lineage.trace(indicator, ward=options.ward, quarter=scope.quarter, measures=known.measures)
    row = {
        "ward": options.ward,
        "quarter": str(scope.quarter),
        "indicator": indicator.code,
        "value": figure.value,
        "numerator": traced(figure.numerator),
        "denominator": figure.denominator and traced(figure.denominator),
        "file": known.file_name,
        "sha256": known.sha256,
        "revision": known.revision,
        "submitted_by": known.submitted_by,
        "submitted_at": known.submitted_at.isoformat(),
        "form": known.form,
    }
    if known.answers:
        row["answers"] = [{"code": one.code, "sheet": one.sheet, "cell": one.cell, "answer": one.answer} for one in known.answers]
    print(json.dumps(row, ensure_ascii=False, default=str))
    return 0


def traced(part: Part) -> dict:
    """A numerator or denominator with the cells that it was added up from."""
    return {"value": part.value, "cells": [{"sheet": sheet, "cell": cell, "value": value} for _, sheet, cell, value in part.cells]}
