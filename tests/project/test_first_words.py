"""What a piece of SQL does, told by the words with which its statements begin."""

from __future__ import annotations

import pytest

from migration_lab.rows.mentioned import mentioned
from migration_lab.values.statement import Statement

CHANGES = [
    "-- tidy\nDELETE FROM talk",
    "/* a; b */ DELETE FROM talk",
    "SET statement_timeout = 0; DELETE FROM talk",
    "BEGIN; DELETE FROM talk; COMMIT",
    "DO $$ BEGIN DELETE FROM talk; END $$",
    "ALTER TABLE talk ALTER title TYPE text USING lower(title)",
]


@pytest.mark.parametrize("sql", CHANGES)
def test_sql_that_writes_to_rows_is_known_whatever_stands_before(sql):
    assert Statement(sql).changes_something
    assert mentioned([Statement(sql)], ["talk", "alk"]) == {"talk"}


@pytest.mark.parametrize(
    "sql", ["-- all\nSELECT * FROM talk", "SELECT ';DELETE FROM talk'", "(SELECT 1); SELECT 2", ""]
)
def test_sql_that_only_looks_is_known_too(sql):
    assert not Statement(sql).changes_something
    assert mentioned([Statement(sql)], ["talk"]) == set()


def test_a_trigger_that_is_made_writes_nothing_yet():
    made = Statement("CREATE TRIGGER t AFTER UPDATE ON talk BEGIN DELETE FROM room; DELETE FROM talk; END")
    assert made.changes_something
    assert mentioned([made], ["talk", "room"]) == set()
