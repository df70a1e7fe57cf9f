"""Handing a return in: what the page says of a file before anything is stored, and what it shows after."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from data.quarter import Quarter
from data.returns.checks import Past
from data.returns.reader import Document
from data.scope import Scope
from data.store import filings, records
from indicators import wording
from indicators.catalogue import catalogue
from pages.shared import load
from pages.shared import visit as arriving
from pages.shared.say import plain
from pages.shared.visit import VISITOR
from tests import builders, stores
from tests.pages.visiting import as_shown, everything_said, foreign, sound, visit

WARD, Q3, Q4 = stores.PHUONG_LIEU, Quarter(2026, 3), Quarter(2026, 4)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TRAINING = catalogue()["training_coverage"]
STAFF = ("cb", "cc", "vc", "nld")


@pytest.fixture(autouse=True)
def _phuong_lieu_has_not_begun_the_fourth_quarter(configured, few_wards):
    configured(few_wards)


def now() -> Scope:
    """Bắc Ninh's fourth quarter as the store has it now."""
    return load.now("24", Q4, version=load.version(actor=VISITOR))


def known() -> Past:
    """What the store knows of Phương Liễu before its next file."""
    with load.store().read() as session:
        return filings.past(session=session, actor=VISITOR, ward=WARD, quarter=Q4)


def filled(changes: dict | None = None) -> Document:
    """The workbook that the page gives out now, filled in; a correction where a return counts already."""
    return builders.document(changes, past=known())


def drop(file: Document, **link: str) -> AppTest:
    """The returns page of Phương Liễu after that file was dropped on it."""
    at = visit("returns", ward=WARD, quarter=str(Q4), **link)
    at.file_uploader[0].upload(file.name, file.content, XLSX)
    return sound(at.run())


def hand_in(at: AppTest) -> AppTest:
    return sound(at.button[0].click().run())


def uploads() -> tuple[records.Received, ...]:
    return load.received(now(), WARD, actor=VISITOR)


def trained(answers: dict) -> tuple[int, int]:
    """People trained and people, added up from the answers."""
    return tuple(sum(answers[f"training.{group}.{column}"] for group in STAFF) for column in ("trained", "total"))


def column(table, name: str) -> dict[str, str]:
    return dict(zip(table["Chỉ số"], table[name], strict=True))


def test_a_dropped_file_is_judged_and_nothing_is_stored():
    before = load.version(actor=VISITOR)
    at = drop(filled())
    assert [one.value for one in at.success] == ["Tệp hợp lệ. Xem lại số liệu rồi bấm Nộp."]
    assert load.version(actor=VISITOR) == before and uploads() == ()


def test_the_preview_puts_old_and_new_figures_side_by_side():
    x, n = trained(builders.answers(past=known()))
    (table,) = [one.value for one in drop(filled()).dataframe]
    own = load.figures(now().at(Q3), actor=VISITOR)
    before = own[(own["ward"] == WARD) & (own["indicator"] == "training_coverage")].iloc[0]
    name = TRAINING.short("vi")
    assert column(table, "Kỳ trước")[name] == wording.shown(before, TRAINING, "vi")
    assert column(table, "Đang tính")[name] == wording.NOTHING
    assert column(table, "Tệp này")[name] == wording.percent(x / n, "vi", aims=[1.0])
    assert column(table, "x/n")[name] == f"{x}/{n}"


def test_the_button_stores_and_gives_a_receipt():
    at = hand_in(drop(filled()))
    (one,) = uploads()
    assert one.standing == "accepted" and one.receipt.startswith("BN-09265-2026Q4-1-")
    assert [message.value for message in at.success] == [f"Đã nộp. Biên nhận {one.receipt}, lần nộp 1, lúc 10:00 20/11/2026."]
    assert "Đã nộp: lần 1 đang được tính, khách nộp lúc 10:00 20/11/2026" in everything_said(at)
    (history,) = [table.value for table in at.dataframe]
    assert history.iloc[0][["Tệp", "Kết quả", "Biên nhận", "Lần nộp"]].tolist() == [
        "09265_phuong-lieu_2026-Q4.xlsx", "Đang được tính", one.receipt, "1"]  # fmt: skip


def test_what_was_handed_in_counts_on_every_page_at_once():
    answers = builders.answers(past=known())
    hand_in(drop(filled()))
    (table,) = [one.value for one in visit("compare", quarter=str(Q4), view="table").dataframe]
    row = table[table["Xã, phường"] == "Phường Phương Liễu"].iloc[0]
    x, n = trained(answers)
    assert (row["Giá trị"], row["x/n"]) == (x / n, f"{x}/{n}"), "the table sorts by the number, whatever it shows"
    assert "4/99 xã, phường đã nộp" in everything_said(visit("home", quarter=str(Q4)))


def test_the_same_file_again_shows_its_first_receipt():
    file = filled()
    hand_in(drop(file))
    at = drop(file)
    assert at.success[0].value.startswith("Đã nộp. Biên nhận BN-") and not at.button
    assert len(uploads()) == 1


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_wrong_cell_is_named_and_counts_for_nothing(lang):
    at = drop(filled({"training.cb.total": "mười hai"}), lang=lang)
    said = {"vi": "Tệp chưa nộp được. Số lỗi cần sửa: 1.", "en": "The file cannot be handed in. Faults to mend: 1."}
    assert at.error[0].value == said[lang]
    where, what = at.table[0].value.iloc[0]
    assert "Tập huấn" in where and "C" in where and "mười hai" in what
    assert not at.button and foreign(everything_said(at), lang) == {}
    assert [(one.state, one.revision) for one in uploads()] == [("refused", None)]
    figures = load.figures(now(), actor=VISITOR)
    assert figures[figures["ward"] == WARD]["value"].dropna().empty


