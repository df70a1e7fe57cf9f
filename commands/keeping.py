"""Verbs for the store itself: demo, migrate."""

from __future__ import annotations

import argparse
from time import monotonic

from commands import given


def add(verbs: argparse._SubParsersAction) -> None:
    made_up = given.verb(verbs, demo, "build the demonstration; twice changes nothing", example="demo --province 24")
    made_up.add_argument("--province", default="24", metavar="CODE")
    given.verb(verbs, migrate, "bring the store's tables up to date", example="migrate")


def demo(options: argparse.Namespace) -> int:
    from data import clock, places
    from data.demo import build
    from pages.shared import load

    given.place(options)
    name, begun, first = places.full_name(options.province, clock.today()), monotonic(), None
    for step in build.build(load.store(), province=options.province):
        first = first or step
        made = step.files - first.files
        wait = (monotonic() - begun) / made * (step.of - step.files) if made else 0
        left = f", còn khoảng {wait:.0f} giây" if wait else ""
        given.say(f"{step.quarter.label('vi')}: đã viết, kiểm tra và nộp {step.files}/{step.of} tệp{left}")
    ready = "đã sẵn sàng / is ready" if first else "đã có sẵn, không thay đổi / was there already, nothing changed"
    given.say(f"Bản minh họa / demonstration {name}: {ready}")
    return 0


def migrate(options: argparse.Namespace) -> int:
    from data.store import engine

    engine.migrate(engine.database_url())
    given.say("Kho dữ liệu đã ở phiên bản hiện hành. / The store is current.")
    return 0
