"""What a file is, by its first bytes."""

import pytest

from data.returns.sandbox.first_bytes import refusal
from tests.data.returns import hostile


@pytest.mark.parametrize(("content", "code"), [
    (b"", "empty_file"),
    (b"\x00" * 500, "empty_file"),
    (b" \r\n", "empty_file"),
    (hostile.compound("EncryptedPackage"), "password_protected"),
    (hostile.compound("Workbook"), "old_xls"),
    (hostile.compound("Book"), "old_xls"),
    (hostile.compound("WordDocument"), "not_a_workbook"),
    (hostile.PAGE, "is_html"),
    (b"\xef\xbb\xbf<!DOCTYPE html><p>", "is_html"),
    (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "is_xml"),
    (b'<html xmlns:x="urn:schemas-microsoft-com:office:excel">', "is_html"),
    ("mã,tên\n1,2".encode(), "is_csv"),
    ("mã;tên\r\n1;2".encode("utf-8-sig"), "is_csv"),
    (("mã,tên\n" + "1,2\n" * 2_000).encode("utf-8-sig"), "is_csv"),
    ("mã\ttên\n1\t2".encode("utf-16"), "is_csv"),
    (b"\xfe\xff" + "mã\ttên\r\n1\t2".encode("utf-16-be"), "is_csv"),
    (hostile.PDF, "is_pdf"),
    (hostile.PNG, "is_image"),
    (b"\xff\xd8\xff\xe0", "is_image"),
    (b"\x00\x00\x00\x18ftypheic", "is_image"),
    (b"{\\rtf1}", "is_document"),
    (b"Rar!\x1a\x07", "is_archive"),
    (b"7z\xbc\xaf\x27\x1c", "is_archive"),
    (b"hello", "not_a_workbook"),
    (bytes(range(256)) * 4, "not_a_workbook"),
    (b"PK\x03\x04", None),
])  # fmt: skip
def test_each_kind_has_its_own_problem(content, code):
    assert refusal(content) == code
