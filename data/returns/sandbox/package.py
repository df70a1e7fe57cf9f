"""The parts of a workbook, found by the relations that the package itself names, whatever its folders are called.

Runs in the child process: third-party modules and the standard library only.
"""

import io
import posixpath
import zipfile
from dataclasses import dataclass
from urllib.parse import unquote
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from data.returns.sandbox.archive import Refused

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_KINDS = {"macroEnabled": "macros", "sheet.binary": "is_xlsb", "wordprocessingml": "is_document", "presentationml": "is_document"}
_TRUE = {"1", "true"}


@dataclass
class SheetPart:
    """A worksheet: its name, whether people see it, and its XML."""

    name: str
    visible: bool
    xml: bytes


@dataclass
class Package:
    """What of a workbook is read."""

    sheets: list[SheetPart]
    strings: bytes | None
    styles: bytes | None
    from_1904: bool


def opened(parts: dict[str, bytes]) -> Package:
    """The workbook in a zip's parts; Refused where it is none, or of a kind that is not read."""
    names = {name.casefold(): name for name in parts}
    main = _workbook(parts, names)
    _check_kind(parts, names, main)
    links = _relations(parts, names, main)
    if any(kind in ("vbaProject", "xlMacrosheet", "xlIntlMacrosheet") for kind, _ in links.values()):
        raise Refused("macros")
    by_kind = dict(links.values())
    sheets = []
    for sheet in elements(parts[main], "sheet"):
        kind, part = links.get(next((value for key, value in sheet.items() if key.endswith(":id")), ""), ("", ""))
        if kind == "worksheet" and part in parts:
            sheets.append(SheetPart(sheet.get("name", ""), sheet.get("state", "visible") == "visible", parts[part]))
    properties = elements(parts[main], "workbookPr")
    usual = {kind: names.get(f"xl/{kind}.xml".casefold(), "") for kind in ("sharedStrings", "styles")}
    strings, styles = (parts.get(by_kind.get(kind, usual[kind])) for kind in usual)
    return Package(
        sheets,
        strings,
        styles,
        any(each.get("date1904") in _TRUE for each in properties),
    )


def packed(package: Package) -> io.BytesIO:
    """A plain, uncompressed workbook of checked parts under the usual names: what the parser sees is exactly what was
    looked at here (decision 20)."""
    numbers = range(1, len(package.sheets) + 1)
    links = [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    parts: dict[str, bytes] = {f"xl/worksheets/sheet{n}.xml": sheet.xml for n, sheet in zip(numbers, package.sheets, strict=True)}
    for kind, part in (("sharedStrings", package.strings), ("styles", package.styles)):
        if part is not None:
            links.append((kind, kind, f"{kind}.xml"))
            parts[f"xl/{kind}.xml"] = part
    sheets = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{number}" state="{"visible" if sheet.visible else "hidden"}" r:id="rId{number}"/>'
        for number, sheet in zip(numbers, package.sheets, strict=True)
    )
    properties = f'<workbookPr date1904="{int(package.from_1904)}"/>'
    parts["xl/workbook.xml"] = f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">{properties}<sheets>{sheets}</sheets></workbook>'.encode()
    parts["xl/_rels/workbook.xml.rels"] = _written_relations(links)
    parts["_rels/.rels"] = _written_relations([("rId1", "officeDocument", "xl/workbook.xml")])
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/></Types>'
    ).encode()
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    zipped.seek(0)
    return zipped


def elements(xml: bytes, wanted: str) -> list[dict[str, str]]:
    """The attributes of every element of one name, whatever its namespace's prefix."""
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == wanted:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(xml, True)
    return found


def _workbook(parts: dict[str, bytes], names: dict[str, str]) -> str:
    """The part that the package says is its main one; of a package that says nothing the one under the usual name."""
    links = _relations(parts, names, "")
    named = next((target for kind, target in links.values() if kind == "officeDocument"), "")
    main = named if named in parts else names.get("xl/workbook.xml")
    if main is None or "[content_types].xml" not in names:
        raise Refused("is_archive")
    return main


def _check_kind(parts: dict[str, bytes], names: dict[str, str], main: str) -> None:
    """What the main part is, by its own type: types of parts that are not there say nothing."""
    types = parts[names["[content_types].xml"]]
    own = {each.get("PartName", "").lstrip("/").casefold(): each.get("ContentType", "") for each in elements(types, "Override")}
    by_ending = {each.get("Extension", "").casefold(): each.get("ContentType", "") for each in elements(types, "Default")}
    kind = own.get(main.casefold()) or by_ending.get(main.rpartition(".")[2].casefold(), "")
    for mark, code in _KINDS.items():
        if mark.casefold() in kind.casefold():
            raise Refused(code)


def _relations(parts: dict[str, bytes], names: dict[str, str], of: str) -> dict[str, tuple[str, str]]:
    """By its id, the kind of each related part ("worksheet") and its name; `of` "" is the package itself."""
    folder, _, file = of.rpartition("/")
    xml = parts.get(names.get(posixpath.join(folder, "_rels", f"{file}.rels").casefold(), ""))
    found = {}
    for link in elements(xml, "Relationship") if xml else []:
        if link.get("TargetMode", "Internal") == "Internal":
            target = unquote(link.get("Target", "")).replace("\\", "/")
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[link.get("Id", "")] = (link.get("Type", "").rpartition("/")[2], names.get(path.casefold(), path))
    return found


def _written_relations(links: list[tuple[str, str, str]]) -> bytes:
    entries = "".join(f'<Relationship Id="{name}" Type="{_LINKS}/{kind}" Target="{target}"/>' for name, kind, target in links)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'.encode()
