"""In a process of its own: find the project's app, and its databases by bind. Reads those that it gets engines for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from migration_lab.child.describe_app import load_app
from migration_lab.schema import Schema, read_schema


@contextmanager
def app_context() -> Iterator[Any]:
    app = load_app()
    with app.app_context():
        yield app


def configuration(app: Any) -> Any:
    return app.extensions["migrate"].migrate.get_config()


def binds(engines: dict[str, Any]) -> Callable[[Any], str | None]:
    """Return a function that names a connection's bind: that of its engine, or else of one with the same database."""

    def bind_of(connection: Any) -> str | None:
        for bind, engine in engines.items():
            if connection.engine is engine:
                return bind
        here = database_of(connection.engine.url)
        return next((bind for bind, engine in engines.items() if database_of(engine.url) == here), None)

    return bind_of


def database_of(url: Any) -> tuple[Any, ...]:
    """Return a value that is equal for two URLs of one database, whoever connects to it, and however."""
    from migration_lab.backends.sqlite.sqlite_files import sqlite_path

    if url.get_backend_name() == "sqlite":
        path = sqlite_path(url)
        return ("sqlite", path and str(path.resolve()))
    return url.get_backend_name(), url.host, url.port, url.database


def read_all(engines: dict[str, Any]) -> dict[str, Schema]:
    schemas = {}
    for bind, engine in engines.items():
        with engine.connect() as connection:
            schemas[bind] = read_schema(connection)
    return schemas


def in_memory(url: Any) -> bool:
    from migration_lab.backends.sqlite.sqlite_files import sqlite_path

    return url.get_backend_name() == "sqlite" and sqlite_path(url) is None
