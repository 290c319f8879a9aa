"""X1: a batch loses a CHECK without a name."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("X1")

BATCH = (
    "with op.batch_alter_table('fee') as b:\n    b.alter_column('amount', existing_type=sa.Integer(), type_=sa.{}())"
)


@pytest.fixture
def fees(sqlite: Scenario) -> Scenario:
    """The project, with a table that has a check without a name."""
    sqlite.revision(
        "op.execute('CREATE TABLE fee (id INTEGER PRIMARY KEY, amount INTEGER, CHECK (amount > 0))')",
        "op.drop_table('fee')",
        message="fees",
    )
    sqlite.ok("db upgrade")
    sqlite.sql("INSERT INTO fee VALUES (1, 10)")
    return sqlite


def test_the_check_that_will_be_gone_is_named(sqlite: Scenario, fees: Scenario) -> None:
    script = fees.revision(BATCH.format("BigInteger"), BATCH.format("Integer"))
    (advice,) = fees.warnings()
    assert (advice.id, advice.file) == ("X1", script)
    assert "its CHECK without a name: amount > 0" in advice.what
    fees.ok("db upgrade")
    fees.sql("INSERT INTO fee VALUES (2, -1)")


def test_what_it_advises_keeps_the_rule(sqlite: Scenario, fees: Scenario) -> None:
    fees.revision(BATCH.format("BigInteger") + "\n    b.create_check_constraint('ck_amount', 'amount > 0')")
    assert "X1" not in [one.id for one in fees.warnings()]


def test_a_check_with_a_name_stays(sqlite: Scenario) -> None:
    sqlite.revision(
        "op.execute('CREATE TABLE fee (id INTEGER PRIMARY KEY, amount INTEGER, CONSTRAINT some CHECK (amount > 0))')",
        "op.drop_table('fee')",
        message="fees",
    )
    sqlite.ok("db upgrade")
    sqlite.revision(BATCH.format("BigInteger"), BATCH.format("Integer"))
    assert sqlite.warnings() == []


def test_a_check_of_a_column_that_goes_has_to_go(sqlite: Scenario, fees: Scenario) -> None:
    fees.revision("with op.batch_alter_table('fee') as b:\n    b.drop_column('amount')")
    assert "X1" not in [one.id for one in fees.warnings()]
