"""What a check tries on a scratch copy, and what it says: each state is made with the real commands."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from migration_lab.course.chapters.chapter import Run, Write, find_chapter
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.steps import Edit, SqlStep, apply_steps
from migration_lab.course.exercises.verdict import Verdict, check
from migration_lab.course.location import find_course
from migration_lab.course.workspaces.files import fingerprint
from migration_lab.course.workspaces.starting_point import put_starting_point
from migration_lab.project.project import Project
from migration_lab.values.revision_ids import revision_id
from tests.course.conftest import OpenShared
from tests.course.small_course import EDITED, FIRST, PHONE, SECOND

UPGRADE, DOWNGRADE = Run(("db", "upgrade")), Run(("db", "downgrade"))
SCRIPT = "migrations/versions/*_add_phone.py"
MODEL = Edit("models.py", "    bio:", "    phone: Mapped[str | None]\n    bio:")
DRAFT = (MODEL, Run(("db", "migrate", "-m", "add phone")))
FAILS_AT_THE_END = Edit(
    SCRIPT, "\n\n\ndef downgrade():", "\n    op.execute('UPDATE x SET y = 1')\n\n\ndef downgrade():"
)
COPIES_AND_FAILS = Edit(
    SCRIPT,
    "schema=None) as batch_op:\n        batch_op.add_column(sa.Column('phone', sa.String(), nullable=True))",
    "recreate='always') as batch_op:\n        batch_op.add_column(sa.Column('phone', sa.String(), nullable=False))",
)
HALFWAY = "The last {0} failed halfway. Run lab.undo(), correct the script, then {0} again."


@pytest.fixture
def phone(toml):
    return find_exercise("03.1", toml(PHONE))


@pytest.mark.parametrize("broken", [FAILS_AT_THE_END, COPIES_AND_FAILS], ids=["a column", "a leftover table"])
def test_an_upgrade_that_failed_halfway_is_told_first_and_can_be_got_out_of(broken, phone, at_end, look):
    apply_steps(DRAFT, at_end)
    apply_steps([broken, UPGRADE], at_end, may_fail=True)
    verdict = look(phone)
    assert verdict.missing[0] == HALFWAY.format("upgrade")
    assert "flask db upgrade" not in str(verdict)
    assert at_end.undo().command == "flask db upgrade"
    apply_steps([Edit(broken.path, broken.new, broken.old), UPGRADE], at_end)
    assert look(phone).done


def test_a_column_made_by_hand_is_no_upgrade_that_failed_halfway(phone, at_end, look):
    at_end.read()
    apply_steps([UPGRADE, *DRAFT, SqlStep("ALTER TABLE speaker ADD COLUMN phone VARCHAR")], at_end)
    assert look(phone).missing == (
        "The database has not run the newest script yet, and flask db upgrade fails: "
        "OperationalError: duplicate column name: phone",
    )


def test_an_upgrade_that_came_through_is_no_failed_one(phone, at_end, look):
    """The last command with a copy for undo is an upgrade, and what is there already was made by hand after it."""
    apply_steps([*DRAFT, UPGRADE], at_end)
    apply_steps([DOWNGRADE, UPGRADE], at_end)
    parent = revision_id([SECOND], "add phone")
    fax = EDITED.replace("bio", "fax").replace(f'"{FIRST}"', f'"{parent}"').replace(f'"{SECOND}"', '"fax"')
    apply_steps([Write("migrations/versions/fax_add_fax.py", fax)], at_end)
    apply_steps([SqlStep("ALTER TABLE speaker ADD COLUMN fax VARCHAR")], at_end)
    first = look(phone).missing[0]
    assert first.startswith("The database has not run the newest script yet, and flask db upgrade fails:")
    assert first.endswith("duplicate column name: fax")


WAYS_BACK = {
    "On a copy of your database, flask db downgrade fails: ValueError: no way": Edit(
        SCRIPT, "def downgrade():\n", "def downgrade():\n    raise ValueError('no way')\n"
    ),
    "and flask db upgrade after it fails: OperationalError: duplicate column name: phone": Edit(
        SCRIPT, "def downgrade():\n", "def downgrade():\n    return\n"
    ),
}


@pytest.mark.parametrize("says", WAYS_BACK)
def test_a_way_back_that_is_broken_is_not_done(says, phone, at_end, look):
    apply_steps([*phone.solution, WAYS_BACK[says]], at_end)
    (missing,) = look(phone).missing
    assert missing.startswith("The way back is broken. ")
    assert missing.endswith(says)


def test_scripts_that_have_not_the_revision_of_the_start_are_tried_one_step_back(phone, at_end, look):
    """As after a learner's own way through the chapter."""
    apply_steps(phone.solution, at_end)
    versions = at_end.path / "migrations" / "versions"
    script = next(versions.glob("*_add_bio.py"))
    old = script.name.partition("_")[0]
    for path in versions.glob("*.py"):
        path.write_text(path.read_text(encoding="utf-8").replace(old, "mine"), encoding="utf-8")
    assert look(phone).done
    apply_steps([Edit(SCRIPT, "def downgrade():\n", "def downgrade():\n    raise ValueError('no way')\n")], at_end)
    assert look(phone).missing[0].endswith("ValueError: no way")


