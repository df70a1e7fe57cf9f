import io
import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
from pypdf import PdfReader

from data.quarter import Quarter
from data.returns.filing import Cell, Filing
from indicators import catalogue, compute, wording
from indicators.exports import receipt as receipts
from tests.indicators.build import answers

WARD, Q4 = "09265", Quarter(2026, 4)
SHA256 = "3f9a2c" + "0123456789abcdef" * 3 + "0123456789"
PRINTED = datetime(2026, 12, 22, 15, 6, tzinfo=timezone(timedelta(hours=7)))
VOWELS, TONES = "aeiouyăâêôơư", ("", *"\u0300\u0301\u0303\u0309\u0323")
SMALL = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES) + "đ"
ALPHABET = SMALL + SMALL.upper()


def owed(ward=WARD, quarter=Q4):
    return catalogue.owed(catalogue.catalogue().values(), quarter=quarter, province="24")


def figures(indicators=None, *, ward=WARD, quarter=Q4, x=6, n=40):
    """Figures of one ward in which each of these indicators (all that are owed, where None) has some."""
    given = {}
    for one in owed() if indicators is None else indicators:
        given |= dict.fromkeys(one.denominator, n)
        given |= dict.fromkeys(one.numerator, 1 if one.kind == "yes_no" else x)
    return compute.figures(answers({ward: given}), province="24", quarter=quarter, owed=(ward,),
                           last_known=answers({}), demonstration=True)  # fmt: skip


def filing(**cover):
    cells = {f"cover.{name}": Cell("Bìa", "C9", value, "filled") for name, value in cover.items()}
    return Filing("ward/1", WARD, Q4, None, None, cells=cells)


def made(shown=None, *, before=None, cover=None, lang="vi", quarter=Q4, ward=WARD, **stored):
    """A receipt of figures `shown`; `stored` changes what the store says of the return."""
    lineage = {"ward": ward, "quarter": quarter, "revision": 2, "receipt": "BN-09265-2026Q4-2-3F9A2C", "form": "ward/1",
               "file_name": "09265_phuong-lieu_2026-Q4.xlsx", "sha256": SHA256, "submitted_by": "Nguyễn Thị Hòa",
               "submitted_at": datetime(2026, 12, 22, 8, 4, tzinfo=UTC), "period_from": date(2026, 9, 22),
               "as_of": date(2026, 12, 20), "note": None,
               "origin": "real"}  # fmt: skip
    shown = figures() if shown is None else shown
    return receipts.of(SimpleNamespace(**lineage | stored), shown, before=before, filing=filing(**cover or {}),
                       printed_at=PRINTED, lang=lang)  # fmt: skip


def pages(receipt):
    """The text of each page, without spaces: where a line breaks is the typesetter's business."""
    read = PdfReader(io.BytesIO(receipts.render(receipt))).pages
    return ["".join(page.extract_text().replace("\u200b", "").split()) for page in read]


def text(receipt):
    return "".join(pages(receipt))


def bare(words):
    return "".join(words.split())


def every_letter_has_a_glyph(pdf):
    """typst calls a file PDF/A only where no letter is missing from its fonts."""
    return b"<pdfaid:part>2</pdfaid:part>" in pdf


def test_it_says_what_was_received_when_and_from_whom():
    said = text(made(note="Rà soát lại danh sách lớp 3."))
    for words in ("BIÊN NHẬN BÁO CÁO QUÝ", "Phường Phương Liễu · Quý IV/2026", "Thành phố Bắc Ninh", "Lần nộp 2",
                  "BN-09265-2026Q4-2-3F9A2C", "09265_phuong-lieu_2026-Q4.xlsx", "(ward/1)",
                  "từ ngày 22/09/2026 đến ngày 20/12/2026", "15:04 22/12/2026, người nộp: Nguyễn Thị Hòa",
                  "Rà soát lại danh sách lớp 3."):  # fmt: skip
        assert bare(words) in said, words


def test_every_page_has_the_digest_the_hour_of_printing_and_the_receipt_number():
    said = pages(made())
    assert len(said) == 2
    for number, page in enumerate(said, 1):
        assert f"SHA-256:{SHA256}" in page
        assert "Inlúc15:0622/12/2026" in page
        assert f"Trang{number}/2" in page
        assert page.count("BN-09265-2026Q4-2-3F9A2C") >= 1


