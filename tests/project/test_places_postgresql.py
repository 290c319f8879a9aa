"""The three places on PostgreSQL, where they differ from SQLite: a server, its rights, and what only it has."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, text

from migration_lab.project import Project, open_project
from migration_lab.project.commands.runner import Runner
from migration_lab.project.kept_replays import CannotReplay
from tests.project.other_shapes import GLOBAL_DB, prepare, write

pytestmark = pytest.mark.postgres

CREATE_ALL = "\nwith app.app_context():\n    db.create_all()\n"
READS = "\nwith app.app_context():\n    print(db.session.query(Post).count())\n"
BODY = "    body = db.Column(db.Text)\n"
TRIES_TO_LOCK = """
    import os
    from sqlalchemy import create_engine, event, text
    with op.get_bind().engine.connect() as other:  # on this server, so it can see who holds what
        held = other.execute(text("SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
                                  "WHERE d.datname = :name AND relation > 16383 AND pid <> pg_backend_pid()"),
                             {"name": os.environ["BLOG_URL"].rpartition("/")[2].partition("?")[0]}).scalar_one()
    assert not held, f"{held} locks are held"
"""
OTHER_SCHEMA = """
class Note(db.Model):
    __table_args__ = {"schema": "extra"}
    id = db.Column(db.Integer, primary_key=True)
"""


@pytest.fixture
def folder(tmp_path: Path, postgres_url: URL, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose database is a fresh one on the server."""
    monkeypatch.setenv("BLOG_URL", postgres_url.render_as_string(hide_password=False))
    return blog(tmp_path / "blog")


@pytest.fixture
def project(folder: Path, runner: Runner) -> Project:
    return open_project(folder, app="blog", runner=runner)


def blog(folder: Path, start: str = "") -> Path:
    return write(folder, GLOBAL_DB, url='os.environ["BLOG_URL"]', start=start)


def terminal(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "FLASK_APP": "blog"}
    command = [sys.executable, "-m", "flask", *words]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def flask(folder: Path, *words: str) -> None:
    prepare(folder, "blog", *words)


def upgraded(folder: Path) -> None:
    for words in (("db", "init"), ("db", "migrate", "-m", "first"), ("db", "upgrade")):
        flask(folder, *words)


def scratch_databases(server: Engine) -> list[str]:
    with server.connect() as connection:
        names = connection.execute(text("SELECT datname FROM pg_database")).scalars()
        return [name for name in names if name.startswith("migration_lab_scratch_")]


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


@pytest.mark.parametrize("start", [CREATE_ALL, READS], ids=["create_all", "reads"])
def test_an_app_that_uses_its_database_as_it_starts(folder, runner, postgres, start):
    upgraded(folder)
    blog(folder, "\nclass Tag(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n" + start)
    project = open_project(folder, app="blog", runner=runner)
    places = project.places()
    assert [row.name for row in places.rows] == ["tag"]
    with postgres.connect() as connection:
        assert connection.execute(text("SELECT to_regclass('tag')")).scalar() is None
    # With create_all(), the check makes the missing table by starting the app, and is then content: so are we before.
    assert places.state == ("drift" if start == CREATE_ALL else "models ahead"), str(places)
    code = terminal(folder, "db", "check").returncode
    assert places.in_step == project.places().in_step == (code == 0) == (start == CREATE_ALL)


def test_what_the_app_makes_otherwise_than_the_models_say_is_not_taken_for_made(folder, runner):
    """A table that raw SQL makes as the app starts: the real check finds that it is not what the models want."""
    upgraded(folder)
    raw = "db.session.execute(db.text('CREATE TABLE IF NOT EXISTS tag (id integer PRIMARY KEY, odd text)'))"
    start = f"\nwith app.app_context():\n    {raw}\n    db.session.commit()\n"
    blog(folder, "\nclass Tag(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n" + start)
    places = open_project(folder, app="blog", runner=runner).places()
    assert places.in_step == (terminal(folder, "db", "check").returncode == 0)
    assert not places.in_step


INSERTS = "\nwith app.app_context():\n    db.session.add(Post(title='x'))\n    db.session.commit()\n"


def test_an_app_that_writes_rows_as_it_starts_cannot_be_looked_at_and_is_not_called_broken(folder, runner, postgres):
    upgraded(folder)
    blog(folder, INSERTS)
    places = open_project(folder, app="blog", runner=runner).places()
    assert (places.state, places.in_step) == ("cannot look", False)
    assert "writes to its database when it starts" in places.sentence
    with postgres.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM post")).scalar() == 0


def test_an_app_that_was_started_on_an_empty_database_then_sees_its_own(folder, runner):
    upgraded(folder)
    blog(folder, "\nclass Tag(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n" + CREATE_ALL)
    project = open_project(folder, app="blog", runner=runner)
    [head] = project.history().heads
    assert head in project.run("db", "current").result.output


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


AT_THE_END = """
import atexit

def bye():
    with app.app_context():
        db.session.execute(db.text("SELECT 1"))

atexit.register(bye)
"""
HOLDS = """
with app.app_context():
    held = db.engine.connect()
    held.execute(db.text("SELECT 1 FROM post"))
"""
ASKS = """
import threading, time

def ask():
    while True:
        try:
            with app.app_context():
                db.session.execute(db.text("SELECT count(*) FROM post"))
        except Exception:
            pass
        time.sleep(0.01)

threading.Thread(target=ask, daemon=True).start()
"""


def test_an_app_that_asks_its_database_as_it_ends_leaves_no_scratch_database(folder, project, postgres_server):
    upgraded(folder)
    blog(folder, AT_THE_END)
    assert project.places().state == "in step"
    assert scratch_databases(postgres_server) == []


def test_an_app_with_a_thread_that_asks_its_database_is_seen_as_it_is(folder, project, postgres_server):
    upgraded(folder)
    blog(folder, ASKS)
    for _ in range(2):
        places = project.places()
        assert places.sentence.startswith("In step: models, scripts and database agree"), places
    assert scratch_databases(postgres_server) == []


def test_a_transaction_that_an_app_holds_open_holds_no_lock_while_scripts_run(folder, project, postgres):
    """Otherwise an upgrade in a terminal waits for the look, and all others wait for that upgrade."""
    upgraded(folder)
    blog(folder, HOLDS)
    assert project.places().state == "in step"
    [script] = (folder / "schema_history" / "versions").glob("*.py")
    source = script.read_text(encoding="utf-8")
    script.write_text(source.replace("def upgrade():\n", f"def upgrade():\n{TRIES_TO_LOCK}\n"), encoding="utf-8")
    places = project.places()
    assert places.state == "in step", places
    assert "What the scripts make is not known" not in str(places)
