"""The same work without a browser: `python manage.py VERB` (the README lists the verbs).

`start`, `test` and `check-code` need nothing but Python: they make `.venv`, install into it and go on inside it; every other
verb goes on inside `.venv` where it exists. Exit status: 0 done, 1 refused or failed with reasons, 2 wrong usage. Results go to standard
output in UTF-8, words for people to standard error.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import importlib
import io
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))  # also where Python was told not to look beside its script

from commands import given, keeping  # noqa: E402 - found only from here on
from commands.given import say  # noqa: E402

ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
REQUIREMENTS = {"start": "requirements.txt", "test": "requirements-dev.txt", "check-code": "requirements-dev.txt"}

CHECKS = {
    ("ruff", "format", "--check", "."): (
        "Mã nguồn chưa đúng cách trình bày: chạy `{python} -m ruff format .`\n"
        "The code is not laid out as the house does it: run `{python} -m ruff format .`"
    ),
    ("ruff", "check", "."): (
        "Mã nguồn có chỗ cần sửa, xem ở trên; một phần tự sửa được: `{python} -m ruff check --fix .`\n"
        "Lint found what stands above; some of it mends itself: `{python} -m ruff check --fix .`"
    ),
    ("basedpyright", "--warnings"): (
        "Kiểu dữ liệu không khớp ở những chỗ trên: sửa mã hoặc chú thích kiểu, không tắt cảnh báo.\n"
        "Types do not agree where it says above: mend the code or its annotations; do not silence the finding."
    ),
}
"""What `check-code` runs, and what it says where that fails."""

WORKERS = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")  # whole files, in the order of tests/kinds.py
LONG = "browser or picture or postgres or slow"  # the kinds of tests/kinds.py
NOT_FAST = f"{LONG} or whole"
COVERAGE = (
    *(f"--cov={room}" for room in ("commands", "data", "indicators", "pages")),
    "--cov-branch",
    "--cov-report=term:skip-covered",
)
"""The short tests also say how much of the code they run through, branch by branch; the floor stands in pyproject.toml. Counting
makes a test half as long again, so those that take long go without."""


def main(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # a Windows pipe is cp1252 and dies at the first Vietnamese letter
    options = parser().parse_args(arguments)
    if options.verb == "start" and not free(options):
        return 1
    if Path(sys.prefix).resolve() != ENVIRONMENT.resolve() and (options.verb in REQUIREMENTS or PYTHON.exists()):
        if options.verb in REQUIREMENTS and not install(ROOT / REQUIREMENTS[options.verb]):
            return 1
        return subprocess.call([str(PYTHON), "-X", "utf8", str(ROOT / "manage.py"), *arguments])
    gc.set_threshold(100_000)  # a workbook is many small objects that stay: looking for garbage among them costs a fifth of the time
    try:
        status = options.run(options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever reads has had enough, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except ModuleNotFoundError as missing:
        say(f"Thiếu gói / missing package {missing.name!r}: `python manage.py start` installs what is needed.")
        return 1
    except OSError as error:  # a folder that nobody may write to, a full disk, a file where a folder is meant
        said = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        say(f"Không đọc hoặc ghi được / cannot read or write {said}")
        return 1
    except Exception as error:
        if type(error).__module__.startswith("data.store"):  # the store's named errors carry their own words
            say(str(error))
            return 1
        raise


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


def start(options: argparse.Namespace) -> int:
    keeping.migrate(options)
    address = f"http://localhost:{options.port}"
    if options.public:
        say(
            f"Mở {address}; máy khác trong mạng mở bằng tên hoặc địa chỉ của máy này. CHÚ Ý: ai vào được mạng tới máy này đều xem và nộp "
            f"được mọi thứ, vì chưa có tài khoản.\nOpen {address}, or this machine's name or address from elsewhere in the network. NOTE: "
            "whoever reaches this machine sees and hands in everything, for there are no accounts yet."
        )
    else:
        say(
            f"Mở {address}: chỉ máy này vào được; cho máy khác trong mạng thì thêm --public.\n"
            f"Open {address}: only this machine gets in; add --public for others in the network."
        )
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(options.port)]
    return subprocess.call([*command, "--server.address", "0.0.0.0" if options.public else "127.0.0.1"], cwd=ROOT)


def free(options: argparse.Namespace) -> bool:
    """Whether the port of `start` can be listened on; where it is taken, words with one that is free."""
    if listens(options.port, public=options.public):
        return True
    other = next((port for port in range(options.port + 1, 65536) if listens(port, public=options.public)), None)
    way_out = f"python manage.py start --port {other or 8501}"
    say(
        f"Cổng {options.port} không dùng được: có chương trình khác đang dùng, hoặc tài khoản này không được phép. Chạy: {way_out}\n"
        f"Port {options.port} cannot be used: another program has it, or this account may not. Run: {way_out}"
    )
    return False


def listens(port: int, *, public: bool) -> bool:
    with socket.socket() as trial:
        if os.name != "nt":  # there it would let us share a port that is taken
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port that a server has just left is free
        try:
            trial.bind(("0.0.0.0" if public else "127.0.0.1", port))
        except OSError:
            return False
    return True


def port(text: str) -> int:
    """A port that may be listened on; argparse says what is wrong with any other."""
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError(f"cổng là số từ 1 đến 65535 / a port is a number from 1 to 65535: {text!r}")
    return int(text)


def check_code(options: argparse.Namespace) -> int:
    return int(bool([command for command, words in CHECKS.items() if checked(begun(command), words)]))  # all, also after one failed


def begun(command: Sequence[str]) -> subprocess.Popen[str]:
    said = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8", "errors": "replace"}
    return subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"}, **said)


def checked(check: subprocess.Popen[str], words: str) -> bool:
    """Waits for a check, prints what it found and says `words` where it failed; whether it did."""
    print(check.communicate()[0], end="", flush=True)
    if check.returncode:
        say(words.format(python=PYTHON.relative_to(ROOT)))
    return check.returncode != 0


def test(options: argparse.Namespace) -> int:
    """The code's checks, then the tests; with arguments for pytest those tests alone, in one process.

    The types are looked at while the short tests run: that takes long, and one processor of two.
    """
    if options.pytest:
        return run_tests(options.pytest, browser=True)
    *quick, (types, words) = CHECKS.items()
    if [command for command, words in quick if checked(begun(command), words)]:
        return 1
    looking = begun(types)
    try:
        wanted = ["-m", f"not ({NOT_FAST})"] if options.fast else [*COVERAGE, "-m", f"not ({LONG})"]
        failed = run_tests([*WORKERS, *wanted], browser=False)
        failed = checked(looking, words) or failed
    finally:
        looking.kill()
    return int(failed or (not options.fast and run_tests([*WORKERS, "-m", LONG], browser=True)))


def run_tests(arguments: Sequence[str], *, browser: bool) -> int:
    # Without compiled files each worker, and each program that a test starts, would compile the whole house anew.
    environment = os.environ | {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": ""}
    if browser:
        program = find_browser() or get_browser()
        if program is None:
            say(
                "Không tìm thấy trình duyệt Chromium: cài gói `chromium` (hoặc Chrome, Edge) rồi chạy lại, hoặc đặt biến CHROMIUM.\n"
                "No Chromium found: install the package `chromium` (or Chrome, Edge), or set CHROMIUM to the program."
            )
            return 1
        environment["CHROMIUM"] = program
    return subprocess.call([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment)


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


def parser() -> argparse.ArgumentParser:
    """The whole command line: the verbs of this door, and those that each module of `commands` adds."""
    root = argparse.ArgumentParser(prog="python manage.py", description="Quarterly AI returns of wards, without a browser.")
    verbs = root.add_subparsers(dest="verb", required=True, metavar="VERB")
    started = given.verb(verbs, start, "set up and start the dashboard", example="start --port 8501")
    started.add_argument("--port", type=port, default=8501)
    started.add_argument("--public", action="store_true", help="let other machines of the network in, not this one alone")
    tested = given.verb(verbs, test, "set up, check the code, run the whole test suite", example="test --fast")
    tested.add_argument("--fast", action="store_true", help="without browser, pictures, PostgreSQL and what else takes long")
    tested.add_argument("pytest", nargs="*", help="only what these arguments of pytest say (after --)")
    given.verb(verbs, check_code, "set up and check layout, lint and types of the code", example="check-code")
    for path in sorted((ROOT / "commands").glob("*.py")):
        group = importlib.import_module(f"commands.{path.stem}")
        if hasattr(group, "add"):
            group.add(verbs)
    return root


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:  # Ctrl-C, in this process or in one that it waits for
        sys.exit(1)