def test_every_figure_of_a_full_return_is_on_two_pages_under_its_family():
    receipt = made(before=figures(quarter=Q4 - 1))
    said = pages(receipt)
    assert len(said) == 2
    asked = owed()
    assert [line.indicator for group in receipt.groups for line in group.lines] == [one.short.vi for one in asked]
    for group in receipt.groups:
        assert bare(group.family) in "".join(said)
        for line in group.lines:
            row = bare(f"{line.indicator}{line.unit}{line.parts}{line.value}{line.before}{line.mark}{line.status}")
            assert row in "".join(said), row


def test_a_line_shows_the_figure_its_parts_its_status_and_the_figure_before():
    receipt = made(figures(x=6), before=figures(quarter=Q4 - 1, x=4))
    assert receipt.earlier == "Quý III/2026"
    training = receipt.groups[0].lines
    assert training[0] == receipts.Line("Cán bộ đã tập huấn AI", "cán bộ", "6/40", "15,0\N{NO-BREAK SPACE}%",
                                        "10,0\N{NO-BREAK SPACE}%", "▽", "Hơi chậm", True)  # fmt: skip
    classes = next(line for line in training if line.indicator == "Lớp tập huấn AI")
    assert classes == receipts.Line("Lớp tập huấn AI", "lớp", "", "6", "4", "○", "Chưa có mục tiêu", False)


def test_a_mean_has_its_unit_in_the_column_of_units_and_yes_is_a_word():
    shown = {line.indicator: line for group in made().groups for line in group.lines}
    took = shown["Thời gian giải quyết"]
    assert (took.unit, took.parts, took.value) == ("ngày làm việc", "6/40", "0,2")
    assert (shown["Trợ lý ảo đang vận hành"].unit, shown["Trợ lý ảo đang vận hành"].value) == ("có/không", "Có")


def test_without_an_earlier_quarter_its_column_is_empty():
    receipt = made()
    assert {line.before for group in receipt.groups for line in group.lines} == {wording.NOTHING}
    assert "Kỳtrước" in text(receipt)


def test_blanks_are_one_sentence_and_no_lines():
    first = [one for one in owed() if one.first_class]
    receipt = made(figures(first))
    assert [line.indicator for group in receipt.groups for line in group.lines] == [one.short.vi for one in first]
    assert receipt.blank == tuple(one.short.vi for one in owed() if not one.first_class)
    said = pages(receipt)
    assert len(said) == 1
    assert bare(f"Để trống, không có số liệu ({len(receipt.blank)}): {'; '.join(receipt.blank)}.") in said[0]
    assert bare(f"{len(first)}/{len(owed())} chỉ số có số liệu: ") in said[0]


def test_nothing_left_blank_is_not_mentioned():
    assert "Đểtrống" not in text(made())


def test_there_is_room_to_sign_under_the_names_of_the_cover():
    last = pages(made(cover={"prepared_by": "Lê Văn Tú", "approved_by": "Đỗ Thị Hạnh, Phó Chủ tịch UBND"}))[-1]
    assert re.search("NGƯỜILẬPBIỂU.*NGƯỜIDUYỆT.*LêVănTú.*ĐỗThịHạnh,PhóChủtịchUBND", last)
    assert "năm20..." in last
    assert made().prepared_by == ""


@pytest.mark.parametrize("shown", [0, 1, 11, 28, 32, 36, 40])
def test_nobody_signs_a_page_without_figures(shown):
    receipt = made(figures(owed()[:shown]))
    last = pages(receipt)[-1]
    assert "NGƯỜIDUYỆT" in last
    for line in receipt.groups[-1].lines if receipt.groups else ():
        assert bare(f"{line.indicator}{line.unit}") in last


@pytest.mark.parametrize("lang, words", [("vi", "SỐ LIỆU MINH HỌA"), ("en", "ILLUSTRATIVE FIGURES")])
def test_a_demonstration_says_so_on_every_page_and_a_real_return_never(lang, words):
    assert all(bare(words) in page for page in pages(made(origin="demonstration", lang=lang)))
    assert bare(words) not in text(made(lang=lang))


def test_the_name_is_the_one_on_the_last_day_of_the_quarter():
    assert made(ward="09193", quarter=Quarter(2026, 2)).ward == "Xã Yên Phong"
    assert made(ward="09193", quarter=Quarter(2026, 3)).ward == "Phường Yên Phong"


