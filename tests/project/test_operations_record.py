"""What a script calls on ``op`` is told as operations, each with its line and what it met, on both databases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from migration_lab.project.commands.runner import Runner
from migration_lab.values.operations import RanOperation
from migration_lab.values.tried import Tried
from tests.coach.scenario import Scenario, build, copied


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, runner: Runner) -> Scenario:
    return build(tmp_path_factory.mktemp("built") / "conference", runner)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def scenario(built: Scenario, tmp_path: Path, runner: Runner, request: pytest.FixtureRequest) -> Scenario:
    url = ""
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url").render_as_string(hide_password=False)
    return copied(built, tmp_path / "conference", runner, url)


def tried(scenario: Scenario, upgrade: str, downgrade: str = "pass") -> Tried:
    scenario.revision(upgrade, downgrade)
    found = scenario.project.try_out("upgrade", "head")
    assert not found.untried, found.untried
    return found


def ran(scenario: Scenario, upgrade: str) -> list[RanOperation]:
    found = tried(scenario, upgrade)
    assert not found.error, found.error
    return found.operations


def brief(operations: list[RanOperation]) -> list[tuple[Any, ...]]:
    return [(one.kind, one.table, one.columns, one.name, one.batch) for one in operations]


def counted(operation: RanOperation) -> dict[str, int]:
    return {one.what: one.number for one in operation.counts}


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
def test_constraints_outside_a_batch(postgres_scenario: Scenario) -> None:
    found = ran(
        postgres_scenario,
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


@pytest.fixture
def postgres_scenario(built: Scenario, tmp_path: Path, runner: Runner, request: pytest.FixtureRequest) -> Scenario:
    url = request.getfixturevalue("postgres_url").render_as_string(hide_password=False)
    return copied(built, tmp_path / "on_postgres", runner, url)


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
def test_of_a_batch_the_part_that_failed_is_told(postgres_scenario: Scenario) -> None:
    found = tried(
        postgres_scenario,
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
    built: Scenario, tmp_path: Path, runner: Runner, request: Any, driver: str
) -> None:
    url = request.getfixturevalue("postgres_url").set(drivername=f"postgresql+{driver}")
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


@pytest.mark.parametrize("action", ["CASCADE", "SET NULL"])
def test_children_that_a_batch_deletes_are_counted(sqlite_scenario: Scenario, action: str) -> None:
    sqlite_scenario.sql(
        "CREATE TABLE note (id INTEGER PRIMARY KEY, speaker INTEGER REFERENCES speaker ON DELETE " + action + ");"
        "INSERT INTO note VALUES (1, 1), (2, 1), (3, NULL)"
    )
    enforced = "        cursor.execute('PRAGMA foreign_keys=ON')\n"
    sqlite_scenario.change("app.py", "def create_app():\n", FOREIGN_KEYS.format(body=enforced))
    sqlite_scenario.sql("DELETE FROM talk")
    found = tried(
        sqlite_scenario, "with op.batch_alter_table('speaker') as b:\n    b.alter_column('name', type_=sa.Text())"
    )
    (one,) = found.operations
    assert counted(one) == ({"children": 2} if action == "CASCADE" else {})


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


@pytest.fixture
def sqlite_scenario(built: Scenario, tmp_path: Path, runner: Runner) -> Scenario:
    return copied(built, tmp_path / "on_sqlite", runner)


def test_the_way_back_is_tried_and_compared(scenario: Scenario) -> None:
    add = "op.add_column('talk', sa.Column('level', sa.String(10)))"
    found = tried(scenario, add, "op.drop_column('talk', 'level')")
    assert found.back is not None
    assert (found.back.untried, found.back.error, found.back.left, found.back.fates) == ("", None, (), ())
    assert not [one for one in found.operations if one.kind == "DropColumn"]


def test_what_the_way_back_leaves_is_told(scenario: Scenario) -> None:
    add = "op.add_column('talk', sa.Column('level', sa.String(10)))\nop.execute(\"UPDATE room SET name = 'x'\")"
    found = tried(scenario, add)
    assert found.back is not None
    assert [(change.action, change.name) for _, change in found.back.left] == [("added", "talk.level")]
    assert [(one.table, one.became.overwritten) for one in found.back.fates if one.became.overwritten] == [
        ("room", (("name", 3),))
    ]


def test_a_way_back_that_fails_is_told(scenario: Scenario) -> None:
    found = tried(scenario, "op.add_column('talk', sa.Column('level', sa.String(10)))", "op.drop_column('talk', 'no')")
    assert found.back is not None
    assert found.back.error
    assert found.back.failed == found.ran[-1]
    assert found.ok
