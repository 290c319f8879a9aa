"""What a command's SQL is told as: rows counted as they are, and nothing that was refused or taken back as if it ran.

Being watched never makes a command fail. On SQLite, and on a real PostgreSQL with both of its drivers.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from migration_lab.project import Project, Statement
from migration_lab.project.commands.runner import Runner

ROWS = '[{"id": 1, "name": "Ada"}, {"id": 2, "name": "Grace"}]'
KINDS = [
    "sqlite",
    pytest.param("psycopg", marks=pytest.mark.postgres),
    pytest.param("psycopg2", marks=pytest.mark.postgres),
]
SCRIPT = """\
import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

revision = "1"
down_revision = None


class Base(DeclarativeBase):
    pass


class Guest(Base):
    __tablename__ = "guest"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    age: Mapped[int]


def upgrade():
    table = op.create_table("guest", sa.Column("id", sa.Integer, primary_key=True),
                            sa.Column("name", sa.String), sa.Column("age", sa.Integer))
"""
Make = Callable[[str], Project]


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def make(kind: str, folder: Path, runner: Runner, request: pytest.FixtureRequest) -> Make:
    """Make the project, with one revision that ends in these lines, on the kind of database."""

    def made(body: str = "", seed: str = "") -> Project:
        app = (folder / "app.py").read_text(encoding="utf-8")
        if kind != "sqlite":
            url = request.getfixturevalue("postgres_url").set(drivername=f"postgresql+{kind}")
            app = app.replace("sqlite:///conference.db", url.render_as_string(hide_password=False))
        if seed:
            app = app.replace('        db.session.add_all([Speaker(name="Ada"), Speaker(name="Grace")])\n', seed)
        app = app.replace("    return app\n", PAGE + "    return app\n")
        (folder / "app.py").write_text(app, encoding="utf-8")
        project = Project(folder, runner=runner)
        assert project.run("db", "init").result.ok
        lines = "".join(f"    {line}\n" for line in body.splitlines())
        (folder / "migrations" / "versions" / "1_guest.py").write_text(SCRIPT + lines, encoding="utf-8")
        return project

    return made


PAGE = """\
    @app.get("/add")
    def add():
        db.create_all()
        db.session.add_all([Speaker(name="Ada"), Speaker(name="Grace")])
        db.session.commit()
        return {"count": len(db.session.scalars(db.select(Speaker)).all())}

"""


def sql(step, word: str) -> list[Statement]:
    return [one for one in step.result.sql if one.sql.startswith(word)]


def fates(step, *words: str) -> list[tuple[str, bool, bool]]:
    """The first words of the statements that begin with one of these, and what became of each."""
    found = [one for one in step.result.sql if one.sql.startswith(words) and "alembic_version" not in one.sql]
    return [(" ".join(one.sql.split()[:3]), one.failed, one.rolled_back) for one in found]


def inserted(step) -> list[str]:
    """How many rows each INSERT into the project's tables was told to have."""
    return [
        one.parameters.partition(", the first of them ")[0] if "rows, the" in one.parameters else "1 row"
        for one in sql(step, "INSERT INTO")
        if "alembic_version" not in one.sql
    ]


def test_a_bulk_insert_of_two_rows_runs_and_is_told_as_two_rows(make):
    step = make('op.bulk_insert(table, [{"id": n, "name": f"n{n}", "age": n} for n in (1, 2)])').run("db", "upgrade")
    assert step.result.ok, step.result.output
    assert inserted(step) == ["2 rows"]
    [insert] = list(sql(step, "INSERT INTO guest"))
    assert "'n1'" in insert.parameters
    assert "'n2'" not in insert.parameters


def test_two_objects_added_in_a_revision_are_told_as_two_rows_in_all(make):
    body = """\
with Session(op.get_bind()) as session:
    session.add_all([Guest(name="Ada", age=36), Guest(name="Grace", age=85)])
    session.commit()"""
    step = make(body).run("db", "upgrade")
    assert step.result.ok, step.result.output
    assert inserted(step) in (["2 rows"], ["1 row", "1 row"])


