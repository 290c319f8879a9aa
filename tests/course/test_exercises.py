"""The form of an exercise in its TOML file, and what is shown of it: hints, the solution, and each kind of step."""

from __future__ import annotations

from dataclasses import replace

import pytest

from migration_lab.course.chapters.chapter import Run, Write
from migration_lab.course.exercises import help as helping
from migration_lab.course.exercises.exercise import exercises
from migration_lab.course.exercises.exercise_questions import RowQuestion
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.goal import read_goal
from migration_lab.course.exercises.help import hint, solution
from migration_lab.course.exercises.steps import DeleteStep, Edit, GitStep, SqlStep, apply_steps, as_markdown, as_text
from migration_lab.course.location import Course
from migration_lab.errors import LabError
from tests.course.small_course import PHONE, SHORT


def test_an_exercise_is_read_as_the_file_has_it(toml):
    phone, short = exercises(toml(PHONE + SHORT))
    assert (phone.id, phone.chapter, phone.title, phone.scripts) == ("03.1", "03", "Add a phone", True)
    assert phone.solution[1:] == (Run(("db", "migrate", "-m", "add phone")), Run(("db", "upgrade")))
    assert isinstance(phone.solution[0], Edit)
    assert phone.wrong[0].steps == (SqlStep("ALTER TABLE speaker ADD COLUMN phone TEXT"),)
    assert short.rows == (
        RowQuestion(
            "SELECT bio FROM speaker",
            (("short",), ("short",)),
            "Not yet short.",
        ),
    )


BROKEN = {
    "exercise number 1: needs id": PHONE.replace('id = "03.1"', ""),
    "exercise 3.1: id: should be": PHONE.replace('"03.1"', '"3.1"'),
    "exercise 03.1: asks for nothing: it needs one of goal, rows, history": PHONE.replace("goal =", "#"),
    "exercise 03.1: unknown key hint;": PHONE.replace("hints =", "hint ="),
    "exercise 03.1: hints: there should be 3, and there are 2": PHONE.replace('"Migrate.", ', ""),
    "exercise 03.1: task: should be some text": PHONE.replace('"Speakers have a phone."', "3"),
    "exercise 03.1: title: should be some text": PHONE.replace('"Add a phone"', '" "'),
    "exercise 03.1: there are two of that id": PHONE + PHONE,
    "exercise 03.1: solution: flask should be the list": PHONE.replace('["db", "upgrade"]', '"db upgrade"'),
    "exercise 03.1: solution: git should be the list": PHONE.replace('flask = ["db", "upgrade"]', 'git = "add"'),
    "exercise 03.1: solution: a step needs one of the keys": PHONE.replace("{flask = [", "{command = ["),
    "exercise 03.1: solution: the step edit needs old as text": PHONE.replace("old =", "older ="),
    "exercise 03.1: solution: '../models.py' is not a file in": PHONE.replace('"models.py"', '"../models.py"'),
    "exercise 03.1: wrong: unknown key reason": PHONE.replace("why =", "reason ="),
    "exercise 03.1: wrong: there should be 2 or more, and there are 1": PHONE.replace(
        '  {why = "by hand", steps = [{sql = "ALTER TABLE speaker ADD COLUMN phone TEXT"}]},\n', ""
    ),
    "exercise 03.2: renames: should be a column before and after": SHORT + 'renames = ["speaker.bio -> talk.bio"]',
    "exercise 03.2: pages: should be a path of the app": SHORT + 'pages = ["rooms"]',
    "exercise 03.2: rows: expect: a row should be a list": SHORT.replace('[["short"], ', '["short", '),
    "exercise 03.2: scripts: should be true or false": SHORT.replace("false", '"no"'),
    "unknown key exercises at the top": PHONE.replace("[[exercise]]", "[[exercises]]"),
    "cannot be read": "[[",
}


@pytest.mark.parametrize("says", BROKEN)
def test_a_broken_entry_is_named(says, toml):
    with pytest.raises(LabError) as raised:
        exercises(toml(BROKEN[says]))
    assert says in str(raised.value)
    assert str(raised.value).startswith("exercises")


