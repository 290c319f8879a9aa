"""Functions, extensions, domains and statistics in the three places and on a card: ``flask db check`` sees none."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, text

from migration_lab.project import Project, open_project
from migration_lab.project.commands.runner import Runner
from migration_lab.widgets import Card
from tests.project.other_shapes import GLOBAL_DB, terminal, upgraded, write

pytestmark = pytest.mark.postgres

TAX = "CREATE FUNCTION tax(price numeric) RETURNS numeric LANGUAGE sql RETURN price * 0.2"
CITEXT = '    email = db.Column(__import__("sqlalchemy.dialects.postgresql").dialects.postgresql.CITEXT)\n'
SCRIPT = """
from alembic import op

revision = "cafe"
down_revision = {before!r}


def upgrade():
    op.execute({sql!r})


def downgrade():
    pass
"""


@pytest.fixture
def folder(tmp_path: Path, postgres_url: URL, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose database is a fresh one on the server, and has run the first script."""
    monkeypatch.setenv("BLOG_URL", postgres_url.render_as_string(hide_password=False))
    return upgraded(write(tmp_path / "blog", GLOBAL_DB, url='os.environ["BLOG_URL"]', start=""), "blog")


@pytest.fixture
def project(folder: Path, runner: Runner) -> Project:
    return open_project(folder, app="blog", runner=runner, read_only=False)


def script(folder: Path, sql: str) -> None:
    """A second script that runs this SQL."""
    versions = folder / "schema_history" / "versions"
    [first] = versions.glob("*.py")
    before = first.name.partition("_")[0]
    (versions / "cafe_.py").write_text(SCRIPT.format(before=before, sql=sql), encoding="utf-8")


def execute(engine: Engine, sql: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(sql))


def test_a_script_that_makes_a_function_is_told_and_is_not_compared(folder, project):
    script(folder, TAX)
    step = project.run("db", "upgrade")
    assert str(step.difference) == "+ function tax(numeric)  RETURNS numeric  LANGUAGE sql"
    assert "+ function tax(numeric)  RETURNS numeric  LANGUAGE sql" in str(Card(step)).splitlines()
    places = project.places()
    assert (places.state, places.in_step, places.rows) == ("in step", True, ()), str(places)
    assert places.not_compared == ("- function tax(numeric)  RETURNS numeric  LANGUAGE sql",)
    assert terminal(folder, "blog", "db", "check").returncode == 0


def test_a_function_that_somebody_changed_by_hand_is_drift(folder, project, postgres):
    script(folder, TAX)
    project.run("db", "upgrade")
    execute(postgres, TAX.replace("CREATE", "CREATE OR REPLACE").replace("0.2", "0.1"))
    places = project.places()
    assert places.state == "drift"
    [row] = places.rows
    assert (row.kind, row.name, row.models, row.scripts) == ("function", "tax(numeric)", "lacks", "has")
    assert row.database == "differs"


def test_what_no_model_can_hold_is_to_be_written_into_a_script(project, postgres):
    execute(postgres, TAX)
    places = project.places()
    assert (places.state, places.in_step) == ("drift", True)
    assert "it has function tax(numeric), which no script makes" in places.sentence
    assert "into the models" not in places.sentence
    assert "a revision (flask db revision" in places.sentence


def test_an_extension_that_whoever_runs_the_server_installed_is_no_drift(project, postgres):
    execute(postgres, "CREATE EXTENSION pg_stat_statements")
    places = project.places()
    assert (places.state, places.in_step, places.rows) == ("in step", True, ()), str(places)
    assert places.not_compared == ("- extension pg_stat_statements  1.12",)


def test_an_extension_that_the_scripts_make_and_the_database_lacks_is_drift(folder, project, postgres):
    script(folder, "CREATE EXTENSION hstore")
    project.run("db", "upgrade")
    assert project.places().state == "in step"
    execute(postgres, "DROP EXTENSION hstore")
    places = project.places()
    assert places.state == "drift"
    assert "exactly what the scripts make up to" in places.sentence
    assert [(row.name, row.scripts, row.database) for row in places.rows] == [("hstore", "has", "lacks")]


@pytest.mark.parametrize("who", ["a script", "the server"])
def test_models_of_a_type_from_an_extension_can_be_made(folder, project, postgres, who):
    if who == "a script":
        script(folder, "CREATE EXTENSION citext")
    else:
        execute(postgres, "CREATE EXTENSION citext")
    source = (folder / "blog.py").read_text(encoding="utf-8")
    (folder / "blog.py").write_text(source + CITEXT, encoding="utf-8")
    for places in (project.places(), project.places()):
        assert places.problem is None
        rows = {row.name: (row.models, row.scripts, row.database) for row in places.rows}
        assert rows["post.email"] == ("has", "lacks", "lacks")
        assert rows.get("citext") == (("lacks", "has", "lacks") if who == "a script" else None)