def test_one_row_of_three_values_is_one_row(make):
    step = make('op.bulk_insert(table, [{"id": 1, "name": "Ada", "age": 36}])').run("db", "upgrade")
    assert step.result.ok, step.result.output
    assert inserted(step) == ["1 row"]


def test_more_rows_than_fit_one_statement_are_counted_in_each(make):
    body = """\
with Session(op.get_bind()) as session:
    session.add_all([Guest(name=str(n), age=n) for n in range(2500)])
    session.commit()"""
    step = make(body).run("db", "upgrade")
    assert step.result.ok, step.result.output
    counted = [int(words.split()[0]) for words in inserted(step)]
    assert sum(counted) == 2500
    assert len(counted) > 1


def test_a_seed_and_a_request_that_add_two_rows_run_as_in_a_terminal(make):
    project = make()
    response = project.get("/add")
    assert response.status == 200, response.log
    assert response.json == {"count": 2}
    step = project.run("seed")
    assert step.result.ok, step.result.output
    assert inserted(step) in (["2 rows"], ["1 row", "1 row"])


def test_a_value_that_cannot_be_printed_does_not_stop_the_command(make):
    body = """\
class Shy(str):
    def __repr__(self):
        raise ValueError("no")
op.execute(table.insert().values(id=1, name=Shy("Ada"), age=1))"""
    project = make(body)
    step = project.run("db", "upgrade")
    assert step.result.ok, step.result.output
    [insert] = list(sql(step, "INSERT INTO guest"))
    assert insert.parameters == "values that cannot be shown"
    assert project.query("SELECT count(*) FROM guest") == [(1,)]


def test_a_percent_sign_is_recorded_as_the_server_gets_it(make):
    step = make("op.execute(\"UPDATE guest SET name = '50%' WHERE name LIKE 'a%'\")").run("db", "upgrade")
    assert step.result.ok, step.result.output
    assert sql(step, "UPDATE guest")[0].sql == "UPDATE guest SET name = '50%' WHERE name LIKE 'a%'"


def test_what_failed_and_what_its_transaction_took_back_are_told_apart(make, kind):
    body = f"""\
op.bulk_insert(table, {ROWS.replace("}", ', "age": 1}')})
op.execute("UPDATE guest SET nowhere = 1")"""
    step = make(body).run("db", "upgrade")
    assert not step.result.ok
    found = fates(step, "CREATE TABLE guest", "INSERT INTO guest", "UPDATE guest")
    # Python's driver for SQLite begins a transaction with the first row that is written, and not before.
    made = ("CREATE TABLE guest", False, kind != "sqlite")
    assert found == [made, ("INSERT INTO guest", False, True), ("UPDATE guest SET", True, False)]


def test_what_goes_back_to_a_savepoint_is_told_as_taken_back_and_the_rest_is_not(make):
    body = """\
connection = op.get_bind()
op.execute("INSERT INTO guest (id) VALUES (1)")
try:
    with connection.begin_nested():
        op.execute("DELETE FROM guest")
        op.execute("UPDATE guest SET nowhere = 1")
except sa.exc.DBAPIError:
    pass
with connection.begin_nested():
    op.execute("UPDATE guest SET age = 2")"""
    project = make(body)
    step = project.run("db", "upgrade")
    assert step.result.ok, step.result.output
    assert fates(step, "INSERT INTO guest", "DELETE FROM guest", "UPDATE guest") == [
        ("INSERT INTO guest", False, False),
        ("DELETE FROM guest", False, True),
        ("UPDATE guest SET", True, False),
        ("UPDATE guest SET", False, False),
    ]
    assert project.query("SELECT id, age FROM guest") == [(1, 2)]


