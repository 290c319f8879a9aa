"""Every state of real life: what ``places()`` says of it, and that ``flask db check`` says the same."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from migration_lab.project import STATES, Project
from tests.project import states
from tests.project.by_hand import BIO, flask, head, models, script, sql, upgraded
from tests.project.conftest import APP, MODELS
from tests.project.states import (
    a_script_whose_work_is_there,
    draft_missing,
    draft_not_applied,
)

CASES: list[tuple[Callable[[Project], None], str, str | None, str]] = [
    (states.in_step, "in step", None, r"^In step"),
    (
        states.a_naming_convention_that_came_later,
        "in step",
        None,
        r"^In step.*Only a name differs: primary key speaker\(id\) has another name .* harmless",
    ),
    (states.no_migrations, "no migrations", "flask db init", "no folder migrations"),
    (
        states.models_do_not_import,
        "app does not load",
        None,
        r"Error: unindent .* \(models\.py, line 16\)\.$",
    ),
    (states.models_never_imported, "app does not load", None, "ModuleNotFoundError"),
    (states.several_heads, "several heads", "flask db merge heads -m 'merge aaa and bbb'", "2 heads, aaa and bbb"),
    (states.several_heads_applied, "several heads", "flask db merge heads -m 'merge aaa and bbb'", "2 heads"),
    (states.tables_without_version, "no alembic_version", "flask db stamp head", "no alembic_version"),
    (states.other_tables_with_an_empty_version, "empty alembic_version", None, "flask db stamp REVISION"),
    (states.unknown_version, "unknown version", None, "is at feed, but no script has that id"),
    (
        states.draft_not_applied,
        "database behind",
        "flask db upgrade",
        r"has not run revision \w+ \(bio\) yet\. flask db upgrade runs it",
    ),
    (
        states.draft_not_applied_and_more_wanted,
        "database behind",
        "flask db upgrade",
        "still want to add column speaker.phone: flask db migrate",
    ),
    (states.draft_missing, "models ahead", "flask db migrate -m 'add bio to speaker'", "column speaker.bio"),
    (states.first_draft_missing, "models ahead", "flask db migrate -m 'create speaker'", "table speaker"),
    (states.drift, "drift", None, r"it has column speaker\.shoe_size, which no script makes"),
    (
        states.drift_that_the_models_follow,
        "drift",
        None,
        r"check finds nothing.*it has column speaker\.bio, which no script",
    ),
    (
        states.app_makes_its_tables,
        "no migrations",
        "flask db init",
        r"itself makes the table speaker.*find nothing to draft",
    ),
    (states.app_makes_a_table_that_no_script_makes, "drift", None, r"itself makes the table tag.*no script makes it"),
    (states.app_makes_what_the_scripts_make, "empty", None, r"Beware: the app itself makes the table speaker.* fails"),
    (states.tables_of_create_all, "drift", None, r"Did db.create_all\(\) make it"),
    (states.drift_that_check_does_not_compare, "drift", None, "it has trigger nosy, which no script makes"),
    (states.tables_before_the_first_draft, "drift", None, "it has table speaker, which no script makes"),
    (states.empty_database, "empty", "flask db upgrade", "The database is empty"),
    (states.after_downgrade_to_base, "empty", "flask db upgrade", "The database is empty"),
    (states.syntax_error_in_a_script, "broken script", None, r"SyntaxError in aaa_\.py"),
    (states.missing_parent, "broken script", None, r"aaa_\.py comes after gone"),
    (states.broken_env, "check fails", None, "env.py is broken"),
    (states.scripts_that_cannot_be_replayed, "cannot replay", None, "fail on an empty database.*aaa"),
    (states.in_memory, "in memory", None, "keeps its database in memory"),
    (states.not_a_database, "unreachable database", None, "not an SQLite database"),
    (states.version_table_of_somebody_else, "check fails", None, "has no column version_num"),
    (states.no_flask_migrate, "no migrations", None, "no Flask-Migrate yet"),
    (states.no_app, "app does not load", None, "no app yet"),
    (states.models_not_imported, "models ahead", None, "has no models.* import the module"),
    (states.nothing_at_all, "in step", None, "there is nothing.*import their module"),
    (
        states.a_column_that_the_models_let_go,
        "models ahead",
        "flask db migrate -m 'drop name from speaker'",
        "values in it",
    ),
    (
        states.a_column_with_another_name,
        "models ahead",
        "flask db migrate -m 'change speaker'",
        "sees a rename as a drop",
    ),
    (
        states.a_column_that_may_be_empty,
        "models ahead",
        "flask db migrate -m 'change name of speaker'",
        r"NOT NULL → NULL\)",
    ),
    (
        states.a_script_that_drops,
        "database behind",
        "flask db upgrade",
        r"It drops column speaker\.name\. A trial run on a copy of the database went well",
    ),
    (
        states.a_script_whose_work_is_there,
        "database behind",
        "flask db stamp aaa",
        "already has everything that aaa would make",
    ),
    (
        states.a_script_edited_after_it_had_run,
        "drift",
        None,
        r"it lacks column speaker\.bio, which the scripts make.*aaa_\.py has been edited since the lab ran it here",
    ),
    (states.default_not_compared, "in step", None, "listed separately"),
]


ENTRIES = {
    states.models_do_not_import: "S28",
    states.models_never_imported: "S28",
    states.no_app: "S28",
    states.several_heads: "H1",
    states.several_heads_applied: "H1",
    states.tables_without_version: "H9",
    states.other_tables_with_an_empty_version: "H9",
    states.unknown_version: "S03",
    states.draft_missing: "H3",
    states.first_draft_missing: "H3",
    states.a_column_that_the_models_let_go: "H3",
    states.a_column_with_another_name: "H3",
    states.a_column_that_may_be_empty: "H3",
    states.drift_that_the_models_follow: "H3",
    states.drift: "H3",
    states.app_makes_a_table_that_no_script_makes: "S04",
    states.tables_of_create_all: "S04",
    states.tables_before_the_first_draft: "S04",
    states.drift_that_check_does_not_compare: "H8",
    states.scripts_that_cannot_be_replayed: "H2",
    states.models_not_imported: "S01",
    states.a_script_edited_after_it_had_run: "H5",
}
"""The entry of the catalogue that a state is; the others are none."""


@pytest.mark.parametrize(("make", "state", "command", "words"), CASES, ids=[case[0].__name__ for case in CASES])
def test_a_state_of_real_life(project, make, state, command, words):
    """The word, the command and the sentence; ``in_step`` is the exit code of the check; and nothing was written."""
    make(project)
    before = files(project.path)
    places = project.places()
    assert files(project.path) == before
    assert (places.state, places.next_command) == (state, command), places.sentence
    assert places.state in STATES
    assert re.search(words, places.sentence), places.sentence
    assert places.entry == ENTRIES.get(make, "")
    assert places.in_step == (flask_db_check(project.path) == 0)


def files(root: Path) -> dict[str, str]:
    """Every file of the project but what the lab itself keeps, with its content's hash."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not {".lab", "__pycache__"} & set(path.parts)
    }


