"""In a process of its own: run a project's env.py, which may do more than migrate.

Some env.py files tell others what they have done, by a web hook or a mail. When the lab only looks, nothing has really
been done, so the connection is refused; if all migrations have run by then, their result counts nevertheless.
"""

from __future__ import annotations

from typing import Any

from migration_lab.child.sandbox import sockets
from migration_lab.child.sandbox.read_only import chain


def run_env(scripts: Any, environment: Any, *, reads: bool = False) -> None:
    """Run it in that ``EnvironmentContext``, in which it ``reads`` or else migrates.

    Raises what it raises, except for a connection that it wanted after the migrations.
    """
    migrate, migrated = environment.run_migrations, False

    def run_migrations(**options: Any) -> None:
        nonlocal migrated
        migrate(**options)
        migrated = has_one_database()

    def is_over() -> bool | None:
        if not migrated:
            return None
        connection = environment.get_context().connection
        return reads or connection is None or not connection.in_transaction()

    environment.run_migrations = run_migrations
    try:
        with sockets.closed_after(is_over):
            scripts.run_env()
    except Exception as error:
        if not any(isinstance(each, sockets.Offline) and each.over for each in chain(error)):
            raise


def has_one_database() -> bool:
    """Tell whether everything has run once one migration has."""
    from flask import current_app

    return len(current_app.extensions["migrate"].db.engines) == 1
