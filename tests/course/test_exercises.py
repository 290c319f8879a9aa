"""The form of an exercise in its TOML file, and what is said of an exercise: hints, solution, verdict."""

from __future__ import annotations

import sqlite3
from contextlib import closing
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
from migration_lab.course.workspaces.files import fingerprint
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


def test_an_exercise_is_not_done_at_its_start_and_done_with_its_solution(toml, at_end, look):
    phone = find_exercise("03.1", toml(PHONE))
    before = look(phone)
    assert not before.done
    missing = "The column speaker.phone is missing. No model has it yet."
    assert before.missing == (missing,)
    assert str(before) == (
        "Exercise 03.1, not yet: Add a phone\n"
        f"1 of 3 parts is right: models, scripts and database in step.\n- {missing}"
    )
    apply_steps(phone.solution, at_end)
    assert str(look(phone)) == "Exercise 03.1, done: Add a phone"


def test_any_schema_that_meets_the_goal_passes(toml, at_end, look):
    """Another type length, another place in the table, another message, a table of the learner's own."""
    phone = find_exercise("03.1", toml(PHONE))
    models = at_end.path / "models.py"
    text = models.read_text(encoding="utf-8").replace("    name:", "    phone: Mapped[str | None]\n    name:")
    models.write_text(text + "\n\nclass Mine(db.Model):\n    id: Mapped[int] = mapped_column(primary_key=True)\n")
    apply_steps([Run(("db", "migrate", "-m", "my words")), Run(("db", "upgrade"))], at_end)
    verdict = look(phone)
    assert verdict.done, str(verdict)


STATES = {
    "the column made by hand": (
        [SqlStep("ALTER TABLE speaker ADD COLUMN phone TEXT")],
        [
            "The models and the database are not in step: the database has the column speaker.phone, but the models "
            "do not.",
        ],
    ),
    "another column": (
        [SqlStep("ALTER TABLE speaker ADD COLUMN fone TEXT")],
        [
            "The column speaker.fone is there, but the exercise does not ask for it.",
            "The column speaker.phone is missing.",
            "The models and the database are not in step: the database has the column speaker.fone, but the models "
            "do not.",
        ],
    ),
    "another column lost": (
        [SqlStep("ALTER TABLE speaker DROP COLUMN bio")],
        [
            "The column speaker.bio is missing: the exercise begins with it.",
            "The column speaker.phone is missing.",
        ],
    ),
    "the table lost": (
        [SqlStep("DROP TABLE speaker")],
        ["The table speaker is missing: the exercise begins with it."],
    ),
    "a leftover": (
        [SqlStep("CREATE TABLE _alembic_tmp_speaker (id INTEGER)")],
        ["The table _alembic_tmp_speaker is left over from a command that failed: drop it."],
    ),
    "a script that was not run": (
        [Edit("models.py", "bio:", "phone: Mapped[str | None]\n    bio:"), Run(("db", "migrate", "-m", "x"))],
        ["The database has not run the newest script yet: flask db upgrade."],
    ),
    "models that do not load": (
        [Edit("models.py", "bio: Mapped", "bio: Unknown")],
        ["flask db check fails: NameError: name 'Unknown' is not defined"],
    ),
    "the right database by scripts that do not make it": (
        [
            Edit("models.py", "bio:", "phone: Mapped[str | None]\n    bio:"),
            SqlStep("ALTER TABLE speaker ADD COLUMN phone VARCHAR"),
        ],
        [
            "The scripts do not make this structure: flask db upgrade on an empty database, as a colleague would run "
            "it, makes a different one, without the column speaker.phone."
        ],
    ),
}


@pytest.mark.parametrize("state", STATES)
def test_what_is_missing_is_said_in_words(state, toml, at_end, look):
    steps, says = STATES[state]
    at_end.read()
    apply_steps(steps, at_end)
    verdict = look(find_exercise("03.1", toml(PHONE)))
    assert not verdict.done
    assert set(says) <= set(verdict.missing)


@pytest.mark.parametrize("content", [None, b"", b"not a database at all, but long enough to look like something"])
def test_a_database_that_cannot_be_read_is_not_yet(content, toml, at_end, look):
    database = at_end.path / "instance" / "small.db"
    at_end.read()
    database.unlink()
    if content is not None:
        database.write_bytes(content)
    verdict = look(find_exercise("03.1", toml(PHONE)))
    assert not verdict.done
    assert verdict.missing


def test_a_database_that_another_program_holds_is_not_yet(toml, at_end, look):
    at_end.read()
    with closing(sqlite3.connect(at_end.database.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        verdict = look(find_exercise("03.1", toml(PHONE)))
    assert not verdict.done
    assert "lock" in str(verdict)


def test_rows_count_where_the_exercise_asks_for_them(toml, at_end, look):
    short = find_exercise("03.2", toml(SHORT))
    assert look(short).missing == ("Not yet short.",)
    for wrong in short.wrong:
        apply_steps(wrong.steps, at_end)
        assert look(short).missing == ("Not yet short.",)


def test_a_question_that_cannot_be_asked_is_not_yet(toml, at_end, look):
    apply_steps([SqlStep("ALTER TABLE speaker DROP COLUMN bio")], at_end)
    assert look(find_exercise("03.2", toml(SHORT))).missing == (
        "The column speaker.bio is missing: the exercise begins with it.",
    )


def test_the_other_exercises_of_the_chapter_may_be_done_or_not(toml, at_end, look):
    phone = find_exercise("03.1", toml(PHONE))
    short = find_exercise("03.2", toml(SHORT))
    apply_steps(phone.solution, at_end)
    apply_steps(short.solution, at_end)
    assert look(short, phone).done
    assert look(phone, short).done


def test_checking_changes_nothing(toml, at_end, look):
    before = fingerprint(at_end.path)
    look(find_exercise("03.1", toml(PHONE)))
    assert fingerprint(at_end.path) == before


KEYS = PHONE.replace("Speakers have a phone.", "A table talk with a speaker_id, and keys.").replace(
    "ALTER TABLE speaker ADD COLUMN phone VARCHAR(20)",
    "CREATE UNIQUE INDEX one ON speaker (name); CREATE INDEX two ON speaker (bio);"
    "CREATE TABLE talk (id INTEGER PRIMARY KEY, speaker_id INTEGER REFERENCES speaker (id), CHECK (id > 0))",
)


def test_keys_and_indexes_are_told_by_what_they_are_on(toml, at_end, look):
    keys = find_exercise("03.1", toml(KEYS))
    assert look(keys).missing == (
        "The unique key speaker(name) is missing.",
        "The index speaker(bio) is missing.",
        "The table talk is missing: no model that the app loads has this name. Is the file with its class imported?",
    )
    apply_steps(
        [SqlStep("CREATE TABLE talk (id TEXT NOT NULL PRIMARY KEY, speaker_id INTEGER, UNIQUE (speaker_id))")], at_end
    )
    assert set(look(keys).missing) >= {
        "The column talk.id is not yet as it should be: another type than TEXT.",
        "The unique key talk(speaker_id) is there, but the exercise does not ask for it.",
        "The foreign key talk(speaker_id) is missing: REFERENCES speaker(id).",
        "The check talk(id > 0) is missing.",
    }


def test_a_goal_that_is_no_sql_is_named(toml, course: Course):
    phone = find_exercise("03.1", toml(PHONE.replace("ALTER TABLE", "ALTER TBALE")))
    with pytest.raises(LabError, match=r"exercise 03\.1: goal: near"):
        read_goal(phone, (phone,), course)