def flask_db_check(folder: Path) -> int:
    """The exit code of the real command, in an interpreter of its own."""
    env = {name: value for name, value in os.environ.items() if name not in ("FLASK_APP", "DATABASE_URL")}
    command = [sys.executable, "-m", "flask", "db", "check"]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, check=False).returncode


def test_every_state_is_made_by_some_test():
    elsewhere = {"cannot look"}  # what the check says is not known then, so it has no place in the table: test_guards
    assert {case[1] for case in CASES} | elsewhere == set(STATES)


def test_what_to_type_next_leads_in_step(project):
    """Whatever the state, as long as a command is offered; what it says of the database's version is then true."""
    a_script_whose_work_is_there(project)
    for _ in range(5):
        places = project.places()
        if places.next_command is None:
            break
        flask(project, *shlex.split(places.next_command)[1:])
    assert places.state == "in step", places.sentence


# What the rows say


def rows(project: Project) -> list[tuple[str, str, str, str, str]]:
    return [(row.kind, row.name, row.models, row.scripts, row.database) for row in project.places().rows]


def test_a_row_says_what_each_place_has(project):
    upgraded(project)
    models(project, MODELS.replace("name: Mapped[str]", "name: Mapped[str | None]") + BIO)
    sql(project, "ALTER TABLE speaker ADD COLUMN odd INTEGER", "CREATE TABLE other (id INTEGER PRIMARY KEY)")
    assert rows(project) == [
        ("table", "other", "lacks", "lacks", "has"),
        ("column", "speaker.bio", "has", "lacks", "lacks"),
        ("column", "speaker.name", "has", "differs", "differs"),
        ("column", "speaker.odd", "lacks", "lacks", "has"),
    ]
    row = project.places().rows[2]
    assert (row.models_say, row.scripts_say, row.database_say) == ("VARCHAR  NULL", *["VARCHAR  NOT NULL"] * 2)
    assert str(row).startswith("~ column speaker.name  VARCHAR  NULL  (models has · scripts differs")


