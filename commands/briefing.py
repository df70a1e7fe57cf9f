"""Verbs for what goes into a meeting: brief."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from commands import given

if TYPE_CHECKING:
    from data.scope import Scope
    from indicators.views.selection import Selection


def add(verbs: argparse._SubParsersAction) -> None:
    words = "draw a view of a province's quarter; the suffix of the file chooses the format (png, svg, csv, xlsx)"
    example = "brief --province 24 --quarter 2026-Q3 --view ranked --indicator training_coverage --peers xa --out xep-hang.png"
    picture = given.of_quarter(given.verb(verbs, brief, words, example=example))
    picture.add_argument("--view", default="ranked", metavar="NAME", help="ranked, sheet, two, over_time, map, table, cards …")
    picture.add_argument("--indicator", default="training_coverage", metavar="CODE", help="the one that is compared")
    picture.add_argument("--peers", default="all", metavar="NAME", help="a group of wards: xa, phuong, dac-khu; all without it")
    picture.add_argument("--across", metavar="CODE", help="the other of two indicators, or size")
    picture.add_argument("--wards", default="", metavar="CODES", help="the few that are followed over time, with commas between")
    picture.add_argument("--family", default="all", metavar="CODE", help="which indicators a sheet shows: all, headline or a family")
    picture.add_argument("--lang", choices=("vi", "en"), default="vi")
    picture.add_argument("--out", required=True, metavar="FILE")


def brief(options: argparse.Namespace) -> int:
    from data import clock
    from indicators.briefing import Briefing
    from indicators.exports import formats
    from indicators.views import listing
    from pages.shared import load

    scope, actor, out = given.scope(options), given.actor(options), Path(options.out)
    given.one_of(options, "view", options.view, listing.views())
    given.one_of(options, "suffix of --out", out.suffix, {kind.SUFFIX for kind in formats.formats(Briefing)})
    kind = formats.by_suffix(out.name, of=Briefing)
    picked = replace(selection(options, scope), on_slide=formats.is_picture(kind))
    if load.known_now(scope, actor=actor).returns.empty:
        given.say(f"Chưa có báo cáo nào của {scope.quarter.label('vi')}. / No return for {scope.quarter.label('en')} yet.")
        return 1
    view = load.view(scope, options.view, picked, actor=actor)
    made_up = load.demonstration(scope, actor=actor)
    briefing = Briefing.of(view, demonstration=made_up, taken_at=clock.now(), lang=options.lang)
    given.write(out, kind.render(briefing))
    return 0


def selection(options: argparse.Namespace, scope: Scope) -> Selection:
    """What the line selects; wrong usage where a code is none that wards owe in the quarter, or no group, ward, family."""
    from data import places
    from indicators import catalogue
    from indicators.views import facts
    from indicators.views.selection import ALL, HEADLINE, Selection, first_across, owed

    asked = {one.code: one for one in owed(scope.province, scope.quarter)}
    wards = tuple(filter(None, options.wards.split(",")))
    across = options.across or first_across(asked[given.one_of(options, "indicator", options.indicator, asked)]).code
    given.one_of(options, "group of wards", options.peers, (ALL, *facts.peer_groups(scope)))
    given.one_of(options, "family", options.family, (ALL, HEADLINE, *(family.code for family in catalogue.families())))
    for code in wards:
        given.one_of(options, "ward", code, [ward.code for ward in places.wards(scope.province)])
    return Selection(
        lang=options.lang,
        indicator=asked[options.indicator],
        peers=options.peers,
        across=None if across == "size" else asked[given.one_of(options, "indicator", across, asked)],
        wards=wards,
        family=options.family,
    )
