"""What can go wrong when a database's structure is read; every message hides the password."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from migration_lab.errors import LabError
from migration_lab.hiding import hide_secrets

if TYPE_CHECKING:
    from sqlalchemy import URL

SECRET_WORDS = ("passw", "passfile", "passphrase", "pwd", "secret", "token")
SHORT = 4
"""Of how many letters a password is no longer a part of many words."""


class SchemaError(LabError):
    """The structure of a database could not be read."""


class UnsupportedDatabase(SchemaError):
    """The lab cannot read this kind of database, or what was passed is not an engine or connection."""


class MissingDatabase(SchemaError):
    """There is no database file at that path; none was created."""


class NotADatabase(SchemaError):
    """The file exists, but it is not an SQLite database, or it is damaged."""


class LockedDatabase(SchemaError):
    """Somebody else holds a lock on the database and did not release it in time."""


class UnreachableDatabase(SchemaError):
    """The database could not be opened, or the connection broke."""


OWN_FILE = r"^file:(//(?=/)(/(?=[A-Za-z]:))?)?"
"""What stands before the path in ``file:///home/a.db``, ``file:///C:/a.db`` and ``file:a.db``."""


def safe_url(url: URL) -> str:
    """Return the URL as text with every secret replaced by ``***``, including those in its query string."""
    database = url.database or ""
    if url.get_backend_name() == "sqlite" and database.startswith("file:"):
        return f"sqlite:///{unquote(re.sub(OWN_FILE, '', database))}"
    hidden = {key: "***" for key in url.query if is_secret(key)}
    return hide_secrets(url.update_query_dict(hidden).render_as_string(hide_password=True))


def is_secret(key: str) -> bool:
    """Tell whether the name of a query parameter says that its value is a secret."""
    return any(word in key.lower() for word in SECRET_WORDS)


DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
LOCKED = ("SQLITE_BUSY", "SQLITE_LOCKED", "55P03")
READ_ONLY = ("SQLITE_READONLY", "25006")
NO_RIGHT = ("SQLITE_PERM", "42501")
FULL = ("SQLITE_FULL",)


def code_of(error: BaseException) -> str:
    """Return the database's code for an error, which depends on no language: PostgreSQL's SQLSTATE, or SQLite's name.

    ``error`` is SQLAlchemy's or a driver's. Empty where there is no code, for example if the server is unreachable.
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
    """Tell whether the error has one of these codes, or an extended one of SQLite's, as SQLITE_READONLY_DBMOVED."""
    code = code_of(error)
    return any(code == one or code.startswith(f"{one}_") for one in codes)


def without_secret(text: str, secret: str) -> str:
    """Hide a password in a text; a very short one only where it is a word, or it would hide parts of other words."""
    if not secret:
        return text
    place = re.escape(secret)
    return re.sub(rf"(?<!\w){place}(?!\w)" if len(secret) < SHORT else place, "***", text)


def explain(error: Exception, url: URL) -> SchemaError:
    """Turn an error of the driver or of SQLAlchemy into one of ours. Raise it ``from error``."""
    cause = getattr(error, "orig", None) or error
    first_line = str(cause).strip().partition("\n")[0] or type(cause).__name__
    where = safe_url(url)
    for secret in (url.password, *(value for key, value in url.normalized_query.items() if is_secret(key))):
        for value in (secret,) if isinstance(secret, str) else secret or ():
            first_line = without_secret(first_line, value)
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
