"""The tables of the made-up returns that count by field: procedures of each field, records of each domain.

A table is a list of rows, {column: what an officer types}.
"""

from typing import Any

from data.demo.counts import progress, shared_out, so_far, yes_or_no
from data.demo.wards import FIRST, ImaginedWard
from data.quarter import Quarter

Row = dict[str, Any]

_STORY = Quarter(2026, 3)

# Lĩnh vực: its part of all procedures, the share that is eligible, and the essential services among them.
_SERVICES = {
    "Hộ tịch": (0.16, 0.72, 6),
    "Chứng thực": (0.06, 0.4, 2),
    "Đất đai": (0.13, 0.45, 2),
    "Xây dựng": (0.07, 0.6, 2),
    "BTXH": (0.13, 0.75, 5),
    "Người có công": (0.1, 0.65, 3),
    "Giáo dục": (0.09, 0.6, 2),
    "Văn hóa": (0.07, 0.66, 0),
    "Nông nghiệp": (0.08, 0.5, 0),
    "Hộ kinh doanh": (0.04, 0.85, 3),
    "Khác": (0.07, 0.5, 0),
}


def services(ward: ImaginedWard, quarter: Quarter) -> list[Row]:
    """One row for each field of administration; in some phường no procedure of agriculture is left."""
    fields = [field for field in _SERVICES if not (field == "Nông nghiệp" and ward.kind == "Phường" and ward.dice(field).share() < 0.3)]
    weights = [_SERVICES[field][0] * ward.dice("procedures", field).between(0.8, 1.2) for field in fields]
    return [_service(ward, quarter, field, count) for field, count in zip(fields, shared_out(ward.procedures, weights), strict=True)]


def _service(ward: ImaginedWard, quarter: Quarter, field: str, procedures: int) -> Row:
    _, share, most = _SERVICES[field]
    dice = ward.dice("service", field)
    eligible = min(procedures, round(procedures * share * dice.between(0.9, 1.1)))
    ease, readiness, steps = dice.between(0.75, 1.25), dice.between(0.7, 1.4), dice.between(0.8, 1.6)

    def online(each: Quarter) -> int:
        missing = 0.34 / ward.pace["services"] * ease * 0.9 ** (each - FIRST)
        return round(eligible * (1 - min(1.0, missing)))

    full_online = so_far(online, quarter)

    def assisted(each: Quarter) -> int:
        return round(online(each) * min(1.0, progress(ward, "assistant", each) * readiness))

    helped = min(full_online, so_far(assisted, quarter))
    essential = min(procedures, round(most * dice.between(0.6, 1.4)))
    proactive = so_far(lambda each: round(essential * min(1.0, progress(ward, "others", each) * steps)), quarter)
    return {
        "field": field,
        "procedures": procedures,
        "eligible": eligible,
        "full_online": full_online,
        "with_assistant": helped,
        "essential": essential,
        "proactive": proactive,
    }


# Lĩnh vực: unit of counting, records for each resident, and how far along it is against the ward's average.
_DOMAINS = {
    "dân cư": ("bản ghi", (1.0, 1.0), 1.5),
    "hộ tịch": ("bản ghi", (0.9, 2.2), 1.1),
    "đất đai": ("thửa", (0.5, 1.1), 0.35),
    "ASXH": ("hồ sơ", (0.04, 0.1), 1.3),
    "CBCC": ("hồ sơ", (0.004, 0.006), 9.0),
    "doanh nghiệp": ("hồ sơ", (0.01, 0.03), 1.2),
}


def digitisation(ward: ImaginedWard, quarter: Quarter) -> list[Row]:
    """One row for each data domain; not every ward keeps data of its businesses."""
    domains = [domain for domain in _DOMAINS if domain != "doanh nghiệp" or ward.dice("firms").share() < 0.7]
    return [_domain(ward, quarter, domain) for domain in domains]


def _domain(ward: ImaginedWard, quarter: Quarter, domain: str) -> Row:
    unit, per_resident, ease = _DOMAINS[domain]
    dice = ward.dice("domain", domain)
    known = max(20, round(ward.population * dice.between(*per_resident)))  # records, before any review
    ease *= dice.between(0.8, 1.25)
    scanned, sent = dice.between(1.1, 1.7), dice.between(0.5, 0.95)

    def done(each: Quarter, lead: float) -> int:
        return round(known * min(1.0, lead * ease * _progress(ward, each)))

    grew = ward.part == "list_grew" and quarter >= _STORY and domain in ("đất đai", "hộ tịch")
    total = round(1.45 * known) if grew else known
    standardised = done(quarter, 1)
    return {
        "domain": domain,
        "unit": unit,
        "total": total,
        "digitised": done(quarter, scanned),
        "standardised": standardised,
        "synchronised": int(standardised * sent),
        "complete": yes_or_no(standardised >= 0.97 * total),
        "central": yes_or_no(ward.dice("central", domain).share() < 0.2 + 0.1 * (quarter - FIRST)),
    }


def _progress(ward: ImaginedWard, quarter: Quarter) -> float:
    """Of its records; a ward that reviews its list has no time to work on it."""
    if ward.part == "all_digitised":
        return {1: 0.3, 2: 0.6}.get(quarter.number, 100.0)
    reviewing = ward.part == "list_grew" and quarter == _STORY
    return progress(ward, "data", quarter - 1 if reviewing else quarter)
