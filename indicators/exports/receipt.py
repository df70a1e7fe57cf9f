"""The receipt of a return: what was received, when and from whom, with every figure, on paper to sign and to keep."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import pandas as pd
import yaml

from data import clock, places
from data.quarter import Quarter
from data.returns.filing import Filing
from data.returns.formfile import form
from data.words import Language, Text
from indicators import catalogue, wording
from indicators.catalogue import Indicator
from indicators.exports import typeset

LABEL = Text(vi="Biên nhận (PDF)", en="Receipt (PDF)")
SUFFIX = ".pdf"
MIME = "application/pdf"

_TEMPLATE = Path(__file__).with_suffix(".typ")
_NO_FIGURE = "not_reported"
_NOT_JUDGED = {"not_applicable", "no_target", "no_path"}


@dataclass(frozen=True)
class Line:
    """One indicator's figure as it is read; `parts` is "30/40", empty where nothing is divided.

    `judged`: a target speaks of it, so that its status says how it goes.
    """

    indicator: str
    unit: str
    parts: str
    value: str
    before: str
    mark: str
    status: str
    judged: bool


@dataclass(frozen=True)
class Group:
    """The lines of one family of indicators, at least one."""

    family: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Receipt:
    """All that a receipt says, in the words of `lang` ("vi", "en"); moments as a clock in Vietnam shows them.

    `ward` and `province` are full names, `quarter` and `earlier` labels (`earlier`: the quarter of the figures
    `before`), `standing` tells how many figures have which status, `blank` holds the short names of the indicators
    that were left blank. A text that is not known is empty.
    """

    lang: Language
    ward: str
    province: str
    quarter: str
    earlier: str
    number: str
    revision: int
    form: str
    file_name: str
    sha256: str
    period_from: str
    as_of: str
    submitted_by: str
    submitted_at: str
    printed_at: datetime
    note: str
    prepared_by: str
    approved_by: str
    demonstration: bool
    standing: str
    groups: tuple[Group, ...]
    blank: tuple[str, ...]


RENDERS = Receipt
PLACE = 1


def render(receipt: Receipt) -> bytes:
    """The receipt as PDF, A4 portrait, one or two pages."""
    return typeset.pdf(_TEMPLATE, made_at=receipt.printed_at, receipt=_content(receipt))


def of(lineage, figures: pd.DataFrame, *, before: pd.DataFrame | None, filing: Filing, printed_at: datetime, lang: Language) -> Receipt:
    """The receipt of the return that `lineage` (the store's `Lineage`) speaks of.

    `figures` and `before` are `compute.figures` of its quarter and of an earlier one (None: nobody reported then),
    with the ward's rows among them; `filing` is the return itself, for the names on its cover; `printed_at` is an
    aware moment.
    """
    ward, quarter = lineage.ward, lineage.quarter
    now, then = _own(figures, ward), _own(before, ward)
    asked = [catalogue.catalogue()[code] for code in now]
    answered = [one for one in asked if now[one.code]["status"] != _NO_FIGURE]
    return Receipt(
        lang=lang,
        ward=places.full_name(ward, quarter.last_day, lang),
        province=places.full_name(places.ward(ward).province, quarter.last_day, lang),
        quarter=quarter.label(lang),
        earlier=next((Quarter.parse(row["quarter"]).label(lang) for row in then.values()), ""),
        number=lineage.receipt,
        revision=lineage.revision,
        form=f"{form(lineage.form).title(lang)} ({lineage.form})",
        file_name=lineage.file_name,
        sha256=lineage.sha256,
        period_from=wording.day(lineage.period_from),
        as_of=wording.day(lineage.as_of),
        submitted_by=lineage.submitted_by,
        submitted_at=clock.written(lineage.submitted_at),
        printed_at=printed_at,
        note=lineage.note or "",
        prepared_by=_on_cover(filing, "prepared_by"),
        approved_by=_on_cover(filing, "approved_by"),
        demonstration=lineage.origin == "demonstration",
        standing=wording.counts(Counter(now[one.code]["status"] for one in answered), lang),
        groups=tuple(_groups(answered, now, then, lang)),
        blank=tuple(one.short(lang) for one in asked if one not in answered),
    )


def _own(figures: pd.DataFrame | None, ward: str) -> dict[str, dict]:
    """Indicator -> the ward's row."""
    if figures is None:
        return {}
    return {row["indicator"]: row for row in figures[figures["ward"] == ward].to_dict("records")}


def _on_cover(filing: Filing, name: str) -> str:
    cell = filing.cells.get(f"cover.{name}")
    return str(cell.value) if cell and cell.filled else ""


def _groups(answered: list[Indicator], now: dict[str, dict], then: dict[str, dict], lang: Language) -> Iterator[Group]:
    for family in catalogue.families():
        lines = [_line(one, now[one.code], then.get(one.code), lang) for one in answered if one.family == family.code]
        if lines:
            yield Group(family.name(lang), tuple(lines))


def _line(indicator: Indicator, row: dict, before: dict | None, lang: Language) -> Line:
    share = wording.is_share(indicator)
    return Line(
        indicator=indicator.short(lang),
        unit=(indicator.thing if share else indicator.unit)(lang),
        parts=wording.parts(row["numerator"], row["denominator"], lang) if indicator.denominator else "",
        value=_value(indicator, row, lang),
        before=_value(indicator, before, lang) if before else wording.NOTHING,
        mark=wording.mark(row["status"]),
        status=wording.status(row["status"], lang),
        judged=row["status"] not in _NOT_JUDGED,
    )


def _value(indicator: Indicator, row: dict, lang: Language) -> str:
    """The figure without its unit, which has a column of its own; a share keeps its %."""
    written = wording.value(row["value"], indicator, lang, aims=wording.aims_of(row))
    return written if wording.is_share(indicator) else written.removesuffix(indicator.unit(lang)).rstrip()


@cache
def words() -> dict[str, Text]:
    """The words of `receipt.yaml` by name."""
    entries = yaml.safe_load(_TEMPLATE.with_suffix(".yaml").read_text(encoding="utf-8"))
    return {name: Text(**entry) for name, entry in entries.items()}


def _content(receipt: Receipt) -> dict:
    """What the template reads: the receipt, the words of its language, and the facts as pairs of name and text."""

    def say(name: str, **parts: object) -> str:
        return words()[name](receipt.lang).format(**parts)

    answered = sum(len(group.lines) for group in receipt.groups)
    said = {
        "revision": say("revision", number=receipt.revision),
        "printed": say("printed", at=clock.written(receipt.printed_at)),
        "answered": say("answered", count=answered, owed=answered + len(receipt.blank), standing=receipt.standing),
        "blank": say("blank", count=len(receipt.blank)),
    }
    facts = (
        ("file", receipt.file_name),
        ("form", receipt.form),
        ("period", say("from_to", begin=receipt.period_from, end=receipt.as_of)),
        ("submitted", say("submitted_by", at=receipt.submitted_at, by=receipt.submitted_by)),
        ("note", receipt.note),
    )
    return asdict(receipt) | {
        "printed_at": None,
        "earlier": receipt.earlier or say("earlier"),
        "demonstration": wording.demonstration(receipt.lang) if receipt.demonstration else None,
        "facts": [(say(name), text) for name, text in facts if text],
        "words": {name: text(receipt.lang) for name, text in words().items()} | said,
    }