@pytest.mark.parametrize("id", ["03.2", "3.2", 3.2, " 03.2 "])
def test_an_exercise_is_found_however_its_id_is_written(id, toml):
    assert find_exercise(id, toml(PHONE + SHORT)).title == "Shorten the bios"


@pytest.mark.parametrize("id", ["03.9", "", "3", "<script>", None])
def test_an_unknown_exercise_names_those_there_are(id, toml):
    with pytest.raises(LabError, match=r"(?s)no exercise .*  03\.1 Add a phone\n  03\.2 Shorten"):
        find_exercise(id, toml(PHONE + SHORT))


def test_hints_come_one_after_the_other_and_say_how_many_are_left(toml, monkeypatch):
    monkeypatch.setattr(helping, "_had", type(helping._had)())
    phone = find_exercise("03.1", toml(PHONE))
    assert str(hint(phone)) == 'Exercise 03.1, hint 1 of 3\nLook at bio.\n2 more: lab.hint("03.1")'
    assert hint(phone).text == 'Migrate.\n1 more: lab.hint("03.1")'
    last = hint(phone)
    assert last.text.endswith('This is the last one. lab.solution("03.1") shows one way to do it.')
    assert hint(phone) == last
    assert hint(phone, 1).left == 2


def test_a_solution_reads_as_markdown(toml):
    shown = solution(find_exercise("03.1", toml(PHONE)))
    assert shown._repr_markdown_() == repr(shown)
    assert str(shown).startswith(
        "**Exercise 03.1, Add a phone**: one way to do it.\n\nIn `models.py`, change\n\n```python"
    )
    assert str(shown).endswith("```\n%flask db migrate -m 'add phone'\n%flask db upgrade\n```")


def test_every_kind_of_step_is_shown(toml):
    steps = [Write("a.py", "x\n"), Edit("b.txt", "old\n", ""), DeleteStep("c.*")]
    shown = as_markdown([*steps, SqlStep("SELECT '```'"), GitStep(("switch", "main")), Run(("seed",))])
    assert shown == (
        "Write `a.py`:\n\n```python\nx\n```\n\nIn `b.txt`, delete\n\n```\nold\n```\n\n"
        "Delete the file `c.*`.\n\n"
        "Run this SQL:\n\n````sql\nSELECT '```'\n````\n\nRun:\n\n```\n%git switch main\n%flask seed\n```"
    )


def test_the_steps_are_plain_text_too_where_markdown_is_not_drawn():
    steps = [Write("a.py", "if x:\n\n\n    `y`\n"), SqlStep("SELECT '```'"), Run(("seed",))]
    assert as_text(steps) == (
        "Write a.py:\n\n    if x:\n\n        `y`\n\nRun this SQL:\n\n    SELECT '```'\n\nRun:\n\n    %flask seed"
    )


def test_a_step_of_git_is_carried_out_and_must_end_as_it_says(at_end):
    steps = [GitStep(("init", "-q", "-b", "main")), GitStep(("switch", "nowhere"), fails=True)]
    apply_steps(steps, at_end)
    assert (at_end.path / ".git").is_dir()
    with pytest.raises(LabError, match=r"`git switch nowhere` failed:\nfatal: invalid reference: nowhere"):
        apply_steps([replace(steps[1], fails=False)], at_end)
    with pytest.raises(LabError, match=r"`git status` did not fail"):
        apply_steps([GitStep(("status",), fails=True)], at_end)


def test_a_text_to_edit_must_be_there_once(at_end):
    with pytest.raises(LabError, match=r"models\.py has no line like this one:\n  'nowhere'"):
        apply_steps([Edit("models.py", "nowhere", "x")], at_end)
    with pytest.raises(LabError, match=r"There is no file nothing\*\.py in end/\."):
        apply_steps([Edit("nothing*.py", "nowhere", "x")], at_end)
    with pytest.raises(LabError, match=r"models\.py is so already"):
        apply_steps([Edit("models.py", "name: str", "name: Mapped[str]")], at_end)


def test_a_goal_that_is_no_sql_is_named(toml, course: Course):
    phone = find_exercise("03.1", toml(PHONE.replace("ALTER TABLE", "ALTER TBALE")))
    with pytest.raises(LabError, match=r"exercise 03\.1: goal: near"):
        read_goal(phone, (phone,), course)
