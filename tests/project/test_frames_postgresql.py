"""The rows between a command's statements on the lab's own PostgreSQL, and none on a server of anybody else."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text

from migration_lab.backends.postgresql import template_copies
from migration_lab.backends.postgresql.embedded_server import serve
from migration_lab.backends.postgresql.postgresql_frames import PostgresqlFrames
from migration_lab.project import Project
from migration_lab.project.commands.runner import Runner
from migration_lab.rows.recorded import end_of
from migration_lab.values.frames import ROLLBACK
from migration_lab.values.result import Step
from migration_lab.widgets import Card
from tests.project.conftest import APP, MODELS
from tests.project.small import command, ready

pytestmark = pytest.mark.postgres
LINE = '"sqlite:///conference.db"'


@pytest.fixture(scope="module")
def own(project_with_server: Path, runner: Runner) -> Project:
    """The small project on the lab's own server, with two speakers."""
    root = project_with_server
    address, _ = template_copies.provide(root, "frames")
    (root / "app.py").write_text(APP.replace(LINE, repr(address)), encoding="utf-8")
    (root / "models.py").write_text(MODELS, encoding="utf-8")
    return ready(Project(root, stable=True, runner=runner))


def tidy(project: Project, name: str, *statements: str) -> Step:
    """Run these statements in a transaction."""
    command(project, name, *(f"db.session.execute(db.text({one!r}))" for one in statements), "db.session.commit()")
    return project.run(name)


def said(step: Step) -> list[str]:
    motion = Card(step).state()["motion"]
    return [one["words"] for one in motion["steps"]] if motion else []


def test_a_column_comes_is_filled_gets_another_type_and_goes(own: Project) -> None:
    added = "ALTER TABLE speaker ADD COLUMN age INTEGER"
    step = tidy(
        own, "grow", added, "UPDATE speaker SET age = id * 30", "ALTER TABLE speaker ALTER COLUMN age TYPE text"
    )
    assert step.result.ok, step.result.output
    assert said(step) == [
        "speaker gets the column age: NULL in both rows",
        "age has a value in 2 of 2 rows, before in 0",
    ]
    assert [table.rows for frame in step.frames for table in frame.tables] == [
        (("1", "Ada", None), ("2", "Grace", None)),
        (("1", "Ada", "30"), ("2", "Grace", "60")),
    ]
    gone = tidy(own, "shrink", "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "ALTER TABLE speaker DROP COLUMN age")
    assert gone.result.ok, gone.result.output
    assert said(gone) == ["age is dropped, and with it 2 values"]


def test_what_failed_is_taken_back_and_shown_as_that(own: Project) -> None:
    step = tidy(own, "fail", "ALTER TABLE speaker RENAME COLUMN name TO full_name", "SELECT 1 / 0")
    assert not step.result.ok
    assert step.frames[-1].statement == ROLLBACK
    assert end_of(step.frames)["speaker"].columns == ("id", "name")
    assert [str(row[1]) for row in own.query("SELECT * FROM speaker ORDER BY id")] == ["Ada", "Grace"]


def test_a_look_that_fails_leaves_the_transaction_as_it_was(own: Project) -> None:
    engine, reader = create_engine(own.database.address), PostgresqlFrames()
    with engine.connect() as connection:
        connection.execute(text("UPDATE speaker SET name = 'Eve' WHERE id = 1"))
        with pytest.raises(Exception, match="nothing_there"), reader.cursor(connection) as cursor:
            cursor.execute("SELECT * FROM nothing_there")
        assert connection.execute(text("SELECT name FROM speaker WHERE id = 1")).scalar_one() == "Eve"
        connection.rollback()
    engine.dispose()


def test_a_table_without_a_key_is_read_too(own: Project) -> None:
    step = tidy(own, "loose", "CREATE TABLE loose (x text)", "INSERT INTO loose VALUES ('same'), ('same')")
    assert end_of(step.frames)["loose"].ids == ("(0,1)", "(0,2)")


def test_on_anybody_elses_server_nothing_is_read(project: Project, postgres_url: URL) -> None:
    app = project.path / "app.py"
    address = postgres_url.render_as_string(hide_password=False)
    app.write_text(app.read_text(encoding="utf-8").replace(LINE, repr(address)), encoding="utf-8")
    step = tidy(ready(project), "grow", "ALTER TABLE speaker ADD COLUMN age INTEGER")
    assert step.result.ok
    assert step.frames == ()


def test_a_second_connection_of_the_command_waits_for_no_lock_of_the_first(own: Project) -> None:
    body = """\
        with db.engine.begin() as first:
            first.execute(db.text("ALTER TABLE speaker ADD COLUMN held INTEGER"))
            with db.engine.begin() as second:
                second.execute(db.text("CREATE TABLE beside (id INTEGER PRIMARY KEY)"))
        """
    command(own, "two", *textwrap.dedent(body).splitlines())
    step = own.run("two")
    assert step.result.ok, step.result.output
    assert {"beside", "speaker"} <= {table.name for table in own.read().tables}
    assert "held" in {column.name for column in own.read().table("speaker").columns}


def test_the_server_is_the_projects_own(own: Project) -> None:
    assert own.database.url.database == "frames"
    with serve(own.path).maintenance.connect() as connection, PostgresqlFrames().cursor(connection) as cursor:
        assert PostgresqlFrames().may_read(cursor, own.path)
        assert not PostgresqlFrames().may_read(cursor, own.path.parent)
    assert not PostgresqlFrames().may_ask(own.path.parent)
