"""What an operation meets is counted right before it runs, and a count that fails does the script no harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import URL

from migration_lab.project.commands.runner import Runner
from tests.coach.scenario import Scenario, copied
from tests.project.scripts_tried import counted, ran, tried

FOREIGN_KEYS = """\
from sqlalchemy import Engine, event


@event.listens_for(Engine, "connect")
def enforce(connection, record):
    cursor = connection.cursor()
    try:
{body}    finally:
        cursor.close()


def create_app():
"""


@pytest.mark.parametrize(
    ("script", "kind", "counts"),
    [
        ("b.alter_column('minutes', existing_type=sa.Integer(), nullable=False)", "AlterColumn", {"nulls": 3}),
        ("b.create_unique_constraint('uq', ['name'])", "CreateUniqueConstraint", {"duplicates": 1, "in duplicates": 2}),
        ("b.create_index('ix', ['name'], unique=True)", "CreateIndex", {"duplicates": 1, "in duplicates": 2}),
        ("b.create_foreign_key('fk', 'room', ['minutes'], ['id'])", "CreateForeignKey", {"orphans": 5}),
        ("b.create_check_constraint('c', 'minutes > 30')", "CreateCheckConstraint", {"violation": 3}),
    ],
)
def test_what_an_operation_meets_is_counted_before_it(
    scenario: Scenario, script: str, kind: str, counts: dict[str, int]
) -> None:
    table = "speaker" if "'name'" in script else "talk"
    found = tried(scenario, f"with op.batch_alter_table('{table}') as b:\n    {script}")
    (one,) = found.operations
    assert (one.kind, counted(one)) == (kind, counts)
    assert one.rows == (5 if table == "speaker" else 8)
    foreign_keys_off = scenario.dialect == "sqlite" and kind == "CreateForeignKey"
    assert one.failed != foreign_keys_off
    assert bool(found.error) != foreign_keys_off


def test_a_count_that_fails_does_the_script_no_harm(scenario: Scenario) -> None:
    """The index is on a column that only the same batch makes, so nothing can be counted."""
    found = ran(
        scenario,
        'op.execute("UPDATE room SET seats = 7")\n'
        "with op.batch_alter_table('talk') as b:\n"
        "    b.add_column(sa.Column('level', sa.String(10)))\n"
        "    b.create_unique_constraint('uq_level', ['level'])\n"
        "op.create_index('ix', 'talk', [sa.text('lower(title)')], unique=True)",
    )
    assert [(one.kind, counted(one)) for one in found] == [
        ("ExecuteSQL", {}),
        ("AddColumn", {}),
        ("CreateUniqueConstraint", {}),
        ("CreateIndex", {"duplicates": 0, "in duplicates": 0}),
    ]
    assert found[0].details["changed"] == 3
    assert not any(one.rolled_back for one in found)


@pytest.mark.postgres
@pytest.mark.parametrize("driver", ["psycopg2"])
def test_another_driver_counts_as_well(
    built: Scenario, tmp_path: Path, runner: Runner, postgres_url: URL, driver: str
) -> None:
    url = postgres_url.set(drivername=f"postgresql+{driver}")
    scenario = copied(built, tmp_path / driver, runner, url.render_as_string(hide_password=False))
    found = tried(
        scenario,
        "op.execute('UPDATE room SET seats = 7')\nop.create_index('ix', 'talk', [sa.text('missing')], unique=True)",
    )
    assert [(one.kind, one.failed, counted(one)) for one in found.operations] == [
        ("ExecuteSQL", False, {}),
        ("CreateIndex", True, {}),
    ]
    assert "missing" in str(found.error)
    assert found.operations[0].details["changed"] == 3


@pytest.mark.parametrize("action", ["CASCADE", "SET NULL"])
def test_children_that_a_batch_deletes_are_counted(sqlite: Scenario, action: str) -> None:
    sqlite.sql(
        "CREATE TABLE note (id INTEGER PRIMARY KEY, speaker INTEGER REFERENCES speaker ON DELETE " + action + ");"
        "INSERT INTO note VALUES (1, 1), (2, 1), (3, NULL)"
    )
    enforced = "        cursor.execute('PRAGMA foreign_keys=ON')\n"
    sqlite.change("app.py", "def create_app():\n", FOREIGN_KEYS.format(body=enforced))
    sqlite.sql("DELETE FROM talk")
    found = tried(sqlite, "with op.batch_alter_table('speaker') as b:\n    b.alter_column('name', type_=sa.Text())")
    (one,) = found.operations
    assert counted(one) == ({"children": 2} if action == "CASCADE" else {})
