"""Files from strangers are parsed in a child process: it may crash, hang or ask for gigabytes, the parent lives on.

One child serves a whole batch (a child for each file costs four times as much) and is always given the next file while
the parent is still busy with the last; a crash or a time-out costs one file (decision 20).
"""

import json
import queue
import struct
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAX_FILE = 5 * 1024 * 1024
_LONGEST_ANSWER = 64 * 1024 * 1024
_AHEAD = 2


@dataclass(frozen=True)
class Limits:
    """What one file may cost: memory in bytes, processor time and waiting time in seconds."""

    memory: int = 1024 * 1024 * 1024
    processor: int = 10
    clock: float = 9.0


STANDARD = Limits()


def parse_all(contents: Iterable[bytes], *, limits: Limits = STANDARD) -> Generator[dict[str, Any]]:
    """For each file, in order, what the child says of it: {"sheets": [...]} or {"problem": code, "params": {...}}."""
    waiting, given = iter(contents), deque[bytes]()
    child: _Child | None = None
    try:
        while True:
            while len(given) < _AHEAD and (content := next(waiting, None)) is not None:
                given.append(content)
                if child:
                    child.give(content)
            if not given:
                return
            child = child or _Child(limits, given)
            answer = child.answer()
            given.popleft()
            if child.dead:
                child.end()
                child = None
            yield answer
    finally:
        if child:
            child.end()


class _Child:
    """A running child. One thread feeds it and one listens: a child that stops doing its part holds up no caller."""

    def __init__(self, limits: Limits, contents: Iterable[bytes]) -> None:
        self.limits, self.dead = limits, False
        program = Path(__file__).with_name("child.py")
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-X", "utf8", str(program), str(limits.memory), str(limits.processor)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert self.process.stdin and self.process.stdout, "both are pipes"
        self.questions, self.answers = self.process.stdin, self.process.stdout
        self.inbox: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self.lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self.threads = [threading.Thread(target=work, daemon=True) for work in (self._feed, self._listen)]
        for thread in self.threads:
            thread.start()
        for content in contents:
            self.give(content)

    def give(self, content: bytes) -> None:
        self.inbox.put(content)

    def answer(self) -> dict[str, Any]:
        """The answer on the next file; `parser_crashed` or `parser_timeout` where there is none: the child is dead."""
        try:
            line = self.lines.get(timeout=self.limits.clock)
        except queue.Empty:
            self.dead = True
            return {"problem": "parser_timeout", "params": {"seconds": round(self.limits.clock)}}
        if not line.endswith(b"\n"):
            self.dead = True
            return {"problem": "parser_crashed", "params": {}}
        return json.loads(line)

    def end(self) -> None:
        """Nothing of the child is left behind: no process, no thread, no pipe."""
        self.process.kill()
        self.process.wait()
        self.inbox.put(None)
        for thread in self.threads:
            thread.join()
        for pipe in (self.questions, self.answers):
            with suppress(OSError):  # what was still to be written cannot be
                pipe.close()

    def _feed(self) -> None:
        with suppress(OSError):  # the child is gone
            while (content := self.inbox.get()) is not None:
                self.questions.write(struct.pack(">Q", len(content)) + content)
                self.questions.flush()

    def _listen(self) -> None:
        line = b"\n"
        while line.endswith(b"\n"):
            line = self.answers.readline(_LONGEST_ANSWER)
            self.lines.put(line)
