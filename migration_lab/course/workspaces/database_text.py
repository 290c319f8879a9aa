"""A small SQLite database as SQL text that makes it again, row for row: to be kept in git and read in a difference.

The text depends on what the database holds and on nothing else: not on SQLite's version, nor on how the file came to
be. What it cannot say is refused.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from migration_lab.backends.sqlite.sqlite_files import uri_of
from migration_lab.errors import LabError

DEFAULTS = {
    "page_size": 4096,
    "encoding": "UTF-8",
    "auto_vacuum": 0,
    "user_version": 0,
    "application_id": 0,
    "journal_mode": "delete",
}
"""What a new database has; whatever differs is said, before all else."""


class NotAsText(LabError):
    """The database holds what this form has no words for."""


def as_text(path: Path) -> list[str]:
    """The statements that make this database again. It is only read. Raises ``NotAsText``, ``sqlite3.Error``."""
    with closing(sqlite3.connect(f"{uri_of(path)}?mode=ro", uri=True)) as database:
        return [*_settings(database), *_content(database)]


def from_text(statements: Sequence[str], path: Path) -> None:
    """Make the database at ``path``, which must not exist, in its folder, which may not. Raises ``sqlite3.Error``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA synchronous = OFF")
        settings = [one for one in statements if one.startswith("PRAGMA ")]
        for statement in (*settings, "BEGIN", *statements[len(settings) :], "COMMIT"):
            database.execute(statement)


def _settings(database: sqlite3.Connection) -> Iterator[str]:
    for name, usual in DEFAULTS.items():
        [value] = database.execute(f"PRAGMA {name}").fetchone()
        if value != usual:
            yield f"PRAGMA {name} = {literal(value)}"


def _content(database: sqlite3.Connection) -> Iterator[str]:
    """What was made first comes first, but for what would come into the way of the rows."""
    objects = database.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY rowid").fetchall()
    tables = [name for kind, name, _ in objects if kind == "table"]
    for kind, name, sql in objects:
        if name.startswith("sqlite_stat") or (kind == "table" and sql.upper().startswith("CREATE VIRTUAL")):
            raise NotAsText(f"The table {name} cannot be kept as SQL text: SQLite makes what it is of.")
        if kind in ("table", "index") and not name.startswith("sqlite_"):
            yield sql
    for name in tables:
        if name != "sqlite_sequence":
            yield from _rows(database, name)
    if "sqlite_sequence" in tables:
        yield "DELETE FROM sqlite_sequence"
        yield from _rows(database, "sqlite_sequence")
    yield from (sql for kind, _, sql in objects if kind in ("view", "trigger"))


def _rows(database: sqlite3.Connection, table: str) -> Iterator[str]:
    """One INSERT for each row. Rows that have a number of their own, which no column shows, have it said."""
    about = database.execute("SELECT name, type, pk, hidden FROM pragma_table_xinfo(?)", [table]).fetchall()
    names = [name for name, _, _, hidden in about if not hidden]
    keys = sorted((place, name, type_.upper()) for name, type_, place, _ in about if place)
    order = ", ".join(quoted(name) for _, name, _ in keys)
    [without_rowid] = database.execute("SELECT wr FROM pragma_table_list(?) WHERE schema = 'main'", [table]).fetchone()
    if not without_rowid and [type_ for _, _, type_ in keys] != ["INTEGER"]:
        taken = {name.lower() for name, *_ in about}
        number = next((name for name in ("rowid", "_rowid_", "oid") if name not in taken), None)
        if number is None:
            raise NotAsText(f"The table {table} cannot be kept as SQL text: its columns hide the numbers of its rows.")
        order = number
        names.insert(0, number)
    columns = ", ".join(map(quoted, names))
    for row in database.execute(f"SELECT {columns} FROM {quoted(table)} ORDER BY {order}"):
        yield f"INSERT INTO {quoted(table)} ({columns}) VALUES ({', '.join(map(literal, row))})"


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(value: Any) -> str:
    """A value as SQL writes it."""
    if value is None:
        return "NULL"
    if isinstance(value, str):
        text = value.replace("'", "''")
        return f"'{text}'" if "\0" not in value else f"CAST(X'{value.encode().hex()}' AS TEXT)"
    if isinstance(value, bytes):
        return f"X'{value.hex()}'"
    if value in (float("inf"), float("-inf")):
        return "9e999" if value > 0 else "-9e999"
    return repr(value)
