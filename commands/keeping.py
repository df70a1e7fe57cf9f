"""Verbs for the store itself: demo, migrate."""

from __future__ import annotations

import argparse

from commands import given


def add(verbs: argparse._SubParsersAction) -> None:
    made_up = given.verb(verbs, demo, "build the demonstration; twice changes nothing", example="demo --province 24")
    made_up.add_argument("--province", default="24", metavar="CODE")
    given.verb(verbs, migrate, "bring the store's tables up to date", example="migrate")


def demo(options: argparse.Namespace) -> int:
    from data.demo import build
    from pages.shared import load

    given.place(options)
    for step in build.build(load.store(), province=options.province):
        given.say(step)
    return 0


def migrate(options: argparse.Namespace) -> int:
    from data.store import engine

    engine.migrate(engine.database_url())
    given.say("Kho dữ liệu đã ở phiên bản hiện hành. / The store is current.")
    return 0
