"""When an exercise is done, and what a check says is missing until then, in words."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from migration_lab.course.chapters.chapter import Run
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.steps import Edit, SqlStep, apply_steps
from migration_lab.course.workspaces.files import fingerprint
from tests.course.small_course import PHONE, SHORT


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
