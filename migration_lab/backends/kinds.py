"""Which backend is for which database: by its URL, by the name that undo knows it by, or by a copy of it.

Here, and only here, the kinds of databases are listed that the lab knows.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from migration_lab.backends.backend import Backend, LiveDatabase
from migration_lab.backends.postgresql.postgresql_backend import PostgresqlBackend
from migration_lab.backends.sqlite.sqlite_backend import SqliteBackend
from migration_lab.schema import UnsupportedDatabase, safe_url

FILES = SqliteBackend()
"""The kind whose databases are files, so that undo knows them by their paths."""
KINDS: dict[str, Backend] = {one.dialect: one for one in (FILES, PostgresqlBackend())}
NAMES = {"mysql": "MySQL", "mariadb": "MariaDB", "oracle": "Oracle", "mssql": "Microsoft SQL Server"}


def backend_of(url: Any) -> Backend:
    """The backend of the database at that URL. Raises ``UnsupportedDatabase``."""
    kind = url.get_backend_name()
    if kind not in KINDS:
        known = " and ".join(one.title for one in KINDS.values())
        raise UnsupportedDatabase(
            f"The lab reads {known}, and the app's database is {NAMES.get(kind, kind)} ({safe_url(url)}). With "
            "read_only=False the flask commands run on it all the same, but the lab shows none of its tables, and "
            "undoes nothing in it."
        )
    return KINDS[kind]


def is_on_server(url: Any) -> bool:
    """Whether others than its app reach that database, which is no file; False for a kind that is not known here."""
    kind = KINDS.get(url.get_backend_name())
    return kind is not None and kind.on_server


def has_extensions(url: Any) -> bool:
    """Whether its types may come out of extensions; False likewise."""
    kind = KINDS.get(url.get_backend_name())
    return kind is not None and kind.has_extensions


def live_database(root: Path, name: str) -> LiveDatabase:
    """The database that the project in ``root`` keeps copies of by that name: a path, or ``kind:name``."""
    return KINDS.get(name.partition(":")[0], FILES).live(root, name)


def backend_of_copy(copy: Path) -> Backend:
    return next((one for one in KINDS.values() if one.ending == copy.suffix), FILES)


def copy_size(file: Path) -> int:
    """The bytes that a file in ``.lab`` takes, or the copy on a server that it stands for."""
    return backend_of_copy(file).copy_size(file)


def forget_copies(root: Path) -> None:
    """Remove the copies that lie elsewhere, and for which no file of that project's ``.lab`` stands any more."""
    for one in KINDS.values():
        one.forget_copies(root)
