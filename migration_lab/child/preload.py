"""Import beforehand what nearly every ``flask db`` command imports. Touches no database."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib.metadata import entry_points
from pathlib import Path

from migration_lab.left_out import import_without

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
    "migration_lab.child.execute",
    "migration_lab.values.command_line",
    "migration_lab.child.look",
    "migration_lab.child.stable",
    "migration_lab.child.trial",
    "migration_lab.schema.sqlite",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "sqlalchemy.orm",
    "sqlite3",
)
PACKAGES = frozenset({"site-packages", "dist-packages"})
"""The folders of an environment into which packages are copied."""


def preload(names: Iterable[str]) -> None:
    """Import those that exist and that bring none of a project's own code with them."""
    for name in names:
        if name not in sys.modules and is_installed(name):
            with suppress(Exception, SystemExit):  # whoever needs it will say what is wrong with it
                importlib.import_module(name)


def preload_commands() -> None:
    """Load the commands that extensions add to ``flask``.

    None if another package, which may be the project itself, adds some.
    """
    from flask.cli import cli

    modules = [command.module for command in entry_points(group="flask.commands")]
    if all(name.lower().startswith("flask") and is_installed(name) for name in modules):
        cli._load_plugin_commands()


def is_installed(name: str) -> bool:
    """Tell whether that module is Python's, the lab's, or from a package that was copied into the environment.

    A project, too, may be installed into its environment from the folder where it is edited. If it were imported here,
    it would run before anything keeps it from its database, and every later command would see today's code.
    """
    top = name.partition(".")[0]
    if top in sys.stdlib_module_names or top == __name__.partition(".")[0]:
        return True
    with suppress(Exception):
        spec = importlib.util.find_spec(top)
        return spec is not None and not PACKAGES.isdisjoint(Path(spec.origin or "").parts)
    return False


def warm_up() -> None:
    """Do what can be done beforehand.

    If something fails, in an unusual environment, it is left to the command, which then takes longer, or says itself
    what is wrong.
    """
    if is_installed("mako"):
        import_without("mako.ext.pygmentplugin", "mako.exceptions")  # colours for pages of HTML, with all of Pygments
    preload(MODULES)
    for name, work in (("preload", "preload_commands"), ("warming_up", "warm_up")):
        with suppress(Exception, SystemExit):
            getattr(importlib.import_module(f"migration_lab.child.{name}"), work)()
