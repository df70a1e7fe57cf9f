import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from data.plans import lookups
from data.plans.entries import Goal
from data.plans.files import PlanError
from data.quarter import Quarter

FOLDER = Path("data/reference/plans")
DEFINITIONS = Path("indicators/definitions")
FILES = sorted(FOLDER.glob("*.yaml"))

SMALL = """
kind: plan
title: {vi: Kế hoạch thử, en: A plan to test with}
issuer: {vi: UBND phường Phương Liễu, en: Phương Liễu Ward}
province: "24"
ward: "09265"
first_year: 2026
last_year: 2030
source: test
"""
GOAL = "{id: G1, title: {vi: Một chỉ tiêu, en: A goal}, clause: I.1"
TASK = "{id: T1, title: {vi: Một nhiệm vụ, en: A task}, clause: I.1, lead: Phòng VH-XH"


def one_plan(folder, text):
    (folder / "small.yaml").write_text(text, encoding="utf-8")
    return lookups.load(folder)[0]


def linked_indicators(plan):
    yield from (goal.indicator for goal in plan.goals if goal.indicator)
    yield from (benchmark.indicator for benchmark in plan.benchmarks)
    for entry in (*plan.tasks, *plan.measures, *plan.directions, *plan.proposals):
        yield from entry.indicators


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_a_plan_or_the_national_benchmarks(path):
    if path.stem == "national":
        assert lookups.national_benchmarks()
    else:
        assert lookups.plan(path.stem).code == path.stem


@pytest.mark.parametrize("plan", lookups.plans(), ids=lambda plan: plan.code)
def test_every_goal_and_task_is_complete(plan):
    for goal in plan.goals:
        assert goal.plan == plan.code
        assert goal.recurrence or goal.starts < goal.ends <= Quarter(plan.last_year, 4)
    for task in plan.tasks:
        assert task.plan == plan.code
        assert task.deadline or task.recurrence or task.kind == "problem"
        assert task.deadline is None or plan.first_year <= task.deadline.year <= plan.last_year


@pytest.mark.parametrize("plan", lookups.plans(), ids=lambda plan: plan.code)
def test_every_linked_indicator_is_defined(plan):
    defined = {path.stem for path in DEFINITIONS.glob("*.yaml")}
    assert set(linked_indicators(plan)) <= defined
    assert {benchmark.indicator for benchmark in lookups.national_benchmarks()} <= defined


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_shares_are_percent_and_everything_else_is_a_number(path):
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    for entry in (*entries.get("goals", ()), *entries.get("benchmarks", ())):
        if "percent" in entry or "number" in entry:
            definition = DEFINITIONS / f"{entry['indicator']}.yaml"
            kind = yaml.safe_load(definition.read_text(encoding="utf-8"))["kind"]
            assert ("percent" in entry) == (kind == "ratio"), entry["indicator"]
            assert kind != "yes_no" or entry["number"] == 1


@pytest.mark.parametrize(
    ("code", "goals", "targets", "tasks"),
    [
        ("phuong-lieu", 22, 6, 34),
        ("minh-xuan", 10, 4, 29),
        ("ho-chi-minh", 26, 22, 22),
        ("hai-phong", 4, 4, 10),
        ("phu-lien", 0, 0, 0),
        ("demo-24", 22, 6, 34),
    ],
)
def test_each_document_has_its_goals_and_tasks(code, goals, targets, tasks):
    plan = lookups.plan(code)
    aimed = [goal for goal in plan.goals if goal.target is not None]
    assert (len(plan.goals), len(aimed), len(plan.tasks)) == (goals, targets, tasks)


def test_only_the_demonstration_is_nobodys_plan():
    assert lookups.plan("demo-24").demonstration
    assert all(plan.demonstration == plan.code.startswith("demo-") for plan in lookups.plans())
    assert lookups.plan("minh-xuan").draft and lookups.plan("phuong-lieu").draft and not lookups.plan("hai-phong").draft


def test_a_new_file_is_a_new_plan_and_its_code_is_known_before_anything_is_read(tmp_path, monkeypatch):
    assert lookups.codes() == tuple(plan.code for plan in lookups.plans())
    shutil.copytree(FOLDER, tmp_path / "plans")
    shutil.copy(FOLDER / "phu-lien.yaml", tmp_path / "plans" / "a-new-one.yaml")
    monkeypatch.setattr(lookups, "_FOLDER", tmp_path / "plans")
    monkeypatch.setattr(lookups, "read", None)
    assert lookups.codes.__wrapped__() == ("a-new-one", *lookups.codes())
    monkeypatch.undo()
    assert [plan.code for plan in lookups.load(tmp_path / "plans")] == ["a-new-one", *lookups.codes()]


