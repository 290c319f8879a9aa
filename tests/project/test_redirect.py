"""What an app does with databases of its own accord: redirected, or refused, and never done to the real ones."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing

import pytest

from migration_lab.child.sandbox.redirect import LARGEST_COPY, Redirect
from migration_lab.project import open_project
from migration_lab.project.commands.choosing import make_runner
from migration_lab.project.kept_replays import CannotReplay
from tests.project.conftest import WAYS
from tests.project.other_shapes import CREATE_ALL, blog, hashes, terminal, upgraded

RAW = """
import sqlite3
sqlite3.connect(os.path.join(app.instance_path, "blog.sqlite")).execute("CREATE TABLE raw (x)")
"""
AROUND = """
import _sqlite3
_sqlite3.Connection(os.path.join(app.instance_path, "blog.sqlite")).execute("CREATE TABLE raw (x)")
"""
ATTACH = """
with app.app_context(), db.engine.connect() as connection:
    connection.exec_driver_sql("ATTACH DATABASE '%s/blog.sqlite' AS other" % app.instance_path)
    connection.exec_driver_sql("CREATE TABLE other.attached (x)")
"""
SORTS = """
import sqlite3
numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
sqlite3.connect("").execute(f"CREATE TABLE sorted AS {numbers} SELECT randomblob(3000) AS x FROM n ORDER BY x")
"""
"""In a database that SQLite keeps in a temporary file, as it does while it sorts."""


def test_a_raw_connection_of_the_app_goes_to_a_copy(tmp_path, runner):
    """To its own database, and to a file of its own that SQLAlchemy knows nothing of."""
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    cache = 'sqlite3.connect(os.path.join(app.root_path, "cache.db")).execute("CREATE TABLE IF NOT EXISTS c (x)")\n'
    blog(folder, start=RAW + cache)
    before = hashes(folder)
    places = open_project(folder, app="blog", runner=runner).places()
    assert hashes(folder) == before
    assert "raw" in str(places), places.sentence


@pytest.mark.parametrize("fork", WAYS)
def test_sqlite_finds_room_for_its_temporary_files(tmp_path, fork):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    blog(folder, start=SORTS)
    with closing(make_runner(fork)) as runner:
        places = open_project(folder, app="blog", runner=runner).places()
    assert (places.state, places.problem) == ("in step", None)


@pytest.mark.parametrize(
    ("start", "reason"),
    [(ATTACH, "refused ATTACH DATABASE"), (AROUND, "that goes around sqlite3.connect")],
    ids=["ATTACH", "the C class"],
)
def test_connections_that_cannot_be_redirected_are_refused(tmp_path, runner, start, reason):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    blog(folder, start=start)
    before = hashes(folder)
    places = open_project(folder, app="blog", runner=runner).places()
    assert hashes(folder) == before
    assert places.state == "cannot look"
    assert reason in places.sentence


def test_an_engine_with_a_function_of_its_own_to_connect_is_refused(tmp_path, runner):
    """SQLAlchemy then asks nobody else, so a pending script would run on the real database."""
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    path = (folder / "instance" / "blog.sqlite").as_posix()
    options = (
        f'app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {{"creator": lambda: __import__("sqlite3").connect({path!r})}}'
    )
    module = (folder / "blog.py").read_text(encoding="utf-8")
    (folder / "blog.py").write_text(module.replace("db = SQL", f"{options}\ndb = SQL"), encoding="utf-8")
    [script] = (folder / "schema_history" / "versions").glob("*.py")
    text = script.read_text(encoding="utf-8").replace(
        "    # ###", '    op.execute("CREATE TABLE bad (x)")\n    # ###', 1
    )
    script.write_text(text, encoding="utf-8")
    terminal(folder, "blog", "db", "stamp", "base")
    before = hashes(folder)
    project = open_project(folder, app="blog", runner=runner)
    places = project.places()
    with pytest.raises(CannotReplay, match="creator="):
        project.schema_at(project.history().heads[0])
    assert hashes(folder) == before
    assert (places.state, places.in_step) == ("cannot look", False)
    assert "creator=" in places.sentence


def test_a_script_that_starts_another_program_is_not_tried(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    [script] = (folder / "schema_history" / "versions").glob("*.py")
    text = script.read_text(encoding="utf-8")
    run = "    __import__('subprocess').run(['touch', 'made-by-script'])\n    # ###"
    script.write_text(text.replace("    # ###", run, 1), encoding="utf-8")
    before = hashes(folder)
    places = open_project(folder, app="blog", runner=runner).places()
    assert hashes(folder) == before
    assert (places.state, places.in_step) == ("in step", True)
    assert "What the scripts make is not known" in places.sentence
    assert "refused another program, touch made-by-script" in places.problem


def test_a_journal_that_a_killed_program_left_is_not_rolled_back(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    database = folder / "instance" / "blog.sqlite"
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO post (title) VALUES (?)", [("x" * 1000,)] * 500)
        left = {name: (database.with_name(name)).read_bytes() for name in (database.name, f"{database.name}-journal")}
        connection.execute("ROLLBACK")
    for name, data in left.items():
        database.with_name(name).write_bytes(data)
    before = hashes(folder)
    open_project(folder, app="blog", runner=runner).places()
    assert hashes(folder) == before


def test_a_large_database_is_not_copied_but_opened_for_reading(tmp_path):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    blog(folder, start="\nwith app.app_context():\n    db.session.execute(db.select(Post))\n")
    (scratch := tmp_path / "scratch").mkdir()
    before = hashes(folder)
    program = f"""
