"""In a command's own process: an app that configures logging meets the loggers that it would meet in a terminal.

``logging.config`` disables those that exist by then, unless it is told not to. The warm process has imported Alembic
and SQLAlchemy before the app, which in a terminal may come after: then they would have no loggers yet, and go on to say
what they do. The records that they make while they are imported are not made anew.
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
"""The packages whose loggers count, and what a project imports by which it has imported them."""


def hide_early_loggers(installed: Installed) -> None:
    """From now on, leave the loggers of this process out of what is disabled, until the project has imported them."""
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
    """Whether that logger would be there in a terminal by now."""
    by = IMPORTED_BY.get(name.partition(".")[0])
    return by is None or not by.isdisjoint(imported)


def imported_since(loaded: frozenset[str]) -> set[str]:
    """The packages from which the modules that are not among ``loaded`` have something."""
    found = set()
    for name, module in list(sys.modules.items()):
        if name not in loaded and type(module) is type(sys):
            for value in list(vars(module).values()):
                origin = value.__name__ if type(value) is type(sys) else getattr(type(value), "__module__", "")
                own = getattr(value, "__module__", "") if isinstance(value, type) or callable(value) else ""
                found |= {str(each).partition(".")[0] for each in (origin, own)}
    return found
