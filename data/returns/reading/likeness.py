"""Whether a text is the one that is wanted: the same words, perhaps mistyped, but never other words.

What is forgiven is typing: case, punctuation, numbering, missing tone marks, letters of the Telex keyboard that were not
turned into marks, words run together or torn apart, and in a word one letter too many, too few, wrong or in the wrong
place. A word more or less, another number, another tone mark, or a word that is a word of its own is another meaning.
"""

import itertools
import re
import unicodedata
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from data.plans.lookups import plans
from data.returns.form import WARD_FORM
from data.returns.formfile import form
from data.returns.problems import catalogue
from data.words import fold, nfc


class Likeness(IntEnum):
    """How a text is the wanted one, the best first."""

    SAME = 0
    PLAIN = 1
    MISTYPED = 2


LONGEST = 300
"""Letters of a text that may be a label: what is longer is not looked at, nor remembered."""

_NUMBERING = re.compile(r"^\s*(?:\d+(?:\.\d+)*|[ivx]+|[a-h])[.)]\s+", re.IGNORECASE)
_UNIT_BEHIND = re.compile(r"\s*\(([^()]*)\)[\s:*.]*$")
_COUNTED = {
    *("người", "bộ", "hồ sơ", "công cụ", "cái", "đơn vị", "lượt", "cuộc", "lớp", "mục", "triệu đồng", "trđ", "cơ quan", "thủ tục"),
    *("tthc", "bản ghi", "trang", "thửa", "ngày", "trường", "máy", "cụm", "trạm", "sản phẩm", "văn bản", "buổi", "lần", "số"),
}
"""What may stand in brackets behind a heading: the unit in which it counts."""

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "x": "\u0303", "r": "\u0309", "j": "\u0323"}
_TELEX_LETTERS = {"aa": "â", "ee": "ê", "oo": "ô", "aw": "ă", "ow": "ơ", "uw": "ư", "dd": "đ"}
_OTHER_WORDS = {
    *("không", "chưa", "chẳng", "đừng", "hết", "đã", "đang", "sẽ", "sắp", "vừa", "từng", "còn", "mới", "cũ", "ít", "nhiều"),
    *("trước", "sau", "đầu", "cuối", "giữa", "trong", "ngoài", "trên", "dưới", "quá", "đúng", "sớm", "muộn", "có", "mọi", "mỗi"),
    *("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "trăm", "nghìn", "triệu", "tỷ", "nửa", "chục"),
}
"""Negations, tenses, places and numbers: one letter makes one of them of another word."""


@dataclass(frozen=True)
class Word:
    """Its letters without tones (ă, â, đ, ê, ô, ơ, ư are letters), the same as plain letters, and its tones in their order."""

    text: str
    letters: str
    plain: str
    tones: tuple[str, ...]

    def __add__(self, other: "Word") -> "Word":
        return _word(self.text + other.text)


def likeness(text: str, wanted: str) -> Likeness | None:
    """How `text` is `wanted`; None where it is something else, as is everything longer than any label."""
    return _likeness(text, wanted) if len(text) <= LONGEST else None


@lru_cache(65_536)  # the words of the form come back with every file
def _likeness(text: str, wanted: str) -> Likeness | None:
    found, meant = _words(text), _words(wanted)
    if not found or not meant:
        return None
    if (unit := _UNIT_BEHIND.search(text)) and nfc(unit[1]).casefold() in _COUNTED and len(found) > len(meant):
        found = _words(text[: unit.start()])
    if [(word.letters, word.tones) for word in found] == [(word.letters, word.tones) for word in meant]:
        return Likeness.SAME
    if len(found) == len(meant) and all(map(_unmarked, found, meant)):
        return Likeness.PLAIN
    mistyped = _mistyped(found, meant, _plainly(found))
    return Likeness.MISTYPED if mistyped is not None and mistyped <= 1 + len(meant) // 6 else None


def said(text: str) -> Hashable:
    """What texts of the same words have in common, however they are punctuated; of a text longer than any label itself."""
    return _said(text) if len(text) <= LONGEST else text


@lru_cache(8192)
def _said(text: str) -> Hashable:
    return tuple((word.letters, word.tones) for word in _words(text))


@lru_cache(8192)
def _words(text: str) -> tuple[Word, ...]:
    letters = unicodedata.normalize("NFKC", _NUMBERING.sub("", text)).casefold()
    return tuple(_word(part) for part in re.findall(r"[^\W_]+", unicodedata.normalize("NFC", letters)))


def _word(text: str) -> Word:
    marked = unicodedata.normalize("NFD", text)
    tones = tuple(letter for letter in marked if letter in _TONES)
    letters = unicodedata.normalize("NFC", "".join(letter for letter in marked if letter not in _TONES))
    if letters.endswith("y") and (letters == "y" or letters[-2] not in "aăâeêioôơuư" or letters.endswith("quy")):
        letters = letters[:-1] + "i"  # kỳ or kì, lý or lí, quý or quí; but not ngày or ngài
    return Word(text, letters, fold(letters), tones)


def _plainly(words: Sequence[Word]) -> bool:
    """Whether a text is typed without any marks at all."""
    return all(word.letters == word.plain and not word.tones for word in words)


def _unmarked(found: Word, meant: Word) -> bool:
    """Whether two words are the same but for marks that are not there: "dung" is "dừng", but "dùng" is not."""
    if found.letters == meant.letters and found.tones == meant.tones:
        return True
    return (
        not _other_by_marks(found, meant)
        and found.plain == meant.plain
        and len(found.letters) == len(meant.letters)
        and all(letter in (other, plain) for letter, other, plain in zip(found.letters, meant.letters, meant.plain, strict=True))
        and _within(found.tones, meant.tones)
    )


def _other_by_marks(found: Word, meant: Word) -> bool:
    """Whether a word that bears some of the marks is another one: "dùng" for "dừng", "sau" for "sáu"; "phân" lacks a tone."""
    if found.text in _OTHER_WORDS:
        return True
    marked = found.letters != found.plain or bool(found.tones)
    forgot_the_tone = found.letters == meant.letters and not found.tones
    return marked and not forgot_the_tone and found.text in vocabulary()


def _within(some: Sequence[str], all_of: Sequence[str]) -> bool:
    """Whether `some` stand among `all_of` in the same order."""
    left = iter(all_of)
    return all(tone in left for tone in some)


def _mistyped(found: Sequence[Word], meant: Sequence[Word], plainly: bool) -> int | None:
    """How many words are mistyped; None where the words are not the same ones."""
    if not found or not meant:
        return None if found or meant else 0
    counts = []
    for typed, wanted, rest in _beginnings(found, meant):
        cost = _cost(typed, wanted, plainly)
        if cost is not None and (others := _mistyped(*rest, plainly)) is not None:
            counts.append(cost + others)
    return min(counts, default=None)


def _beginnings(found: Sequence[Word], meant: Sequence[Word]) -> Iterator[tuple[Word, Word, tuple[Sequence[Word], Sequence[Word]]]]:
    """The first words of both: one of each, two torn apart, two run together."""
    yield found[0], meant[0], (found[1:], meant[1:])
    if len(found) > 1 and fold(found[0].text + found[1].text) == fold(meant[0].text):
        yield found[0] + found[1], meant[0], (found[2:], meant[1:])
    if len(meant) > 1 and fold(found[0].text) == fold(meant[0].text + meant[1].text):
        yield found[0], meant[0] + meant[1], (found[1:], meant[2:])


def _cost(found: Word, meant: Word, plainly: bool) -> int | None:
    """0 for a word that is right, lacks marks or has them as letters, 1 for one that is mistyped, None for another word."""
    if _unmarked(found, meant):
        return 0
    if any(letter.isdigit() for letter in found.text + meant.text):
        same = found.text.isdecimal() and meant.text.isdecimal() and int(found.text) == int(meant.text)
        return 0 if same else None
    if _unmarked(_word(_telex(found.text)), meant):
        return 0
    if _is_a_word(found, plainly) or len(found.plain) < 2:
        return None
    marks = [letter for letter in found.letters if fold(letter) != letter]
    kept = _within(_once(found.tones), meant.tones) and _within(_once(marks), meant.letters)
    return 1 if kept and _one_slip(found.plain.replace("y", "i"), meant.plain.replace("y", "i")) else None


def _once(marks: Sequence[str]) -> list[str]:
    """Marks without those that stand twice, one behind another: of a letter that was typed twice."""
    return [mark for mark, _ in itertools.groupby(marks)]


def _telex(text: str) -> str:
    """A word as the Telex keyboard would have turned it: "soos" is "số"."""
    place = max((text.rfind(letter, 1) for letter in _TELEX_TONES), default=-1)
    tone = _TELEX_TONES[text[place]] if place > 0 else ""
    text = text[:place] + text[place + 1 :] if tone else text
    for keys, letter in _TELEX_LETTERS.items():
        text = text.replace(keys, letter)
    text = text.replace("uơ", "ươ")
    vowel = next((at for at, letter in enumerate(text) if fold(letter) in "aeiouy"), len(text) - 1)
    return unicodedata.normalize("NFC", text[: vowel + 1] + tone + text[vowel + 1 :])


def _one_slip(found: str, meant: str) -> bool:
    """Whether one letter is too many, too few, wrong, or has changed places with its neighbour."""
    if abs(len(found) - len(meant)) > 1 or found == meant:
        return False
    same = next((at for at, (one, other) in enumerate(zip(found, meant, strict=False)) if one != other), min(len(found), len(meant)))
    one, other = found[same:], meant[same:]
    return (
        one[1:] == other
        or one == other[1:]
        or one[1:] == other[1:]
        or (len(one) > 1 and len(other) > 1 and one[0] == other[1] and one[1] == other[0] and one[2:] == other[2:])
    )


def _is_a_word(found: Word, plainly: bool) -> bool:
    """Whether what was typed is a word of its own; in a text without marks, whether it is one that lost its marks."""
    return found.text in vocabulary() or (plainly and found.plain in _plain_vocabulary())


@cache
def vocabulary() -> frozenset[str]:
    """The words of the form, of the plans and of what we say of returns: what somebody who types one of them means."""
    asked = form(WARD_FORM)
    texts = [option.label.vi for options in asked.lists.values() for option in options]
    texts += [text.vi for field in asked.fields.values() for text in (field.label, field.heading, field.hint) if text]
    texts += [text.vi for block in asked.blocks.values() for text in (block.title, block.hint) if text]
    texts += [text.vi for entry in catalogue().values() for text in (entry.what, entry.why, entry.mend)]
    texts += [task.title.vi for plan in plans() for task in plan.tasks]
    return frozenset(_OTHER_WORDS | {word.text for text in texts for word in _words(text)})


@cache
def _plain_vocabulary() -> frozenset[str]:
    return frozenset(fold(word) for word in vocabulary())
