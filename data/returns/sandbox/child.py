"""The process in which strangers' files are parsed: `python -I -B -X utf8 child.py MEMORY_BYTES CPU_SECONDS`.

Takes files on stdin (eight bytes of length, then the bytes) and answers each with one line of JSON on stdout.
Whatever it does not expect ends it: the parent, sandbox.py, then says so of that one file and starts another child.
"""

import json
import os
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))  # -I leaves the project's root out

from data.returns.sandbox.archive import Refused  # noqa: E402
from data.returns.sandbox.workbook import parse, plain  # noqa: E402

try:
    import resource
except ImportError:  # Windows: the parent's clock is the only limit
    resource = None


def answer(content: bytes) -> dict:
    """What the parent is told of one file: its sheets, or the problem for which it is refused."""
    try:
        return parse(content)
    except Refused as refused:
        return {"problem": refused.code, "params": refused.params}


def limit_memory(size: int) -> None:
    """Memory in bytes from now on; nothing of the process is dumped where it crashes."""
    if resource:
        with suppress(ValueError, OSError):  # a lower limit is set already, or the system knows none (macOS)
            resource.setrlimit(resource.RLIMIT_AS, (size, size))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: int) -> None:
    """Processor time from now on. The parent's clock strikes first; this ends a child whose parent is gone."""
    if resource:
        used = resource.getrusage(resource.RUSAGE_SELF)
        with suppress(ValueError, OSError):
            hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
            resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def serve(files: BinaryIO, answers: BinaryIO, seconds: int) -> None:
    """Answers one file after another until there are no more: eight bytes with the length, the file; a line of JSON."""
    while header := files.read(8):
        limit_time(seconds)
        content = files.read(struct.unpack(">Q", header)[0])
        answers.write(json.dumps(answer(content), default=plain).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    limit_memory(int(sys.argv[1]))
    # The answers get a channel of their own, so that nothing a library prints is taken for one.
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    serve(sys.stdin.buffer, channel, int(sys.argv[2]))
