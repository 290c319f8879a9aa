"""In a command's own process: find the project's app as ``flask`` does, and say where it keeps its data."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from migration_lab.values.wire import AppDescription


def load_app(env_file: str | None = None) -> Any:
    """Return the project's app, found as ``flask`` finds it. Ends the process as ``flask`` does if it cannot.

    ``env_file`` is what ``flask --env-file`` takes.
    """
    from flask.cli import NoAppException, ScriptInfo, load_dotenv

    if find_spec("dotenv"):
        load_dotenv(env_file)
    try:
        return ScriptInfo(app_import_path=os.environ.get("FLASK_APP")).load_app()
    except NoAppException as error:
        print(f"Error: {error.format_message()}", file=sys.stderr)
        raise SystemExit(1) from error


def describe(apps: list[Any]) -> AppDescription | None:
    """Say where the last of these apps that has a database keeps its data; ``None`` if none has one."""
    for app in reversed(apps):
        if "sqlalchemy" not in app.extensions:
            continue
        with suppress(Exception), app.app_context():
            engines = app.extensions["sqlalchemy"].engines
            databases = {
                bind or "": engine.url.render_as_string(hide_password=False) for bind, engine in engines.items()
            }
            config = app.extensions.get("migrate")
            found = AppDescription(
                databases,
                os.fspath(config.directory) if config else "migrations",
                tuple(sorted(bind or "" for bind, engine in engines.items() if lacks_folder(engine.url))),
                tuple(sorted({name for engine in engines.values() for name in modules_for(engine.dialect)})),
            )
            return with_scripts(found, config) if config else found
    return None


def lacks_folder(url: Any) -> bool:
    """Tell whether it is an SQLite file in a folder that neither the app nor Flask-SQLAlchemy has made so far."""
    from migration_lab.backends.sqlite.sqlite_files import sqlite_path

    path = sqlite_path(url)
    return path is not None and not path.parent.is_dir()


def with_scripts(found: AppDescription, config: Any) -> AppDescription:
    """Add where Alembic looks for the scripts, and the table name that ``Migrate()`` was given."""
    from alembic.script import ScriptDirectory

    given = [config.configure_args.get(name) for name in ("version_table_schema", "version_table")]
    if any(given):
        table = ".".join(filter(None, (given[0], given[1] or "alembic_version")))
        found = replace(found, version_table=table)
    with suppress(Exception):
        scripts = ScriptDirectory.from_config(config.migrate.get_config())
        folders = tuple(as_seen_from_here(Path(folder)) for folder in scripts._version_locations)
        recursive = bool(getattr(scripts, "recursive_version_locations", False))  # since Alembic 1.10
        found = replace(found, versions=folders, recursive=recursive)
    return found


def as_seen_from_here(path: Path) -> str:
    """Return the path relative to the project if it is in there, however the way to the project is written."""
    here, path = Path.cwd(), path.absolute()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def modules_for(dialect: Any) -> tuple[str, ...]:
    """Return what a command on such a database imports, so that the warm process can import it once for all."""
    driver = getattr(dialect.loaded_dbapi, "__name__", "")
    return tuple(filter(None, (type(dialect).__module__, driver, f"migration_lab.schema.{dialect.name}")))
