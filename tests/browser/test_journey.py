"""One whole journey: from the first start to a figure that counts, and back to the cell it came from."""

import io
import os
import re
import subprocess
import sys
from contextlib import closing
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from data import places
from data.demo import story
from data.demo.fill import fill
from data.quarter import Quarter
from data.returns import template
from data.returns.checks import Past
from data.store import engine, filings
from data.store.actor import Actor
from data.words import fold
from tests import builders
from tests.browser.acting import cell, choose, go, number, open_link, parts, press, settled, title
from tests.browser.conftest import ROOT, Server

Q4 = Quarter(2026, 4)
PROVINCE, WARDS = "12", len(places.wards("12"))
"""Lai Châu: the smallest there is, so that its demonstration is soon made."""
WARD, OTHER = sorted(story.absent(PROVINCE, Q4))[:2]  # who have not begun their fourth quarter
NAME, OTHER_NAME = (places.full_name(code, Q4.last_day) for code in (WARD, OTHER))
FILE = template.file_name(WARD, Q4)
LINK = f"province={PROVINCE}&quarter={Q4}"
STAFF = ("cb", "cc", "vc", "nld")


def test_from_the_first_start_to_a_figure_that_counts(page, serve, tmp_path):
    with serve() as server:
        make_the_demonstration(page, server)
        assert "đã có sẵn, không thay đổi" in outside(server, "demo", "--province", PROVINCE)
        before = compare_all(page, server)
        assert NAME not in before and OTHER_NAME not in before, "neither has begun its fourth quarter"
        answers = builders.answers(ward=WARD, past=known(server, WARD))
        x, n = (sum(answers[f"training.{group}.{column}"] for group in STAFF) for column in ("trained", "total"))
        file = fill_in(take_the_workbook(page, server), answers, tmp_path)
        hand_in(page, file, share(x, n))
        see_it_counted(page, server, before | {NAME: (x, n)})
        follow_it_to_its_cells(page, server, x, answers)
        hand_in_a_faulty_correction(page, server, answers, tmp_path)
        assert compare_all(page, server) == before | {NAME: (x, n)}, "a refused file changes nothing"
        submit_from_outside(server, tmp_path)
        page.reload()
        assert OTHER_NAME in parts(settled(page)), "what the command line stores shows in the running dashboard"


def share(x: int, n: int) -> str:
    """x/n as it is written in Vietnamese while the target is 100 %: one decimal, never rounded up."""
    percent = (Decimal(100 * x) / n).quantize(Decimal("0.1"), ROUND_FLOOR)
    return f"{percent} %".replace(".", ",").replace(" ", "\N{NO-BREAK SPACE}")


def known(server: Server, ward: str) -> Past:
    """What the store knows of the ward."""
    with closing(engine.open_store(server.store)) as store, store.read() as session:
        return filings.past(session=session, actor=Actor("test", "administrator"), ward=ward, quarter=Q4)


def make_the_demonstration(page: Page, server: Server) -> None:
    open_link(page, server.url)
    expect(title(page)).to_have_text("Chưa có số liệu nào. Bắt đầu thế nào?")
    choose(page, "Minh họa của", "lai chau", "Lai Châu")
    press(page, "Tạo số liệu minh họa")
    expect(title(page)).to_have_text("Đang tạo số liệu minh họa")
    page.reload()  # nobody has to wait for it where it was begun
    expect(page.get_by_text(re.compile(r"^\d+/\d+ tệp · còn khoảng"))).to_be_visible(timeout=60_000)
    expect(title(page)).to_have_text(re.compile("^Lai Châu: "), timeout=240_000)
    expect(page.get_by_text("SỐ LIỆU MINH HỌA").first).to_be_visible()
    for code in ("training_coverage", "units_with_ai_tool", "services_fully_online", "data_digitised"):
        expect(page.locator(f".st-key-figure-{code}")).to_have_text(re.compile(r"^\d+,\d\s%$"))


def compare_all(page: Page, server: Server) -> dict[str, tuple[int, int]]:
    """Every ward's x/n of staff trained in AI in the fourth quarter."""
    open_link(page, f"{server.url}/compare?{LINK}&indicator=training_coverage&view=ranked&lang=vi")
    return parts(page)


