"""Put back what SQLAlchemy, Alembic, Flask and ``sqlite3`` keep globally: listeners, mappers, operations, commands."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from migration_lab.child.installed import MISSING, Installed, put_back, stop_listening
from migration_lab.child.put_back.package_attributes import is_made_by_project
from migration_lab.child.put_back.python_state import replace


def keep_libraries(installed: Installed) -> None:
    """Remember all of it, and put it back when what is installed is removed."""
    for keep in (keep_events, keep_mappers, keep_alembic, keep_flask, keep_click):
        keep(installed)
    from sqlalchemy.dialects import registry

    for found in (registry.impls, vars(sqlite3)["adapters"], vars(sqlite3)["converters"]):
        installed.defer(replace, found, dict(found))


def keep_events(installed: Installed) -> None:
    """Put back event listeners: a listener to a class, such as ``Engine``, would hear of every later app."""
    from sqlalchemy import Engine
    from sqlalchemy.engine.interfaces import Dialect
    from sqlalchemy.event import registry

    for owner in (Engine, Dialect):
        installed.defer(put_back, owner, "_has_events", vars(owner).get("_has_events", MISSING))
    heard: list[Any] = []
    listen = registry._EventKey.listen

    def noted(key: Any, *args: Any, **options: Any) -> None:
        if isinstance(key.target, type) and not installed.is_other():
            heard.append(key)
        listen(key, *args, **options)

    def forget() -> None:
        for key in reversed(heard):
            if is_made_by_project(key.fn):
                stop_listening(key.target, key.identifier, key.fn)

    installed.defer(forget)
    installed.patch(registry._EventKey, "listen", noted)


def keep_mappers(installed: Installed) -> None:
    """Put back the mappers: a half-mapped class would disturb the next app."""
    from sqlalchemy.orm import mapperlib

    before = WeakSet(mapperlib._all_registries())

    def forget() -> None:
        for one in mapperlib._all_registries() - set(before):
            with suppress(Exception):
                one.dispose(cascade=True)

    installed.defer(forget)


def keep_alembic(installed: Installed) -> None:
    """Put back operations, and what compares them and writes them into scripts: a project may add its own."""
    from alembic import context, op
    from alembic.autogenerate import comparators, renderers
    from alembic.ddl import impl
    from alembic.operations import base

    for dispatcher in (base.Operations._to_impl, comparators, renderers):
        installed.defer(replace, dispatcher._registry, dict(dispatcher._registry))
    installed.defer(replace, impl._impls, dict(impl._impls))
    for owner in (context, op, base.AbstractOperations, base.Operations, base.BatchOperations):
        installed.defer(put_attributes, owner, dict(vars(owner)))


def keep_flask(installed: Installed) -> None:
    import flask.signals
    from flask.cli import cli

    installed.defer(put_attributes, cli, dict(vars(cli)))
    installed.defer(replace, cli.commands, dict(cli.commands))
    for signal in vars(flask.signals).values():
        if hasattr(signal, "receivers") and hasattr(signal, "disconnect"):
            installed.defer(disconnect, signal, set(signal.receivers))


def keep_click(installed: Installed) -> None:
    """Clear Click's memory of each stream that it has printed to: its entries would keep the streams for ever.

    The memory is weak, but what it remembers holds the stream.
    """
    from click import _compat

    for ask in (_compat._default_text_stdin, _compat._default_text_stdout, _compat._default_text_stderr):
        for cell in getattr(ask, "__closure__", None) or ():
            if isinstance(cell.cell_contents, WeakKeyDictionary):
                installed.defer(cell.cell_contents.clear)


def disconnect(signal: Any, before: set[Any]) -> None:
    for key in set(signal.receivers) - before:
        receiver = signal.receivers[key]
        receiver = receiver() if hasattr(receiver, "__callback__") else receiver
        if receiver is not None:
            signal.disconnect(receiver)


def put_attributes(owner: Any, before: dict[str, Any]) -> None:
    now = vars(owner)
    for name in [name for name in now if name not in before]:
        delattr(owner, name)
    for name, value in before.items():
        if now.get(name, owner) is not value:
            setattr(owner, name, value)


def print_to(stream: Any, installed: Installed) -> None:
    """Let Alembic print there: it has kept the stream that Python had when it was imported."""
    from alembic.config import Config

    make: Any = Config.__init__
    installed.defer(setattr, make, "__defaults__", make.__defaults__)
    make.__defaults__ = tuple(stream if hasattr(one, "write") else one for one in make.__defaults__)


class Connections:
    """The engines and SQLite connections that a command makes, so that they can be closed when it has ended."""

    def __init__(self, installed: Installed) -> None:
        from sqlalchemy import Engine

        self._engines: WeakSet[Any] = WeakSet()
        self._made: set[int] = set()
        note: Callable[[Any], None] = lambda connection: self._engines.add(connection.engine)  # noqa: E731
        installed.listen(Engine, "engine_connect", installed.own(note))
        installed.on_audit(["sqlite3.connect/handle"], lambda _, details: self._made.add(id(details[0])))

    def close(self) -> None:
        """Close those that still exist, except those of another thread that SQLite lets only that thread close."""
        for engine in [*self._engines]:
            engine.dispose()
        for one in gc.get_objects() if self._made else ():
            if issubclass(type(one), sqlite3.Connection) and id(one) in self._made:
                with suppress(sqlite3.Error):
                    one.close()
