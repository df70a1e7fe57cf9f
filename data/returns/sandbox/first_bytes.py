"""What a file is, by its first bytes: each kind that is not a workbook has a problem code, and so words, of its own."""

import re

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_PAGE = re.compile(rb"<!doctype\s+html|<html|<head|<body|<table|<meta\b|schemas-microsoft-com:office:excel", re.IGNORECASE)
_LOCK_FILE = 165  # bytes of the hidden "~$..." file beside a workbook that is open: who has it open, and zeros
_SHORTCUT = re.compile(rb'\[InternetShortcut\]|L\x00\x00\x00\x01\x14\x02\x00|\s*\{\s*"(?:url|doc_id|":)"?')
_SEPARATED = re.compile(r"^[^\n]*[,;\t][^\n]*$", re.MULTILINE)


def refusal(content: bytes) -> str | None:
    """The problem code of a file that cannot be an .xlsx workbook; None for one that may be: a zip, opened later."""
    start = content[:4096]
    if not content.strip(b"\x00 \t\r\n"):
        return "empty_file"
    if start.startswith(ZIP):
        return None
    if start.startswith(OLE):
        return _compound(content)
    if start.startswith(b"%PDF"):
        return "is_pdf"
    if start.startswith(_IMAGES) or start[4:8] == b"ftyp" or (start[:4] == b"RIFF" and start[8:12] == b"WEBP"):
        return "is_image"
    if start.startswith(b"{\\rtf"):
        return "is_document"
    if len(content) == _LOCK_FILE and 0 < start[0] < 55:
        return "is_lock_file"
    if _SHORTCUT.match(start):
        return "is_shortcut"
    if start.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return "is_archive"
    return _text(start)


def _compound(content: bytes) -> str:
    """Microsoft's old container holds encrypted .xlsx files, .xls workbooks and much else; its directory is UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "password_protected"
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return "old_xls"
    return "not_a_workbook"


def _text(start: bytes) -> str:
    if _PAGE.search(start):
        return "is_html"
    if b"urn:oasis:names:tc:opendocument" in start:
        return "is_ods"
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        return "is_xml"
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = start.decode("utf-16" if wide else "utf-8-sig", errors="ignore")  # Excel begins both with a mark
    if "\x00" not in text and _SEPARATED.search(text) and sum(not c.isprintable() and not c.isspace() for c in text) == 0:
        return "is_csv"
    return "not_a_workbook"