@pytest.mark.parametrize(
    ("indicator", "target"),
    [
        ("training_coverage", 1.0),
        ("training_coverage_residents", 1.0),
        ("training_coverage_organisations", 1.0),
        ("units_with_ai_tool", 1.0),
        ("data_digitised", 0.95),
        ("services_proactive", 0.5),
        ("services_fully_online", None),
    ],
)
def test_phuong_lieu_aims_at_what_its_plan_states(indicator, target):
    goal = lookups.goal_for(indicator, province="24", ward="09265", demonstration=False)
    assert (goal and goal.target) == target
    if goal:
        assert (goal.starts, goal.ends, goal.plan) == (Quarter(2025, 4), Quarter(2030, 4), "phuong-lieu")


def test_its_goals_are_lent_to_the_other_wards_in_the_demonstration_only():
    asked = {"province": "24", "ward": "09193"}
    assert lookups.goal_for("training_coverage", **asked, demonstration=False) is None
    lent = lookups.goal_for("training_coverage", **asked, demonstration=True)
    assert (lent.target, lent.plan, lent.scope) == (1.0, "demo-24", "wards")
    assert lookups.goal_for("training_coverage", province="24", ward="09265", demonstration=True).plan == "phuong-lieu"
    assert lookups.goal_for("training_coverage", province="31", ward="11446", demonstration=True) is None


def test_the_row_of_the_province_has_the_goals_of_the_province():
    assert lookups.goal_for("data_digitised", province="24", demonstration=False).target == 0.95
    assert lookups.goal_for("training_coverage", province="24", demonstration=False) is None
    assert lookups.goal_for("training_coverage", province="24", demonstration=True).plan == "demo-24"
    assert lookups.goal_for("training_coverage", province="08", demonstration=False) is None


def test_the_goals_of_a_city_are_never_those_of_its_wards():
    city = lookups.goal_for("ai_training_classes", province="79", demonstration=False)
    assert (city.target, city.starts, city.ends) == (10, Quarter(2024, 4), Quarter(2025, 4))
    assert lookups.goal_for("ai_training_classes", province="79", ward="26732", demonstration=True) is None


def test_a_range_keeps_both_ends():
    goal = lookups.goal_for("hp_re_grdp_share", province="31", demonstration=False)
    assert (goal.target, goal.target_max) == (0.1, 0.15)


def test_a_year_that_is_inferred_says_so():
    goal = lookups.goal_for("teachers_ai_rate", province="08", ward="02215", demonstration=False)
    assert (goal.target, goal.origin, goal.ends) == (1.0, "stated_year_inferred", Quarter(2030, 4))


def test_benchmarks_are_of_the_province_or_national():
    [national] = lookups.benchmarks_for("services_fully_online", province="24")
    assert (national.value, national.clause, national.origin) == (0.8, "chỉ tiêu 3.1", "national")
    assert [one.value for one in lookups.benchmarks_for("cooperation_partners", province="31")] == [2]
    assert lookups.benchmarks_for("cooperation_partners", province="24") == ()


def test_a_ward_has_the_tasks_of_its_own_plan_or_lent_ones():
    own = lookups.tasks_for("09265", demonstration=False)
    assert [task.id for task in own] == [f"PHL-II-{number:02}" for number in range(1, 35)]
    assert {task.plan for task in lookups.tasks_for("09265", demonstration=True)} == {"phuong-lieu"}
    assert {task.plan for task in lookups.tasks_for("09193", demonstration=True)} == {"demo-24"}
    assert lookups.tasks_for("09193", demonstration=False) == ()
    assert len(lookups.tasks_for("02215", demonstration=False)) == 29
    assert lookups.tasks_for("11446", demonstration=True) == ()
    assert lookups.tasks_for("26732", demonstration=True) == ()


def test_tasks_know_their_time():
    tasks = {task.id: task for plan in ("phuong-lieu", "ho-chi-minh", "hai-phong") for task in lookups.plan(plan).tasks}
    assert tasks["PHL-II-01"].deadline == date(2030, 12, 31)
    assert (tasks["PHL-II-26"].recurrence, tasks["PHL-II-26"].written) == ("quý", "hàng quý/năm")
    assert tasks["PHL-II-22"].recurrence == "thường xuyên"
    assert tasks["PHL-II-25"].recurrence == "theo đợt"
    assert tasks["PHL-II-19"].recurrence == "năm"
    assert (tasks["HCM-1.1"].start, tasks["HCM-1.1"].deadline) == (date(2025, 6, 1), date(2025, 12, 31))
    assert tasks["HCM-5.1"].deadline == date(2025, 12, 31)
    assert (tasks["HP-02"].deadline, tasks["HP-02"].kind) == (None, "problem")


def test_the_leads_of_phuong_lieu_are_those_of_its_annex():
    leads = [task.lead for task in lookups.plan("phuong-lieu").tasks]
    assert {lead: leads.count(lead) for lead in leads} == {
        "Phòng Văn hóa - Xã hội": 10,
        "Phòng Kinh tế, Hạ tầng & Đô thị": 8,
        "Công an phường": 5,
        "Trạm Y tế phường": 3,
        "Các trường học trên địa bàn phường": 3,
        "Văn phòng HĐND&UBND": 3,
        "Trung tâm PVHCC": 1,
        "UBND phường": 1,
    }


