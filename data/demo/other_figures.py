"""The sheet of other figures in the made-up returns, and which optional fields a ward leaves blank.

Answers are what an officer would type: {field code: value}, "Có" and "Không" for yes and no.
"""

from data.demo.counts import Answers, progress, yes_or_no
from data.demo.wards import FIRST, ImaginedWard
from data.quarter import Quarter
from data.returns.filing import NOT_ARISING


def figures(ward: ImaginedWard, quarter: Quarter, days: int, has_assistant: bool) -> Answers:
    """The sheet of other figures, with every field that is asked in any quarter."""
    answers = _residents(ward, quarter, days) | _schools(ward, quarter, days) | _data_and_security(ward, quarter)
    answers["other.chatbot"] = yes_or_no(has_assistant)
    if has_assistant:
        asked = ward.dice("queries", quarter).between(0.004, 0.03)
        answers["other.chatbot_queries"] = round(ward.population * asked * days / 91)
    return answers | _government(ward, quarter, days)


def _flow(ward: ImaginedWard, quarter: Quarter, name: str, low: float, high: float, days: int) -> int:
    """Something that happens `low` to `high` times in a full quarter of an ordinary ward."""
    return round(ward.dice(name, quarter).between(low, high) * ward.pace["others"] * days / 91)


def _grown(ward: ImaginedWard, quarter: Quarter, name: str, most: float) -> int:
    """A stock that begins anywhere up to `most` and may gain one each quarter."""
    start = int(ward.dice(name).between(0, most) * ward.pace["others"])
    return start + sum(ward.dice(name, each).one((0, 0, 1)) for each in quarter.of_year())


def _residents(ward: ImaginedWard, quarter: Quarter, days: int) -> Answers:
    surveyed = _flow(ward, quarter, "surveyed", 80, 240, days)
    feedback = round(ward.dice("feedback", quarter).between(0, 0.0016) * ward.population * days / 91)
    records = min(0.99, ward.dice("health").between(0.62, 0.9) + 0.02 * (quarter - FIRST))
    on_platform = min(1.0, ward.dice("groups").between(0.1, 0.7) + 0.08 * (quarter - FIRST))
    answers = {
        "other.population": ward.population + 15 * (quarter - FIRST),
        "other.health_records": round(ward.population * records),
        "other.groups_total": ward.groups,
        "other.groups_managed": round(ward.groups * on_platform),
        "other.citizens_helped": _flow(ward, quarter, "citizens", 90, 420, days),
        "other.surveyed": surveyed,
        "other.satisfied": round(surveyed * ward.dice("satisfied").between(0.84, 0.99)),
        "other.feedback": feedback,
        "other.feedback_on_time": round(feedback * ward.dice("feedback").between(0.78, 1)),
    }
    return answers | ({"other.feedback": NOT_ARISING, "other.feedback_on_time": NOT_ARISING} if feedback == 0 else {})


def _schools(ward: ImaginedWard, quarter: Quarter, days: int) -> Answers:
    teaching = ward.dice("schools").between(0, 0.6) + 0.1 * (quarter - FIRST)
    general = sum("Mầm non" not in name for name in ward.schools) + (ward.population > 20_000)  # and one upper school
    return {
        "other.schools": general,
        "other.schools_ai": int(general * min(1.0, teaching)),
        "other.mooc": round(700 * progress(ward, "residents", quarter)),
        "other.communication": _flow(ward, quarter, "communication", 4, 26, days),
        "other.dx_day": yes_or_no(ward.dice("dx_day").share() < 0.8),
        "other.businesses_helped": _flow(ward, quarter, "businesses", 0, 14, days),
        "other.partners": _grown(ward, quarter, "partners", 2.2),
        "other.products_traced": _grown(ward, quarter, "products", 6 if ward.kind == "Xã" else 2),
    }


def _data_and_security(ward: ImaginedWard, quarter: Quarter) -> Answers:
    dossier = ward.dice("infosec").share() < 0.35 + 0.15 * (quarter - FIRST)
    return {
        "other.datasets_shared": _grown(ward, quarter, "datasets", 5),
        "other.datasets_open": _grown(ward, quarter, "open", 2),
        "other.infosec_checks": ward.dice("checks", quarter).one((0, 1, 1, 1, 2)),
        "other.infosec_dossier": yes_or_no(dossier),
        "other.incidents": ward.dice("incidents", quarter).one((0,) * 17 + (1, 1, 2)),
        "other.cameras": _grown(ward, quarter, "cameras", 24 if ward.kind == "Phường" else 9),
        "other.loudspeakers": _grown(ward, quarter, "loudspeakers", ward.groups / 2),
        "other.heritage_digitised": _grown(ward, quarter, "heritage", 7),
        "other.bts": _grown(ward, quarter, "bts", 26),
    }


def _government(ward: ImaginedWard, quarter: Quarter, days: int) -> Answers:
    meetings = round(ward.dice("meetings", quarter).between(16, 38) * days / 91)
    plan = 10 * round(ward.dice("investment").between(600, 6_000))
    paid = sum(ward.dice("paid", each).between(0.1, 0.3) for each in quarter.of_year())
    return {
        "other.plan_issued": yes_or_no(ward.dice("plan").share() < 0.55 + 0.4 * ward.care),
        "other.plans_with_ai": ward.dice("plans").one((1, 1, 2, 2, 2, 3, 3)),
        "other.budget": 5 * round(ward.dice("budget").between(0, 60) * ward.pace["others"]),
        "other.meetings": meetings,
        "other.meetings_paperless": min(meetings, round(meetings * ward.dice("paperless").between(0.2, 0.9))),
        "other.drafts": ward.dice("drafts", quarter).whole(0, 5),
        "other.investment_plan": plan,
        "other.investment_paid": round(plan * min(1.0, paid)),
    }


def left_blank(ward: ImaginedWard, quarter: Quarter) -> frozenset[str]:
    """The optional fields that the ward does not fill this time; a part goes with its whole."""
    groups = [
        ("other.investment_plan", "other.investment_paid"),
        ("other.citizens_helped",),
        ("other.businesses_helped",),
        ("other.communication",),
        ("other.datasets_shared",),
        ("other.datasets_open",),
        ("other.cameras",),
        ("other.mooc",),
        ("other.partners",),
        ("other.feedback", "other.feedback_on_time"),
        ("other.health_records",),
        ("other.surveyed", "other.satisfied"),
        ("other.meetings", "other.meetings_paperless"),
        ("other.bts",),
        ("dossiers.ai_supported",),
        ("dossiers.processing_days",),
        ("dossiers.fee_due", "dossiers.paid_online"),
        ("training.vc.skilled",),
        ("training.teachers.using",),
        ("other.incidents",),
        ("other.drafts",),
        ("cover.phone",),
    ]
    dice = ward.dice("blank", quarter)
    return frozenset(code for group in groups if dice.share() > 0.55 + 0.5 * ward.care for code in group)
