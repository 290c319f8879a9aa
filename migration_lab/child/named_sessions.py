"""In a command's own process: name its sessions on a PostgreSQL server, so that the lab can tell them from others.

Only connections that the project, its URL and its environment give no name get one. Touches no database by itself.
"""

from __future__ import annotations

from typing import Any

from migration_lab.child.installed import Installed
from migration_lab.child.watching import quietly

PARAMETERS = {
    "psycopg": "fallback_application_name",
    "psycopg2": "fallback_application_name",
    "pg8000": "application_name",
}
"""By driver: what takes the name. That of libpq yields to a name from anywhere else."""


def name_sessions(name: str, installed: Installed) -> None:
    """Name all that SQLAlchemy opens from now on."""
    from sqlalchemy import Engine

    def note(dialect: Any, _record: Any, _arguments: Any, parameters: dict[str, Any]) -> None:
        if dialect.name == "postgresql" and dialect.driver in PARAMETERS:
            parameters.setdefault(PARAMETERS[dialect.driver], name)

    installed.listen(Engine, "do_connect", installed.own(quietly(note)))
