"""The SQL that commands ran."""

from __future__ import annotations

from dataclasses import replace

from migration_lab.project import Statement
from migration_lab.widgets import SqlView
from tests.widgets.examples import added_bio, first_upgrade, hostile, schema, step


def test_the_newest_command_comes_first_with_what_it_changed():
    assert (
        str(SqlView([first_upgrade(), added_bio()]))
        == """-- flask db upgrade: 2 statements
ALTER TABLE speaker ADD COLUMN bio TEXT;
UPDATE alembic_version SET version_num='9b1c';

-- flask db upgrade: 1 statement
CREATE TABLE speaker (
    id INTEGER NOT NULL
);"""
    )


def test_a_command_that_only_looked_is_left_out():
    looked = step("db", "current", before=schema(), after=schema(), sql=("SELECT 1",))
    assert str(SqlView([looked])) == "No SQL that changes anything has run in this kernel yet."
    assert SqlView([looked]).state() == []


def test_what_is_copied_can_be_run():
    assert SqlView([added_bio()]).state()[0]["copy"].splitlines()[0] == "ALTER TABLE speaker ADD COLUMN bio TEXT;"


def test_a_failure_is_named():
    failed = step("db", "upgrade", before=schema(), after=schema(), sql=("DROP TABLE t",), exit_code=1)
    assert "failed with exit code 1" in str(SqlView([failed]))


def test_what_failed_or_was_rolled_back_says_so_and_is_not_copied():
    one = step("db", "upgrade", before=schema(), after=schema(), exit_code=1)
    sql = (
        Statement("CREATE INDEX i ON t (a)"),
        Statement("DELETE FROM t", rolled_back=True),
        Statement("DROP TABLE t", failed=True),
    )
    view = SqlView([replace(one, result=replace(one.result, sql=sql))])
    assert str(view).splitlines()[1:] == [
        "CREATE INDEX i ON t (a);",
        "DELETE FROM t;  -- taken back by a rollback",
        "DROP TABLE t;  -- failed",
    ]
    [state] = view.state()
    assert state["copy"] == "CREATE INDEX i ON t (a);"
    assert [statement["note"] for statement in state["statements"]] == ["", "taken back by a rollback", "failed"]
    assert "<strong>taken back by a rollback</strong>" in view.html()


def test_a_command_that_was_undone_is_marked_and_no_other_like_it():
    first, second = added_bio(), added_bio()
    view = SqlView([first, second], [first])
    assert [one["title"] for one in view.state()] == [
        "flask db upgrade: 2 statements",
        "flask db upgrade: 2 statements, undone",
    ]
    assert "2 statements, undone" in view.html()


def test_hostile_sql_stays_text():
    assert "<script" not in SqlView([hostile()]).html()
