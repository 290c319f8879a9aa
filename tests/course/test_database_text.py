"""A database as SQL text is the same database again, and what has no such form is refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from migration_lab.course.workspaces.database_text import NotAsText, as_text, from_text, quoted


def make(path: Path, script: str) -> Path:
    with closing(sqlite3.connect(path)) as database:
        database.executescript(script)
    return path


def everything(path: Path) -> list[object]:
    """What the database holds, told in another way than by the text."""
    with closing(sqlite3.connect(path)) as database:
        tables = database.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name").fetchall()
        names = [name for kind, name, *_ in tables if kind == "table"]
        rows = [database.execute(f"SELECT * FROM {quoted(name)}").fetchall() for name in names]
        settings = [database.execute(f"PRAGMA {name}").fetchone() for name in ("user_version", "encoding", "page_size")]
        return [tables, rows, settings, list(database.iterdump())]


SCRIPTS = {
    "rows": "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 2.5), ('it''s', NULL), (x'00ff', 1e300), (9e999, 'é');",
    "a NUL": "CREATE TABLE t (a TEXT); INSERT INTO t VALUES (CAST(x'610062' AS TEXT));",
    "names": 'CREATE TABLE "a ""b" ("select" TEXT, "rowid" TEXT); INSERT INTO "a ""b" VALUES (1, 2);',
    "holes between rows": "CREATE TABLE t (a TEXT); INSERT INTO t (rowid, a) VALUES (7, 'x'), (3, 'y');",
    "a key of its own": "CREATE TABLE t (a INTEGER PRIMARY KEY, b); INSERT INTO t VALUES (7, 'x'), (-3, 'y');",
    "no rowid": "CREATE TABLE t (a, b, PRIMARY KEY (b, a)) WITHOUT ROWID; INSERT INTO t VALUES (2, 1), (1, 2), (1, 1);",
    "generated": "CREATE TABLE t (a, b AS (a * 2), c AS (a * 3) STORED); INSERT INTO t VALUES (1);",
    "numbering": "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO t VALUES (9); DELETE FROM t;",
    "order": "CREATE TABLE z (a); CREATE TABLE b (a); CREATE INDEX i ON z (a); CREATE TABLE a (a UNIQUE);",
    "renamed": "CREATE TABLE z (a); ALTER TABLE z RENAME TO y; ALTER TABLE y ADD COLUMN b TEXT DEFAULT 'x';",
    "trigger and view": (
        "CREATE TABLE t (a); CREATE TABLE log (a);"
        "CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.a); END;"
        "INSERT INTO t VALUES (1); DELETE FROM log; CREATE VIEW v AS SELECT a FROM t;"
    ),
    "settings": "PRAGMA page_size = 8192; PRAGMA encoding = 'UTF-16le'; CREATE TABLE t (a); PRAGMA user_version = 3;",
    "write-ahead log": "PRAGMA journal_mode = wal; CREATE TABLE t (a); INSERT INTO t VALUES (1);",
    "nothing": "PRAGMA user_version = 1; PRAGMA user_version = 0;",
}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_a_database_made_of_its_text_is_the_same(script: str, tmp_path: Path) -> None:
    path = make(tmp_path / "one.db", script)
    text = as_text(path)
    from_text(text, tmp_path / "new" / "two.db")
    assert everything(tmp_path / "new" / "two.db") == everything(path)
    assert as_text(tmp_path / "new" / "two.db") == text


def test_the_text_is_a_statement_for_each_thing(tmp_path: Path) -> None:
    path = make(tmp_path / "one.db", "CREATE TABLE t (a TEXT PRIMARY KEY); INSERT INTO t VALUES ('it''s');")
    assert as_text(path) == [
        "CREATE TABLE t (a TEXT PRIMARY KEY)",
        """INSERT INTO "t" ("rowid", "a") VALUES (1, 'it''s')""",
    ]


@pytest.mark.parametrize(
    "script",
    [
        "CREATE VIRTUAL TABLE t USING fts5(a);",
        "CREATE TABLE t (a); CREATE INDEX i ON t (a); INSERT INTO t VALUES (1); ANALYZE;",
        "CREATE TABLE t (rowid, _rowid_, oid); INSERT INTO t VALUES (1, 2, 3);",
    ],
)
def test_what_has_no_such_form_is_refused(script: str, tmp_path: Path) -> None:
    with pytest.raises(NotAsText, match="cannot be kept as SQL text"):
        as_text(make(tmp_path / "one.db", script))
