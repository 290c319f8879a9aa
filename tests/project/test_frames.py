"""The rows between a command's statements: what another run of these very statements, one by one, leaves after each."""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from migration_lab.backends.database import Database
from migration_lab.backends.frame_reader import MOST_COUNTED, MOST_ROWS
from migration_lab.backends.sqlite.sqlite_frames import SqliteFrames
from migration_lab.child.rows_record import touched
from migration_lab.project import Project
from migration_lab.rows.recorded import end_of, frames_of
from migration_lab.values.frames import ROLLBACK, Frame, TableFrame
from migration_lab.values.result import Step
from tests.project.one_by_one import one_by_one
from tests.project.small import command, live, sql

SCRIPT = """\
import sqlalchemy as sa
from alembic import op

revision = "{}"
down_revision = "{}"


def upgrade():
    {}


def downgrade():
    pass
"""
PEOPLE = [f"INSERT INTO speaker (id, name) VALUES ({at}, 'Person {at}')" for at in range(11, 19)]
ADD = 'op.add_column("speaker", sa.Column("bio", sa.Text))'
FILL = "op.execute(\"UPDATE speaker SET bio = 'x' WHERE id > 12\")"
DROP = 'with op.batch_alter_table("speaker") as batch: batch.drop_column("name")'
FORBID = (
    'with op.batch_alter_table("speaker") as batch: batch.alter_column("bio", nullable=False, existing_type=sa.Text())'
)


def upgrade(project: Project, *lines: str) -> Step:
    """Write a script with these lines, and run it."""
    [stands] = project.versions()
    text = SCRIPT.format("abc1", stands, "\n    ".join(lines))
    (project.path / "migrations" / "versions" / "abc1.py").write_text(text, encoding="utf-8")
    return project.run("db", "upgrade")


def insert_one_by_one(project: Project, upto: int) -> None:
    """Give the app a command ``more`` that inserts the speakers from 100 on, each by a statement of its own."""
    insert = "db.text('INSERT INTO speaker (id, name) VALUES (:at, :name)')"
    each = f"    db.session.execute({insert}, {{'at': at, 'name': 'x'}})"
    command(project, "more", f"for at in range(100, {upto}):", each, "db.session.commit()")


@pytest.fixture
def people(waiting: Project) -> Project:
    """Eight more speakers."""
    sql(live(waiting), *PEOPLE)
    return waiting


@pytest.mark.parametrize(
    "lines", [(ADD,), (ADD, FILL), (DROP,), (ADD, FILL, DROP), ('op.rename_table("speaker", "person")',)]
)
def test_each_frame_shows_what_the_database_had_after_that_very_statement(people, tmp_path, lines):
    shutil.copyfile(live(people), tmp_path / "before.db")
    step = upgrade(people, *lines)
    assert step.result.ok
    assert step.frames
    shown: list[Frame] = []
    for frame, tables in zip(step.frames, one_by_one(tmp_path / "before.db", step), strict=True):
        shown.append(frame)
        for name, table in end_of(shown).items():
            ran = step.result.sql[frame.statement].sql
            assert (table.columns, table.rows, table.count) == tables[name], ran
        assert all(name not in tables for name in frame.gone)


def test_a_batch_is_a_frame_for_each_of_its_four_statements(people):
    step = upgrade(people, DROP)
    words = [" ".join(step.result.sql[frame.statement].sql.split()[:2]) for frame in step.frames]
    assert words == ["CREATE TABLE", "INSERT INTO", "DROP TABLE", "ALTER TABLE"]
    assert [one.table for one in step.frames[0].opening] == ["speaker"]
    assert step.frames[0].opening[0].columns == ("id", "name", "phone")
    assert step.frames[-1].tables[0].columns == ("id", "phone")


def test_what_a_failed_batch_leaves_is_the_last_frame(people):
    step = upgrade(people, ADD, FORBID)
    assert not step.result.ok
    assert step.frames[-1].statement == ROLLBACK
    assert end_of(step.frames).keys() == {"speaker", "_alembic_tmp_speaker"}
    assert people.rows("_alembic_tmp_speaker").count == end_of(step.frames)["_alembic_tmp_speaker"].count == 0


def test_nothing_of_it_is_told_as_sql_that_ran(people):
    step = upgrade(people, ADD)
    assert not any("busy_timeout" in one.sql or "count(" in one.sql for one in step.result.sql)


