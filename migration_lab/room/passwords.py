"""The passwords of a room, each as a bcrypt hash: one small SQLite file of the hub's.

SQLite writes a password whole or not at all, whatever ends meanwhile. Earlier rooms have them in a file of ``dbm``, of
which not every kind can do that; when the SQLite file is made they are taken over, and the other file is removed.
"""

from __future__ import annotations

import dbm
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from migration_lab.errors import LabError

SHORTEST = 8
LONGEST = 72
"""Bytes; bcrypt takes no more."""
ENDING = ".sqlite"
EARLIER = ("", ".db", ".pag", ".dir", ".dat", ".bak")
"""The endings of the files of ``dbm``, whichever kind there was."""
PATIENCE = 30.0
"""Seconds to wait for another process that writes a password."""


def members(file: Path) -> set[str]:
    """Return the names that have a password. All functions here raise ``LabError`` if the file cannot be used."""
    with _opened(file) as kept:
        return {name for (name,) in kept.execute("SELECT name FROM passwords")}


def set_password(file: Path, name: str, password: str) -> None:
    """Give that name this password, in place of any from before."""
    hashed = _hashed(password)
    with _opened(file) as kept:
        kept.execute("INSERT OR REPLACE INTO passwords VALUES (?, ?)", (name, hashed))


def take_name(file: Path, name: str, password: str) -> bool:
    """Give that name this password if it has none; else return False. Of two at the same time, one gets it."""
    hashed = _hashed(password)
    with _opened(file) as kept:
        return kept.execute("INSERT OR IGNORE INTO passwords VALUES (?, ?)", (name, hashed)).rowcount == 1


def is_password(file: Path, name: str, password: str) -> bool:
    """Tell whether it is this name's."""
    import bcrypt

    with _opened(file) as kept:
        found = kept.execute("SELECT hash FROM passwords WHERE name = ?", (name,)).fetchone()
    return found is not None and bcrypt.checkpw(password.encode(), found[0])


def forget_password(file: Path, name: str) -> None:
    with _opened(file) as kept:
        kept.execute("DELETE FROM passwords WHERE name = ?", (name,))


def _hashed(password: str) -> bytes:
    import bcrypt

    return bcrypt.hashpw(password.encode(), bcrypt.gensalt())


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    """Open it for one transaction, which is on the disk when this ends; make it if it is not there."""
    path = file.with_name(file.name + ENDING)
    made = False
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite would let others read it
        with closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as kept:
            kept.execute("PRAGMA synchronous = EXTRA")
            kept.execute("BEGIN IMMEDIATE")
            if not kept.execute("SELECT 1 FROM sqlite_master WHERE name = 'passwords'").fetchone():
                made = True
                kept.execute("CREATE TABLE passwords (name TEXT PRIMARY KEY, hash BLOB NOT NULL)")
                kept.executemany("INSERT INTO passwords VALUES (?, ?)", _earlier(file))
            yield kept
            kept.execute("COMMIT")
    except (OSError, sqlite3.Error) as error:
        raise _unusable(path, error) from error
    for ending in EARLIER if made else ():
        file.with_name(file.name + ending).unlink(missing_ok=True)


def _earlier(file: Path) -> list[tuple[str, bytes]]:
    """Return the names and hashes of an earlier room."""
    if dbm.whichdb(str(file)) is None:
        return []
    try:
        with dbm.open(str(file), "r") as kept:
            return [(os.fsdecode(name), kept[name]) for name in kept.keys()]  # noqa: SIM118  # it is no dict
    except (*dbm.error, ValueError, SyntaxError) as error:  # the last two for a kind that is written in Python
        raise _unusable(file, error) from error


def _unusable(file: Path, error: Exception) -> LabError:
    return LabError(
        f"The passwords in {file} cannot be used: {error}. If that file is damaged, move it away; then everybody needs "
        "a new password (migration-lab room FOLDER --new-password NAME). Their work is not in it."
    )
