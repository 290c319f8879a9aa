"""D16: a backfill in one statement."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("D16")

UPDATE = "op.execute('UPDATE big SET b = a WHERE b IS NULL')"


@pytest.fixture
def big(postgresql: Scenario) -> Scenario:
    """The project, with a table of 12,000 rows."""
    columns = "sa.Column('a', sa.Integer(), primary_key=True), sa.Column('b', sa.Integer())"
    postgresql.revision(f"op.create_table('big', {columns})", "op.drop_table('big')", message="big")
    postgresql.ok("db upgrade")
    postgresql.sql("INSERT INTO big SELECT n, NULL FROM generate_series(1, 12000) AS n")
    return postgresql


@pytest.mark.postgres
def test_a_statement_that_writes_many_rows_is_named(big: Scenario) -> None:
    script = big.revision(UPDATE)
    advice = big.warned("D16")
    assert "This UPDATE writes 12000 rows of big in one statement" in advice.what
    assert (advice.file, advice.source, advice.severity) == (script, UPDATE, "blocks")


@pytest.mark.postgres
def test_beside_a_change_of_a_table_it_is_worse(big: Scenario) -> None:
    big.revision(
        f"op.add_column('talk', sa.Column('level', sa.Integer()))\n{UPDATE}", "op.drop_column('talk', 'level')"
    )
    assert "in the transaction that also changes talk" in big.warned("D16").what


@pytest.mark.postgres
def test_batches_are_not_named(big: Scenario) -> None:
    big.revision(
        "for start in range(0, 12000, 4000):\n"
        "    op.execute(f'UPDATE big SET b = a WHERE a > {start} AND a <= {start + 4000}')"
    )
    assert "D16" not in [one.id for one in big.warnings()]


@pytest.mark.postgres
def test_few_rows_are_not_named(postgresql: Scenario) -> None:
    postgresql.revision("op.execute('UPDATE talk SET minutes = 1 WHERE minutes IS NULL')", "raise NotImplementedError")
    assert postgresql.warnings() == []


@pytest.mark.postgres
def test_a_new_table_is_filled_without_a_word(big: Scenario) -> None:
    big.revision("op.execute('CREATE TABLE copy AS SELECT * FROM big')", "op.drop_table('copy')")
    assert "D16" not in [one.id for one in big.warnings()]


@pytest.mark.postgres
def test_a_new_table_has_no_writers_yet(big: Scenario) -> None:
    copy = "op.execute('CREATE TABLE copy AS SELECT * FROM big')\nop.execute('UPDATE copy SET b = a')"
    big.revision(copy, "op.drop_table('copy')")
    assert "D16" not in [one.id for one in big.warnings()]


def test_on_sqlite_there_is_one_writer_anyway(sqlite: Scenario) -> None:
    sqlite.revision("op.execute('UPDATE talk SET minutes = 1 WHERE minutes IS NULL')", "raise NotImplementedError")
    assert sqlite.warnings() == []
