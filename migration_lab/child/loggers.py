"""In a command's own process: give an app that configures logging the loggers that it would have in a terminal.

``logging.config`` disables the loggers that exist when it runs, unless told not to. The warm process has imported
Alembic and SQLAlchemy before the app. In a terminal that may happen after the configuration: their loggers are then
made later, and go on logging. The records that they make while they are imported are not repeated.
"""

from __future__ import annotations

import sys
from typing import Any

from migration_lab.child.installed import Installed

IMPORTED_BY = {
    "alembic": frozenset({"alembic", "flask_migrate"}),
    "flask_migrate": frozenset({"flask_migrate"}),
    "sqlalchemy": frozenset({"sqlalchemy", "flask_sqlalchemy", "alembic", "flask_migrate"}),
}
"""The packages whose loggers count, and the packages by which a project imports them."""


def hide_early_loggers(installed: Installed) -> None:
    """Protect the loggers of this process from being disabled, until the project has imported their packages."""
    import logging
    from logging import config

    handle = getattr(config, "_handle_existing_loggers", None)
    if handle is None:
        return
    early, loaded = frozenset(logging.root.manager.loggerDict), frozenset(sys.modules)

    def handle_existing(existing: Any, *rest: Any, **options: Any) -> None:
        imported = imported_since(loaded)
        there = [name for name in existing if name not in early or exists(name, imported)]
        handle(there, *rest, **options)

    installed.patch(config, "_handle_existing_loggers", handle_existing)


def exists(name: str, imported: set[str]) -> bool:
    """Tell whether that logger would exist in a terminal now."""
    by = IMPORTED_BY.get(name.partition(".")[0])
    return by is None or not by.isdisjoint(imported)


def imported_since(loaded: frozenset[str]) -> set[str]:
    """Return the packages that modules outside ``loaded`` have taken something from."""
    found = set()
    for name, module in list(sys.modules.items()):
        if name not in loaded and type(module) is type(sys):
            for value in list(vars(module).values()):
                origin = value.__name__ if type(value) is type(sys) else getattr(type(value), "__module__", "")
                own = getattr(value, "__module__", "") if isinstance(value, type) or callable(value) else ""
                found |= {str(each).partition(".")[0] for each in (origin, own)}
    return found
