"""The zip around a workbook, opened only within limits: nothing but checked XML comes out.

Runs in the child process: third-party modules and the standard library only.
"""

import io
import re
import zipfile
import zlib

MAX_PARTS = 1_000
MAX_UNPACKED = 50 * 1024 * 1024
LARGE_PART = 1024 * 1024
MAX_RATIO = 100
_END_OF_ZIP = 22  # bytes of the record with which every zip ends

_DECLARATION = b"<!DOCTYPE"
_ENCODING = re.compile(r"""^(<\?xml[^>]*?)\sencoding\s*=\s*["'][^"']*["']""")


class Refused(Exception):
    """This file is not read further; `code` is the problem, `params` fill its words."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def unpack(content: bytes) -> dict[str, bytes]:
    """The XML parts of a zip by name, in UTF-8, within all limits; Refused with the reason otherwise.

    Sizes are counted on what really comes out of the zip: what it declares is checked as well, never trusted.
    """
    with _opened(content) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        _check_directory(entries)
        _check_kind({_name(entry).casefold() for entry in entries})
        parts, total = {}, 0
        for entry in entries:
            part = _part(archive, entry, MAX_UNPACKED - total)
            total += len(part)
            if _name(entry).casefold().endswith((".xml", ".rels")):
                parts[_name(entry)] = _utf8(part)
    if any(_DECLARATION in part for part in parts.values()):
        raise Refused("forbidden_xml")
    return parts


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of a part; some programs on Windows write backslashes, or begin with the folder they are in."""
    return entry.filename.replace("\\", "/").removeprefix("./").lstrip("/")


def _utf8(part: bytes) -> bytes:
    """XML as UTF-8, in which everything else looks for what it looks for."""
    if part.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in part[:4]:
        wide = "utf-16" if part.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-16-be" if part.startswith(b"\x00") else "utf-16-le"
        try:
            return _ENCODING.sub(r"\1", part.decode(wide)).encode()
        except UnicodeDecodeError as reason:
            raise Refused("damaged") from reason
    return part


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError) as reason:
        end = content.rfind(b"PK\x05\x06")
        raise Refused("damaged" if 0 <= end <= len(content) - _END_OF_ZIP else "truncated") from reason


def _check_directory(entries: list[zipfile.ZipInfo]) -> None:
    """The limits on what the zip says of itself."""
    if len(entries) > MAX_PARTS:
        raise Refused("too_many_parts", parts=len(entries), limit=MAX_PARTS)
    if len({_name(entry).casefold() for entry in entries}) < len(entries):
        raise Refused("damaged")  # two parts of one name: two programs would read two different workbooks
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Refused("zip_bomb")
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise Refused("password_protected")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("damaged")
        _check_ratio(entry.file_size, entry.compress_size)


def _check_ratio(unpacked: int, packed: int) -> None:
    if unpacked > LARGE_PART and unpacked > MAX_RATIO * max(packed, 1):
        raise Refused("zip_bomb")


def _check_kind(names: set[str]) -> None:
    """Other things come in zips too, and each has its own way out."""
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Refused("macros")
    if "xl/workbook.bin" in names:
        raise Refused("is_xlsb")
    if "content.xml" in names or "mimetype" in names:
        raise Refused("is_ods")
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise Refused("is_document")
    if any(name.endswith(".iwa") for name in names):
        raise Refused("is_numbers")


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    """One part, unpacked no further than what is left of the limit; more or less than it declared is refused."""
    try:
        with archive.open(entry) as stream:
            part = stream.read(room + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        OverflowError,
        NotImplementedError,
        EOFError,
        OSError,
    ) as reason:
        raise Refused("damaged") from reason
    if len(part) > room:
        raise Refused("zip_bomb")
    if len(part) != entry.file_size:
        raise Refused("damaged")
    _check_ratio(len(part), entry.compress_size)
    return part
