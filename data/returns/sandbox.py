"""Files from strangers are parsed in a child process: it may crash, hang or ask for gigabytes, the parent lives on.

One child serves a whole batch (a child for each file costs four times as much); a crash or a time-out costs one file.
"""

import json
import queue
import struct
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAX_FILE = 5 * 1024 * 1024
_LONGEST_ANSWER = 64 * 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What one file may cost: memory in bytes, processor time and waiting time in seconds."""

    memory: int = 1024 * 1024 * 1024
    processor: int = 10
    clock: float = 9.0


def parse_all(contents: Iterable[bytes], *, limits: Limits = Limits()) -> Iterator[dict[str, Any]]:
    """For each file, in order, what the child says of it: {"sheets": [...]} or {"problem": code, "params": {...}}."""
    child: _Child | None = None
    try:
        for content in contents:
            child = child or _Child(limits)
            answer = child.ask(content)
            if child.dead:
                child.end()
                child = None
            yield answer
    finally:
        if child:
            child.end()


class _Child:
    def __init__(self, limits: Limits) -> None:
        self.limits, self.dead = limits, False
        program = Path(__file__).with_name("child.py")
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-X", "utf8", str(program), str(limits.memory), str(limits.processor)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def ask(self, content: bytes) -> dict[str, Any]:
        """The child's answer on one file; `parser_crashed` or `parser_timeout` where there is none, and the child is dead."""
        lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._exchange, args=(content, lines), daemon=True).start()
        try:
            line = lines.get(timeout=self.limits.clock)
        except queue.Empty:
            self.dead = True
            return {"problem": "parser_timeout", "params": {"seconds": round(self.limits.clock)}}
        if not line.endswith(b"\n"):
            self.dead = True
            return {"problem": "parser_crashed", "params": {}}
        return json.loads(line)

    def _exchange(self, content: bytes, lines: "queue.SimpleQueue[bytes]") -> None:
        """Both ways in one thread: a child that stops listening or answering holds up this thread, not its caller."""
        try:
            self.process.stdin.write(struct.pack(">Q", len(content)) + content)
            self.process.stdin.flush()
            lines.put(self.process.stdout.readline(_LONGEST_ANSWER))
        except (OSError, ValueError):  # the child is gone, or was ended while we waited
            lines.put(b"")

    def end(self) -> None:
        """Nothing of the child is left behind: no process, no pipe."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            try:
                pipe.close()
            except OSError:  # what was still to be written cannot be
                pass