@given(st.integers(0, 100), st.integers(2027, 2029))
def test_percentages_of_a_file_are_fractions_here(percent, year):
    goal = Goal.model_validate(
        {
            "id": "G",
            "title": {"vi": "Một", "en": "One"},
            "clause": "I",
            "scope": "ward",
            "plan": "p",
            "first_year": 2026,
            "indicator": "training_coverage",
            "percent": 100,
            "origin": "stated_goal",
            "year": 2030,
            "baseline": {"percent": percent},
            "milestones": [{"year": year, "percent": percent}],
        }
    )
    assert goal.target == 1
    assert goal.baseline == percent / 100
    assert goal.milestones == ((Quarter(year, 4), percent / 100),)
    assert Goal.model_validate(goal.model_dump()) == goal


def test_a_new_plan_is_a_new_file(tmp_path):
    goal = GOAL + ", indicator: training_coverage, percent: 80, origin: stated_goal, quarter: 2028-Q2}"
    plan = one_plan(tmp_path, SMALL + f"goals: [{goal}]\ntasks: [{TASK}, deadline: Quý II/2027}}]\n")
    assert (plan.code, plan.goals[0].target, plan.goals[0].ends) == ("small", 0.8, Quarter(2028, 2))
    assert plan.tasks[0].deadline == date(2027, 6, 30)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("goals: [" + GOAL + ", indicator: a, percent: 80, number: 3, origin: stated_goal, year: 2030}]", "not both"),
        ("goals: [" + GOAL + ", indicator: a, percent: 80, year: 2030}]", "needs its origin"),
        ("goals: [" + GOAL + ", indicator: a, percent: 80, origin: stated_goal}]", "its year or quarter"),
        ("goals: [" + GOAL + ", indicator: a, percent: '80', origin: stated_goal, year: 2030}]", "number from 0 on"),
        ("goals: [" + GOAL + ", indicator: a, percentage: 80}]", "Extra inputs"),
        ("goals: [" + GOAL + ", indicator: a, number: 3, number_max: 2, origin: stated_goal, year: 2030}]", "far end"),
        ("goals: [" + GOAL + ", indicator: a, percent: 8, origin: stated_goal, year: 2031}]", "after the plan's last year"),
        ("goals: [" + GOAL + ", indicator: a, percent: 9, origin: stated_goal, year: 2030, quarter: 2029-Q4}]", "another"),
        ("goals: [" + GOAL + ", milestones: [{year: 2031, percent: 5}], year: 2030}]", "order of time"),
        ("goals: [" + GOAL + ", milestones: [{percent: 5}], year: 2030}]", "a milestone has"),
        ("goals: [" + GOAL + "}, " + GOAL + "}]", "the same id twice: G1"),
        ("tasks: [" + TASK + "}]", "either a deadline or a recurrence"),
        ("tasks: [" + TASK + ", deadline: 2030, recurrence: năm}]", "either a deadline or a recurrence"),
        ("tasks: [" + TASK + ", deadline: sớm}]", "not a deadline: 'sớm'"),
        ("tasks: [" + TASK + ", start: 2027, deadline: 2026}]", "before the start"),
        ("tasks: [" + TASK + ", recurrence: hàng tuần}]", "tasks.0.recurrence"),
        ("tasks: no list", "tasks"),
        ("applies: demo", "names the plan"),
        ("ward: '11446'", "no ward 11446 in province 24"),
        ("province: '99'", "no province 99"),
        ("title: {vi: Kế hoạch}", "title.en"),
        ("title: {vi: ' Kế hoạch', en: Plan}", "stray spaces"),
        ("last_year: 2020", "ends before it begins"),
        ("colour: red", "colour"),
        ("]", "not YAML"),
    ],
)
def test_a_wrong_plan_is_refused_with_the_place_and_the_reason(tmp_path, lines, message):
    key = lines.split(":")[0]
    kept = "\n".join(line for line in SMALL.splitlines() if not line.startswith(f"{key}:"))
    with pytest.raises(PlanError, match="small.yaml") as refusal:
        one_plan(tmp_path, f"{kept}\n{lines}\n")
    assert message in str(refusal.value)


def test_a_demonstration_of_a_plan_that_is_not_there_is_refused(tmp_path):
    text = SMALL.replace("kind: plan", "kind: demonstration\napplies: elsewhere").replace('ward: "09265"\n', "")
    with pytest.raises(PlanError, match="there is no plan 'elsewhere'"):
        one_plan(tmp_path, text)


def test_the_demonstration_says_that_it_is_one():
    text = yaml.safe_load((FOLDER / "demo-24.yaml").read_text(encoding="utf-8"))
    assert "minh họa" in text["title"]["vi"]
    assert "demonstration" in text["note"]["en"]
