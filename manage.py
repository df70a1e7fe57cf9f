"""The same work without a browser: `python manage.py VERB` (the README lists the verbs).

`start` and `test` need nothing but Python: they make `.venv`, install into it and go on inside it; every other verb goes on
inside `.venv` where it exists. Exit status: 0 done, 1 refused or failed with reasons, 2 wrong usage. Results go to standard
output in UTF-8, words for people to standard error.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
REQUIREMENTS = {"start": "requirements.txt", "test": "requirements-dev.txt"}


def main(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # a Windows pipe is cp1252 and dies at the first Vietnamese letter
    options = parser().parse_args(arguments)
    if Path(sys.prefix).resolve() != ENVIRONMENT.resolve() and (options.verb in REQUIREMENTS or PYTHON.exists()):
        if options.verb in REQUIREMENTS and not install(ROOT / REQUIREMENTS[options.verb]):
            return 1
        return subprocess.call([str(PYTHON), "-X", "utf8", str(ROOT / "manage.py"), *arguments])
    sys.path.insert(0, str(ROOT))
    try:
        return options.run(options)
    except ModuleNotFoundError as missing:
        say(f"Thiếu gói / missing package {missing.name!r}: `python manage.py start` installs what is needed.")
        return 1
    except Exception as error:
        if type(error).__module__.startswith("data.store"):  # the store's named errors carry their own words
            say(str(error))
            return 1
        raise


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def install(requirements: Path) -> bool:
    """Makes `.venv` and installs `requirements` into it, once for each state of the requirement files."""
    texts = b"".join(path.read_bytes() for path in sorted(ROOT.glob("requirements*.txt")))
    stamp, state = ENVIRONMENT / f".{requirements.stem}", hashlib.sha256(texts).hexdigest()
    if stamp.exists() and stamp.read_text() == state:
        return True
    say(f"Cài đặt / installing {requirements.name} …")
    if not PYTHON.exists():
        subprocess.check_call([sys.executable, "-m", "venv", str(ENVIRONMENT)])
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(requirements)]
    if subprocess.call(command) != 0:
        say("Chưa cài được các gói: kiểm tra kết nối tới kho gói Python rồi chạy lại. / Packages could not be installed.")
        return False
    stamp.write_text(state)
    return True


# --- the dashboard and the tests -------------------------------------------------------------------------------------


def start(options: argparse.Namespace) -> int:
    migrate(options)
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(options.port)]
    return subprocess.call(command, cwd=ROOT)


def test(options: argparse.Namespace) -> int:
    browser = find_browser() or get_browser()
    if browser is None:
        say(
            "Không tìm thấy trình duyệt Chromium: cài gói `chromium` (hoặc Chrome, Edge) rồi chạy lại, hoặc đặt biến CHROMIUM.\n"
            "No Chromium found: install the package `chromium` (or Chrome, Edge), or set CHROMIUM to the program."
        )
        return 1
    environment = os.environ | {"CHROMIUM": browser, "PYTHONUTF8": "1"}
    return subprocess.call([sys.executable, "-m", "pytest", *options.pytest], cwd=ROOT, env=environment)


def find_browser() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
    places = (
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    )
    found = [os.environ.get("CHROMIUM"), *map(shutil.which, names), *(p for p in places if Path(p).exists())]
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return next((path for path in [*found, own] if path and Path(path).exists()), None)


def get_browser() -> str | None:
    """Playwright's own Chromium, or on Debian as root the package `chromium`."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        attempts = [["apt-get", "update", "-qq"], ["apt-get", "install", "-qq", "-y", "chromium"], *attempts]
    for command in attempts:
        say(f"Không có trình duyệt, đang cài / no browser yet: {' '.join(command)}")
        subprocess.call(command, stdout=sys.stderr, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})
        if browser := find_browser():
            return browser
    return None


# --- returns ---------------------------------------------------------------------------------------------------------


def template(options: argparse.Namespace) -> int:
    from data import places
    from data.returns.template import file_name
    from data.store import workbooks

    quarter = asked(options)
    codes = [options.ward] if options.ward else [ward.code for ward in places.wards(options.province)]
    folder = Path(options.out)
    folder.mkdir(parents=True, exist_ok=True)
    with opened().read() as session:
        for code in codes:
            path = folder / file_name(code, quarter)
            path.write_bytes(workbooks.blank(session=session, actor=someone(options), ward=code, quarter=quarter, today=today()))
            print(path)
    return 0


