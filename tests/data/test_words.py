"""Text as it is made comparable: the order of the Vietnamese alphabet, letters without their marks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import places
from data.words import alphabetical, fold, nfc, slug

ALPHABET = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
TONES = "\N{COMBINING GRAVE ACCENT}\N{COMBINING HOOK ABOVE}\N{COMBINING TILDE}\N{COMBINING ACUTE ACCENT}\N{COMBINING DOT BELOW}"
VOWELS = "aăâeêioôơuưy"
letters = st.sampled_from([(place, tone) for place, letter in enumerate(ALPHABET) for tone in range(6 if letter in VOWELS else 1)])
names = st.lists(letters, max_size=5)


def spelt(name: list[tuple[int, int]]) -> str:
    """Letters of the alphabet by their places, each with a tone: 0 is none."""
    return unicodedata.normalize("NFC", "".join(ALPHABET[place] + ("", *TONES)[tone] for place, tone in name))


def test_letters_stand_in_the_order_of_the_alphabet_whatever_follows():
    assert sorted(ALPHABET, key=alphabetical) == ALPHABET
    for before, after in zip(ALPHABET, ALPHABET[1:], strict=False):
        assert alphabetical(before + "y") < alphabetical(after)


def test_tones_decide_between_equal_letters_and_capitals_come_last():
    assert sorted(["mạ", "má", "mả", "ma", "mã", "mà"], key=alphabetical) == ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(["Ba", "BA", "ba"], key=alphabetical) == ["ba", "Ba", "BA"]
    assert sorted(["Hà Nam", "Ha Nội", "Hạ Mai"], key=alphabetical) == ["Hạ Mai", "Hà Nam", "Ha Nội"], "letters of all syllables first"


@pytest.mark.parametrize(
    ("province", "some"),
    [
        ("24", ["Bảo Đài", "Bắc Giang", "Bắc Lũng", "Biển Động", "Biên Sơn", "Chi Lăng", "Chũ", "Dương Hưu", "Đa Mai", "Đồng Kỳ",
                "Đông Phú", "Phương Liễu", "Phượng Sơn", "Sa Lý", "Song Liễu", "Sơn Động", "Tam Giang", "Tam Sơn", "Tân An", "Tân Chi"]),
        ("79", ["An Đông", "An Phú", "Bà Điểm", "Bà Rịa", "Bàn Cờ", "Bàu Bàng", "Bắc Tân Uyên", "Bình Dương", "Dầu Tiếng", "Dĩ An",
                "Đất Đỏ", "Đông Hòa", "Phú An", "Phú Thuận", "Phước Hải", "Tân Phú", "Thanh An", "Thạnh An"]),
    ],
)  # fmt: skip
def test_wards_stand_where_people_look_for_them(province, some):
    codes = places.by_name(ward.code for ward in places.wards(province))
    listed = [places.ward(code).name for code in codes]
    assert [name for name in listed if name in some] == some


@given(names, names)
def test_any_two_names_stand_by_their_letters_then_by_their_tones(one, other):
    places_first = [tuple(zip(*name, strict=True)) or ((), ()) for name in (one, other)]
    assert (alphabetical(spelt(one)) < alphabetical(spelt(other))) == (places_first[0] < places_first[1])


@given(st.text())
def test_any_text_has_one_place_however_it_is_composed(text):
    assert alphabetical(text) == alphabetical(f" {text} ") == alphabetical(unicodedata.normalize("NFD", text))


def test_slugs_and_folds_have_no_diacritics():
    assert slug("Phường Phương Liễu") == "phuong-phuong-lieu"
    assert slug("Ea H'Leo") == "ea-h-leo"
    assert fold("  ĐẶC\u00a0khu  Cát Hải ") == "dac khu cat hai"
    assert nfc("Ho\u0300a\u00a0 Bi\u0300nh ") == "Hòa Bình"