def test_a_refused_file_is_logged_once_however_often_the_page_runs():
    at = drop(filled({"training.cb.total": "mười hai"}))
    sound(at.run())
    assert len(uploads()) == 1


def test_another_wards_file_is_refused_on_this_wards_page():
    at = drop(builders.document(ward=stores.HAP_LINH))
    assert at.error and not at.button
    assert "Hạp Lĩnh" in at.table[0].value.iloc[0, 1]


def test_what_is_no_workbook_is_refused_with_words():
    at = drop(Document("báo cáo.xlsx", b"%PDF-1.7 ..."))
    assert "PDF" in at.table[0].value.iloc[0, 1] and not at.button


def test_a_warning_asks_for_a_note_before_the_button_works():
    answers = builders.answers(past=known())
    fewer = {"training.vc.trained": 0, "training.vc.total": answers["training.vc.total"]}
    at = hand_in(drop(filled(fewer)))
    assert at.warning[-1].value == "Ghi vài dòng rồi mới bấm Nộp được." and uploads() == ()
    at = sound(at.text_input[0].input("Đếm nhầm ở quý trước.").run())
    hand_in(at)
    (one,) = uploads()
    asked = [problem for problem in one.problems if problem.severity == "warning"]
    assert (one.verdict, one.standing, one.note) == ("accepted_with_warnings", "accepted", None)
    assert [problem.answer for problem in asked] == ["Đếm nhầm ở quý trước."]


def test_a_figure_that_is_asked_about_says_what_it_would_do_to_the_province():
    at = drop(filled({"dossiers.received": 196_800}))
    (said,) = [one.value for one in at.markdown if "gấp khoảng 100 lần" in one.value]
    assert "Nếu đúng, " in said and at.text_input[0].label == "Giải trình cho câu hỏi này"


def test_a_refused_file_can_be_looked_into_again_and_taken_back():
    drop(filled({"training.cb.total": "mười hai"}))
    at = visit("returns", ward="09265", quarter="2026-Q4")
    (again,) = [one for one in at.selectbox if one.label.startswith("Xem lại một tệp")]
    at = sound(again.select_index(0).run())
    assert any("mười hai" in table.value.iloc[0, 1] for table in at.table)


def test_a_file_of_another_ward_offers_the_way_to_its_page():
    at = drop(builders.document(ward="02215"))
    (link,) = [one for one in at.get("page_link") if "Minh Xuân" in one.proto.label]
    assert "ward=02215" in link.proto.query_string and "province=08" in link.proto.query_string


def test_a_correction_needs_its_reason_and_becomes_the_next_revision():
    hand_in(drop(filled()))
    residents = builders.answers(past=known())["training.residents.total"]
    at = drop(filled({"training.residents.total": residents + 1}))
    at = hand_in(at)
    assert at.warning and len(uploads()) == 1, "without a reason nothing is handed in"
    at = hand_in(sound(at.text_area[0].input("Dân số theo số mới.").run()))
    assert [(one.revision, one.standing) for one in uploads()] == [(2, "accepted"), (1, "superseded")]
    (history,) = [table.value for table in at.dataframe]
    assert history["Kết quả"].tolist() == ["Đang được tính", "Đã được thay"]
    assert history["Giải trình, lý do"][0] == "Dân số theo số mới."


def test_a_file_filled_in_before_somebody_else_handed_in_says_so():
    late = filled({"training.organisations.trained": 1})
    hand_in(drop(filled()))
    at = drop(late)
    assert "khách" in at.table[0].value.iloc[0, 1] and not at.button
    assert [one.state for one in uploads()] == ["refused", "accepted"]


def test_whoever_has_seen_what_it_changes_hands_it_in_over_the_revision_that_counts():
    late = filled({"training.organisations.trained": 30})
    hand_in(drop(filled()))
    at = drop(late)
    changes = next(table.value for table in at.table if "Đang tính" in table.value)
    assert changes["Tệp này"].tolist() == ["30"]
    at = sound(at.checkbox[0].check().run())
    assert not any("sẽ không còn" in one.value for one in at.warning), "what no cell says is not lost"
    at = hand_in(sound(at.text_area[0].input("Sửa một ô.").run()))
    assert [(one.revision, one.standing) for one in uploads() if one.revision] == [(2, "accepted"), (1, "superseded")]


def test_a_note_may_hold_anything_and_stays_text():
    hand_in(drop(filled()))
    at = drop(filled({"training.organisations.total": 131}))
    odd = "<script>alert(1)</script> [x](http://x) **đậm** $a$"
    hand_in(sound(at.text_area[0].input(odd).run()))
    assert uploads()[0].note == odd


def test_names_of_people_are_text_wherever_they_stand(monkeypatch):
    odd = "**b** [k](http://evil.example) :red[x] $a$"
    monkeypatch.setattr(arriving, "VISITOR", replace(VISITOR, name=odd))
    at = hand_in(drop(filled()))
    (line,) = [one.value for one in at.caption if "evil" in one.value]
    assert plain(odd) in line and odd in as_shown(line)
    everywhere = [one.value for kind in ("markdown", "caption", "title", "success", "info", "warning", "error") for one in at.get(kind)]
    assert not [text for text in everywhere if odd in text], "nowhere as Markdown"
