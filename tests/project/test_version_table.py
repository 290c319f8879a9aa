"""Alembic's own table under any name is Alembic's, for all that shows tables; and empty is not missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, text

from migration_lab.backends.version_table import name_in, only_writes
from migration_lab.kernel.board_questions import going_to, revision
from migration_lab.project import Project, Step, open_project
from migration_lab.project.commands.runner import Runner
from migration_lab.schema import Column, Schema, Table
from migration_lab.widgets import Card, Diagram, SqlView, TablesView
from tests.project import by_hand
from tests.project.conftest import APP
from tests.project.other_shapes import GLOBAL_DB, terminal, upgraded, write


@pytest.fixture(params=["Migrate()", "env.py"])
def custom(request: pytest.FixtureRequest, folder: Path, runner: Runner) -> Project:
    """A project whose versions are in the table ``history``, and which has not run its one script."""
    project = Project(folder, stable=True, runner=runner)
    if request.param == "Migrate()":
        named = APP.replace("Migrate(app, db)", 'Migrate(app, db, version_table="history")')
        (folder / "app.py").write_text(named, encoding="utf-8")
    assert project.run("db", "init").result.ok
    if request.param == "env.py":
        env = folder / "migrations" / "env.py"
        named = env.read_text(encoding="utf-8").replace(
            "context.configure(", 'context.configure(version_table="history", '
        )
        env.write_text(named, encoding="utf-8")
    return project


def upgrade(project: Project) -> Step:
    assert project.run("db", "migrate", "-m", "speakers").result.ok
    return project.run("db", "upgrade")


def test_the_card_takes_it_for_alembics(custom):
    project = custom
    made = str(Card(project.run("db", "migrate", "-m", "speakers")))
    assert "made history, still without a revision" in made
    assert "+ history: Alembic's own table" in made
    step = project.run("db", "upgrade")
    [head] = project.history().heads
    card = str(Card(step))
    assert (step.revisions_before, step.revisions_after) == ((), (head,))
    assert f"revision <base> → {head}" in card
    assert "made 1 table: speaker" in card
    assert "INTO history" not in card
    assert [rows.table for rows in step.rows] in ([], ["speaker"])
    project.run("seed")
    back = project.run("db", "downgrade")
    assert (back.revisions_before, back.revisions_after) == ((head,), ())
    assert "history" not in str(Card(back))


def test_tables_diagram_history_sql_and_losses_take_it_for_alembics(custom):
    project = custom
    step = upgrade(project)
    schema = project.read()
    [one] = project.history().revisions
    assert "history: Alembic's own table" in str(TablesView(schema))
    assert "1 table" in TablesView(schema).state()["title"]
    assert "history" not in str(Diagram(schema))
    assert project.history().current == (one.id,)
    assert [table["name"] for table in revision(project, {"id": one.id})["tables"]] == ["speaker"]
    assert going_to(project, "")["losses"] == ["speaker"]
    assert [sql["bookkeeping"] for sql in SqlView([step]).state()[0]["statements"]] == [False, True]
    places = project.places()
    assert (places.state, places.rows, places.current) == ("in step", (), (one.id,))


def test_the_table_of_another_project_is_not_taken_for_it(custom):
    """As ``flask db check`` sees it: a table that no model has."""
    project = custom
    upgrade(project)
    project.places()  # what env.py says is known from the first look on, which a board takes when it is opened
    by_hand.sql(project, "CREATE TABLE alembic_version (version_num VARCHAR(32) CONSTRAINT a_pkc PRIMARY KEY)")
    assert "alembic_version: 1 column" in str(TablesView(project.read()))
    places = project.places()
    assert [row.name for row in places.rows] == ["alembic_version"]
    assert not places.in_step
    assert project.run("db", "check").result.exit_code == 1


def test_it_is_known_although_env_py_fails(custom):
    project = custom
    upgrade(project)
    env = project.path / "migrations" / "env.py"
    env.write_text("1 / 0\n" + env.read_text(encoding="utf-8"), encoding="utf-8")
    places = Project(project.path, stable=True, runner=project._runner).places()
    assert places.state == "check fails"
    assert "history" not in str(places)


@pytest.mark.parametrize("how", ["stamp base", "downgrade"])
def test_an_alembic_version_that_holds_nothing_is_not_called_missing(project, how):
    by_hand.upgraded(project)
    if how == "downgrade":
        [path] = (project.path / "migrations" / "versions").glob("*.py")
        script = path.read_text(encoding="utf-8")
        path.write_text(script.replace("op.drop_table", "pass  # op.drop_table"), encoding="utf-8")
    assert project.run("db", *how.split(), *(["base"] if how == "downgrade" else [])).result.ok
    places = project.places()
    assert places.state == "empty alembic_version"
    assert "(speaker) and an alembic_version without a revision, so Alembic thinks that it is empty" in places.sentence
    assert "no alembic_version" not in places.sentence
    assert places.next_command == "flask db stamp head"


@pytest.mark.postgres
def test_it_may_be_in_a_schema_of_its_own(tmp_path: Path, runner, postgres: Engine, postgres_url: URL, monkeypatch):
    with postgres.begin() as connection:
        connection.execute(text("CREATE SCHEMA own"))
    monkeypatch.setenv("BLOG_URL", postgres_url.render_as_string(hide_password=False))
    folder = write(tmp_path / "blog", GLOBAL_DB, url='os.environ["BLOG_URL"]', start="")
    module = folder / "blog.py"
    given = 'version_table_schema="own", compare_server_default'
    module.write_text(module.read_text(encoding="utf-8").replace("compare_server_default", given), encoding="utf-8")
    project = open_project(upgraded(folder, "blog"), app="blog", runner=runner)
    assert project.versions() == project.history().heads != ()
    assert "own.alembic_version: Alembic's own table" in str(TablesView(project.read()))
    assert "alembic_version" not in str(Diagram(project.read()))
    places = project.places()
    assert places.in_step == (terminal(folder, "blog", "db", "check").returncode == 0)
    assert places.rows == ()


def test_what_is_said_of_the_default_schema_means_the_bare_name():
    [table, other] = (
        Table(name, (Column("version_num", "text"),)) for name in ("alembic_version", "own.alembic_version")
    )
    schema = Schema("postgresql", (table, other), schemas=("own",))
    assert name_in(schema, "public.alembic_version") == name_in(schema, None) == "alembic_version"
    assert name_in(schema, "own.alembic_version") == "own.alembic_version"


def test_a_statement_is_bookkeeping_when_it_only_writes_there():
    for sql in (
        "INSERT INTO mine (version_num) VALUES ('a')",
        'UPDATE "mine" SET version_num=1',
        "\n\tCREATE TABLE mine (",
        "drop table if exists mine",
    ):
        assert only_writes(sql, "mine")
        assert not only_writes(sql, "min")
    assert only_writes("DELETE FROM extra.mine WHERE 1", "extra.mine")
    assert only_writes('DELETE FROM "extra"."mine" WHERE 1', "extra.mine")
    assert not only_writes("UPDATE talk SET minutes = 'mine'", "mine")
    assert not only_writes("CREATE INDEX mine ON talk (a)", "mine")
    assert not only_writes("UPDATE mine.talk SET a = 1", "mine.x")
