"""What the lab asks a database between a script's own statements leaves no trace, in or outside a transaction."""

from __future__ import annotations

import time
from typing import Any

import pytest
from sqlalchemy import Connection, NullPool, create_engine, text

from migration_lab.backends.kinds import KINDS
from migration_lab.child import locks_record
from migration_lab.child.installed import Installed
from migration_lab.child.locks_record import LocksRecord
from migration_lab.child.sql_record import IDLE, SqlRecord, state_of
from tests.coach.scenario import Scenario


@pytest.mark.postgres
@pytest.mark.parametrize("autocommit", [True, False])
def test_a_question_that_takes_too_long_is_ended(postgresql: Scenario, autocommit: bool) -> None:
    engine = create_engine(postgresql.url, poolclass=NullPool)
    with engine.connect() as connection:
        if autocommit:
            connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        began = time.monotonic()
        with pytest.raises(Exception, match="statement timeout"):
            ask(connection, "SELECT pg_sleep(20)")
        assert time.monotonic() - began < 15
        assert (state_of(connection) == IDLE) == autocommit
        assert connection.scalar(text("SHOW statement_timeout")) == "0"
        ask(connection, "SELECT 1")
        assert connection.scalar(text("SELECT count(*) FROM talk")) == 8
    engine.dispose()


def ask(connection: Connection, sql: str) -> None:
    with KINDS["postgresql"].aside(connection, 0.2) as cursor:
        cursor.execute(sql)


@pytest.mark.postgres
def test_a_statement_whose_locks_cannot_be_read_is_left_in_no_transaction(
    postgresql: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: Any) -> None:
        raise RuntimeError

    engine, installed = create_engine(postgresql.url, poolclass=NullPool), Installed()
    statements = SqlRecord().listen(installed)
    LocksRecord([engine], statements).listen(installed)
    monkeypatch.setattr(locks_record, "holding", fails)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ALTER TABLE talk RENAME title TO name"))
        assert state_of(connection) == IDLE
    installed.close()
    engine.dispose()
    assert postgresql.sql("SELECT count(name) FROM talk") == [(8,)]


def test_the_table_of_a_bulk_insert_is_counted_by_its_name(scenario: Scenario) -> None:
    scenario.revision(
        "op.bulk_insert(sa.table('room', sa.column('id', sa.Integer), sa.column('name', sa.String)), "
        "[{'id': 9, 'name': 'Joan'}])"
    )
    (operation,) = scenario.project.try_out("upgrade", "head").operations
    assert (operation.kind, operation.table, operation.rows) == ("BulkInsert", "room", 3)
