"""Reading packages that are made to cost as much as the limits let them: the worst of two thousand, in the child's own process."""

import os
import random
import struct
import subprocess
import sys
from collections.abc import Iterator

from data.returns.sandbox import child
from data.returns.sandbox.archive import MAX_UNPACKED
from data.returns.sandbox.parent import MAX_FILE, STANDARD
from tests.benchmarks.measuring import Line
from tests.data.returns import hostile

PACKAGES = 2_000
"""Most are small variations; every fortieth is as large as it may be."""
FAR = '<row r="20000"><c r="A20000"><v>3</v></c></row>'
JUNK = (
    '<row r="1">', "<c r='A1' ", "<mergeCell ref=", '<row hidden="', "<col min=",
    "<f>", "<v>", "[x]", '"e"', "%", '<c t="e"><v>', "r='XFD1'", "&amp;",
)  # fmt: skip


def lines() -> Iterator[Line]:
    worst_time, worst_memory, worst = 0.0, 0.0, ""
    for number in range(PACKAGES):
        name, content = package(number)
        if len(content) > MAX_FILE:
            continue
        seconds, megabytes = alone(content)
        worst_memory = max(worst_memory, megabytes)
        if seconds > worst_time:
            worst_time, worst = seconds, name
    yield Line(f"the worst of {PACKAGES:,} near-limit packages, CPU", worst_time, "s", 2, worst)
    yield Line("… memory", worst_memory, "MB", 300)


def alone(content: bytes) -> tuple[float, float]:
    """Seconds of processor time and megabytes of a child that reads this one file."""
    command = [sys.executable, "-I", "-B", "-X", "utf8", child.__file__, str(STANDARD.memory), str(STANDARD.processor)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert process.stdin, "it is a pipe"
    with process.stdin:
        process.stdin.write(struct.pack(">Q", len(content)) + content)
    used = os.wait4(process.pid, 0)[2]
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def package(number: int) -> tuple[str, bytes]:
    """What it is made of, and the file."""
    chance = random.Random(number)
    size = MAX_UNPACKED // 4 if number % 40 == 0 else 200_000
    junk = chance.choice(JUNK)
    times = min(size // len(junk), 99 * 1024 * 1024 // len(junk))
    noise = bytes(chance.randrange(32, 127) for _ in range(2_000)).decode().replace("-", "_").replace("<", "_").replace("&", "_")
    kind = chance.choice(("comment", "rows", "cells", "text", "merged", "hidden", "formulas"))
    rows = {
        "comment": f"{FAR}<!-- {noise}{(junk * times).replace('--', '')} -->",
        "rows": "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, size // 60)),
        "cells": "".join(f'<row r="{row}">' + f'<c r="B{row}"/>' * 20 + "</row>" for row in range(1, size // 400)) + FAR,
        "text": f'<row r="1"><c r="A1" t="inlineStr"><is><t>{noise * (size // 2_000)}</t></is></c></row>',
        "merged": '<row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>'
        + "".join(f'<mergeCell ref="A{row}:XFD{row}"/>' for row in range(2, size // 40))
        + "</mergeCells><sheetData>",
        "hidden": "".join(f'<row r="{row}" hidden="1"><c r="C{row}" t="e"><v>#SPILL!</v></c></row>' for row in range(1, size // 80)),
        "formulas": "".join(f'<row r="{row}"><c r="C{row}"><f>[1]A!{row}</f></c></row>' for row in range(1, size // 60)),
    }[kind]
    return f"{kind} {junk}" if kind == "comment" else kind, hostile.sheet(rows)