from migration_lab.child import execute as child
from migration_lab.child import ending
from migration_lab.values import typed_json, wire
from migration_lab.child.sandbox import redirect
redirect.LARGEST_COPY = 0
environment = {{**__import__("os").environ, "FLASK_APP": "blog"}}
request = wire.Request(wire.LookAtPlaces(), {str(folder)!r}, environment, scratch={str(scratch)!r})
reports, end = [], ending.Ending()
end.command(reports.append)
child.execute(request, end)
looked = typed_json.decode(wire.Report, reports[-1]).looked
assert looked.checked.exit_code == 0, looked
assert looked.models[""].table("post") == looked.scripts[""].table("post")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not list(scratch.glob("copy-*"))
    assert hashes(folder) == before


def test_a_large_database_of_an_app_that_makes_its_tables_itself(tmp_path, runner):
    """It can be started on an empty database only, and still the check is foretold."""
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    blog(folder, start="\nclass Tag(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n" + CREATE_ALL)
    with closing(sqlite3.connect(folder / "instance" / "blog.sqlite")) as connection:
        connection.execute("CREATE TABLE ballast (x)")
        connection.execute("INSERT INTO ballast VALUES (zeroblob(?))", (LARGEST_COPY + 1,))
        connection.commit()
        before = hashes(folder)
        places = open_project(folder, app="blog", runner=runner).places()
        assert hashes(folder) == before
        assert [row.name for row in places.rows] == ["ballast", "tag"]
        assert [str(change) for change in places.changes] == ["- table ballast  (x)"]
        connection.execute("DROP TABLE ballast")
        connection.commit()
    places = open_project(folder, app="blog", runner=runner).places()
    assert places.in_step == (terminal(folder, "blog", "db", "check").returncode == 0)
    assert (places.in_step, places.state) == (True, "drift")
    assert [row.name for row in places.rows] == ["tag"]


def test_an_app_that_writes_rows_as_it_starts_is_not_said_to_be_broken(tmp_path, runner):
    """On a large SQLite, which is not copied, it cannot be started without writing; nor on an empty database."""
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    with closing(sqlite3.connect(folder / "instance" / "blog.sqlite")) as connection:
        connection.execute("CREATE TABLE ballast (x)")
        connection.execute("INSERT INTO ballast VALUES (zeroblob(?))", (LARGEST_COPY + 1,))
        connection.commit()
    blog(folder, start="\nwith app.app_context():\n    db.session.add(Post(title='x'))\n    db.session.commit()\n")
    places = open_project(folder, app="blog", runner=runner).places()
    assert places.state == "cannot look"
    assert "writes to its database when it starts" in places.sentence


TOKEN = """
from sqlalchemy import Engine, event

asked = []


@event.listens_for(Engine, "do_connect")
def give_token(dialect, record, arguments, parameters):
    asked.append(parameters)


with app.app_context(), db.engine.connect():
    assert asked, "nobody was asked for the token"
"""


def test_an_app_that_gives_its_password_only_as_it_connects_is_asked_for_it(tmp_path, runner):
    """By SQLAlchemy's own recipe for tokens that expire."""
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    blog(folder, start=TOKEN)
    places = open_project(folder, app="blog", runner=runner).places()
    assert places.in_step, places


BACKUP = """
import sqlite3
os.makedirs("backups", exist_ok=True)
copy = os.path.join("backups", "blog.bak")
with sqlite3.connect(os.path.join(app.instance_path, "blog.sqlite")) as source, sqlite3.connect(copy) as target:
    source.backup(target)
os.chmod(copy, 0o600)
assert os.path.getsize(copy) and os.listdir("backups") == ["blog.bak"]
"""


def test_an_app_finds_the_database_files_that_it_has_made(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    blog(folder, start=BACKUP)
    before = hashes(folder)
    places = open_project(folder, app="blog", runner=runner).places()
    assert places.state == "in step", places
    assert hashes(folder) == before


AT_THE_END = """
import atexit

def bye():
    with open("bye.log", "w") as file:
        file.write("x")

atexit.register(bye)
"""


def test_what_an_app_writes_as_it_ends_goes_to_copies_too(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    blog(folder, start=AT_THE_END)
    before = hashes(folder)
    step = open_project(folder, app="blog", runner=runner).run("db", "current")
    assert "Error" not in step.result.output
    assert hashes(folder) == before


def test_threads_that_connect_at_once_get_one_database(tmp_path, monkeypatch):
    redirect, made = Redirect(tmp_path / "scratch", "models"), []

    def slowly(real, stage):
        made.append(real)
        time.sleep(0.2)
        return str(tmp_path / f"{len(made)}.sqlite")

    monkeypatch.setattr(redirect, "_new_file", slowly)
    address = str(tmp_path / "real.sqlite")
    threads = [threading.Thread(target=redirect._raw_sqlite, args=(address, False)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
