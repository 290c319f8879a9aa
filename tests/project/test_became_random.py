"""Whatever is done to random rows, what is nowhere any more is not said to be kept, nor what is there to be lost."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, reject, settings
from hypothesis import strategies as st

from migration_lab.backends.database import Database
from migration_lab.rows.between import changed_rows, table_of
from migration_lab.schema import compare
from migration_lab.values.statement import Statement
from migration_lab.widgets.kept import columns_kept, rows_kept

WORDS = st.text("abcdefghijklmnopqrstuvwxyzäß0123456789", min_size=1, max_size=9)
ROWS = st.lists(st.tuples(WORDS, WORDS, st.one_of(st.none(), WORDS), st.integers(-999, 9999)), min_size=2, max_size=8)

KEEPING = {
    "rename": ["ALTER TABLE speaker RENAME COLUMN name TO full_name"],
    "rename the table": ["ALTER TABLE speaker RENAME TO person"],
    "split": [
        "ALTER TABLE speaker ADD COLUMN first_name TEXT",
        "ALTER TABLE speaker ADD COLUMN last_name TEXT",
        "UPDATE speaker SET first_name = substr(name, 1, instr(name, ' ') - 1)",
        "UPDATE speaker SET last_name = substr(name, instr(name, ' ') + 1)",
        "ALTER TABLE speaker DROP COLUMN name",
    ],
    "merge": [
        "ALTER TABLE speaker ADD COLUMN label TEXT",
        "UPDATE speaker SET label = name || coalesce(' (' || phone || ')', '')",
        "ALTER TABLE speaker DROP COLUMN name",
        "ALTER TABLE speaker DROP COLUMN phone",
    ],
    "to a child": [
        "CREATE TABLE phone (id INTEGER PRIMARY KEY, speaker_id INTEGER REFERENCES speaker (id), number TEXT)",
        "INSERT INTO phone (speaker_id, number) SELECT id, phone FROM speaker WHERE phone IS NOT NULL",
        "ALTER TABLE speaker DROP COLUMN phone",
    ],
    "to a parent": [
        "CREATE TABLE who (id INTEGER PRIMARY KEY, name TEXT)",
        "INSERT INTO who (name) SELECT DISTINCT name FROM speaker ORDER BY 1",
        "ALTER TABLE speaker ADD COLUMN who_id INTEGER REFERENCES who (id)",
        "UPDATE speaker SET who_id = (SELECT id FROM who WHERE who.name = speaker.name)",
        "ALTER TABLE speaker DROP COLUMN name",
    ],
    "to text": [
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, phone TEXT, age VARCHAR(20))",
        "INSERT INTO t SELECT id, name, phone, CAST(age AS VARCHAR) FROM speaker",
        "DROP TABLE speaker",
        "ALTER TABLE t RENAME TO speaker",
    ],
    "other order": [
        "CREATE TABLE t (age INTEGER, phone TEXT, id INTEGER PRIMARY KEY, name TEXT)",
        "INSERT INTO t SELECT age, phone, id, name FROM speaker ORDER BY name",
        "DROP TABLE speaker",
        "ALTER TABLE t RENAME TO speaker",
    ],
    "other key": ["UPDATE speaker SET id = id + 1000"],
    "shifted key": ["UPDATE speaker SET id = -id", "UPDATE speaker SET id = 1 - id"],
    "swap": ["UPDATE speaker SET name = phone, phone = name WHERE phone IS NOT NULL"],
    "new column": ["ALTER TABLE speaker ADD COLUMN bio TEXT DEFAULT 'none yet'"],
    "nothing": ["UPDATE speaker SET name = name"],
}
LOSING = {
    "drop": ["ALTER TABLE speaker DROP COLUMN name"],
    "drop the numbers": ["ALTER TABLE speaker DROP COLUMN age"],
    "drop and add": [
        "ALTER TABLE speaker DROP COLUMN name",
        "ALTER TABLE speaker ADD COLUMN full_name TEXT DEFAULT 'x'",
    ],
    "cut": ["UPDATE speaker SET name = substr(name, 1, 2)"],
    "cut while renamed": [
        "ALTER TABLE speaker RENAME COLUMN name TO full_name",
        "UPDATE speaker SET full_name = substr(full_name, 1, 2)",
    ],
    "split and lose": [
        "ALTER TABLE speaker ADD COLUMN first_name TEXT",
        "UPDATE speaker SET first_name = substr(name, 1, instr(name, ' ') - 1)",
        "ALTER TABLE speaker DROP COLUMN name",
    ],
    "to a number": [
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name INTEGER, phone TEXT, age INTEGER)",
        "INSERT INTO t SELECT id, CAST(name AS INTEGER), phone, age FROM speaker",
        "DROP TABLE speaker",
        "ALTER TABLE t RENAME TO speaker",
    ],
    "a row": ["DELETE FROM speaker WHERE id = 1"],
    "all rows": ["DELETE FROM speaker"],
    "null": ["UPDATE speaker SET name = NULL"],
    "one for all": ["UPDATE speaker SET name = 'same'"],
    "to others": [
        "UPDATE speaker SET name = (SELECT s.name FROM speaker s WHERE s.id <> speaker.id ORDER BY s.id LIMIT 1)"
    ],
}


def told(rows: list[tuple[str, str, str | None, int]], *statements: str) -> tuple[str, bool]:
    """What is said, and whether every value is somewhere after."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / "before.db", Path(folder) / "after.db"]
        values = []
        for path, after in zip(paths, (False, True), strict=True):
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("CREATE TABLE speaker (id INTEGER PRIMARY KEY, name TEXT, phone TEXT, age INTEGER)")
                many = [(f"{first} {last}", phone, age) for first, last, phone, age in rows]
                connection.executemany("INSERT INTO speaker (name, phone, age) VALUES (?, ?, ?)", many)
                for statement in statements if after else ():
                    connection.execute(statement)
                connection.commit()
                names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
                values.append(
                    Counter(
                        str(value)
                        for name in names
                        for row in connection.execute(f"SELECT * FROM {name}")
                        for value in row
                        if value is not None
                    )
                )
        old, new = (Database(f"sqlite:///{path.as_posix()}") for path in paths)
        before, after = old.read(), new.read()
        changes = compare(before, after)
        found = changed_rows([*map(Statement, statements)], old, new, before, after, changes)
        sentences = []
        for one in found:
            kept = rows_kept(one, table_of(before, one.table), table_of(after, one.table))
            sentences += kept.words if kept else ()
            sentences += (f"lost {many}" for _, many in columns_kept(one).lost)
        return "; ".join(sentences), values[0] <= values[1]


