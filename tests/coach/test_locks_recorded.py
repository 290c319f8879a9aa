"""What a trial run notes of PostgreSQL: what each operation really locks, rewrites and reads through."""

from __future__ import annotations

import pytest

from migration_lab.values.operations import RanOperation
from migration_lab.values.tried import Tried
from tests.coach.scenario import Scenario

pytestmark = pytest.mark.postgres
MANY = "INSERT INTO talk SELECT n, 'Talk ' || n, 30, 1, 1 FROM generate_series(9, 3000) n"


def tried(project: Scenario, upgrade: str) -> Tried:
    project.revision(upgrade)
    found = project.project.try_out("upgrade", "head")
    assert found.ok, found.untried or found.error
    return found


def modes(operation: RanOperation, on: str) -> set[str]:
    return {one.mode for one in operation.locks if one.on == on}


def test_a_lock_is_noted_with_its_mode_and_the_size_of_the_table(postgresql: Scenario) -> None:
    (operation,) = tried(postgresql, "op.create_index('ix_talk_title', 'talk', ['title'])").operations
    (lock,) = [one for one in operation.locks if one.mode == "ShareLock"]
    assert (lock.on, lock.rows, lock.index) == ("talk", 8, False)
    assert lock.bytes > 0
    assert operation.scanned == {"talk": 8}
    assert operation.transaction
    assert operation.lock_timeout == "0"
    assert operation.microseconds > 0
    assert not operation.rewrote


def test_a_rewrite_is_noted_and_a_change_of_the_catalogue_alone_is_none(postgresql: Scenario) -> None:
    postgresql.sql(MANY)
    constant, volatile, retyped = tried(
        postgresql,
        "op.add_column('talk', sa.Column('level', sa.Integer(), server_default='1'))\n"
        "op.add_column('talk', sa.Column('luck', sa.Float(), server_default=sa.text('random()')))\n"
        "op.alter_column('talk', 'minutes', type_=sa.BigInteger())",
    ).operations
    assert modes(constant, "talk") == {"AccessExclusiveLock"}
    assert (constant.rewrote, dict(constant.scanned)) == ((), {})
    assert "talk" in volatile.rewrote
    assert "talk" in retyped.rewrote
    assert retyped.scanned["talk"] >= 3000


def test_what_the_transaction_still_holds_is_noted_with_each_later_operation(postgresql: Scenario) -> None:
    first, second = tried(
        postgresql, "op.drop_column('speaker', 'phone')\nop.create_index('ix_talk_title', 'talk', ['title'])"
    ).operations
    assert (first.held, first.transaction) == ((), second.transaction)
    assert [(one.on, one.mode) for one in second.held] == [("speaker", "AccessExclusiveLock")]


def test_the_parts_of_a_batch_have_their_own(postgresql: Scenario) -> None:
    added, unique = tried(
        postgresql,
        "with op.batch_alter_table('speaker') as batch_op:\n"
        "    batch_op.add_column(sa.Column('bio', sa.Text()))\n"
        "    batch_op.create_unique_constraint('uq_speaker_phone', ['phone'])",
    ).operations
    assert modes(added, "speaker") == {"AccessExclusiveLock"}
    assert modes(unique, "speaker") == {"ShareLock"}
    assert [one.on for one in unique.held] == ["speaker"]


def test_what_runs_outside_a_transaction_works_as_it_will_for_real(postgresql: Scenario) -> None:
    script = (
        "with op.get_context().autocommit_block():\n"
        "    op.create_index('ix_talk_title', 'talk', ['title'], postgresql_concurrently=True)\n"
        "    op.execute('VACUUM FULL talk')"
    )
    index, vacuum = tried(postgresql, script).operations
    assert (index.transaction, index.rewrote) == ("", ())
    assert "talk" in vacuum.rewrote
    postgresql.ok("db upgrade")


def test_a_plain_statement_outside_a_transaction_has_its_locks_and_a_failure_leaves_none_open(
    postgresql: Scenario,
) -> None:
    script = (
        "with op.get_context().autocommit_block():\n"
        "    op.create_index('ix_talk_title', 'talk', ['title'])\n"
        "    try:\n"
        "        op.create_index('uq_speaker_name', 'speaker', ['name'], unique=True)\n"
        "    except sa.exc.IntegrityError:\n"
        "        pass\n"
        "    op.execute('ALTER TABLE talk RENAME minutes TO length')\n"
        "    op.create_index('ix_talk_length', 'talk', ['length'], postgresql_concurrently=True)"
    )
    index, failed, rename, last = tried(postgresql, script).operations
    assert modes(index, "talk") == {"ShareLock"}
    assert (index.transaction, dict(index.scanned)) == ("", {"talk": 8})
    assert (failed.failed, failed.locks) == (True, ())
    assert modes(rename, "talk") == {"AccessExclusiveLock"}
    assert (last.transaction, last.locks, last.held) == ("", (), ())
    postgresql.ok("db upgrade")


def test_tables_that_the_run_makes_have_no_locks(postgresql: Scenario) -> None:
    made, index = tried(
        postgresql,
        "op.create_table('tag', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', sa.Text()))\n"
        "op.create_index('ix_tag_name', 'tag', ['name'])",
    ).operations
    assert (made.locks, index.locks) == ((), ())


def test_a_question_that_fails_breaks_no_script(postgresql: Scenario) -> None:
    script = (
        "op.execute('SET LOCAL statement_timeout = 1')\n"
        "op.execute(\"DO 'BEGIN SET LOCAL statement_timeout = 0; END'\")\n"
        "op.execute('CREATE SCHEMA own')\n"
        "op.execute('SET search_path TO own')\n"
        "op.execute('CREATE TABLE own.pg_locks (x int)')\n"
        "op.execute('CREATE VIEW own.pg_stat AS SELECT 1')\n"
        "op.execute('SET search_path TO own, pg_catalog')\n"
        "op.execute('UPDATE public.talk SET minutes = 1')\n"
        "op.execute('SET search_path TO public')"
    )
    assert tried(postgresql, script).ran


def test_a_transaction_that_has_to_begin_with_its_own_words_still_can(postgresql: Scenario) -> None:
    script = (
        "op.get_bind().commit()\n"
        "op.execute('SET TRANSACTION ISOLATION LEVEL SERIALIZABLE')\n"
        "op.execute('SET TRANSACTION READ WRITE')\n"
        "op.execute('UPDATE talk SET minutes = 1')"
    )
    assert tried(postgresql, script).ran
    postgresql.ok("db upgrade")


def test_sqlite_has_none_of_it(sqlite: Scenario) -> None:
    (operation,) = tried(sqlite, "op.add_column('talk', sa.Column('level', sa.Integer()))").operations
    assert (operation.locks, operation.transaction, operation.microseconds) == ((), "", 0)
