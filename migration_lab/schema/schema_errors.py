"""What can go wrong when a database's structure is read; every message hides the password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from migration_lab.errors import LabError
from migration_lab.hiding import hide_secrets

if TYPE_CHECKING:
    from sqlalchemy import URL

SECRET_WORDS = ("passw", "passfile", "passphrase", "pwd", "secret", "token")


class SchemaError(LabError):
    """The structure of a database could not be read."""


class UnsupportedDatabase(SchemaError):
    """The database is none that migration_lab can read, or what was passed is no engine or connection."""


class MissingDatabase(SchemaError):
    """There is no database file at that place; none was made."""


class NotADatabase(SchemaError):
    """The file is there, but it is not an SQLite database, or it is damaged."""


class LockedDatabase(SchemaError):
    """Somebody else holds a lock on the database and did not let go in time."""


class UnreachableDatabase(SchemaError):
    """The database could not be opened, or it broke off."""


def safe_url(url: URL) -> str:
    """The URL as text with every secret in it replaced by ``***``, those in its query string included."""
    database = url.database or ""
    if url.get_backend_name() == "sqlite" and database.startswith("file:"):
        return f"sqlite:///{unquote(database.removeprefix('file:'))}"
    hidden = {key: "***" for key in url.query if is_secret(key)}
    return hide_secrets(url.update_query_dict(hidden).render_as_string(hide_password=True))


def is_secret(key: str) -> bool:
    """Whether the name of a part of a URL's query string says that its value is a secret."""
    return any(word in key.lower() for word in SECRET_WORDS)


DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
LOCKED = ("SQLITE_BUSY", "SQLITE_LOCKED", "55P03")
READ_ONLY = ("SQLITE_READONLY", "25006")
NO_RIGHT = ("SQLITE_PERM", "42501")
FULL = ("SQLITE_FULL",)


def code_of(error: BaseException) -> str:
    """What the database says went wrong, in no language: PostgreSQL's SQLSTATE, or SQLite's name for it.

    ``error`` is SQLAlchemy's or a driver's. Empty where there is no code: the server could not be reached, say.
    """
    cause: Any = getattr(error, "orig", None) or error
    first = cause.args[0] if cause.args else None
    found = (
        getattr(cause, "sqlstate", None)  # psycopg
        or getattr(cause, "pgcode", None)  # psycopg2
        or getattr(cause, "sqlite_errorname", None)
        or (first.get("C") if isinstance(first, dict) else None)  # pg8000
    )
    return found if isinstance(found, str) else ""


def means(error: BaseException, codes: tuple[str, ...]) -> bool:
    """Whether the error has one of these codes; SQLite's extended ones, such as SQLITE_READONLY_DBMOVED, included."""
    code = code_of(error)
    return any(code == one or code.startswith(f"{one}_") for one in codes)


def explain(error: Exception, url: URL) -> SchemaError:
    """Turn an error of the driver or of SQLAlchemy into one of ours. Raise it ``from error``."""
    cause = getattr(error, "orig", None) or error
    first_line = str(cause).strip().partition("\n")[0] or type(cause).__name__
    where = safe_url(url)
    for secret in (url.password, *(value for key, value in url.normalized_query.items() if is_secret(key))):
        for value in (secret,) if isinstance(secret, str) else secret or ():
            first_line = first_line.replace(value, "***") if value else first_line
    if means(error, DAMAGED):
        return NotADatabase(
            f"{where} is not an SQLite database, or it is damaged ({first_line}). "
            "Check the path; if it is right, restore the file from a copy."
        )
    if means(error, LOCKED):
        return LockedDatabase(
            f"{where} is locked: another program is writing to it. "
            "Close that program, or let it finish its transaction, and try again."
        )
    return UnreachableDatabase(f"{where} could not be read: {first_line}")
