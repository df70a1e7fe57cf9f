import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from data import places
from data.words import fold, nfc

BEFORE, AFTER = date(2026, 6, 30), date(2026, 9, 30)


def all_wards():
    return [ward for province in places.provinces() for ward in places.wards(province.code)]


every_ward = st.deferred(lambda: st.sampled_from(all_wards()))


def kinds(province, day):
    return Counter(places.kind_and_name(ward.code, day)[0] for ward in places.wards(province))


def test_there_are_34_provinces_and_3321_communes():
    assert len(places.provinces()) == 34
    assert len(all_wards()) == len({ward.code for ward in all_wards()}) == 3321


@pytest.mark.parametrize(
    ("province", "counts"),
    [
        ("24", {"Phường": 33, "Xã": 66}),
        ("31", {"Phường": 45, "Xã": 67, "Đặc khu": 2}),
        ("08", {"Phường": 7, "Xã": 117}),
        ("79", {"Phường": 113, "Xã": 54, "Đặc khu": 1}),
    ],
)
def test_the_provinces_of_the_sources_have_their_communes(province, counts):
    assert kinds(province, date(2025, 7, 1)) == counts


def test_twelve_communes_of_bac_ninh_and_ten_of_dong_nai_became_wards():
    assert kinds("24", AFTER) == {"Phường": 45, "Xã": 54}
    assert kinds("75", date(2026, 4, 29))["Phường"] == 23
    assert kinds("75", date(2026, 4, 30))["Phường"] == 33


@pytest.mark.parametrize(
    ("code", "name", "province"),
    [
        ("11446", "Phường Phù Liễn", "31"),
        ("09265", "Phường Phương Liễu", "24"),
        ("02215", "Phường Minh Xuân", "08"),
        ("06970", "Xã Ba Chẽ", "22"),
        ("10543", "Phường Việt Hòa", "31"),
        ("11848", "Xã Vĩnh Hòa", "31"),
    ],
)
def test_known_wards_have_their_official_codes(code, name, province):
    assert places.full_name(code, AFTER) == name
    assert places.ward(code).province == province


def test_a_name_is_the_name_on_a_day():
    assert places.full_name("09193", BEFORE) == "Xã Yên Phong"
    assert places.full_name("09193", AFTER) == "Phường Yên Phong"
    assert places.full_name("24", date(2026, 9, 19)) == "Tỉnh Bắc Ninh"
    assert places.full_name("24", date(2026, 9, 20)) == "Thành phố Bắc Ninh"
    assert places.full_name("22", AFTER) == "Thành phố Quảng Ninh"
    assert places.full_name("75", AFTER) == "Thành phố Đồng Nai"


def test_names_are_said_in_english_too():
    assert places.full_name("09193", BEFORE, "en") == "Yên Phong Commune"
    assert places.full_name("09193", AFTER, "en") == "Yên Phong Ward"
    assert places.full_name("11914", AFTER, "en") == "Cát Hải Special Zone"
    assert places.full_name("08", AFTER, "en") == "Tuyên Quang Province"
    assert places.full_name("24", AFTER, "en") == "Bắc Ninh City"


def test_an_unknown_code_is_a_key_error():
    for ask in (places.ward, places.province, places.wards, lambda code: places.full_name(code, AFTER)):
        with pytest.raises(KeyError):
            ask("99999")


def test_every_row_is_tidy_and_lies_in_vietnam():
    for province in places.provinces():
        assert places.wards(province.code) == tuple(sorted(places.wards(province.code), key=lambda ward: ward.code))
    for ward in all_wards():
        assert ward.name == nfc(ward.name)
        assert not set(ward.name) & set("’–")
        assert ward.name[0].isupper() or ward.name[0].isdigit()
        assert 7 < ward.lat < 24 and 102 < ward.lon < 115.5, ward
        assert ward.area is None or ward.area > 0


def test_only_four_areas_are_unknown():
    assert sorted(ward.code for ward in all_wards() if ward.area is None) == ["06187", "19147", "19159", "28435"]


def test_tones_are_placed_in_one_way():
    newer = re.compile(r"(?<!q)(oà|oá|oả|oã|oạ|oè|oé|oẻ|oẽ|oẹ|uỳ|uý|uỷ|uỹ|uỵ)(?!\w)", re.IGNORECASE)
    assert [ward.name for ward in all_wards() if newer.search(ward.name)] == []


def test_renamed_units_exist_and_keep_their_bare_names():
    entries = yaml.safe_load(Path("data/reference/renamings.yaml").read_text(encoding="utf-8"))
    assert [len(entry["units"]) for entry in entries] == [1, 10, 1, 1, 12]
    for entry in entries:
        assert isinstance(entry["day"], date) and entry["document"]
        for code, name in entry["units"].items():
            unit = places.province(code) if len(code) == 2 else places.ward(code)
            assert unit.name == name and unit.kind != entry["kind"]


@given(
    every_ward,
    st.sampled_from(
        ["{k} {n}", "{n}", "{K} {n}", "UBND {k} {n}", "ủy ban nhân dân {k} {n}", "{i}. {n}", "{i}.{n}", "{k} {n}, {p}", " {k}\u00a0 {n} "]
    ),
    st.sampled_from(["NFC", "NFD"]),
)
def test_a_name_in_any_dress_is_its_ward(ward, form, normal_form):
    initial = {"Phường": "P", "Xã": "X", "Đặc khu": "ĐK"}[ward.kind]
    text = form.format(k=ward.kind, K=ward.kind.upper(), n=ward.name, i=initial, p=places.full_name(ward.province, AFTER))
    found = places.match(unicodedata.normalize(normal_form, text), ward.province)
    assert found.code == ward.code or (ward.name == "Thanh An" and ward.code in found.candidates)


