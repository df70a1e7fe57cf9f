"""Files that are not what they should be: other kinds, broken ones, and ones made to do harm. Each is a few lines."""

import io
import struct
import warnings
import zipfile
from collections.abc import Callable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PAGE = b"<html><head><meta charset=utf-8></head><body><table><tr><td>1</td></tr></table></body></html>"
LOCK = b"\x06" + "Lê An".encode("cp1258", "replace").ljust(164, b" ")
"""What Excel leaves beside a workbook that is open."""
TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Override PartName="/xl/workbook.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def compound(stream: str) -> bytes:
    """An old Microsoft container with a stream of that name: "EncryptedPackage", "Workbook"."""
    return OLE + stream.encode("utf-16-le") + b"\x00" * 512


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(content: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The same workbook after something was done to its parts."""
    parts = unzipped(content)
    change(parts)
    return zipped(parts)


def sheet(rows: str, *, copies: int = 1) -> bytes:
    """A workbook with one sheet, or more that are alike, whose rows are XML: what a library makes of it is open."""
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    numbers = range(1, copies + 1)
    sheets = "".join(f'<sheet name="Bìa{n if n > 1 else ""}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    links = "".join(f'<Relationship Id="rId{n}" Type="{LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers)
    start = f'<Relationship Id="rId1" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/>'
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{package}">{start}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{links}</Relationships>',
    }
    for n in numbers:
        parts[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return zipped({"[Content_Types].xml": TYPES} | {name: part.encode() for name, part in parts.items()})


def cell(reference: str, value: object = 1) -> str:
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}"><c r="{reference}"><v>{value}</v></c></row>'


def understated(content: bytes, part: str, size: int) -> bytes:
    """The zip with a lie in its directory and in the part's own header about how large the part is."""
    data, name = bytearray(content), part.encode()
    for mark, at_size, at_name in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        start = -1
        while (start := data.find(mark, start + 1)) >= 0:
            if data[start + at_name : start + at_name + len(name)] == name:
                data[start + at_size : start + at_size + 4] = struct.pack("<I", size)
    return bytes(data)


def bomb(megabytes: int, *, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """A part of blanks that is a thousand times larger than the file."""
    parts = unzipped(sheet(cell("A1")))
    parts[part] = parts[part] + b" " * (megabytes * 1024 * 1024)
    return zipped(parts)


def rows(count: int, width: int) -> str:
    """That many rows of filled cells."""
    letters = [chr(65 + number) for number in range(width)]
    return "".join(
        f'<row r="{row}">{"".join(f"<c r={chr(34)}{letter}{row}{chr(34)}><v>1</v></c>" for letter in letters)}</row>'
        for row in range(1, count + 1)
    )


def repeated(content: bytes, name: str) -> bytes:
    """The zip with a second part of that name: what is read depends on who reads it."""
    out = io.BytesIO(content)
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(name, b"<workbook/>")
    return out.getvalue()
