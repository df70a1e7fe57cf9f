"""Which of the texts that are there is the one that is wanted: the same, or the same mistyped where nothing else is."""

import difflib
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from data.returns.reading.grid import key
from data.returns.reading.likeness import Likeness, likeness, said

_DOUBTFUL = 0.6
"""How alike two texts must be (difflib) for people to wonder whether the one is meant for the other."""

Code = TypeVar("Code")
Handle = TypeVar("Handle", int, str)


@dataclass
class Matched(Generic[Code, Handle]):
    """`found`: for each wanted text, by its code, the handle of the text that it is. `doubtful`: of those that are not
    found the handle of a text that comes near, and may mean something else. `mistyped` are codes of `found`."""

    found: dict[Code, Handle] = field(default_factory=dict)
    mistyped: set[Code] = field(default_factory=set)
    doubtful: dict[Code, Handle] = field(default_factory=dict)


def match(wanted: Mapping[Code, str], there: Mapping[Handle, str]) -> Matched[Code, Handle]:
    """Equal texts first, then those without marks, then mistyped ones; what might be two of them is neither."""
    matched: Matched[Code, Handle] = Matched()
    left = dict(there)
    by_words: dict[Hashable, Handle] = {}
    for handle, text in there.items():
        by_words.setdefault(said(text), handle)  # the first of several equal ones; who asks says which
    for code, name in wanted.items():
        if said(name) in by_words:
            matched.found[code] = by_words.pop(said(name))
            del left[matched.found[code]]
    rest = {code: name for code, name in wanted.items() if code not in matched.found}
    alike = {(code, handle): likeness(text, name) for code, name in rest.items() for handle, text in left.items()}
    for level in Likeness:
        claims = [(code, handle) for (code, handle), how in alike.items() if how == level and code in rest and handle in left]
        for code, handle in claims:
            if sum(other[0] == code or other[1] == handle for other in claims) == 1:
                matched.found[code] = handle
                matched.mistyped.add(code)
                del rest[code], left[handle]
    for code, name in rest.items():
        near = _nearest(name, left)
        if near is not None:
            matched.doubtful[code] = near
            del left[near]
    return matched


def the_one(text: str, wanted: Mapping[Code, str]) -> tuple[Code, Likeness] | None:
    """The one of the `wanted` texts that `text` is, and how; None where it is none, or might be two."""
    alike = [(how, code) for code, name in wanted.items() if (how := likeness(text, name)) is not None]
    best = min((how for how, _ in alike), default=None)
    codes = [code for how, code in alike if how == best]
    return (codes[0], best) if best is not None and len(codes) == 1 else None


def _nearest(wanted: str, there: Mapping[Handle, str]) -> Handle | None:
    """The handle of the text that looks most like the wanted one, if any does."""
    asked = key(wanted)
    scores = {handle: difflib.SequenceMatcher(None, key(text), asked, autojunk=False).ratio() for handle, text in there.items()}
    holding = {handle for handle, text in there.items() if key(text) and (key(text) in asked or asked in key(text))}
    best = max(scores, key=lambda handle: scores[handle] + (handle in holding), default=None)
    return best if best is not None and (scores[best] >= _DOUBTFUL or best in holding) else None


def most_alike_first(said: str, texts: Iterable[str]) -> list[str]:
    """The texts in the order in which `said` may be meant for them."""
    alike = difflib.SequenceMatcher(b=key(said[:200]), autojunk=False)

    def unlikeness(text: str) -> float:
        alike.set_seq1(key(text))
        return -alike.ratio()

    return sorted(texts, key=unlikeness)
