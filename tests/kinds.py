"""Which tests need much: a browser, drawn pictures, a PostgreSQL, or simply time. `manage.py test --fast` leaves them out.

A file with all its tests runs in one worker, so that what they share is made once and one browser is at work at a time. The files
named here go first, the longest ahead: with two workers nothing long must be left for the end. A new file needs no line here.
"""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

KINDS = {
    "browser": "drives a real Chromium",
    "picture": "has charts drawn",
    "postgres": "runs on a PostgreSQL",
    "slow": "takes long: other programs, many files, many made-up cases",
    "whole": "runs whole pages, verbs and documents: not for `--fast`, but the code that it runs through counts",
}

FILES = {
    "tests/browser/test_journey.py": "browser",
    "tests/pages/test_pages.py": "slow",
    "tests/browser/test_screens.py": "browser",
    "tests/data/returns/reading/test_read_filing.py": "slow",
    "tests/data/returns/test_problems.py": "slow",
    "tests/indicators/charts/test_layout.py": "picture",
    "tests/pages/test_returns.py": "slow",
    "tests/pages/test_two_indicators.py": "slow",
    "tests/commands/test_returns.py": "slow",
    "tests/data/returns/test_checks.py": "slow",
    "tests/indicators/charts/test_table.py": "picture",
    "tests/indicators/exports/test_pictures.py": "picture",
    "tests/browser/test_shell.py": "browser",
    "tests/browser/test_words.py": "browser",
    "tests/browser/test_layout.py": "browser",
    "tests/indicators/charts/test_scatter.py": "picture",
    "tests/indicators/charts/test_charts.py": "picture",
    "tests/indicators/views/test_agreement.py": "picture",
    "tests/commands/test_briefing.py": "picture",
    "tests/pages/server/test_answer.py": "whole",
    "tests/indicators/exports/test_receipt.py": "whole",
    "tests/pages/shared/test_download.py": "whole",
    "tests/commands/test_given.py": "slow",
    "tests/commands/test_figures.py": "whole",
    "tests/commands/test_keeping.py": "whole",
    "tests/data/demo/test_counts.py": "whole",
    "tests/data/returns/sandbox/test_mutations.py": "whole",
    "tests/test_journey.py": "whole",
    "tests/indicators/exports/test_tables.py": "whole",
    "tests/pages/shared/test_address.py": "whole",
    "tests/data/demo/test_build.py": "slow",
    "tests/data/demo/test_fill.py": "slow",
    "tests/data/returns/test_template.py": "slow",
    "tests/data/returns/sandbox/test_parent.py": "slow",
    "tests/data/store/test_faults.py": "slow",
}


def kinds(item: pytest.Item) -> set[str]:
    """What the test needs much of, by its file and by the database of its parameters."""
    call = getattr(item, "callspec", None)
    found = {FILES.get(_file(item))} | ({"postgres"} if call and "postgresql" in call.params.values() else set())
    return {kind for kind in found if kind}


def place(item: pytest.Item) -> int:
    """Of the test's file among those that go first."""
    order = list(FILES)
    return order.index(_file(item)) if _file(item) in FILES else len(order)


def _file(item: pytest.Item) -> str:
    return item.path.relative_to(ROOT).as_posix()