def test_the_same_statement_many_times_is_one_frame(people):
    insert_one_by_one(people, 130)
    step = people.run("more")
    assert step.result.ok, step.result.output
    [frame] = step.frames
    assert frame.times == 30
    assert frame.tables[0].count - frame.opening[0].count == 30


def test_of_a_command_that_touches_too_much_there_is_nothing(people):
    insert_one_by_one(people, 700)
    step = people.run("more")
    assert step.result.ok, step.result.output
    assert step.frames == ()
    assert people.rows("speaker").count > 600


def test_a_command_that_only_looks_has_none(people):
    assert people.run("db", "current").frames == ()


def test_a_locked_database_is_waited_for_by_nobody_and_the_patience_of_the_connection_stays(tmp_path):
    file = tmp_path / "app.db"
    sql(file, "CREATE TABLE t (id INTEGER)")
    database, reader = Database(f"sqlite:///{file.as_posix()}"), SqliteFrames()
    with closing(sqlite3.connect(file)) as other, database.reading(ours=False) as connection:
        driver = connection.connection.driver_connection
        patience = driver.execute("PRAGMA busy_timeout").fetchone()
        other.execute("BEGIN EXCLUSIVE")
        started = time.monotonic()
        with pytest.raises(sqlite3.OperationalError, match="locked"), reader.cursor(connection) as cursor:
            reader.names(cursor)
        assert time.monotonic() - started < patience[0] / 1000
        assert driver.execute("PRAGMA busy_timeout").fetchone() == patience
    assert patience[0] > 0


def read(file: Path, table: str) -> TableFrame:
    with Database(f"sqlite:///{file.as_posix()}").reading() as connection, SqliteFrames().cursor(connection) as cursor:
        return SqliteFrames().read(cursor, table)


def test_rows_are_told_apart_by_their_key_or_else_by_what_the_database_numbers_them_with(tmp_path):
    file = tmp_path / "app.db"
    pairs = "CREATE TABLE pair (a INT, b INT, PRIMARY KEY (b, a)) WITHOUT ROWID"
    sql(file, pairs, "INSERT INTO pair VALUES (1, 2), (2, 1)")
    sql(file, "CREATE TABLE loose (x)", "INSERT INTO loose VALUES ('same'), ('same')")
    assert read(file, "pair").ids == ("1 · 2", "2 · 1")
    assert read(file, "loose").ids == ("1", "2")
    sql(file, "CREATE TABLE gap (a TEXT PRIMARY KEY)", "INSERT INTO gap VALUES (NULL), (NULL)")
    assert read(file, "gap").ids == ("None", "None (2)")


def test_of_a_large_table_only_a_part_is_counted(tmp_path):
    file = tmp_path / "app.db"
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
    sql(file, "CREATE TABLE t (id INTEGER PRIMARY KEY, x)", f"{numbers} INSERT INTO t SELECT i, NULL FROM n")
    table = read(file, "t")
    assert (table.count, table.at_least, len(table.rows)) == (MOST_COUNTED, True, MOST_ROWS)


def test_frames_that_do_not_end_where_the_database_stands_are_not_shown(people):
    step = upgrade(people, ADD)
    database, frames, ran = people.database, step.frames, step.result.sql
    assert frames_of(database, frames, ran) == frames
    sql(live(people), "DELETE FROM speaker WHERE id = 12")
    assert frames_of(database, frames, ran) == ()


def test_frames_of_another_database_are_left_out(people):
    step = upgrade(people, ADD)
    other = tuple(replace(one, database="/elsewhere.db") for one in step.frames)
    assert frames_of(people.database, other, step.result.sql) == ()


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("ALTER TABLE talk ADD COLUMN room INTEGER", ["talk"]),
        ("CREATE TABLE visit (id INTEGER, FOREIGN KEY(talk_id) REFERENCES talk (id))", ["talk"]),
        ("UPDATE talk SET x = (SELECT seats FROM room)", ["talk", "room"]),
        ("CREATE TABLE _alembic_tmp_room (talk TEXT)", ["room"]),
        ("DROP TABLE nothing", []),
    ],
)
def test_a_statement_is_about_the_table_that_it_changes_and_those_that_it_reads(statement, named):
    assert touched(statement, ("talk", "room")) == named