def says_lost(words: str) -> bool:
    return any(word in words for word in ("lost", "is gone, and", "cut", "dropped with"))


SPREADING = {"merge", "split", "to a child", "to a parent"}
RENUMBERING = {"other key", "shifted key"}
PLAIN = {"new column", "nothing"}


def followed(*both: str) -> bool:
    """Whether the rows can be followed through both at once.

    They cannot where values went elsewhere and neither the rows' numbers nor the table's name say which row is which.
    """
    if RENUMBERING.intersection(both):
        return not PLAIN.isdisjoint(both)
    if "rename the table" in both:
        return SPREADING.isdisjoint(both) and "swap" not in both
    return SPREADING.isdisjoint(both) or "swap" not in both


PAIRS = [[first, then] for first, then in permutations(sorted(KEEPING), 2) if followed(first, then)]


@settings(max_examples=60)
@given(ROWS, st.sampled_from([*([name] for name in sorted(KEEPING)), *PAIRS]))
def test_what_is_there_is_not_said_to_be_lost(rows, names):
    statements = [one for name in names for one in KEEPING[name]]
    try:
        words, _ = told(rows, *statements)
    except sqlite3.OperationalError:
        reject()
    assert not says_lost(words), words


@settings(max_examples=30)
@given(ROWS, st.sampled_from(sorted(LOSING)))
def test_what_is_nowhere_is_not_said_to_be_kept(rows, name):
    words, all_there = told(rows, *LOSING[name])
    assert all_there or ("kept" not in words and "moved into" not in words), words
