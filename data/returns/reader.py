"""From files to what stands in their cells; what that means is the question of reading/read_filing.py."""

import hashlib
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from data.returns.problems import Problem, problem
from data.returns.reading.grid import Grid
from data.returns.sandbox.first_bytes import refusal
from data.returns.sandbox.parent import MAX_FILE, STANDARD, Limits, parse_all

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Document:
    """A file as it was received."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Reading:
    """What is in a file: the grids of its sheets, or None and the problem for which it was not read."""

    document: Document
    sha256: str
    workbook: tuple[Grid, ...] | None
    problems: tuple[Problem, ...] = ()


def read(documents: Sequence[Document], *, limits: Limits = STANDARD) -> list[Reading]:
    """Reads a batch of files, in order. Whatever a file does costs only its own reading: it comes back as a problem."""
    return list(readings(documents, limits=limits))


def readings(documents: Sequence[Document], *, limits: Limits = STANDARD) -> Generator[Reading]:
    """Reads a batch as `read` does, each file when it is asked for: while one is judged the child reads the next."""
    refused = [_refused(document.content) for document in documents]
    wanted = [document.content for document, no in zip(documents, refused, strict=True) if no is None]
    parsed = parse_all(wanted, limits=limits)
    with closing(parsed):
        for document, no in zip(documents, refused, strict=True):
            yield _reading(document, no, parsed)


def _refused(content: bytes) -> Problem | None:
    """What a look at the file's size and first bytes is enough for."""
    if len(content) > MAX_FILE:
        return problem("too_large", size=round(len(content) / _MEGABYTE, 1), limit=MAX_FILE // _MEGABYTE)
    code = refusal(content)
    return problem(code) if code else None


def _reading(document: Document, refused: Problem | None, parsed: Iterator[dict]) -> Reading:
    sha256 = hashlib.sha256(document.content).hexdigest()
    if refused:
        return Reading(document, sha256, None, (refused,))
    answer = next(parsed)
    if "problem" in answer:
        return Reading(document, sha256, None, (problem(answer["problem"], **answer["params"]),))
    return Reading(document, sha256, tuple(Grid.of(sheet) for sheet in answer["sheets"]))