def check(options: argparse.Namespace) -> int:
    from data.store import workbooks

    with opened().read() as session:
        judgements = workbooks.judge(documents(options), session=session, actor=someone(options), today=today())
    for path, judgement in zip(options.files, judgements, strict=True):
        show(judged(path, judgement, options.lang, judgement.problems), options)
    return int(any(judgement.verdict == "refused" for judgement in judgements))


def submit(options: argparse.Namespace) -> int:
    from data.store import filings, workbooks

    store, refused = opened(), False
    with store.read() as session:
        judgements = workbooks.judge(documents(options), session=session, actor=someone(options), today=today())
    for path, judgement in zip(options.files, judgements, strict=True):
        with store.write() as session:
            receipt = filings.submit(session=session, actor=someone(options), judgement=judgement, note=options.note, now=now())
        refused |= receipt.state != "accepted"
        row = judged(path, judgement, options.lang, receipt.problems) | {"verdict": receipt.verdict}
        show(row | {"receipt": receipt.receipt, "revision": receipt.revision, "state": receipt.state}, options)
    return int(refused)


def known_places(options: argparse.Namespace) -> None:
    """Wrong usage where the ward or the province of the command line is none."""
    from data import places

    for kind, known in (("ward", places.ward), ("province", places.province)):
        code = getattr(options, kind, None)
        try:
            code and known(code)
        except KeyError:
            digits = {"ward": 5, "province": 2}[kind]
            hint = "" if code.isdigit() and len(code) == digits else f" (official codes have {digits} digits)"
            parser().error(f"no such {kind}: {code!r}{hint}")


def asked(options: argparse.Namespace):
    """The quarter of the command line; wrong usage where it, the ward or the province is none."""
    from data.quarter import Quarter

    known_places(options)
    try:
        return Quarter.parse(options.quarter)
    except ValueError as error:
        parser().error(str(error))


def documents(options: argparse.Namespace) -> list:
    from data.returns.reader import Document

    missing = [name for name in options.files if not Path(name).is_file()]
    if missing:
        parser().error(f"no such file: {', '.join(missing)}")
    return [Document(name=Path(name).name, content=Path(name).read_bytes()) for name in options.files]


def judged(path: str, judgement, lang: str, problems) -> dict:
    """One judged file as the object of `check --json`; `path` as the command line named it."""
    from data.returns.problems import message

    return {
        "file": path,
        "verdict": judgement.verdict,
        "ward": judgement.ward,
        "quarter": str(judgement.quarter) if judgement.quarter else None,
        "problems": [
            {"code": p.code, "severity": p.severity, "sheet": p.sheet, "cell": p.cell, "found": p.found, "message": message(p, lang)}
            for p in problems
        ],
    }


def show(row: dict, options: argparse.Namespace) -> None:
    if options.json:
        print(json.dumps(row, ensure_ascii=False))
        return
    receipt = f" · {row['receipt']}" if row.get("receipt") else ""
    print(f"{row['file']}: {row.get('state', row['verdict'])}{receipt}")
    for problem in row["problems"]:
        place = "!".join(filter(None, (problem["sheet"], problem["cell"])))
        print(f"  {problem['severity']} {problem['code']} {place}\n    {problem['message']}")


# --- figures ---------------------------------------------------------------------------------------------------------


