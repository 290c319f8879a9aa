"""Choose the backend of a database: by its URL, by its name for undo, or by a copy of it.

The kinds of databases that the lab knows are listed here, and nowhere else.
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
    """Return the backend of the database at that URL. Raises ``UnsupportedDatabase``."""
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
    """Tell whether others than its app reach that database, which is then not a file; False for an unknown kind."""
    kind = KINDS.get(url.get_backend_name())
    return kind is not None and kind.on_server


def has_extensions(url: Any) -> bool:
    """Tell whether its types may come from extensions; False for an unknown kind."""
    kind = KINDS.get(url.get_backend_name())
    return kind is not None and kind.has_extensions


def live_database(root: Path, name: str) -> LiveDatabase:
    """Return the database that the project in ``root`` copies by that name: a path, or ``kind:name``."""
    return KINDS.get(name.partition(":")[0], FILES).live(root, name)


def backend_of_copy(copy: Path) -> Backend:
    return next((one for one in KINDS.values() if one.ending == copy.suffix), FILES)


def copy_size(file: Path) -> int:
    """Return the bytes of a file in ``.lab``, or of the copy on a server that it stands for."""
    return backend_of_copy(file).copy_size(file)


def forget_copies(root: Path) -> None:
    """Remove the copies that are elsewhere and for which no file in that project's ``.lab`` stands any more."""
    for one in KINDS.values():
        one.forget_copies(root)