@given(every_ward, st.sampled_from(["{n}", "{k} {n}", "{k}. {n}"]))
def test_without_diacritics_a_name_is_its_ward_or_a_choice_with_it(ward, form):
    found = places.match(fold(form.format(k=ward.kind, n=ward.name)), ward.province)
    assert found.code in (ward.code, None)
    assert ward.code in found.candidates


@pytest.mark.parametrize(
    "text",
    [
        "Phường Phương Liễu",
        "phường Phương Liễu",
        "PHƯỜNG PHƯƠNG LIỄU",
        "P. Phương Liễu",
        "P Phương Liễu",
        "Ph. Phương Liễu",
        "F. Phương Liễu",
        "Xã Phương Liễu",
        "X. Phương Liễu",
        "UBND phường Phương Liễu",
        "phuong lieu",
        "phuong phuong lieu",
        "P.Phuong Lieu",
        "Phương Liễu, tỉnh Bắc Ninh",
        "phường Phương Liễu, TP Bắc Ninh",
    ],
)
def test_phuong_lieu_is_recognised(text):
    assert places.match(text, "24") == places.Match("09265", ("09265",))


@pytest.mark.parametrize(
    ("text", "province", "code"),
    [
        ("Hiệp Hoà", "24", "07840"),
        ("Hiệp Hòa", "24", "07840"),
        ("Cảnh Thuỵ", "24", "07738"),
        ("M’Drắk", "66", "24412"),
        ("M' Drắk", "66", "24412"),
        ("Chân Mây – Lăng Cô", "46", "20137"),
        ("chan may - lang co", "46", "20137"),
        ("Đặc khu Cát Hải", "31", "11914"),
        ("ĐK. Cát Hải", "31", "11914"),
        ("dac khu cat hai", "31", "11914"),
        ("Phường 1 Bảo Lộc", "68", "24823"),
    ],
)
def test_spellings_that_differ_are_one_name(text, province, code):
    assert places.match(text, province).code == code


@pytest.mark.parametrize(
    ("text", "province", "codes"),
    [
        ("cam giang", "31", ("10888", "10903")),
        ("Xã Cam Giang", "31", ("10888", "10903")),
        ("Xã Thanh An", "79", ("25807", "27676")),
    ],
)
def test_two_wards_without_their_diacritics_are_both_shown(text, province, codes):
    assert places.match(text, province) == places.Match(None, codes)


def test_with_their_diacritics_they_are_two():
    assert places.match("Cẩm Giang", "31").code == "10888"
    assert places.match("xã Cẩm Giàng", "31").code == "10903"


@pytest.mark.parametrize("text", ["Phuong Lieuu", "Phương Liu", "Phương Liễu, thị xã Quế Võ, tỉnh Bắc Ninh"])
def test_a_near_miss_is_a_suggestion_and_never_a_code(text):
    found = places.match(text, "24")
    assert found.code is None
    assert found.candidates[0] == "09265"


@pytest.mark.parametrize("text", ["", "Phường", "P.", "???", ",", "Sở Khoa học và Công nghệ"])
def test_what_is_no_name_means_nothing(text):
    assert places.match(text, "24").code is None


def test_a_name_of_another_province_is_not_ours():
    assert places.match("phường Phương Liễu, TP Hải Phòng", "24").code is None


@given(st.text(max_size=30))
def test_no_text_whatever_upsets_the_matcher(text):
    found = places.match(text, "31")
    assert found.code is None or found.code in found.candidates
    places.same_place(text, "11446", AFTER)
    places.match_province(text)
    places.read_code(text)


@pytest.mark.parametrize("text", ["Xã Yên Phong", "Phường Yên Phong", "Yên Phong", "yen phong", "X. Yên Phong"])
@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_a_ward_answers_to_every_name_it_ever_had(text, day):
    assert places.same_place(text, "09193", day)


def test_a_code_and_a_name_may_disagree():
    assert not places.same_place("Phường Phương Liễu", "09193", AFTER)
    assert not places.same_place("Cẩm Giàng", "10888", AFTER)
    assert not places.same_place("", "09193", AFTER)
    assert places.same_place("Cam Giang", "10888", AFTER)
    assert places.same_place("Cam Giang", "10903", AFTER)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Tỉnh Bắc Ninh", "24"),
        ("Thành phố Bắc Ninh", "24"),
        ("TP. Bắc Ninh", "24"),
        ("T.P Hải Phòng", "31"),
        ("T. Tuyên Quang", "08"),
        ("Tp Hồ Chí Minh", "79"),
        ("TPHCM", "79"),
        ("TP.HCM", "79"),
        ("HCMC", "79"),
        ("Sài Gòn", "79"),
        ("thua thien hue", None),
        ("Huế", "46"),
        ("", None),
        ("Khánh Hoà", "56"),
        ("thanh hoa", "38"),
    ],
)
def test_provinces_are_recognised(text, code):
    assert places.match_province(text) == code


@pytest.mark.parametrize("value", [9265, 9265.0, "9265", "09265", " 09265\u00a0", "'09265", "9265.0", "０９２６５"])
def test_a_code_that_lost_its_zero_finds_it_again(value):
    assert places.read_code(value) == "09265"


@pytest.mark.parametrize(
    "value",
    [
        "",
        "0",
        0,
        "00000",
        -9265,
        9265.5,
        float("nan"),
        float("inf"),
        "092650",
        "9,265",
        "x",
        None,
        True,
        "٩٢٦٥",
    ],
)
def test_what_is_no_code_is_none(value):
    assert places.read_code(value) is None
