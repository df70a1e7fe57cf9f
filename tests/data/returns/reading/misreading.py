"""Texts of the form as tired people type them, and texts that look like them and mean something else; made by rule."""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator

from data.returns.form import WARD_FORM
from data.returns.formfile import form
from data.words import fold

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_BESIDE = {letter: row[at - 1] if at else row[1] for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm") for at, letter in enumerate(row)}
_TELEX = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j", "\u0302": "", "\u0306": "w", "\u031b": "w"}
_OTHER = {"đã": "chưa", "đang": "đã", "chưa": "đã", "có": "không có", "trong": "ngoài", "cuối": "đầu", "đúng": "không đúng", "quá": "trước"}


def texts() -> list[str]:
    """Every label, heading, choice and sheet title of the ward's form, once."""
    asked = form(WARD_FORM)
    found = [sheet.title.vi for sheet in asked.sheets]
    found += [option.label.vi for options in asked.lists.values() for option in options]
    found += [row.label.vi for block in asked.blocks.values() if block.kind == "matrix" for row in block.rows]
    for block in asked.blocks.values():
        found += [field.label.vi for field in block.fields] if block.kind == "single" else [field.heading.vi for field in block.columns]
    return list(dict.fromkeys(found))


def slips(text: str, times: int = 20) -> Iterator[str]:
    """The text with one slip of the hand, or typed in another honest way: the same ones each time."""
    chance = random.Random(text)
    for number in range(times):
        yield _WAYS[number % len(_WAYS)](text, chance)


def _letter(text: str, chance: random.Random) -> int:
    """A letter of a longer word: who slips in a word of two letters writes another word."""
    long = [found.span() for found in re.finditer(r"[^\W\d_]{4,}", text)] or [found.span() for found in re.finditer(r"[^\W\d_]{2,}", text)]
    first, last = chance.choice(long)
    return chance.randrange(first + (last - first > 1), last)


def _dropped(text: str, chance: random.Random) -> str:
    at = _letter(text, chance)
    return text[:at] + text[at + 1 :]


def _doubled(text: str, chance: random.Random) -> str:
    at = _letter(text, chance)
    return text[: at + 1] + text[at:]


def _swapped(text: str, chance: random.Random) -> str:
    at = _letter(text, chance)
    return text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :] if at and text[at - 1].isalpha() else text


def _beside(text: str, chance: random.Random) -> str:
    at = _letter(text, chance)
    return text[:at] + _BESIDE.get(fold(text[at]), "x") + text[at + 1 :]


def _without_a_tone(text: str, chance: random.Random) -> str:
    marked = unicodedata.normalize("NFD", text)
    places = [at for at, letter in enumerate(marked) if letter in _TONES]
    if not places:
        return text.upper()
    at = chance.choice(places)
    return unicodedata.normalize("NFC", marked[:at] + marked[at + 1 :])


def _telex(text: str, _: random.Random) -> str:
    """As it comes out where the Vietnamese keyboard is switched off."""
    words = []
    for word in text.split(" "):
        letters, tone = "", ""
        for letter in unicodedata.normalize("NFD", word.replace("đ", "dd").replace("Đ", "Dd")):
            if letter in _TONES:
                tone = _TELEX[letter]
            elif letter == "\u0302":
                letters += letters[-1].lower()
            else:
                letters += _TELEX.get(letter, letter)
        body = letters.rstrip(',:)"')
        words.append(body + tone + letters[len(body) :])
    return " ".join(words)


_WAYS: tuple[Callable[[str, random.Random], str], ...] = (
    _dropped,
    _doubled,
    _swapped,
    _beside,
    _without_a_tone,
    lambda text, chance: fold(text),
    lambda text, chance: text.upper(),
    lambda text, chance: unicodedata.normalize("NFD", text),
    lambda text, chance: f" {text.replace(' ', '  ')} ",
    lambda text, chance: text.replace(" ", "\xa0"),
    lambda text, chance: text.replace(" ", "", 1),
    lambda text, chance: f"{text}:",
    lambda text, chance: text.replace(",", ""),
    lambda text, chance: f"1. {text}",
    _telex,
    _doubled,
    _beside,
    _without_a_tone,
    lambda text, chance: text.lower().replace("y", "i") if re.search(r"(?:\b|[klmstquKLMST])[yỳýỷỹỵ]\b", text) else f"{text} *",
    lambda text, chance: text[:1] + "\u200b" + text[1:],
)


def other_meanings(text: str) -> Iterator[str]:
    """Texts that differ from `text` by a word, a number or a tone mark, and so mean something else."""
    words = text.split()
    yield from (f"Chưa {text}", f"Không {text}", f"không phải {text}", f"{text} kỳ trước", f"{text} (cũ)", f"{text} dự kiến")
    yield from (f"Sẽ {text}", f"{text} năm trước", f"{text} 2", f"Ngoài {text}", f"{text} 50%", f"{text} nhưng chưa xong")
    if "không" in text.split():
        yield re.sub(r"\bkhông ", "", text, count=1)
    for at, word in enumerate(words):
        if len(words) > 1 and re.search(r"\w", word):
            yield " ".join(words[:at] + words[at + 1 :])
        if other := _OTHER.get(word.casefold()):
            yield " ".join([*words[:at], other, *words[at + 1 :]])
        if word.isdecimal():
            yield " ".join([*words[:at], str(int(word) + 1), *words[at + 1 :]])
        yield from (" ".join([*words[:at], other, *words[at + 1 :]]) for other in _other_marks(word))


def _other_marks(word: str) -> Iterator[str]:
    """The word with another tone mark, and with another letter of the same plain one."""
    marked = unicodedata.normalize("NFD", word)
    for at, letter in enumerate(marked):
        if letter in _TONES:
            other = _TONES[(_TONES.index(letter) + 2) % len(_TONES)]
            yield unicodedata.normalize("NFC", marked[:at] + other + marked[at + 1 :])
    for letter, other in {"ô": "ơ", "ơ": "ô", "ư": "ứ", "ê": "ế", "â": "ă", "ă": "â"}.items():
        if letter in word:
            yield word.replace(letter, other, 1)
    if word in ("dùng", "dừng"):
        yield "dừng" if word == "dùng" else "dùng"