def test_english_takes_every_word_from_the_english_list():
    receipt = made(lang="en", before=figures(quarter=Q4 - 1), note="Two lists were counted twice.")
    said = text(receipt)
    for words in ("RECEIPT FOR A QUARTERLY RETURN", "Phương Liễu Ward · Q4 2026", "Revision 2", "Staff trained in AI",
                  "15.0%", "Slightly behind", "Q3 2026", "PREPARED BY", "Printed at",
                  "22/09/2026 to 20/12/2026"):  # fmt: skip
        assert bare(words) in said, words
    for name, words in receipts.words().items():
        shared = words.vi == words.en
        assert not shared, name
        assert "{" in words.vi or bare(words.vi) not in said, name


def test_every_word_of_the_list_is_printed():
    corrected = made(lang="en", before=figures(quarter=Q4 - 1), note="Two lists were counted twice.")
    with_blanks = made(figures([one for one in owed() if one.first_class]), lang="en")
    said = text(corrected) + text(with_blanks)
    for name, words in receipts.words().items():
        assert [part for part in re.split(r"{\w+}", words.en) if bare(part) not in said] == [], name


def test_both_languages_put_in_the_same_figures_and_names():
    for name, words in receipts.words().items():
        assert set(re.findall(r"{(\w+)}", words.vi)) == set(re.findall(r"{(\w+)}", words.en)), name


def test_every_vietnamese_letter_and_every_mark_has_a_glyph():
    assert len(set(ALPHABET)) == 2 * (12 * 6 + 1)
    marks = tuple(status.mark for status in wording.wording().statuses.values())
    lines = tuple(receipts.Line("Chỉ số", "", "", "1", "–", mark, mark, True) for mark in marks)
    receipt = replace(made(note=ALPHABET, cover={"approved_by": ALPHABET}), ward=ALPHABET, file_name=ALPHABET,
                      groups=(receipts.Group(ALPHABET, lines),), demonstration=True)  # fmt: skip
    assert every_letter_has_a_glyph(receipts.render(receipt))
    said = text(receipt)
    assert said.count(ALPHABET) >= 5
    for mark in marks:
        assert mark * 2 in said


def test_a_letter_that_no_font_has_is_noticed_and_does_not_stop_the_receipt():
    receipt = made(note="Xong 👍, 完")
    assert not every_letter_has_a_glyph(receipts.render(receipt))
    assert "Giảitrình,lýdoXong" in text(receipt)


@pytest.mark.parametrize("told", [
    '#panic("x")', "*đậm* _nghiêng_ `mã` $x^2$", "= Tiêu đề", "<nhãn> @ghi @chu", "// hết", "/* hết */", "\\ \\u{41}",
    "[a] #[b] #{c}", "#image(\"/etc/passwd\")", "{number} %s", '"', "- một + hai / ba", "~ -- --- ... '"])  # fmt: skip
def test_what_people_type_is_printed_as_it_is(told):
    receipt = made(note=told, file_name=told, submitted_by=told, cover={"prepared_by": told, "approved_by": told})
    assert text(receipt).count(bare(told)) >= 5


def test_the_longest_note_and_name_keep_within_two_pages_and_the_margins():
    name = "bao_cao_" * 30 + ".xlsx"
    note = ("Điều chỉnh số cán bộ đã tập huấn sau khi rà soát danh sách lớp 3, bỏ 4 người tính hai lần. " * 11)[:1000]
    receipt = made(note=note, file_name=name, before=figures(quarter=Q4 - 1))
    said = pages(receipt)
    assert len(said) == 2
    assert name in said[0]
    lines = PdfReader(io.BytesIO(receipts.render(receipt))).pages[0].extract_text().replace("\u200b", "").splitlines()
    assert max(line.count("bao_cao_") for line in lines) in range(8, 15), "the name breaks where the line is full"


def test_the_paper_is_a4_upright():
    page = PdfReader(io.BytesIO(receipts.render(made()))).pages[0]
    assert [round(float(side) / 72 * 25.4) for side in (page.mediabox.width, page.mediabox.height)] == [210, 297]


def test_the_same_receipt_is_the_same_bytes_also_when_many_print_at_once():
    receipt = made()
    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(receipts.render, [receipt] * 8))) == 1


def test_it_is_a_pdf():
    assert receipts.render(made()).startswith(b"%PDF-")
