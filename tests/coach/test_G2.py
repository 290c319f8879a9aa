"""G2: it cannot run again after it has failed."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("G2")

FAILS = (
    "with op.batch_alter_table('talk') as b:\n    b.alter_column('minutes', existing_type=sa.Integer(), nullable=False)"
)
ADD = "op.add_column('talk', sa.Column('level', sa.Integer()))\n"


def test_what_stays_on_sqlite_is_named(sqlite: Scenario) -> None:
    script = sqlite.revision(ADD + FAILS)
    advice = sqlite.warned("G2")
    assert "fails at step 2, what it has done by then stays: " in advice.what
    assert "+ column talk.level" in advice.what
    assert (advice.file, advice.source.startswith("op.add_column")) == (script, True)
    sqlite.fails("db upgrade")
    assert sqlite.sql("SELECT level FROM talk")


@pytest.mark.postgres
def test_what_a_script_has_committed_stays_on_postgresql(postgresql: Scenario) -> None:
    block = (
        "with op.get_context().autocommit_block():\n"
        "    op.create_index('ix', 'talk', ['title'], postgresql_concurrently=True)\n"
    )
    postgresql.revision(block + FAILS)
    assert "+ index ix" in postgresql.warned("G2").what


@pytest.mark.postgres
def test_postgresql_takes_back_the_rest(postgresql: Scenario) -> None:
    postgresql.revision(ADD + FAILS)
    assert "G2" not in [one.id for one in postgresql.warnings()]


def test_what_a_batch_leaves_is_named_too(sqlite: Scenario) -> None:
    sqlite.revision(FAILS)
    assert "+ table _alembic_tmp_talk" in sqlite.warned("G2").what


def test_a_first_step_that_fails_leaves_nothing(sqlite: Scenario) -> None:
    sqlite.revision("op.add_column('nowhere', sa.Column('level', sa.Integer()))")
    assert "G2" not in [one.id for one in sqlite.warnings()]


def test_a_script_that_runs_leaves_what_it_should(scenario: Scenario) -> None:
    scenario.revision(ADD, "op.drop_column('talk', 'level')")
    assert scenario.warnings() == []
