"""What a script calls on ``op`` is told as operations, each with its line, on both databases."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario
from tests.project.scripts_tried import brief, counted, ran, tried

TABLES = """
op.create_table('tag', sa.Column('id', sa.Integer, primary_key=True), sa.Column('name', sa.String(20)))
op.add_column('tag', sa.Column('talk', sa.Integer))
op.create_index('ix_tag_name', 'tag', ['name'], unique=True)
op.bulk_insert(sa.table('tag', sa.column('id'), sa.column('name')), [{'id': 1, 'name': 'sql'}])
op.execute("UPDATE tag SET name = 'SQL'")
op.drop_index('ix_tag_name', table_name='tag')
op.rename_table('tag', 'label')
op.drop_column('label', 'talk')
op.drop_table('label')
"""


def test_each_kind_of_operation_on_a_table_of_its_own(scenario: Scenario) -> None:
    found = ran(scenario, TABLES)
    assert brief(found) == [
        ("CreateTable", "tag", ("id", "name"), "", False),
        ("AddColumn", "tag", ("talk",), "", False),
        ("CreateIndex", "tag", ("name",), "ix_tag_name", False),
        ("BulkInsert", "tag", (), "", False),
        ("ExecuteSQL", "", (), "", False),
        ("DropIndex", "tag", (), "ix_tag_name", False),
        ("RenameTable", "tag", (), "", False),
        ("DropColumn", "label", ("talk",), "", False),
        ("DropTable", "label", (), "", False),
    ]
    assert all(one.made_here for one in found if one.table)
    assert all(one.statements for one in found)
    assert [one.line for one in found] == [found[0].line + at for at in range(9)]
    assert found[4].details["changed"] == 1


BATCH = """
op.create_index('ix_talk_title', 'talk', ['title'])
with op.batch_alter_table('talk') as batch_op:
    batch_op.add_column(sa.Column('level', sa.String(10), nullable=True))
    batch_op.alter_column('title', existing_type=sa.String(), type_=sa.String(80), existing_nullable=False)
    batch_op.create_index('ix_talk_speaker', ['speaker_id'])
    batch_op.create_unique_constraint('uq_talk_title', ['title'])
    batch_op.create_check_constraint('minutes', 'minutes > 0')
    batch_op.drop_constraint('fk_talk_room_id_room', type_='foreignkey')
    batch_op.create_foreign_key('fk_speaker', 'speaker', ['speaker_id'], ['id'])
    batch_op.drop_index('ix_talk_title')
    batch_op.drop_column('room_id')
