"""Of the SQL of a command only what runs while Alembic runs the scripts is looked at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text

from migration_lab.child import script_sql
from migration_lab.child.installed import Installed
from migration_lab.child.operations_record import OperationsRecord
from migration_lab.child.script_sql import ScriptSql
from migration_lab.values.first_words import first_words


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The statements that are looked at from now on."""
    found: list[str] = []

    def noted(sql: str) -> object:
        found.append(sql)
        return first_words(sql)

    monkeypatch.setattr(script_sql, "first_words", noted)
    installed = Installed()
    ScriptSql(OperationsRecord([])).listen(installed)
    yield found
    installed.close()


def test_ten_thousand_statements_of_a_seed_are_not_looked_at(looked_at: list[str]) -> None:
    with create_engine("sqlite://").begin() as connection:
        connection.execute(text("CREATE TABLE room (id INTEGER)"))
        for id in range(10_000):
            connection.execute(text("INSERT INTO room VALUES (:id)"), {"id": id})
        assert looked_at == []

        def steps(_heads: object, _context: object) -> list[object]:
            connection.execute(text("DELETE FROM room"))
            return []

        MigrationContext.configure(connection, opts={"fn": steps}).run_migrations()
        assert "DELETE FROM room" in looked_at
        looked_at.clear()
        connection.execute(text("DROP TABLE room"))
        assert looked_at == []
