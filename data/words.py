"""Words in two languages, and the few ways in which we make Vietnamese text comparable."""

import re
import unicodedata
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict

Language = Literal["vi", "en"]

_ONE_CHARACTER = str.maketrans(
    {"đ": "d", "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-"}
)


# Behind its plain letter and before the next one: no other letter sorts behind these signs.
_LETTERS = str.maketrans({"ă": "a{", "â": "a|", "đ": "d{", "ê": "e{", "ô": "o{", "ơ": "o|", "ư": "u{"})
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng; who bears none comes first
_WITHOUT_TONES = str.maketrans("", "", _TONES)


def nfc(text: str) -> str:
    """`text` in NFC with its spaces tidied: no-break and repeated spaces become one, the ends are stripped."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """`text` as people type it in a hurry: lower case, no diacritics, đ as d, plain quotes and dashes."""
    letters = unicodedata.normalize("NFD", nfc(text).casefold())
    return "".join(c for c in letters if not unicodedata.combining(c)).translate(_ONE_CHARACTER)


@lru_cache(8192)
def alphabetical(text: str) -> tuple[str, tuple[int, ...], str]:
    """The key by which texts stand in the order of the Vietnamese alphabet: letters first (a ă â, d đ, e ê, o ô ơ, u ư), between
    equal letters tones (ngang, huyền, hỏi, ngã, sắc, nặng), between equal tones capitals behind small letters."""
    tidy = nfc(text)
    small = unicodedata.normalize("NFC", tidy.casefold())
    toneless = unicodedata.normalize("NFC", unicodedata.normalize("NFD", small).translate(_WITHOUT_TONES))
    tones = tuple(max(map(_TONES.find, unicodedata.normalize("NFD", letter))) for letter in small)
    return toneless.translate(_LETTERS), tones, tidy.swapcase()


def slug(text: str) -> str:
    """`text` for file names and addresses: "Phương Liễu" is "phuong-lieu"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def _tidy(text: str) -> str:
    if not text.strip():
        raise ValueError("the text is empty")
    if text != nfc(text):
        raise ValueError(f"the text is not in NFC or has stray spaces: {text!r}")
    return text


Words = Annotated[str, AfterValidator(_tidy)]
"""One tidy, non-empty text, for pydantic models."""


class Text(BaseModel):
    """The same words in Vietnamese and in English."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    vi: Words
    en: Words

    def __call__(self, lang: Language) -> str:
        """The words in `lang`, "vi" or "en"; KeyError for any other language."""
        return {"vi": self.vi, "en": self.en}[lang]