def take_the_workbook(page: Page, server: Server) -> bytes:
    go(page, "Nộp báo cáo")
    choose(page, "Xã, phường, đặc khu", fold(places.ward(WARD).name), NAME)
    expect(title(page)).to_have_text(f"{NAME}: báo cáo Quý IV/2026")
    with page.expect_download() as download:
        press(page, "Tải mẫu Excel")
    assert download.value.suggested_filename == FILE
    return Path(download.value.path()).read_bytes()


def fill_in(content: bytes, answers: dict, folder: Path, name: str = FILE) -> Path:
    """The downloaded workbook after an officer typed the answers into it."""
    book = load_workbook(io.BytesIO(content))
    fill(book, answers)
    book.save(folder / name)
    return folder / name


def hand_in(page: Page, file: Path, figure: str) -> None:
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("Tệp hợp lệ. Xem lại số liệu rồi bấm Nộp.")).to_be_visible()
    for words in ("Kỳ trước", "Đang tính", "Tệp này", figure):
        expect(cell(page, words)).to_be_attached()
    press(page, "Nộp")
    expect(page.get_by_text(re.compile(f"Đã nộp. Biên nhận BN-{WARD}-2026Q4-1-[0-9A-F]{{6}}, lần nộp 1"))).to_be_visible()
    expect(page.get_by_role("heading", name="Các tệp đã nhận")).to_be_visible()
    expect(cell(page, "Đang được tính")).to_be_attached()


def see_it_counted(page: Page, server: Server, expected: dict[str, tuple[int, int]]) -> None:
    """The province's figure is the sum of the numerators over the sum of the denominators, on every page."""
    x, n = (sum(pair[part] for pair in expected.values()) for part in (0, 1))
    go(page, "Tổng quan")
    card = page.locator(".st-key-card-training_coverage")
    expect(card.locator(".st-key-figure-training_coverage")).to_have_text(share(x, n))
    written = card.get_by_text(re.compile(r"^[\d.]+/[\d.]+ cán bộ")).inner_text()
    assert tuple(map(number, written.split()[0].split("/"))) == (x, n)
    expect(page.get_by_text(f"{len(expected)}/{WARDS} xã, phường đã nộp").first).to_be_visible()
    assert compare_all(page, server) == expected


def follow_it_to_its_cells(page: Page, server: Server, x: int, answers: dict) -> None:
    """A click on the ward in the ranking: the file, the sheet and the cells; then the same in English."""
    page.get_by_label(re.compile(f"^{NAME}: ")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(FILE)).to_be_visible()
    expect(cell(dialog, "Tập huấn")).to_be_attached()
    expect(cell(dialog, re.compile(r"^[A-Z]+\d+$"))).to_be_attached()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.get_by_role("radio", name="EN", exact=True).click()
    expect(page.get_by_role("link", name="Compare", exact=True)).to_be_visible()
    page.get_by_label(re.compile(f"^{places.full_name(WARD, Q4.last_day, 'en')}: ")).click()
    expect(page.get_by_role("dialog").get_by_text("Where the figures come from")).to_be_visible()


def hand_in_a_faulty_correction(page: Page, server: Server, answers: dict, folder: Path) -> None:
    """Text where a number belongs: the page names sheet and cell, and nothing of it counts."""
    book = builders.workbook({"training.cb.total": "mười hai"}, ward=WARD, past=known(server, WARD))
    book.save(folder / "sai.xlsx")
    open_link(page, f"{server.url}/returns?{LINK}&ward={WARD}&lang=vi")
    page.locator("input[type=file]").set_input_files(folder / "sai.xlsx")
    expect(page.get_by_text("Tệp chưa nộp được. Số lỗi cần sửa: 1.")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^Trang “Tập huấn”, ô [A-Z]+\d+ \(.+\)$"))).to_be_visible()
    expect(page.get_by_text(re.compile("mười hai"))).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Nộp$"))).to_have_count(0)


def submit_from_outside(server: Server, folder: Path) -> None:
    file = folder / "other.xlsx"
    file.write_bytes(builders.document(ward=OTHER, past=known(server, OTHER)).content)
    outside(server, "submit", str(file), "--as", "Văn phòng")


def outside(server: Server, *arguments: str) -> str:
    """The command line on the store of the running dashboard; the words it says to people."""
    command = [sys.executable, "-X", "utf8", "manage.py", *arguments]
    environment = os.environ | {"DATABASE_URL": server.store}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stderr