def test_an_index_made_in_an_autocommit_block_stays_whatever_fails_after_it(make, kind):
    body = """\
with op.get_context().autocommit_block():
    op.execute("CREATE INDEX guest_name ON guest (name)")
op.execute("DELETE FROM guest")
op.execute("UPDATE guest SET nowhere = 1")"""
    project = make(body)
    step = project.run("db", "upgrade")
    assert not step.result.ok
    found = fates(step, "CREATE TABLE guest", "CREATE INDEX", "DELETE FROM guest", "UPDATE guest")
    assert found == [
        ("CREATE TABLE guest", False, False),
        ("CREATE INDEX guest_name", False, False),
        ("DELETE FROM guest", False, True),
        ("UPDATE guest SET", True, False),
    ]
    assert [index.name for index in project.read().table("guest").indexes] == ["guest_name"]


def test_a_commit_by_hand_keeps_what_stands_before_it(make, kind):
    body = """\
op.execute("INSERT INTO guest (id) VALUES (1)")
op.execute("COMMIT")
op.execute("INSERT INTO guest (id) VALUES (2)")
op.execute("ROLLBACK")"""
    project = make(body)
    step = project.run("db", "upgrade")
    assert step.result.ok, step.result.output
    kept = [n for n, (*_, back) in enumerate(fates(step, "INSERT INTO guest"), 1) if not back]
    assert [(n,) for n in kept] == project.query("SELECT id FROM guest ORDER BY id")
    assert kept == [1, 2] if kind == "psycopg2" else kept == [1]  # psycopg2 does not notice that it was committed


def test_an_error_on_one_connection_marks_nothing_of_another(make):
    body = """\
op.execute("INSERT INTO guest (id) VALUES (1)")
with op.get_bind().engine.connect() as other:
    try:
        other.exec_driver_sql("SELECT nowhere FROM nothing")
    except sa.exc.DBAPIError:
        pass"""
    step = make(body).run("db", "upgrade")
    assert step.result.ok, step.result.output
    assert fates(step, "INSERT INTO guest", "SELECT nowhere") == [
        ("INSERT INTO guest", False, False),
        ("SELECT nowhere FROM", True, False),
    ]


def test_an_error_before_the_database_is_asked_marks_no_statement(make):
    body = """\
op.execute("INSERT INTO guest (id) VALUES (1)")
try:
    op.get_bind().execute(sa.text("DELETE FROM guest WHERE id = :id"), {"other": 1})
except sa.exc.StatementError:
    pass"""
    step = make(body).run("db", "upgrade")
    assert step.result.ok, step.result.output
    assert fates(step, "INSERT INTO guest") == [("INSERT INTO guest", False, False)]


def test_what_was_never_committed_is_told_as_taken_back(make):
    project = make(seed='        db.session.execute(db.text("INSERT INTO guest (id) VALUES (1)"))\n        return\n')
    assert project.run("db", "upgrade").result.ok
    assert fates(project.run("seed"), "INSERT INTO guest") == [("INSERT INTO guest", False, True)]
    assert project.query("SELECT count(*) FROM guest") == [(0,)]


def test_a_commit_that_the_database_refuses_keeps_nothing(make):
    """A foreign key that is checked at the end of the transaction."""
    seed = """\
        if db.engine.name == "sqlite":
            db.session.execute(db.text("PRAGMA foreign_keys = ON"))
        db.session.execute(db.text("INSERT INTO child (guest_id) VALUES (99)"))
"""
    child = "CREATE TABLE child (guest_id INTEGER REFERENCES guest (id) DEFERRABLE INITIALLY DEFERRED)"
    project = make(f'op.execute("{child}")', seed)
    assert project.run("db", "upgrade").result.ok
    step = project.run("seed")
    assert not step.result.ok
    assert fates(step, "INSERT INTO child") == [("INSERT INTO child", False, True)]
    assert project.query("SELECT count(*) FROM child") == [(0,)]
