"""Text typed for fonts from before Unicode is turned into Unicode, and no other text is touched."""

import unicodedata

import pytest

from data.returns.reading.old_fonts import in_unicode
from tests.data.returns.reading import misreading


@pytest.mark.parametrize(("typed", "text"), [
    ("C«ng chøc", "Công chức"), ("Tæng sè cuèi kú", "Tổng số cuối kỳ"), ("NguyÔn V¨n Hßa", "Nguyễn Văn Hòa"),
    ("Ph­¬ng LiÔu", "Phương Liễu"), ("®· dõng", "đã dừng"), ("Y tÕ", "Y tế"), ("NL§", "NLĐ"),
    ("Coâng chöùc", "Công chức"), ("Toång soá cuoái kyø", "Tổng số cuối kỳ"), ("Nguyeãn Vaên Hoøa", "Nguyễn Văn Hòa"),
    ("Phöông Lieãu", "Phương Liễu"), ("ñang duøng", "đang dùng"), ("Ñôn vò ñeám", "Đơn vị đếm"),
])  # fmt: skip
def test_what_was_typed_for_an_old_font_is_read(typed, text):
    assert in_unicode(typed) == text


@pytest.mark.parametrize("text", [
    *misreading.texts(), *(unicodedata.normalize("NFD", text) for text in misreading.texts()), "P. Ye\u0302n Phong",
    "Nguyễn Thị Ánh Nguyệt", "Nguyễn Văn Bé", "Líp", "Đắk Lắk", "Krông Pắc", "Niê Kđăm", "m² đất",
    "café", "Zürich", "São Paulo", "«Cán bộ»", "25 °C ± 1", "hoà, thuý", "Hà Nội – 2026 …", "plain ascii",
    "3×4", "日本", "Ωμέγα", "NĐ-CP", "QĐ/TW",
])  # fmt: skip
def test_no_other_text_is_touched(text):
    assert in_unicode(text) is None
