"""Text typed for Vietnamese fonts from before Unicode (TCVN3 or ABC: .VnTime; VNI: VNI-Times), turned into Unicode.

Such text looks right only in its font: "Céng chøc" is "Công chức" in TCVN3, "Coâng chöùc" in VNI.
"""

import re
import unicodedata

from data.returns.reading.likeness import vocabulary

_TCVN3 = dict(
    zip(
        "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ¡¢§£¤¥¦",
        "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_VNI_TONES = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_LETTERS = {
    **dict(zip("âáàåãä", ("\u0302", "\u0302\u0301", "\u0302\u0300", "\u0302\u0309", "\u0302\u0303", "\u0302\u0323"), strict=True)),
    **dict(zip("êéèúüë", ("\u0306", "\u0306\u0301", "\u0306\u0300", "\u0306\u0309", "\u0306\u0303", "\u0306\u0323"), strict=True)),
}
_VNI_ALONE = {"ñ": "đ", "ö": "ư", "ô": "ơ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_MARKS = {**_VNI_TONES, **_VNI_LETTERS}
_ALL_MARKS, _TONE_MARKS = (marks + marks.upper() for marks in ("".join(_MARKS), "".join(_VNI_TONES)))
_VNI = re.compile(
    rf"(?:([aeoAEO])([{_ALL_MARKS}])|([uyUY])([{_TONE_MARKS}]))|([ôöÔÖ])([{_TONE_MARKS}])|([ñöôæóòîÑÖÔÆÓÒÎ])",
)
_STOPPED = "\u0301\u0323"
_ABBREVIATION = 5
_INSIDE = re.compile(r"[A-Za-z][¡-ª¬-º¼-¿×÷\u00ad]|[A-Za-z][«»][A-Za-z]")
"""Signs that no text has inside a word."""
_ONSETS = "b|ch?|d|đ|gh?|gi|kh?|h|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x"
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch êm ên ênh êp êt
êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng
oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh
ui um un ung uơ up ut uy uya uych uynh uyt uyu uyên uyêt uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương
ươp ươt ươu y yêm yên yêng yêt yêu
"""
_SYLLABLE = re.compile(rf"(?:{_ONSETS})?(?:{'|'.join(_RHYMES.split())})")


def in_unicode(text: str) -> str | None:
    """The text in Unicode where it was typed for an old font; None where it was not."""
    if text.isascii():
        return None
    text = unicodedata.normalize("NFC", text)
    odd = not _reads(text)
    turned = [found for told in (_from_tcvn3, _from_vni) if (found := told(text)) != text and _reads(found)]
    likely = [found for found in turned if odd or _better(found, text)]
    return max(likely, key=lambda found: sum(word.lower() in vocabulary() for word in _words(found)), default=None)


def _better(found: str, text: str) -> bool:
    """Whether what could be read either way makes known words only when it is turned into Unicode."""
    marked, before = ([word.lower() for word in _words(each) if not word.isascii()] for each in (found, text))
    return len(_words(found)) > 1 and vocabulary().issuperset(marked) and vocabulary().isdisjoint(before)


def _from_tcvn3(text: str) -> str:
    return "".join(_TCVN3.get(letter, letter) for letter in text)


def _from_vni(text: str) -> str:
    return unicodedata.normalize("NFC", _VNI.sub(_vni_letter, text))


def _vni_letter(found: re.Match[str]) -> str:
    letter, mark, other, other_tone, horned, tone, alone = found.groups()
    if letter or other:
        return (letter or other) + _MARKS[(mark or other_tone).lower()]
    if horned:
        horn = _VNI_ALONE[horned.lower()]
        return (horn.upper() if horned.isupper() else horn) + _VNI_TONES[tone.lower()]
    one = _VNI_ALONE[alone.lower()]
    return one.upper() if alone.isupper() else one


def _reads(text: str) -> bool:
    """Whether it can be read as it stands: every word is a Vietnamese syllable, a foreign one without marks, or an abbreviation."""
    return not _INSIDE.search(text) and all(map(_could_be, _words(text)))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def _could_be(word: str) -> bool:
    if word.isascii() or (word.isupper() and len(word) <= _ABBREVIATION):
        return True
    if not (word.islower() or word.isupper() or word[1:].islower()):
        return False  # a capital in the middle of a word
    marked = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in marked if mark in _VNI_TONES.values()]
    toneless = unicodedata.normalize("NFC", "".join(c for c in marked if c not in _VNI_TONES.values()))
    stopped = toneless.endswith(("c", "ch", "p", "t"))
    return len(tones) <= 1 and not (stopped and tones and tones[0] not in _STOPPED) and _SYLLABLE.fullmatch(toneless) is not None