def test_a_seed_that_fails_is_not_done_and_an_app_without_one_is(phone, at_end, look):
    apply_steps([*phone.solution, Edit("app.py", "VALUES (:name)", "VALUES (:nobody)")], at_end)
    (missing,) = look(phone).missing
    assert missing.startswith("On a copy of your database, flask seed fails: InvalidRequestError: A value is required")
    apply_steps([Edit("app.py", '@app.cli.command("seed")', '@app.cli.command("sow")')], at_end)
    assert look(phone).done


def test_trying_changes_nothing_of_the_learners(phone, at_end, look):
    apply_steps(phone.solution, at_end)
    before = fingerprint(at_end.path)
    assert look(phone).done
    assert fingerprint(at_end.path) == before


def test_a_database_in_one_fixed_place_is_left_alone(phone, at_end, look):
    """A scratch copy of such an app would downgrade the learner's own database."""
    apply_steps(phone.solution, at_end)
    apply_steps([Edit("app.py", "sqlite:///small.db", f"sqlite:///{at_end.database.path.as_posix()}")], at_end)
    before = fingerprint(at_end.path)
    assert look(phone).missing == (
        "The scripts cannot be checked: the app has one fixed place for its database, so nothing can be tried on a "
        "copy of it.",
    )
    assert fingerprint(at_end.path) == before


COURSE = find_course()
Look = Callable[[], Verdict]


@pytest.fixture
def exercise(request: pytest.FixtureRequest):
    return find_exercise(request.param)


@pytest.fixture
def real(exercise, tmp_path: Path, open_shared: OpenShared) -> Project:
    """A project as the exercise's chapter of the real course leaves it."""
    end = tmp_path / "end"
    put_starting_point(find_chapter(exercise.chapter, COURSE), COURSE, end, end=True, open_project=open_shared)
    project = open_shared(end)
    project.read()
    return project


@pytest.fixture
def look_real(exercise, real, open_shared: OpenShared) -> Look:
    return lambda: check(exercise, real, course=COURSE, open_project=open_shared)


SPONSORS = pytest.mark.parametrize("exercise", ["01.1"], indirect=True)
SEATS = pytest.mark.parametrize("exercise", ["04.1"], indirect=True)
MUST = "    website: Mapped[str] = mapped_column(String(200))"
MAY = "    website: Mapped[str | None] = mapped_column(String(200))"
OLDER = "Your model is right, but the table is older: create_all() never changes a table that exists. "


@pytest.fixture
def older(exercise, real: Project) -> Project:
    """The app was started once with a wrong model; then the model was put right."""
    model, start = exercise.solution
    apply_steps([model, Edit("models.py", MAY, MUST), start, Edit("models.py", MUST, MAY)], real)
    return real


