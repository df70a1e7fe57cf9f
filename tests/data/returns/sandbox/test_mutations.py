"""An accepted workbook, changed at random: each file ends in a verdict or a named reason, and the parent lives."""

import random

from data.returns.checks import Expected, Past, judge_all
from data.returns.problems import message
from data.returns.reader import Document
from tests.data.returns import hostile
from tests.data.returns.judging import TODAY, right_file


def judged_all(contents: list[bytes]) -> list:
    documents = [Document(f"{number}.xlsx", content) for number, content in enumerate(contents)]
    judgements = judge_all(documents, expected=Expected(), today=TODAY, past_of=lambda ward, quarter: Past())
    assert [judgement.document.name for judgement in judgements] == [document.name for document in documents]
    for judgement in judgements:
        assert judgement.verdict != "refused" or [problem for problem in judgement.problems if problem.severity == "error"]
        assert all(message(problem, lang) for problem in judgement.problems for lang in ("vi", "en"))
    return judgements


def test_any_bytes_of_the_file_may_change():
    chance = random.Random(2026)
    judged_all([_scratched(right_file().content, chance) for _ in range(40)])


def test_any_bytes_inside_the_zip_may_change():
    chance = random.Random(388)
    inside = hostile.unzipped(right_file().content)
    names = sorted(name for name in inside if name.startswith(("xl/worksheets/sheet", "xl/workbook", "xl/styles", "xl/_rels")))
    contents = []
    for _ in range(40):
        name = chance.choice(names)
        contents.append(hostile.zipped(inside | {name: _scratched(inside[name], chance)}))
    judged_all(contents)


def test_any_value_may_be_any_other():
    """Well-formed, but not what the form expects: numbers, dates, errors, endless texts wherever they may stand."""
    chance = random.Random(6)
    numbers = ["-1", "1e308", "-0", "NaN", "inf", "99999999999999999999", "45000", "0.5", "1.234", "12.000000001"]
    texts = [
        "",
        "\u00a0",
        "không phát sinh",
        "=1+1",
        "x" * 40_000,
        "'",
        "{0}",
        "{sheet}",
        "%s",
        "\u202e1234",
        "\ud7ff",
        "Tổng cộng",
        "#REF!",
        "TRUE",
        "27/28",
        "﷽" * 300,
        "_x0000_",
        "9" * 5_000,
        "STT",
        *numbers,
    ]
    inside = hostile.unzipped(right_file().content)
    contents = []
    for _ in range(30):
        changed = dict(inside)
        for name in (name for name in inside if name.startswith("xl/worksheets/sheet")):
            changed[name] = _other_values(inside[name].decode(), numbers, texts, chance).encode()
        contents.append(hostile.zipped(changed))
    judgements = judged_all(contents)
    assert any(judgement.filing for judgement in judgements)


def _scratched(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(chance.choice((1, 3, 30))):
        at = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + chance.choice((1, 20, 500))]
            case 2:
                data[at:at] = bytes(chance.randrange(256) for _ in range(chance.choice((1, 50))))
            case 3:
                data[at : at + 8] = data[:8]
    return bytes(data)


def _other_values(sheet: str, numbers: list[str], texts: list[str], chance: random.Random) -> str:
    """The sheet with every tenth value replaced by an odd one."""
    parts = sheet.split("<c ")
    for number, part in enumerate(parts[1:], start=1):
        if chance.random() < 0.1 and "</c>" in part:
            reference = part.split('r="')[1].split('"')[0]
            kind, inner = chance.choice((
                ("inlineStr", f"<is><t>{chance.choice(texts)}</t></is>"), ("n", f"<v>{chance.choice(numbers)}</v>"),
                ("e", "<v>#N/A</v>"), ("b", "<v>1</v>"), ("n", "<f>1+1</f>"),
            ))  # fmt: skip
            parts[number] = f'r="{reference}" t="{kind}">{inner}</c>{part.partition("</c>")[2]}'
    return "<c ".join(parts)
