"""What is a rename: only what the SQL that ran says."""

from __future__ import annotations

import pytest

from migration_lab.rows.sql_renames import sql_renames
from migration_lab.schema import Renames
from migration_lab.values.statement import Statement

MINUTES = Renames(columns=(("talk", "length", "minutes"),))
BATCH = (
    "CREATE TABLE _alembic_tmp_talk (\n    id INTEGER NOT NULL, \n    minutes INTEGER\n)",
    "INSERT INTO _alembic_tmp_talk (id, minutes) SELECT talk.id, talk.length \nFROM talk",
    "DROP TABLE talk",
    "ALTER TABLE _alembic_tmp_talk RENAME TO talk",
)
RENAMED = {
    "PostgreSQL's spelling": (["ALTER TABLE talk RENAME length TO minutes"], MINUTES),
    "SQLite's": (['ALTER TABLE "talk" RENAME COLUMN "length" TO minutes;'], MINUTES),
    "Alembic's batch": (BATCH, MINUTES),
    "a batch with another type": (
        [BATCH[0], BATCH[1].replace("talk.length", "CAST(talk.length AS TEXT) AS length"), *BATCH[2:]],
        MINUTES,
    ),
    "by hand, several at once": (["; ".join(BATCH).replace("_alembic_tmp_talk", "new_talk")], MINUTES),
    "twice": (["ALTER TABLE talk RENAME length TO x", "ALTER TABLE talk RENAME x TO minutes"], MINUTES),
    "a table": (['ALTER TABLE talk RENAME TO "a ""talk"""'], Renames((("talk", 'a "talk"'),))),
    "a table with a column": (
        ["ALTER TABLE talk RENAME TO lecture", "ALTER TABLE lecture RENAME length TO minutes"],
        Renames((("talk", "lecture"),), (("lecture", "length", "minutes"),)),
    ),
    "a table in a schema": (["ALTER TABLE app.talk RENAME TO lecture"], Renames((("app.talk", "app.lecture"),))),
    "a table and then its batch": (
        ["ALTER TABLE lecture RENAME TO talk", *BATCH],
        Renames((("lecture", "talk"),), (("talk", "length", "minutes"),)),
    ),
}
NOT_RENAMED = {
    "there and back": ["ALTER TABLE talk RENAME length TO minutes", "ALTER TABLE talk RENAME minutes TO length"],
    "added, filled and dropped": [
        "ALTER TABLE talk ADD COLUMN minutes INTEGER",
        "UPDATE talk SET minutes = length",
        "ALTER TABLE talk DROP COLUMN length",
        "ALTER TABLE room RENAME CONSTRAINT a TO b",
    ],
    "computed": [BATCH[0], BATCH[1].replace("talk.length", "talk.length * 60"), *BATCH[2:]],
    "copied twice": [BATCH[0], BATCH[1].replace("talk.id,", "talk.length,"), *BATCH[2:]],
    "not all rows": [BATCH[0], f"{BATCH[1]} WHERE id > 3", *BATCH[2:]],
    "a name in a string": ["UPDATE talk SET title = 'ALTER TABLE talk RENAME length TO minutes'"],
    "dropped again": ["ALTER TABLE talk RENAME length TO minutes", "ALTER TABLE talk DROP COLUMN minutes"],
}


@pytest.mark.parametrize(("sql", "renames"), RENAMED.values(), ids=RENAMED)
def test_a_rename_is_known_from_the_sql_that_ran(sql, renames):
    assert sql_renames(map(Statement, sql)) == renames


@pytest.mark.parametrize("sql", NOT_RENAMED.values(), ids=NOT_RENAMED)
def test_what_only_looks_like_one_is_none(sql):
    assert not sql_renames(map(Statement, sql))


def test_what_failed_or_was_rolled_back_renamed_nothing():
    sql = "ALTER TABLE talk RENAME length TO minutes"
    assert not sql_renames([Statement(sql, failed=True), Statement(sql, rolled_back=True)])