"""


def test_each_kind_of_operation_in_a_batch(scenario: Scenario) -> None:
    _, *found = ran(scenario, BATCH)
    assert brief(found) == [
        ("AddColumn", "talk", ("level",), "", True),
        ("AlterColumn", "talk", ("title",), "", True),
        ("CreateIndex", "talk", ("speaker_id",), "ix_talk_speaker", True),
        ("CreateUniqueConstraint", "talk", ("title",), "uq_talk_title", True),
        ("CreateCheckConstraint", "talk", ("minutes",) if found[4].columns else (), found[4].name, True),
        ("DropConstraint", "talk", (), "fk_talk_room_id_room", True),
        ("CreateForeignKey", "talk", ("speaker_id",), "fk_speaker", True),
        ("DropIndex", "talk", (), "ix_talk_title", True),
        ("DropColumn", "talk", ("room_id",), "", True),
    ]
    assert not any(one.made_here or one.failed for one in found)
    assert {one.rows for one in found} == {8}
    assert counted(found[3]) == {"duplicates": 0, "in duplicates": 0}
    assert counted(found[4]) == {"violation": 0}
    assert counted(found[6]) == {"orphans": 0}
    if scenario.dialect == "sqlite":  # the table is made anew once, after the last part
        assert any(one.startswith("CREATE TABLE _alembic_tmp_talk") for one in found[-1].statements)
    else:
        assert all(one.statements for one in found)


@pytest.mark.postgres
def test_constraints_outside_a_batch(postgresql: Scenario) -> None:
    found = ran(
        postgresql,
        "op.create_unique_constraint('uq_name', 'speaker', ['name', 'email'])\n"
        "op.drop_constraint('pk_talk', 'talk', type_='primary')\n"
        "op.create_primary_key('pk_talk', 'talk', ['id', 'title'])\n"
        "op.create_table_comment('talk', 'hello')",
    )
    assert [(one.kind, one.table, one.name) for one in found] == [
        ("CreateUniqueConstraint", "speaker", "uq_name"),
        ("DropConstraint", "talk", "pk_talk"),
        ("CreatePrimaryKey", "talk", "pk_talk"),
        ("CreateTableComment", "talk", ""),
    ]
    assert counted(found[0]) == {"duplicates": 0, "in duplicates": 0}
    assert counted(found[2]) == {"nulls": 0, "duplicates": 0, "in duplicates": 0}


def test_a_script_that_fails_in_the_middle_tells_where(scenario: Scenario) -> None:
    found = tried(
        scenario,
        "op.add_column('talk', sa.Column('level', sa.String(10)))\n"
        "with op.batch_alter_table('talk') as b:\n"
        "    b.alter_column('minutes', existing_type=sa.Integer(), nullable=False)\n"
        "op.drop_column('talk', 'level')",
    )
    assert found.error
    assert [(one.kind, one.failed) for one in found.operations] == [("AddColumn", False), ("AlterColumn", True)]


@pytest.mark.postgres
def test_of_a_batch_the_part_that_failed_is_told(postgresql: Scenario) -> None:
    found = tried(
        postgresql,
        "with op.batch_alter_table('talk') as b:\n"
        "    b.add_column(sa.Column('level', sa.String(10)))\n"
        "    b.alter_column('minutes', existing_type=sa.Integer(), nullable=False)\n"
        "    b.drop_column('title')",
    )
    assert [(one.kind, one.failed) for one in found.operations] == [
        ("AddColumn", False),
        ("AlterColumn", True),
        ("DropColumn", False),
    ]


RAW = """
connection = op.get_bind()
connection.execute(sa.text("UPDATE room SET seats = 1"))
assert connection.execute(sa.text("SELECT count(*) FROM room")).scalar() == 3
from sqlalchemy.orm import Session
session = Session(bind=connection)
for number in range(3):
    session.execute(sa.text("UPDATE talk SET minutes = :m"), {"m": number})
session.flush()
sa.inspect(connection).get_columns('talk')
op.drop_column('talk', 'minutes')
"""


def test_raw_sql_is_told_with_its_line(scenario: Scenario) -> None:
    first, second, third = ran(scenario, RAW)
    assert (first.kind, first.details["sql"], first.details["changed"]) == ("SQL", "UPDATE room SET seats = 1", 3)
    assert (second.kind, second.details["times"], second.details["changed"]) == ("SQL", 3, 24)
    assert second.line == first.line + 5
    assert third.kind == "DropColumn"


def test_raw_sql_that_fails_is_told_also_by_a_real_command(scenario: Scenario) -> None:
    script = scenario.revision("op.get_bind().execute(sa.text('SELECT nothing FROM nowhere'))")
    step = scenario.fails("db upgrade")
    (one,) = step.result.operations
    assert (one.kind, one.failed, one.file, one.rows) == ("SQL", True, script, None)
    assert scenario.read(script).splitlines()[one.line - 1].endswith("nowhere'))")


def test_what_nobody_commits_is_told(scenario: Scenario) -> None:
    found = ran(
        scenario,
        "from sqlalchemy import create_engine\n"
        "with op.get_bind().engine.connect() as other:\n"
        "    other.execute(sa.text('UPDATE room SET seats = 9'))\n"
        "op.execute('UPDATE talk SET minutes = 9')",
    )
    assert [(one.kind, one.rolled_back) for one in found] == [("SQL", True), ("ExecuteSQL", False)]
