"""Every problem code has a file that provokes it, and words in both languages."""

import json
import string

import pytest

from data.returns.checks import judge
from data.returns.problems import Problem, catalogue, message, plain, problem, words
from data.returns.reader import read
from data.returns.sandbox.parent import Limits
from tests.builders import document
from tests.data.returns.judging import all_of, judged, put, right
from tests.data.returns.provoking import PROVOKED
from tests.reading_code import modules, strings, tree


def test_every_code_has_a_file_that_provokes_it():
    assert {code for code, entry in catalogue().items() if entry.of_file} == set(PROVOKED)


@pytest.fixture(scope="module")
def readings():
    """All those files, hostile ones among them, read as one batch; a few have limits of their own."""
    together = [code for code, provoked in PROVOKED.items() if provoked.limits == Limits()]
    found = dict(zip(together, read([PROVOKED[code].make() for code in together]), strict=True))
    return found | {code: read([provoked.make()], limits=provoked.limits)[0] for code, provoked in PROVOKED.items() if code not in found}


@pytest.mark.parametrize("code", PROVOKED)
def test_a_file_provokes_the_problem_where_it_is(code, readings):
    provoked = PROVOKED[code]
    past = provoked.past()
    judgement = judge(readings[code], expected=provoked.expected, today=provoked.today, past_of=lambda ward, quarter: past)
    found = [each for each in judgement.problems if each.code == code]
    assert found, [each.code for each in judgement.problems]
    assert provoked.at() in [(each.sheet, each.cell) for each in found]
    severity = catalogue()[code].severity
    assert {each.severity for each in found} == {severity}
    assert judgement.verdict == "refused" or severity != "error"
    for each in found:
        assert Problem.from_json(json.loads(json.dumps(each.to_json()))) == each
        assert_readable(each)


def test_what_no_file_provokes_is_raised_by_a_module_all_the_same():
    raised = {name for path in modules("data") for name in strings(tree(path))}
    assert {code for code, entry in catalogue().items() if not entry.of_file} - raised == set()


def assert_readable(each: Problem) -> None:
    for lang in ("vi", "en"):
        said = words(each, lang)
        for beat in (said.where, said.what, said.why, said.mend):
            assert beat and not set("{}") & set(beat) and "None" not in beat, beat
        assert message(each, lang).endswith((".", "!", "…"))


@pytest.mark.parametrize("code", [code for code, entry in catalogue().items() if not entry.of_file])
def test_what_no_file_provokes_has_words_too(code):
    assert_readable(problem(code, number=2, base=1, by="Nguyễn Văn A", at="09:30 ngày 20/12/2026", file="a.xlsx"))


@pytest.mark.parametrize(("code", "entry"), catalogue().items())
def test_both_languages_name_the_same_parameters(code, entry):
    for text in (entry.what, entry.why, entry.mend):
        assert names(text.vi) == names(text.en), code


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_numbers_days_and_quarters_are_written_as_the_language_does():
    jump = problem("implausible_jump", sheet="Bìa", cell="C5", value=9, before=1234.5, label={"vi": "Tổng", "en": "Total"})
    assert "1.234,5" in message(jump, "vi") and "1,234.5" in message(jump, "en")
    future = problem("future_quarter", quarter={"quarter": "2027-Q1"}, begins={"day": "2027-01-01"}, today={"day": "2026-12-20"})
    assert "Quý I/2027 bắt đầu ngày 01/01/2027" in message(future, "vi")
    assert "Q1 2027 begins on 01/01/2027" in message(future, "en")


def test_a_number_keeps_all_its_digits():
    numbers = (0, 12, 12.5, 1_234_567, 10.0**12, 0.1 + 0.2)
    assert [plain(number) for number in numbers] == ["0", "12", "12,5", "1234567", "1000000000000", "0,3"]


def test_a_code_without_words_is_a_fault_of_ours():
    with pytest.raises(KeyError):
        problem("no_such_code")


def test_what_was_found_is_cut_where_it_is_endless():
    assert len(problem("not_a_number", found="x" * 5_000).found) < 200


def test_the_same_fault_all_down_a_column_is_one_line_that_names_its_cells():
    rows = [row for row in range(len(right().filing.tables["units"])) if row != 4]
    judgement = judged(document(edit=all_of(*[put("units[].staff", "mười", row=row) for row in rows])))
    (found,) = [each for each in judgement.problems if each.severity == "error"]
    assert words(found, "vi").where.startswith("Trang “Cơ quan, bộ phận”, ô C5:C8, C10:C16 (")
    assert words(found, "en").where.startswith("Sheet “Cơ quan, bộ phận”, cells C5:C8, C10:C16 (")


def test_two_faults_of_a_kind_stay_two_and_other_faults_are_not_folded():
    judgement = judged(document(edit=all_of(*[put("units[].staff", "mười", row=row) for row in (1, 2)], put("units[].staff", -3, row=3))))
    assert [each.code for each in judgement.problems if each.severity == "error"] == ["not_a_number", "not_a_number", "negative"]
