"""Every state of real life, made for real: what ``places()`` says of it, and that ``flask db check`` says the same."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from migration_lab.project import STATES, Project
from tests.project.conftest import APP, MODELS

BIO = "    bio: Mapped[str | None]\n"
FOREIGN = """
import sqlalchemy as sa
from alembic import op

revision = "{id}"
down_revision = {parent!r}
branch_labels = None
depends_on = None


def upgrade():
    {upgrade}


def downgrade():
    pass
"""


def flask(project: Project, *words: str) -> None:
    result = project.run(*words).result
    assert result.ok, result.full_output


def upgraded(project: Project) -> None:
    flask(project, "db", "init")
    flask(project, "db", "migrate", "-m", "speakers")
    flask(project, "db", "upgrade")


def live(project: Project) -> Path:
    return project.path / "instance" / "conference.db"


def sql(project: Project, *statements: str) -> None:
    live(project).parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(live(project))) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def models(project: Project, text: str) -> None:
    (project.path / "models.py").write_text(text, encoding="utf-8")


def head(project: Project) -> str:
    [found] = project.history().heads
    return found


def script(project: Project, id: str, parent: str | None, upgrade: str = "pass") -> Path:
    path = project.path / "migrations" / "versions" / f"{id}_.py"
    path.write_text(FOREIGN.format(id=id, parent=parent, upgrade=upgrade), encoding="utf-8")
    return path


# The states, each made for real


def in_step(project: Project) -> None:
    upgraded(project)


def no_migrations(project: Project) -> None:
    pass


def models_do_not_import(project: Project) -> None:
    upgraded(project)
    project.places()
    models(project, MODELS + BIO + "  oops\n")


def models_never_imported(project: Project) -> None:
    models(project, "import nowhere\n")


def several_heads(project: Project) -> None:
    upgraded(project)
    parent = head(project)
    script(project, "aaa", parent)
    script(project, "bbb", parent)


def several_heads_applied(project: Project) -> None:
    several_heads(project)
    flask(project, "db", "upgrade", "heads")


def tables_without_version(project: Project) -> None:
    flask(project, "db", "init")
    flask(project, "db", "migrate", "-m", "speakers")
    sql(project, "CREATE TABLE speaker (id INTEGER NOT NULL, name VARCHAR NOT NULL, PRIMARY KEY (id))")


def other_tables_without_version(project: Project) -> None:
    flask(project, "db", "init")
    flask(project, "db", "migrate", "-m", "speakers")
    sql(project, "CREATE TABLE speaker (id INTEGER NOT NULL, PRIMARY KEY (id))")


def unknown_version(project: Project) -> None:
    upgraded(project)
    sql(project, "UPDATE alembic_version SET version_num = 'feed'")


def draft_not_applied(project: Project) -> None:
    upgraded(project)
    models(project, MODELS + BIO)
    flask(project, "db", "migrate", "-m", "bio")


def draft_not_applied_and_more_wanted(project: Project) -> None:
    draft_not_applied(project)
    models(project, MODELS + BIO + "    phone: Mapped[str | None]\n")


def draft_missing(project: Project) -> None:
    upgraded(project)
    models(project, MODELS + BIO)


def first_draft_missing(project: Project) -> None:
    flask(project, "db", "init")


def drift(project: Project) -> None:
    upgraded(project)
    sql(project, "ALTER TABLE speaker ADD COLUMN shoe_size INTEGER")


def drift_that_the_models_follow(project: Project) -> None:
    upgraded(project)
    sql(project, "ALTER TABLE speaker ADD COLUMN bio VARCHAR")
    models(project, MODELS + BIO)


def drift_that_check_does_not_compare(project: Project) -> None:
    upgraded(project)
    sql(project, "CREATE TRIGGER nosy AFTER INSERT ON speaker BEGIN SELECT 1; END")


def tables_before_the_first_draft(project: Project) -> None:
    flask(project, "db", "init")
    sql(project, "CREATE TABLE speaker (id INTEGER NOT NULL, name VARCHAR NOT NULL, PRIMARY KEY (id))")


def empty_database(project: Project) -> None:
    upgraded(project)
    live(project).unlink()


def after_downgrade_to_base(project: Project) -> None:
    upgraded(project)
    flask(project, "db", "downgrade", "base")


def syntax_error_in_a_script(project: Project) -> None:
    upgraded(project)
    script(project, "aaa", head(project), "op.add_column(")


def missing_parent(project: Project) -> None:
    upgraded(project)
    script(project, "aaa", "gone")


def broken_env(project: Project) -> None:
    upgraded(project)
    with (project.path / "migrations" / "env.py").open("a", encoding="utf-8") as file:
        file.write("\nraise RuntimeError('env.py is broken')\n")


def scripts_that_cannot_be_replayed(project: Project) -> None:
    upgraded(project)
    sql(project, "CREATE TABLE legacy (id INTEGER NOT NULL, PRIMARY KEY (id))")
    script(project, "aaa", head(project), 'op.drop_table("legacy")')
    flask(project, "db", "upgrade")


def in_memory(project: Project) -> None:
    app = project.path / "app.py"
    upgraded(project)
    app.write_text(APP.replace("sqlite:///conference.db", "sqlite://"), encoding="utf-8")
    project._where.databases.clear()


def not_a_database(project: Project) -> None:
    upgraded(project)
    live(project).write_bytes(b"this is no database, but a text of some length" * 20)


def version_table_of_somebody_else(project: Project) -> None:
    upgraded(project)
    sql(project, "DROP TABLE alembic_version", "CREATE TABLE alembic_version (version INTEGER)")


def no_flask_migrate(project: Project) -> None:
    text = APP.replace("    Migrate(app, db)\n", "").replace("from flask_migrate import Migrate\n", "")
    (project.path / "app.py").write_text(text, encoding="utf-8")


def default_not_compared(project: Project) -> None:
    upgraded(project)
    models(project, MODELS.replace("name: Mapped[str]", 'name: Mapped[str] = mapped_column(server_default="x")'))


def app_makes_its_tables(project: Project) -> None:
    app = project.path / "app.py"
    start = "    with app.app_context():\n        db.create_all()\n\n    return app"
    app.write_text(APP.replace("    return app", start), encoding="utf-8")


def app_makes_a_table_that_no_script_makes(project: Project) -> None:
    upgraded(project)
    models(project, f"{MODELS}\n\nclass Tag(db.Model):\n    id: Mapped[int] = mapped_column(primary_key=True)\n")
    app_makes_its_tables(project)


def app_makes_what_the_scripts_make(project: Project) -> None:
    empty_database(project)
    app_makes_its_tables(project)


def tables_of_create_all(project: Project) -> None:
    flask(project, "db", "init")
    app_makes_its_tables(project)
    flask(project, "db", "current")


def no_app(project: Project) -> None:
    (project.path / "app.py").unlink()


def models_not_imported(project: Project) -> None:
    upgraded(project)
    nothing_known(project)


def nothing_known(project: Project) -> None:
    models(project, MODELS[: MODELS.index("class Speaker")])
    app = project.path / "app.py"
    app.write_text(app.read_text(encoding="utf-8").replace("import Speaker, db", "import db"), encoding="utf-8")


def nothing_at_all(project: Project) -> None:
    nothing_known(project)
    flask(project, "db", "init")


def a_column_that_the_models_let_go(project: Project) -> None:
    upgraded(project)
    models(project, MODELS.replace("    name: Mapped[str]\n", ""))


def a_column_with_another_name(project: Project) -> None:
    upgraded(project)
    models(project, MODELS.replace("    name: Mapped[str]\n", "    title: Mapped[str]\n"))


def a_column_that_may_be_empty(project: Project) -> None:
    upgraded(project)
    models(project, MODELS.replace("name: Mapped[str]", "name: Mapped[str | None]"))


def a_script_that_drops(project: Project) -> None:
    a_column_that_the_models_let_go(project)
    script(project, "aaa", head(project), 'op.drop_column("speaker", "name")')


def a_script_whose_work_is_there(project: Project) -> None:
    upgraded(project)
    sql(project, "ALTER TABLE speaker ADD COLUMN bio VARCHAR")
    models(project, MODELS + BIO)
    script(project, "aaa", head(project), 'op.add_column("speaker", sa.Column("bio", sa.String()))')


def a_script_edited_after_it_had_run(project: Project) -> None:
    upgraded(project)
    path = script(project, "aaa", head(project))
    flask(project, "db", "upgrade")
    text = path.read_text(encoding="utf-8")
    edited = text.replace("    pass", '    op.add_column("speaker", sa.Column("bio", sa.String()))', 1)
    path.write_text(edited, encoding="utf-8")


CASES: list[tuple[Callable[[Project], None], str, str | None, str]] = [
    (in_step, "in step", None, r"^In step"),
    (no_migrations, "no migrations", "flask db init", "no folder migrations"),
    (
        models_do_not_import,
        "app does not load",
        None,
        r"Error: unindent .* \(models\.py, line 16\)\.$",
    ),
    (models_never_imported, "app does not load", None, "ModuleNotFoundError"),
    (several_heads, "several heads", "flask db merge heads -m 'merge aaa and bbb'", "2 heads, aaa and bbb"),
    (several_heads_applied, "several heads", "flask db merge heads -m 'merge aaa and bbb'", "2 heads"),
    (tables_without_version, "no alembic_version", "flask db stamp head", "no alembic_version"),
    (other_tables_without_version, "no alembic_version", None, "flask db stamp REVISION"),
    (unknown_version, "unknown version", None, "stands at feed, and no script has that id"),
    (draft_not_applied, "database behind", "flask db upgrade", r"stands before revision \w+ \(bio\)\. flask db upgrade runs it"),
    (draft_not_applied_and_more_wanted, "database behind", "flask db upgrade", "want column speaker.phone more"),
    (draft_missing, "models ahead", "flask db migrate -m 'add bio to speaker'", "column speaker.bio"),
    (first_draft_missing, "models ahead", "flask db migrate -m 'create speaker'", "table speaker"),
    (drift, "drift", None, r"it has column speaker\.shoe_size, which no script makes"),
    (drift_that_the_models_follow, "drift", None, r"check finds nothing.*it has column speaker\.bio, which no script"),
    (app_makes_its_tables, "no migrations", "flask db init", r"makes table speaker itself.*finds nothing to draft"),
    (app_makes_a_table_that_no_script_makes, "drift", None, r"makes table tag itself.*no script makes it"),
    (app_makes_what_the_scripts_make, "empty", None, r"Beware: the app makes table speaker.* fails"),
    (tables_of_create_all, "drift", None, r"Did db.create_all\(\) make it"),
    (drift_that_check_does_not_compare, "drift", None, "it has trigger nosy, which no script makes"),
    (tables_before_the_first_draft, "drift", None, "it has table speaker, which no script makes"),
    (empty_database, "empty", "flask db upgrade", "The database is empty"),
    (after_downgrade_to_base, "empty", "flask db upgrade", "The database is empty"),
    (syntax_error_in_a_script, "broken script", None, r"SyntaxError in aaa_\.py"),
    (missing_parent, "broken script", None, r"aaa_\.py comes after gone"),
    (broken_env, "check fails", None, "env.py is broken"),
    (scripts_that_cannot_be_replayed, "cannot replay", None, "cannot be run on an empty database.*aaa"),
    (in_memory, "in memory", None, "keeps its database in memory"),
    (not_a_database, "unreachable database", None, "not an SQLite database"),
    (version_table_of_somebody_else, "check fails", None, "no such column: alembic_version.version_num"),
    (no_flask_migrate, "no migrations", None, "no Flask-Migrate yet"),
    (no_app, "app does not load", None, "no app yet"),
    (models_not_imported, "models ahead", None, "knows no model.* import the module"),
    (nothing_at_all, "in step", None, "there is nothing.*import the module"),
    (a_column_that_the_models_let_go, "models ahead", "flask db migrate -m 'drop name from speaker'", "values in it"),
    (a_column_with_another_name, "models ahead", "flask db migrate -m 'change speaker'", "takes a rename for a drop"),
    (a_column_that_may_be_empty, "models ahead", "flask db migrate -m 'change name of speaker'", r"NOT NULL → NULL\)"),
    (a_script_that_drops, "database behind", "flask db upgrade", r"It drops column speaker\.name, with the values in"),
    (a_script_whose_work_is_there, "database behind", "flask db stamp aaa", "already has all that aaa would make"),
    (a_script_edited_after_it_had_run, "drift", None, r"it lacks column speaker\.bio, which the scripts make"),
    (default_not_compared, "in step", None, "listed apart"),
]


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
    assert broken.sentence.endswith("The models below are the last that could be read.")
    assert "ModuleNotFoundError: No module named 'nowhere'" in (broken.problem or "")
    models(project, MODELS + BIO)
    assert project.places() == good


def test_a_fresh_interpreter_sees_the_same(folder, project):
    draft_not_applied(project)
    fresh = Project(folder, stable=True, fork=False)
    assert fresh.places() == project.places()
    assert fresh.schema_at(head(fresh)) == project.schema_at(head(project))


def test_as_text_it_ends_with_the_command_to_type(project):
    draft_missing(project)
    assert str(project.places()).splitlines() == [
        "The models want column speaker.bio that no script makes yet. flask db migrate drafts one.",
        "+ column speaker.bio  VARCHAR  NULL  (models has · scripts lacks · database lacks)",
        "Next: flask db migrate -m 'add bio to speaker'",
    ]
