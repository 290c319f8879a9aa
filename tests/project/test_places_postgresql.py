"""The three places on PostgreSQL, where they differ from SQLite: a server, its rights, and what only it has."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from migration_lab.project import open_project
from migration_lab.project.kept_replays import CannotReplay
from tests.project.blog_on_postgresql import blog, flask, folder, project, scratch_databases, terminal, upgraded

__all__ = ["folder", "project"]
pytestmark = pytest.mark.postgres

BODY = "    body = db.Column(db.Text)\n"
OTHER_SCHEMA = """
class Note(db.Model):
    __table_args__ = {"schema": "extra"}
    id = db.Column(db.Integer, primary_key=True)
"""


def test_the_states_one_after_the_other(folder, project, postgres, postgres_server):
    """From nothing to in step, to drift; each time what flask db check says; and nothing is left on the server."""

    def look() -> tuple[str, str | None]:
        places = project.places()
        assert scratch_databases(postgres_server) == []
        assert places.in_step == (terminal(folder, "db", "check").returncode == 0), str(places)
        return places.state, places.next_command

    assert look() == ("no migrations", "flask db init")
    flask(folder, "db", "init")
    assert look() == ("models ahead", "flask db migrate -m 'create post'")
    flask(folder, "db", "migrate", "-m", "first")
    assert look() == ("empty", "flask db upgrade")
    flask(folder, "db", "upgrade")
    assert look() == ("in step", None)
    blog(folder, BODY)
    assert look() == ("models ahead", "flask db migrate -m 'add body to post'")
    flask(folder, "db", "migrate", "-m", "body")
    assert look() == ("database behind", "flask db upgrade")
    flask(folder, "db", "upgrade")
    with postgres.begin() as connection:
        connection.execute(text("ALTER TABLE post ADD COLUMN odd integer"))
    assert look() == ("drift", None)
    blog(folder, BODY + "    odd = db.Column(db.Integer)\n")
    assert look() == ("drift", None)
    with postgres.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'feed'"))
    assert look() == ("unknown version", None)
    with postgres.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    assert look()[0] == "no alembic_version"


def test_looking_makes_no_alembic_version_as_the_check_would(project, folder, postgres):
    flask(folder, "db", "init")
    project.places()
    with postgres.connect() as connection:
        assert connection.execute(text("SELECT to_regclass('alembic_version')")).scalar() is None


def test_an_engine_with_a_function_of_its_own_to_connect_is_refused(folder, runner, postgres, postgres_url):
    """SQLAlchemy then asks nobody else, so a pending script would run on the real database."""
    upgraded(folder)
    dsn = postgres_url.set(drivername="postgresql").render_as_string(hide_password=False)
    creator = f'{{"creator": lambda: __import__("psycopg").connect({dsn!r})}}'
    source = (folder / "blog.py").read_text(encoding="utf-8")
    options = f'app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {creator}\ndb = SQL'
    (folder / "blog.py").write_text(source.replace("db = SQL", options), encoding="utf-8")
    [script] = (folder / "schema_history" / "versions").glob("*.py")
    terminal(folder, "db", "stamp", "base")
    project = open_project(folder, app="blog", runner=runner)
    places = project.places()
    with pytest.raises(CannotReplay, match="so it refused a connection"):
        project.schema_at(script.name.partition("_")[0])
    with postgres.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 0
    assert (places.state, places.in_step) == ("cannot look", False)


def test_a_script_that_changes_the_whole_server_is_not_tried(folder, project, postgres_server):
    upgraded(folder)
    [script] = (folder / "schema_history" / "versions").glob("*.py")
    body = script.read_text(encoding="utf-8")
    role = "    op.execute('CREATE ROLE lab_never_made')\n    # ###"
    script.write_text(body.replace("    # ###", role, 1), encoding="utf-8")
    places = project.places()
    assert "refused SQL that changes the whole server and not one database (CREATE ROLE …)" in places.problem
    assert places.in_step == (terminal(folder, "db", "check").returncode == 0)
    with postgres_server.connect() as connection:
        found = connection.execute(text("SELECT count(*) FROM pg_roles WHERE rolname = 'lab_never_made'"))
        assert found.scalar() == 0
    assert scratch_databases(postgres_server) == []


def test_tables_in_another_schema(folder, project, postgres):
    blog(folder, OTHER_SCHEMA)
    with postgres.begin() as connection:
        connection.execute(text("CREATE SCHEMA extra"))
    assert "extra.note" in [row.name for row in project.places().rows]


def test_a_role_that_may_not_create_databases_is_told_and_the_rest_is_shown(
    folder, runner, postgres, postgres_url, monkeypatch
):
    upgraded(folder)
    with postgres.begin() as connection:
        connection.execute(text("CREATE ROLE humble LOGIN PASSWORD 'hidden' NOCREATEDB"))
        connection.execute(text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO humble"))
    try:
        url = postgres_url.set(username="humble", password="hidden").render_as_string(hide_password=False)
        monkeypatch.setenv("BLOG_URL", url)
        project = open_project(folder, app="blog", runner=runner)
        places = project.places()
        assert (places.state, places.in_step) == ("in step", True)
        assert "The role humble may not create a scratch database" in places.problem
        assert "hidden" not in f"{places!r} {project.address}"
        blog(folder, BODY)
        places = project.places()
        assert places.state == "models ahead"
        [row] = places.rows
        assert (row.name, row.models, row.scripts, row.database) == ("post.body", "has", "unknown", "lacks")
        assert places.in_step == (terminal(folder, "db", "check").returncode == 0)
    finally:
        with postgres.begin() as connection:
            connection.execute(text("DROP OWNED BY humble"))
            connection.execute(text("DROP ROLE humble"))


def test_a_server_that_does_not_answer(folder, runner, monkeypatch):
    monkeypatch.setenv("BLOG_URL", "postgresql+psycopg://me:hidden@127.0.0.1:1/nothing")
    places = open_project(folder, app="blog", runner=runner).places()
    assert (places.state, places.in_step) == ("unreachable database", False)
    assert "hidden" not in repr(places)


def test_the_history_is_replayed_on_a_scratch_database(folder, project, postgres_server):
    upgraded(folder)
    [revision] = project.history().revisions
    assert project.schema_at(revision.id).dialect == "postgresql"
    assert project.schema_at(revision.id).table("post").column("title").type == "character varying(80)"
    assert [statement.sql.split("(")[0].strip() for statement in project.revision_sql(revision.id)] == [
        "CREATE TABLE post",
        "INSERT INTO alembic_version",
    ]
    assert scratch_databases(postgres_server) == []
