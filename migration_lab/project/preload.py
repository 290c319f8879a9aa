"""What nearly every ``flask db`` command imports, so that it can be imported beforehand. Touches no database."""

from __future__ import annotations

import importlib
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
    "migration_lab.project.look",
    "migration_lab.project.stable",
    "migration_lab.schema.sqlite",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "sqlalchemy.orm",
    "sqlite3",
)


def preload() -> None:
    """Import them all, and the commands that installed packages add to ``flask``."""
    from flask.cli import cli

    for name in MODULES:
        with suppress(ImportError):  # an environment of another project may lack one: whoever needs it will say so
            importlib.import_module(name)
    cli._load_plugin_commands()
