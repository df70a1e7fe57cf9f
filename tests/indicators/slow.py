"""What `compute` and `compare` compute, once more: slowly and obviously, with loops, dictionaries and exact fractions.

An answer is a Fraction, ABSENT ("không phát sinh") or None (missing); `answers[ward][measure]`. Nothing here is shared
with the fast computation but the nouns.
"""

from fractions import Fraction
from math import ceil, floor

ABSENT = "không phát sinh"


def part(answers, ward, measures):
    """Numerator or denominator of a ward: the sum of its measures."""
    given = [answers.get(ward, {}).get(measure) for measure in measures]
    if any(one is None for one in given):
        return None
    if all(one == ABSENT for one in given):
        return ABSENT
    return sum((one for one in given if one != ABSENT), Fraction(0))


def ward_figure(indicator, answers, ward):
    """(state, numerator, denominator, value) of one ward; state is "value", "not_applicable" or "not_reported"."""
    x = part(answers, ward, indicator.numerator)
    n = part(answers, ward, indicator.denominator) if indicator.denominator else None
    if indicator.only_when and answers.get(ward, {}).get(indicator.only_when) in (0, ABSENT):
        return "not_applicable", None, number(n), None
    if not indicator.denominator:
        if x is None:
            return "not_reported", None, None, None
        return ("not_applicable", None, None, None) if x == ABSENT else ("value", x, None, x)
    if x is None or n is None:
        return "not_reported", number(x), number(n), None
    if n in (0, ABSENT):
        if x in (0, ABSENT):
            return "not_applicable", number(x), number(n), None
        return "not_reported", None, None, None  # x of nothing
    if x == ABSENT:
        return "not_applicable", None, n, None
    return "value", x, n, x / n


def number(answer):
    return None if answer is None or answer == ABSENT else answer


def exact(value):
    """The decimal that a plan wrote."""
    return None if value is None else Fraction(str(value))


def quarters_between(start, end):
    count = 0
    while start < end:
        start, count = start + 1, count + 1
    return count


def expected(goal, quarter, direction):
    if goal is None or goal.target is None:
        return None
    if quarter >= goal.ends:
        return exact(goal.target)
    if quarter < goal.starts:
        return None
    baseline = exact(goal.baseline)
    if baseline is None:
        if direction == "lower":
            return None
        baseline = Fraction(0)
    milestones = [(when, exact(value)) for when, value in goal.milestones]
    corners = [(goal.starts, baseline), *milestones, (goal.ends, exact(goal.target))]
    for (start, low), (end, high) in zip(corners, corners[1:], strict=False):
        if start <= quarter <= end:
            return low + (high - low) * Fraction(quarters_between(start, quarter), quarters_between(start, end))
    raise AssertionError("a path has no holes")


def standing(value, goal, quarter, direction):
    """(status, pace)."""
    if value is None:
        return "not_reported", None
    if goal is None or goal.target is None:
        return "no_target", None
    better = (lambda a, b: a >= b) if direction == "higher" else (lambda a, b: a <= b)
    due, baseline = expected(goal, quarter, direction), exact(goal.baseline)
    if baseline is None and direction == "higher":
        baseline = Fraction(0)
    has_path = baseline is not None and due is not None and due != baseline and goal.starts < goal.ends
    pace = (value - baseline) / (due - baseline) if has_path else None
    if better(value, exact(goal.target)):
        return "met", pace
    if quarter >= goal.ends:
        return "behind", pace
    if not has_path:
        return "no_path", None
    if not better(value, baseline):
        return "reversed", pace
    if pace >= Fraction(95, 100):
        return "on_track", pace
    return ("slightly_behind" if pace >= Fraction(60, 100) else "behind"), pace


def gap(x, n, aim, direction):
    if direction == "higher":
        return max(ceil(aim * n) - x, 0)
    return max(x - floor(aim * n), 0)


def median(values):
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def figures(indicators, answers, last, owed, province, quarter, goal_of, name_of):
    """Rows as dictionaries, one after the other."""
    rows = []
    for indicator in indicators:
        wards = {ward: ward_figure(indicator, answers, ward) for ward in owed}
        for ward, (state, x, n, value) in wards.items():
            goal = goal_of(indicator.code, ward)
            status, pace = standing(value, goal, quarter, indicator.direction)
            target = exact(goal.target) if goal else None
            missing = None
            if value is not None and target is not None and indicator.kind != "mean":
                missing = gap(x, n if indicator.denominator else 1, target, indicator.direction)
            rows.append(
                {
                    "ward": ward,
                    "ward_name": name_of(ward),
                    "quarter": str(quarter),
                    "indicator": indicator.code,
                    "numerator": x,
                    "denominator": n,
                    "value": value,
                    "status": state if state == "not_applicable" else status,
                    "target": target,
                    "expected": expected(goal, quarter, indicator.direction),
                    "pace": pace,
                    "gap": missing,
                    "filed": bool(set(answers.get(ward, {})) - {"returns_due", "returns_on_time"}),
                }
            )
        rows.append(
            {"ward": None, "ward_name": name_of(province), "quarter": str(quarter), "indicator": indicator.code}
            | province_row(indicator, wards, answers, last, quarter, goal_of(indicator.code, None))
        )
    return rows


