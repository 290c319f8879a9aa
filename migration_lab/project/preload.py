"""What nearly every ``flask db`` command imports, so that it can be imported beforehand. Touches no database."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from contextlib import suppress

MODULES = (
    "alembic.autogenerate.api",
    "alembic.command",
    "alembic.ddl.sqlite",
    "alembic.operations.batch",
    "flask.testing",
    "flask_migrate.cli",
    "flask_sqlalchemy.cli",
    "logging.config",
    "mako.template",
    "migration_lab.project.child",
    "migration_lab.project.command_line",
    "migration_lab.project.look",
    "migration_lab.project.stable",
    "migration_lab.project.trial",
    "migration_lab.schema.sqlite",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "sqlalchemy.orm",
    "sqlite3",
)


def preload(names: Iterable[str]) -> None:
    """Import those that are there."""
    for name in names:
        if name not in sys.modules:
            with suppress(Exception, SystemExit):  # whoever needs it will say what is wrong with it
                importlib.import_module(name)


def preload_commands() -> None:
    """Load the commands that installed packages add to ``flask``."""
    from flask.cli import cli

    cli._load_plugin_commands()
