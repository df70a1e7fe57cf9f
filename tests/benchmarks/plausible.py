"""What is asked and what is forgiven: honest returns that are asked anything, typing errors taken, other meanings taken.

Shares, not times: they do not depend on the machine. The demonstrations of the two provinces take a minute and a half.
"""

from collections import Counter
from collections.abc import Iterator

from data.demo.build import build
from data.returns.reading.likeness import likeness
from data.store import records
from data.store.actor import Actor
from tests.benchmarks import whole_city
from tests.benchmarks.measuring import Line
from tests.data.returns.reading import misreading

OFFICE = Actor("Đo lường", "administrator")


def lines() -> Iterator[Line]:
    for province, name in (("24", "Bắc Ninh"), ("79", "TP.HCM")):
        verdicts, codes = _demonstration(province)
        asked, honest = verdicts["accepted_with_warnings"], verdicts["accepted"] + verdicts["accepted_with_warnings"]
        said = f"{asked} of {honest}: " + ", ".join(f"{code} {count}" for code, count in codes.most_common())
        yield Line(f"honest returns asked anything, {name}", 100 * asked / honest, "%", 10, said)
    texts = misreading.texts()
    slips = [(slip, text) for text in texts for slip in misreading.slips(text)]
    missed = sum(likeness(slip.replace("\u200b", ""), text) is None for slip, text in slips)
    yield Line("honest typing errors that are asked", 100 * missed / len(slips), "%", 5, f"{missed} of {len(slips)}")
    others = [(other, text) for text in texts for other in misreading.other_meanings(text)]
    taken = sum(likeness(other, text) is not None for other, text in others)
    yield Line("other meanings that are taken in silence", 100 * taken / len(others), "%", None, f"{taken} of {len(others)}; goal 0")


def _demonstration(province: str) -> tuple[Counter[str], Counter[str]]:
    """The verdicts on the files of a demonstration, and the questions by code."""
    with whole_city.empty() as store:
        for _ in build(store, province=province):
            pass
        with store.read() as session:
            received = records.upload_log(session=session, actor=OFFICE, province=province, quarter=None, most=5_000)
    codes = Counter(problem.code for one in received for problem in one.problems if problem.severity == "warning")
    return Counter(one.verdict for one in received), codes
