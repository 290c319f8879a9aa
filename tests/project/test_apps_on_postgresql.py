"""Apps that use their PostgreSQL by themselves, as they start, as they end or in a thread, while the lab looks."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from migration_lab.project import open_project
from tests.project.blog_on_postgresql import blog, folder, project, scratch_databases, terminal, upgraded
from tests.project.other_shapes import CREATE_ALL

__all__ = ["folder", "project"]
pytestmark = pytest.mark.postgres

READS = "\nwith app.app_context():\n    print(db.session.query(Post).count())\n"
INSERTS = "\nwith app.app_context():\n    db.session.add(Post(title='x'))\n    db.session.commit()\n"
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
TRIES_TO_LOCK = """
    import os
    from sqlalchemy import create_engine, event, text
    with op.get_bind().engine.connect() as other:  # on this server, so it can see who holds what
        held = other.execute(text("SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
                                  "WHERE d.datname = :name AND relation > 16383 AND pid <> pg_backend_pid()"),
                             {"name": os.environ["BLOG_URL"].rpartition("/")[2].partition("?")[0]}).scalar_one()
    assert not held, f"{held} locks are held"
"""


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