@SPONSORS
def test_a_right_model_with_an_older_table_is_told_the_way_out_and_it_leads_out(older, look_real):
    assert look_real().missing == (f'{OLDER}Take it back with lab.undo(), then start the app again with lab.get("/").',)
    older.undo()
    assert older.get("/").ok
    assert look_real().done


@SPONSORS
def test_an_older_table_is_some_undos_away_when_other_commands_came_after(older, look_real):
    apply_steps([Edit("data/room.csv", "Library,40", "Library,40\nCellar,9"), Run(("seed",))], older)
    assert "Take it back with lab.undo(), 2 times, then" in look_real().missing[0]


@SPONSORS
def test_an_older_table_that_no_copy_comes_before_has_another_way_out(older, look_real):
    shutil.rmtree(older.path / ".lab" / "undo")
    (missing,) = look_real().missing
    assert missing == (
        f"{OLDER}There is no command that lab.undo() would take back with it, so delete instance/conference.db, then "
        'start the app again with lab.get("/") and fill the tables with %flask seed.'
    )
    older.database.path.unlink()
    assert older.get("/").ok
    assert look_real().done


@SPONSORS
def test_a_table_made_by_hand_is_not_to_be_taken_back_with_another_command(exercise, real, look_real):
    by_hand = SqlStep("CREATE TABLE sponsor (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(80) NOT NULL)")
    apply_steps([Run(("seed",)), by_hand, exercise.solution[0]], real)
    (missing,) = look_real().missing
    assert missing.startswith(f"{OLDER}There is no command that lab.undo() would take back with it, so delete")


@SPONSORS
def test_a_wrong_model_with_its_table_is_told_what_is_wrong(older, look_real):
    apply_steps([Edit("models.py", MAY, MUST)], older)
    assert look_real().missing == ("The column sponsor.website is not yet as it should be: NOT NULL → NULL.",)


@SPONSORS
def test_a_missing_table_tells_why(exercise, real, look_real):
    missing = "The table sponsor is missing"
    assert real.get("/").ok
    assert look_real().missing == (f"{missing}: no model that the app loads has this name. Is its class in models.py?",)
    apply_steps(exercise.solution[:1], real)
    assert look_real().missing == (
        f'{missing}: its model is there, but the app has not been started since. Start it with lab.get("/").',
    )
    apply_steps([Edit("models.py", MAY, MAY.replace("String", "Varchar"))], real)
    assert look_real().missing == ("The app does not load: NameError: name 'Varchar' is not defined", f"{missing}.")
    apply_steps(
        [Edit("models.py", MAY.replace("String", "Varchar"), MAY), Edit("app.py", "db.create_all()", "pass")], real
    )
    assert look_real().missing == (
        f"{missing}, because the app makes no tables when it starts: is db.create_all() still in app.py?",
    )


@SEATS
def test_a_rename_is_one_thing_to_do(exercise, real, look_real):
    verdict = look_real()
    assert verdict.missing == ("The column room.seats is not yet called capacity.",)
    assert verdict.renames == (("room", "seats", "capacity"),)
    assert [str(change).split("  ")[0] for change in verdict.difference] == [
        "+ column room.capacity",
        "- column room.seats",
    ]
    apply_steps([SqlStep("ALTER TABLE room ADD COLUMN capacity INTEGER")], real)
    both = look_real()
    assert both.renames == ()
    assert "The column room.seats is still there." in both.missing


@SEATS
def test_a_downgrade_that_failed_halfway_is_told_first(exercise, real, look_real):
    only_up = next(wrong for wrong in exercise.wrong if "Only upgrade()" in wrong.why)
    apply_steps(only_up.steps, real)
    assert "IntegrityError" in look_real().missing[0]
    apply_steps([DOWNGRADE], real, may_fail=True)
    assert look_real().missing == (HALFWAY.format("downgrade"),)
