"""A workbook is read alike whoever wrote it: by the relations of its package, not by the names of its folders."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from data.returns.reader import Document
from data.returns.sandbox.archive import Refused, unpack
from data.returns.sandbox.package import opened
from tests.data.returns import hostile
from tests.data.returns.judging import judged, right, right_file

WRITERS = sorted((Path(__file__).parents[1] / "writers").glob("*.xlsx"))
STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def says_the_same(content: bytes) -> bool:
    judgement = judged(Document("tệp.xlsx", content))
    figures = {code: (each.value, each.state) for code, each in judgement.measures.items()}
    return judgement.verdict == "accepted" and figures == {code: (each.value, each.state) for code, each in right().measures.items()}


@pytest.mark.parametrize("path", WRITERS, ids=lambda path: path.stem)
def test_what_another_library_writes_says_the_same(path):
    assert len(WRITERS) == 5 and says_the_same(path.read_bytes())


def rewritten(change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    return hostile.zipped(dict(change(name, part) for name, part in hostile.unzipped(right_file().content).items()))


def backslashes(name: str, part: bytes) -> tuple[str, bytes]:
    return name.replace("/", "\\"), part


def other_folder(name: str, part: bytes) -> tuple[str, bytes]:
    if name.endswith((".rels", "[Content_Types].xml")):
        part = part.replace(b"/xl/", b"/excel%20files/").replace(b"xl/workbook.xml", b"excel%20files/workbook.xml")
    return name.replace("xl/", "excel files/"), part


def strict(name: str, part: bytes) -> tuple[str, bytes]:
    for loose, tight in STRICT.items():
        part = part.replace(loose, tight)
    return name, part


def prefixed(name: str, part: bytes) -> tuple[str, bytes]:
    if name.startswith("xl/") and not name.endswith(".rels") and b"spreadsheetml/2006/main" in part and b"xmlns:x=" not in part:
        part = re.sub(rb"<(/?)([A-Za-z])", rb"<\1x:\2", part)
        part = part.replace(
            b' xmlns="http://schemas.openxmlformats.org/spreadsheetml', b' xmlns:x="http://schemas.openxmlformats.org/spreadsheetml'
        )
    return name, part


def wide(name: str, part: bytes) -> tuple[str, bytes]:
    return name, part.decode().encode("utf-16") if name.startswith("xl/worksheets/sheet") else part


def other_case(name: str, part: bytes) -> tuple[str, bytes]:
    return name.replace("sheet1.xml", "SHEET1.XML"), part


def macro_type_of_parts_that_are_not_there(name: str, part: bytes) -> tuple[str, bytes]:
    kind = b'<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    return name, re.sub(rb"(<Types[^>]*>)", rb"\1" + kind, part)


@pytest.mark.parametrize(
    "change",
    [backslashes, other_folder, strict, prefixed, wide, other_case, macro_type_of_parts_that_are_not_there],
    ids=lambda change: change.__name__,
)
def test_a_package_that_is_put_together_in_another_way_says_the_same(change):
    content = rewritten(change)
    assert content != right_file().content and says_the_same(content)


@pytest.mark.parametrize(("kind", "code"), [
    (b"ms-excel.sheet.macroEnabled.main", "macros"), (b"ms-excel.template.macroEnabled.main", "macros"),
    (b"ms-excel.sheet.binary.macroEnabled.main", "macros"),
    (b"openxmlformats-officedocument.wordprocessingml.document.main", "is_document"),
])  # fmt: skip
def test_what_a_package_is_its_main_part_says(kind, code):
    types = hostile.TYPES.replace(b"openxmlformats-officedocument.spreadsheetml.sheet.main", kind)
    with pytest.raises(Refused) as refused:
        opened({"[Content_Types].xml": types, "xl/workbook.xml": b"<workbook/>"})
    assert refused.value.code == code


def test_macro_sheets_are_macros():
    def change(inside: dict[str, bytes]) -> None:
        rels = inside["xl/_rels/workbook.xml.rels"]
        macro = b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet" Target="m.xml"/>'
        inside["xl/_rels/workbook.xml.rels"] = rels.replace(b"</Relationships>", macro + b"</Relationships>")

    with pytest.raises(Refused, match="macros"):
        opened(unpack(hostile.changed(right_file().content, change)))


def test_a_zip_without_a_workbook_is_an_archive():
    with pytest.raises(Refused, match="is_archive"):
        opened({"a.xml": b"<a/>"})
