"""Words in two languages, and the few ways in which we make Vietnamese text comparable."""

import re
import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict

Language = Literal["vi", "en"]

_ONE_CHARACTER = str.maketrans(
    {"đ": "d", "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-"}
)


def nfc(text: str) -> str:
    """`text` in NFC with its spaces tidied: no-break and repeated spaces become one, the ends are stripped."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """`text` as people type it in a hurry: lower case, no diacritics, đ as d, plain quotes and dashes."""
    letters = unicodedata.normalize("NFD", nfc(text).casefold())
    return "".join(c for c in letters if not unicodedata.combining(c)).translate(_ONE_CHARACTER)


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
