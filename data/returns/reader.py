"""From files to what stands in their cells."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """A file as it was received."""

    name: str
    content: bytes