def province_row(indicator, wards, answers, last, quarter, goal):
    counted = [(x, n, value) for state, x, n, value in wards.values() if state == "value"]
    missing = [ward for ward, (state, *_) in wards.items() if state == "not_reported"]
    row = dict.fromkeys(("numerator", "denominator", "value", "status", "gap", "low", "high"))
    row |= {
        "wards_in": len(wards) - len(missing),
        "wards_owed": len(wards),
        "status_certain": not missing,
        "median": median([value for *_, value in counted]),
    }
    kind = indicator.province_row
    if counted:
        if kind == "sum":
            row["numerator"] = row["value"] = sum(x for x, _, _ in counted)
        elif kind == "wards_at_target":
            row["numerator"] = len([1 for *_, value in counted if value >= indicator.named_items])
            row["denominator"], row["value"] = len(counted), row["median"]
        else:
            row["numerator"] = sum(x for x, _, _ in counted)
            row["denominator"] = len(counted) if kind == "wards_yes" else sum(n for _, n, _ in counted)
            row["value"] = row["numerator"] / row["denominator"]
    if kind in ("sum", "wards_at_target"):
        goal = None
    elif missing and indicator.kind != "mean":
        row["low"], row["high"] = band(indicator, kind, counted, missing, answers, last)
    elif not missing:
        row["low"] = row["high"] = row["value"]
    judged = standing(row["value"], goal, quarter, indicator.direction)
    row["target"] = exact(goal.target) if goal else None
    row["expected"], row["pace"] = expected(goal, quarter, indicator.direction), judged[1]
    if goal and counted and indicator.kind != "mean":
        row["gap"] = gap(row["numerator"], row["denominator"], row["target"], indicator.direction)
    if not counted:
        row["status"] = "not_reported" if missing else "not_applicable"
    elif kind in ("ratio", "wards_yes"):
        row["status"] = judged[0]
    for end in ("low", "high"):
        known = goal is not None and goal.target is not None and row[end] is not None
        row[f"{end}_status"] = standing(row[end], goal, quarter, indicator.direction)[0] if known else None
    if missing and counted:
        ends = [standing(row[end], goal, quarter, indicator.direction)[0] for end in ("low", "high")]
        row["status_certain"] = goal is None or (row["low"] is not None and ends == [row["status"]] * 2)
    return row


def band(indicator, kind, counted, missing, answers, last):
    """What the share can be once the missing wards come in: with none of their things, or with all."""
    more = Fraction(0)
    for ward in missing:
        if kind == "wards_yes":
            more += 1
            continue
        known = part(answers, ward, indicator.denominator)
        if known is None:
            known = part(last, ward, indicator.denominator)
        if known is None:
            return None, None
        more += 0 if known == ABSENT else known
    x = sum(x for x, _, _ in counted)
    n = len(counted) if kind == "wards_yes" else sum(n for _, n, _ in counted)
    if n + more == 0:
        return None, None
    return Fraction(x) / (n + more), (x + more) / (n + more)


def ranks(rows, direction):
    """ward -> rank of `figures` rows of one indicator."""
    fit = [row for row in rows if row["value"] is not None]
    better = (lambda a, b: a > b) if direction == "higher" else (lambda a, b: a < b)
    return {row["ward"]: 1 + len([1 for other in fit if better(other["value"], row["value"])]) for row in fit}


def small(row):
    return row["value"] is not None and row["denominator"] is not None and row["denominator"] < 10


def quintiles(rows, direction):
    """ward -> quintile, 1 the best fifth: as many as there are breaks that its value does not reach, and one."""
    fit = {row["ward"]: row["value"] for row in rows if row["value"] is not None}
    if len(fit) < 5:
        return {}
    ordered = sorted(fit.values(), reverse=direction == "lower")
    breaks = []
    for fifth in (1, 2, 3, 4):
        position = Fraction((len(ordered) - 1) * fifth, 5)
        below = floor(position)
        above = min(below + 1, len(ordered) - 1)
        breaks.append(ordered[below] + (ordered[above] - ordered[below]) * (position - below))
    cuts = [ordered[0], *breaks]
    if any(cuts[place] == cuts[place + 1] for place in range(4)):
        return {}  # equal wards would lie on both sides of a cut
    reaches = (lambda a, b: a >= b) if direction == "higher" else (lambda a, b: a <= b)
    return {ward: 1 + len([1 for one in breaks if not reaches(value, one)]) for ward, value in fit.items()}


def change_over_same_wards(now, before, kind):
    """(change, wards, numerator part, denominator part, composition part) from {ward: (x, n)} of two quarters, if any is in both."""
    both = sorted(set(now) & set(before))
    if not both:
        return None

    def whole(parts, wards):
        top, bottom = sum(Fraction(parts[ward][0]) for ward in wards), sum(Fraction(parts[ward][1]) for ward in wards)
        return top if kind == "sum" else top / bottom

    m1, m0 = whole(now, both), whole(before, both)
    x1, x0 = (sum(Fraction(parts[ward][0]) for ward in both) for parts in (now, before))
    n1 = sum(Fraction(now[ward][1]) for ward in both)
    of_numerator = m1 - m0 if kind == "sum" else (x1 - x0) / n1
    return m1 - m0, len(both), of_numerator, m1 - m0 - of_numerator, whole(now, now) - whole(before, before) - (m1 - m0)
