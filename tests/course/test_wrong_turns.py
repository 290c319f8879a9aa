"""What a beginner may do to an exercise of the real course, and what the check says of it: the true cause."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from migration_lab.course.chapters.chapter import Run, Write, find_chapter
from migration_lab.course.exercises.exercise import Exercise, exercises
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.steps import AnswerStep, Edit, SqlStep, apply_steps
from migration_lab.course.exercises.verdict import Verdict, check
from migration_lab.course.location import find_course
from migration_lab.course.workspaces.starting_point import put_starting_point
from tests.course.conftest import OpenShared

COURSE = find_course()
MIGRATE, UPGRADE, START = Run(("db", "migrate", "-m", "x")), Run(("db", "upgrade")), Run(("routes",))
SPONSOR, VOLUNTEER, WEBSITE, RECORDED, SEATS = (
    find_exercise(id).solution for id in ("01.1", "02.1", "03.1", "03.2", "04.1")
)
CREATE_ALL = Edit(
    "app.py", "    return app\n", "    with app.app_context():\n        db.create_all()\n    return app\n"
)
WEBSITE_BY_HAND = SqlStep("ALTER TABLE speaker ADD COLUMN website varchar(200)")
OTHERWISE = (
    "The scripts do not make this structure: flask db upgrade on an empty database, as a colleague would run it, "
)

APART = "The models and the database are not in step: "


def but_for(step: AnswerStep, old: str, new: str) -> AnswerStep:
    """The step with other words in what it writes."""
    name = "text" if isinstance(step, Write) else "new"
    assert old in getattr(step, name)
    return replace(step, **{name: getattr(step, name).replace(old, new)})


def undone(step: Edit) -> Edit:
    return Edit(step.path, step.new, step.old)


TURNS: dict[str, tuple[str, list[AnswerStep], tuple[str, ...]]] = {
    "the class commented out once the table is there": (
        "01.1",
        [SPONSOR[0], START, undone(SPONSOR[0])],
        ("The table sponsor is there, but no model that the app loads has this name. Is its class in models.py?",),
    ),
    "the table made by hand, without a class": (
        "01.1",
        [
            START,
            SqlStep("CREATE TABLE sponsor (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(80) NOT NULL, website TEXT)"),
        ],
        ("The table sponsor is there, but", "The column sponsor.website is not yet"),
    ),
    "a name that is too short": (
        "01.1",
        [but_for(SPONSOR[0], "80", "8"), START],
        ("The column sponsor.name is not yet as it should be: type VARCHAR(8) → VARCHAR(80).",),
    ),
    "no length at all": (
        "01.1",
        [but_for(SPONSOR[0], " = mapped_column(String(200))", ""), START],
        ("The column sponsor.website is not yet as it should be: type VARCHAR → VARCHAR(200).",),
    ),
    "the model made shorter once the table is there": (
        "01.1",
        [SPONSOR[0], START, undone(SPONSOR[0]), but_for(SPONSOR[0], "80", "8")],
        ("The table sponsor is right, but its model has changed since: a new database would get a different",),
    ),
    "a file that nobody imports": (
        "02.1",
        [VOLUNTEER[0], MIGRATE, UPGRADE],
        ("The table volunteer is missing: no model that the app loads has this name. Is the file with its class",),
    ),
    "imported and not migrated": (
        "02.1",
        [*VOLUNTEER[:2]],
        (
            f"{APART}the models have the table volunteer, but the database does not.",
            "The table volunteer is missing.",
        ),
    ),
    "the class taken away after the upgrade": (
        "02.1",
        [*VOLUNTEER, undone(VOLUNTEER[1])],
        (f"{APART}the database has the table volunteer, but the models do not.",),
    ),
    "create_all() put back": (
        "02.1",
        [*VOLUNTEER[:2], CREATE_ALL, START],
        (
            f"{OTHERWISE}fails: OperationalError: table room already exists. "
            "The app itself makes tables when it starts, before any script runs: is create_all() in it?",
        ),
    ),
    "values that are too short": (
        "02.1",
        [but_for(VOLUNTEER[0], "String(20)", "String(2)"), *VOLUNTEER[1:]],
        ("The column volunteer.shift is not yet as it should be: type VARCHAR(2) → VARCHAR(20).",),
    ),
    "the column typed by hand, in small letters": (
        "03.1",
        [WEBSITE[0], WEBSITE_BY_HAND],
        (f"{OTHERWISE}makes a different one, without the column speaker.website.",),
    ),
    "the column typed by hand, and no model": (
        "03.1",
        [WEBSITE_BY_HAND],
        (f"{APART}the database has the column speaker.website, but",),
    ),
    "a website of twenty characters": (
        "03.1",
        [but_for(WEBSITE[0], "200", "20"), *WEBSITE[1:]],
        ("The column speaker.website is not yet as it should be: type VARCHAR(20) → VARCHAR(200).",),
    ),
    "nothing yet": ("03.2", [], ("The column talk.recorded is missing. No model has it yet.",)),
    "a talk too few": (
        "03.2",
        [*RECORDED, SqlStep("DELETE FROM talk WHERE id = (SELECT min(id) FROM talk)")],
        ("There should be eight talks, as at the end of the chapter.",),
    ),
    "a draft that may be empty, which would lose the numbers": (
        "04.1",
        [but_for(SEATS[0], "int", "int | None"), *SEATS[1:3], MIGRATE],
        (
            "The database has not run the newest script yet. Beware: on a copy of the database, with its rows, it "
            "loses 3 values of room.seats. If that must not be, mend the script first.",
            "The column room.seats is not yet called capacity.",
        ),
    ),
    "a room that has lost its number": (
        "04.1",
        [*SEATS, SqlStep("UPDATE room SET capacity = 0 WHERE name = 'Library'")],
        ("The rooms should have the numbers of the chapter: 40 in the library,",),
    ),
    "renamed by hand": (
        "04.1",
        [*SEATS[:3], SqlStep("ALTER TABLE room RENAME COLUMN seats TO capacity")],
        (f"{OTHERWISE}makes a different one, without the column room.capacity; with the column room.seats.",),
    ),
}


@pytest.fixture
def tried(tmp_path: Path, open_shared: OpenShared):
    """Checks an exercise after these steps, in the workspace of its chapter or of another one."""

    def tried(exercise: Exercise, steps: list[AnswerStep], chapter: str = "") -> Verdict:
        end, number = tmp_path / "end", chapter or exercise.chapter
        put_starting_point(find_chapter(number, COURSE), COURSE, end, end=True, open_project=open_shared)
        project = open_shared(end)
        apply_steps(steps, project, may_fail=True)
        elsewhere = f"the workspace of chapter {chapter}" if chapter else ""
        return check(exercise, project, course=COURSE, open_project=open_shared, elsewhere=elsewhere)

    return tried


@pytest.mark.parametrize("turn", TURNS)
def test_a_wrong_turn_is_named_by_its_cause(turn, tried):
    id, steps, says = TURNS[turn]
    missing = tried(find_exercise(id), steps).missing
    assert len(missing) == len(says)
    for sentence, begins in zip(sorted(missing), sorted(says), strict=True):
        assert sentence.startswith(begins)


@pytest.mark.parametrize(("id", "chapter"), [("03.1", "02"), ("03.1", "01"), ("02.1", "03")])
def test_in_the_wrong_workspace_only_that_is_said(id, chapter, tried):
    own = id.partition(".")[0]
    assert tried(find_exercise(id), [], chapter).missing == (
        f"This exercise is for the end of chapter {own}, but what is open here is the workspace of chapter {chapter}. "
        f'Open the notebook of chapter {own}, or go back to it here with lab.open("{own}", resume=True), and do the '
        "exercise there.",
    )


def test_lengths_that_a_task_asks_for_are_compared():
    for exercise in exercises():
        assert bool(exercise.lengths) == ("characters" in exercise.task), exercise.id


RIGHT: dict[str, tuple[str, list[AnswerStep]]] = {
    "a talk of one's own besides": (
        "03.2",
        [
            SqlStep(
                "INSERT INTO talk (title, starts_at, speaker_id, room_id, kind) "
                "VALUES ('Mine', '2026-09-18 09:00:00', 1, 1, 'talk')"
            ),
            *RECORDED,
        ],
    ),
    "a room of one's own besides": ("04.1", [SqlStep("INSERT INTO room (name, seats) VALUES ('Garden', 99)"), *SEATS]),
    "a class of another name for the table": (
        "01.1",
        [but_for(SPONSOR[0], "Sponsor(db.Model):", "Firm(db.Model):\n    __tablename__ = 'sponsor'"), START],
    ),
    "a script written by hand": (
        "03.1",
        [
            WEBSITE[0],
            Run(("db", "revision", "-m", "w")),
            Edit(
                "migrations/versions/*_w.py",
                "def upgrade():\n    pass",
                "def upgrade():\n    op.execute('alter table speaker add column website varchar(200)')",
            ),
            Edit(
                "migrations/versions/*_w.py",
                "def downgrade():\n    pass",
                "def downgrade():\n    op.drop_column('speaker', 'website')",
            ),
            UPGRADE,
        ],
    ),
}


@pytest.mark.parametrize("way", RIGHT)
def test_another_right_way_passes(way, tried):
    id, steps = RIGHT[way]
    verdict = tried(find_exercise(id), steps)
    assert verdict.done, str(verdict)
