"""Which of the texts that are there is the one that is wanted: the same, or nearly the same where nothing else is."""

import difflib
from collections.abc import Iterable, Mapping
from typing import TypeVar

NEAR = 0.85
"""How alike two texts must be (difflib) for the one to be read as a misspelt other."""

_CLEAR_LEAD = 0.05
_LONG_ENOUGH = 8  # letters of a heading that is known again with something behind it: "Hồ sơ tiếp nhận (bộ)"

Code = TypeVar("Code")
Handle = TypeVar("Handle", int, str)


def match(wanted: Mapping[Code, str], there: Mapping[Handle, str]) -> dict[Code, Handle]:
    """For each wanted text, by its code, the handle of the text that it is: equal ones first, then near ones."""
    found: dict[Code, Handle] = {}
    taken: set[Handle] = set()
    for code, text in wanted.items():
        same = next((handle for handle, other in there.items() if other == text and handle not in taken), None)
        if same is not None:
            found[code] = same
            taken.add(same)
    known = set(wanted.values())
    for code in [code for code in wanted if code not in found]:
        left = {handle: text for handle, text in there.items() if handle not in taken and text not in known}
        near = nearest(wanted[code], left)
        if near is not None:
            found[code] = near
            taken.add(near)
    return found


def nearest(wanted: str, there: Mapping[Handle, str]) -> Handle | None:
    """The handle of the one text that is nearly `wanted`; None where there is none, or none that clearly leads."""
    alike = difflib.SequenceMatcher(b=wanted, autojunk=False)
    scores: list[tuple[float, Handle]] = []
    for handle, text in there.items():
        if len(wanted) >= _LONG_ENOUGH and text.startswith(f"{wanted} "):
            scores.append((0.99, handle))
            continue
        alike.set_seq1(text)
        if alike.real_quick_ratio() >= NEAR and alike.quick_ratio() >= NEAR and (ratio := alike.ratio()) >= NEAR:
            scores.append((ratio, handle))
    scores.sort(reverse=True)
    if not scores or (len(scores) > 1 and scores[0][0] - scores[1][0] < _CLEAR_LEAD):
        return None
    return scores[0][1]


def most_alike_first(said: str, texts: Iterable[str]) -> list[str]:
    """The texts in the order in which `said` may be meant for them."""
    alike = difflib.SequenceMatcher(b=said[:200], autojunk=False)

    def unlikeness(text: str) -> float:
        alike.set_seq1(text)
        return -alike.ratio()

    return sorted(texts, key=unlikeness)
