"""How fast it is: python -m tests.benchmarks [NAME ...]

Each name is a module beside this one, which says what it measures. Without names all run but those that take minutes.
Goals are for a machine that does nothing else; no test asserts them.
"""

import gc
import os
import platform
import sqlite3
import sys
from importlib import import_module
from importlib.metadata import version

from pages.server import start_up

QUICK = ("reading", "page", "values", "picture")
SLOW = ("demonstration", "deadline_day", "visitors", "browser", "near_limits", "plausible")
LIBRARIES = ("streamlit", "pandas", "python-calamine", "openpyxl", "sqlmodel", "vl-convert-python")


def main(names: list[str]) -> int:
    unknown = set(names).difference(QUICK + SLOW)
    if unknown:
        print(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(QUICK + SLOW)}", file=sys.stderr)
        return 2
    print(machine(), flush=True)
    modules = [import_module(f"tests.benchmarks.{name}") for name in names or QUICK]
    gc.collect()
    gc.freeze()  # as the server does after its imports
    gc.set_threshold(start_up.GARBAGE)
    for module in modules:
        for line in module.lines():
            print(line, flush=True)
    print(f"at the end {load()}")
    return 0


def machine() -> str:
    """The machine, how busy it is with other things, and the versions."""
    parts = [platform.platform(), processor(), f"{os.cpu_count()} cores", load(), f"Python {platform.python_version()}"]
    return " · ".join([*parts, f"SQLite {sqlite3.sqlite_version}", *(f"{name} {version(name)}" for name in LIBRARIES)])


def load() -> str:
    """How many programs wanted to run in the last minute; above the number of cores the figures say little."""
    return f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"


def processor() -> str:
    """Its name where the system tells it, else its kind."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as about:
            return next(line.partition(":")[2].strip() for line in about if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