def values(options: argparse.Namespace) -> int:
    from data.store import known, origin
    from indicators import compute

    quarter, actor = asked(options), someone(options)
    with opened().read() as session:
        known = known.of_quarter(session=session, actor=actor, province=options.province, quarter=quarter, today=today())
        demonstration = origin.of_store(session=session, actor=actor) == "demonstration"
    table = compute.figures(
        known.measures,
        province=options.province,
        quarter=quarter,
        owed=known.owed,
        last_known=known.last_known,
        demonstration=demonstration,
    )
    rows = [row for row in compute.records(table) if options.indicator in (None, row["indicator"])]
    if not rows:
        parser().error(f"no indicator {options.indicator!r} is owed in {quarter}")
    if options.format == "json":
        print(json.dumps(rows, ensure_ascii=False))
    else:
        writer = csv.DictWriter(sys.stdout, fieldnames=list(max(rows, key=len)), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return 0


def trace(options: argparse.Namespace) -> int:
    from data.store import records
    from indicators import lineage
    from indicators.catalogue import catalogue

    indicator = catalogue().get(options.indicator) or parser().error(f"unknown indicator {options.indicator!r}")
    quarter = asked(options)
    if not lineage.asks(indicator, ward=options.ward, quarter=quarter):
        say("Chỉ số này không hỏi trong quý này ở cấp xã. / This indicator is not asked of wards in this quarter.")
        return 1
    with opened().read() as session:
        known = records.lineage(session=session, actor=someone(options), ward=options.ward, quarter=quarter, measures=indicator.measures)
    if known is None:
        say("Chưa có báo cáo được tính cho xã, phường và quý này. / No counting return for this ward and quarter.")
        return 1
    figure = lineage.trace(indicator, ward=options.ward, quarter=quarter, measures=known.measures)
    row = {
        "ward": options.ward,
        "quarter": str(quarter),
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
    print(json.dumps(row, ensure_ascii=False, default=str))
    return 0


def traced(part) -> dict:
    return {"value": part.value, "cells": [{"sheet": sheet, "cell": cell, "value": value} for _, sheet, cell, value in part.cells]}


# --- the store -------------------------------------------------------------------------------------------------------


def demo(options: argparse.Namespace) -> int:
    from data.demo import build

    known_places(options)
    for step in build.build(opened(), province=options.province):
        say(step)
    return 0


def migrate(options: argparse.Namespace) -> int:
    from data.store import engine

    engine.migrate(engine.database_url())
    say("Kho dữ liệu đã ở phiên bản hiện hành. / The store is current.")
    return 0


def opened():
    """The store of `DATABASE_URL`, made on first use."""
    from data.store import engine

    url = engine.database_url()
    if engine.schema_state(url) == "empty":
        engine.migrate(url)
    return engine.open_store(url)


def someone(options: argparse.Namespace):
    from data.store.actor import Actor

    return Actor(name=getattr(options, "as_", None) or "manage.py", role="administrator")


def now():
    from datetime import UTC, datetime

    return datetime.now(UTC)


def today():
    """The day in Vietnam, whatever the clock of the server says."""
    from zoneinfo import ZoneInfo

    return now().astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).date()


def parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(prog="python manage.py", description="Quarterly AI returns of wards, without a browser.")
    verbs = root.add_subparsers(dest="verb", required=True, metavar="VERB")

    def verb(run, words: str) -> argparse.ArgumentParser:
        added = verbs.add_parser(run.__name__, help=words)
        added.set_defaults(run=run)
        return added

    verb(start, "set up and start the dashboard").add_argument("--port", type=int, default=8501)
    verb(test, "set up and run the whole test suite").add_argument("pytest", nargs="*", help="passed on to pytest (after --)")
    verb(demo, "build the demonstration").add_argument("--province", default="24")
    verb(migrate, "bring the store's tables up to date")

    blank = verb(template, "write the quarter's workbooks")
    which = blank.add_mutually_exclusive_group(required=True)
    which.add_argument("--ward")
    which.add_argument("--province")
    blank.add_argument("--quarter", required=True)
    blank.add_argument("--out", required=True)
    for run, words in ((check, "judge workbooks without storing"), (submit, "judge workbooks and store them")):
        files = verb(run, words)
        files.add_argument("files", nargs="+", metavar="FILE")
        files.add_argument("--json", action="store_true")
        files.add_argument("--lang", choices=("vi", "en"), default="vi")
        if run is submit:
            files.add_argument("--as", dest="as_", metavar="NAME")
            files.add_argument("--note", default="")
    figures_of = verb(values, "the figures of a province and quarter")
    figures_of.add_argument("--province", required=True)
    figures_of.add_argument("--quarter", required=True)
    figures_of.add_argument("--indicator")
    figures_of.add_argument("--format", choices=("json", "csv"), default="json")
    cells = verb(trace, "where a ward's figure comes from, down to the cells")
    for name in ("ward", "quarter", "indicator"):
        cells.add_argument(f"--{name}", required=True)
    return root


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
