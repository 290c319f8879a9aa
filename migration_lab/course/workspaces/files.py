"""A project's files as the course sees them: which ones count, and a fingerprint that tells whether any was touched."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from migration_lab.backends.sqlite.sqlite_files import uri_of
from migration_lab.project.lab_folder import LAB

IGNORED_FOLDERS = frozenset({LAB, "__pycache__", ".ipynb_checkpoints"})
SQLITE = b"SQLite format 3\0"
BESIDE_DATABASE = ("-journal", "-wal", "-shm")

Fingerprint = dict[str, str]
"""The hash of each file's content by its path, relative and with ``/``; a SQLite database counts by what it holds."""


def project_files(folder: Path) -> Iterator[str]:
    """The path of every file that is the learner's, relative and with ``/``, in no particular order."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in IGNORED_FOLDERS]
        for name in names:
            if not name.endswith(".pyc"):
                yield Path(parent, name).relative_to(folder).as_posix()


def sqlite_files(folder: Path) -> list[Path]:
    """Return the SQLite databases in ``folder``, sorted by their paths."""
    found = []
    for path in sorted(project_files(folder)):
        with (folder / path).open("rb") as file:
            if file.read(len(SQLITE)) == SQLITE:
                found.append(folder / path)
    return found


def fingerprint(folder: Path) -> Fingerprint:
    """The fingerprint of every file in ``folder``. Databases are only read."""
    paths = set(project_files(folder))
    return {path: _content(folder / path) for path in sorted(paths) if not _beside(path, paths)}


def touched(folder: Path, start: Fingerprint) -> bool:
    """Whether any file of ``folder`` was added, removed or changed since ``start``; True when it cannot be told."""
    paths = set(project_files(folder))
    if {path for path in paths if not _beside(path, paths)} != set(start):
        return True
    try:
        return any(_content(folder / path) != content for path, content in start.items())
    except (OSError, sqlite3.Error):
        return True


def last_worked_on(folder: Path) -> float:
    """When the newest of its files was last changed, in seconds since the epoch; 0 for an empty folder."""
    return max(((folder / path).stat().st_mtime for path in project_files(folder)), default=0.0)


def _beside(path: str, paths: set[str]) -> bool:
    """Whether this is a file that SQLite keeps beside a database while it is in use."""
    return any(path.endswith(end) and path.removesuffix(end) in paths for end in BESIDE_DATABASE)


def _content(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(len(SQLITE))
        if head != SQLITE:
            return hashlib.sha256(head + file.read()).hexdigest()
    digest = hashlib.sha256()
    with closing(sqlite3.connect(f"{uri_of(path)}?mode=ro", uri=True, timeout=0.5)) as database:
        for statement in database.iterdump():
            digest.update(statement.encode(errors="surrogatepass") + b"\n")
    return digest.hexdigest()