def test_changes_are_what_autogenerate_sees_and_the_rest_is_apart(project):
    upgraded(project)
    column = 'name: Mapped[str | None] = mapped_column(server_default="x")'
    models(project, MODELS.replace("name: Mapped[str]", column))
    places = project.places()
    assert list(map(str, places.changes)) == ["~ column speaker.name  NOT NULL → NULL"]
    assert places.not_compared == ("~ column speaker.name  default none → 'x'",)


def test_what_a_script_makes_beyond_the_models_is_not_compared(project):
    upgraded(project)
    trigger = "CREATE TRIGGER nosy AFTER INSERT ON speaker BEGIN SELECT 1; END"
    script(project, "aaa", head(project), f'op.execute("{trigger}")')
    flask(project, "db", "upgrade")
    places = project.places()
    assert (places.state, places.rows) == ("in step", ())
    assert places.not_compared == ("- trigger nosy  on speaker",)


def test_tables_that_the_project_leaves_out_are_no_drift(project):
    app = APP.replace("Migrate(app, db)", "Migrate(app, db, include_object=mine)")
    mine = "def mine(thing, name, kind, *rest):\n    return name != 'legacy'\n\n\n"
    (project.path / "app.py").write_text(app.replace("def create_app", f"{mine}def create_app"), encoding="utf-8")
    sql(project, "CREATE TABLE legacy (id INTEGER NOT NULL, PRIMARY KEY (id))")
    flask(project, "db", "init")
    flask(project, "db", "migrate", "-m", "speakers")
    places = project.places()
    assert (places.state, places.next_command) == ("database behind", "flask db upgrade")
    assert [row.name for row in places.rows] == ["speaker"]
    flask(project, "db", "upgrade")
    places = project.places()
    assert (places.state, places.rows) == ("in step", ())
    assert places.not_compared == ("- table legacy  (id)",)


def test_the_last_models_stay_when_the_models_do_not_import(project):
    draft_missing(project)
    good = project.places()
    models(project, "import nowhere\n")
    broken = project.places()
    assert broken.state == "app does not load"
    assert broken.rows == good.rows
    assert broken.changes == good.changes
    assert broken.sentence.endswith("The models below are the last ones that could be read.")
    assert "ModuleNotFoundError: No module named 'nowhere'" in (broken.problem or "")
    models(project, MODELS + BIO)
    assert project.places() == good


def test_a_fresh_interpreter_sees_the_same(folder, project):
    draft_not_applied(project)
    fresh = Project(folder, stable=True, fork=False)
    assert fresh.places() == project.places()
    assert fresh.schema_at(head(fresh)) == project.schema_at(head(project))


def test_the_line_to_mend_of_a_batch_is_that_of_its_failed_operation(project):
    upgraded(project)
    sql(project, "INSERT INTO speaker VALUES (1, 'Ada'), (2, 'Ada')")
    batch = "with op.batch_alter_table('speaker') as batch:\n        {}\n        {}"
    lines = ("batch.add_column(sa.Column('bio', sa.String()))", "batch.create_unique_constraint('one', ['name'])")
    path = script(project, "aaa", head(project), batch.format(*lines))
    error = project.places().error
    assert error is not None
    assert (project.path / error.file) == path
    assert path.read_text(encoding="utf-8").splitlines()[error.line - 1].strip() == lines[1]


def test_as_text_it_ends_with_the_command_to_type(project):
    draft_missing(project)
    assert str(project.places()).splitlines() == [
        "The models want column speaker.bio that no script makes yet. flask db migrate drafts one.",
        "+ column speaker.bio  VARCHAR  NULL  (models has · scripts lacks · database lacks)",
        "Next: flask db migrate -m 'add bio to speaker'",
    ]
