"""What an interpreter is like: all that a command could leave in it, to be held against what it was before."""

from __future__ import annotations

import asyncio
import atexit
import contextvars
import gc
import importlib
import logging
import os
import re
import signal
import sqlite3
import sys
import threading
import warnings
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from migration_lab.backends.sqlite import beside_sqlite
from migration_lab.child import audit

FIRST_USE = re.compile(
    r"_generated_\w+_traversal|__slotnames__|__warningregistry__|_fallback_dict|_werkzeug_version|cline_in_traceback"
    r"|_epoch|_creation_order|_hooked|_down|_pid"
)
"""What packages, and the lab, find out or make at its first use, and what they count: it is all their own."""
PACKAGED = re.compile(r"site-packages|lib/python|migration_lab")
PLAIN = (str, bytes, int, float, type(None))
State = dict[str, Any]


def state() -> State:
    """By name, in values that are equal as long as nothing has changed."""
    gc.collect()
    importlib.invalidate_caches()
    found: State = {}
    for ask in (of_sys, of_process, of_logging, of_libraries, of_attributes):
        found |= ask()
    return found


def changed(before: State, after: State) -> list[str]:
    """What is another, in a line each; nothing for a module that was imported meanwhile and stays."""
    found = []
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            if name.startswith("names of ") and name not in before:
                continue
            found.append(f"{name}: {shown(before.get(name), after.get(name))}")
    return found


def shown(before: Any, after: Any) -> str:
    if isinstance(before, dict) and isinstance(after, dict):
        names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        return ", ".join(f"{name} {before.get(name)} → {after.get(name)}" for name in names)[:500]
    if isinstance(before, set | frozenset) and isinstance(after, set | frozenset):
        return f"gone {before - after}, new {after - before}"[:500]
    return f"{before} → {after}"[:500]


def of_sys() -> State:
    own = {name: id(value) for name, value in vars(sys).items()}
    lists = {f"sys.{name}": [*map(str, getattr(sys, name))] for name in ("path", "meta_path", "path_hooks", "argv")}
    modules = {name: id(module) for name, module in sys.modules.items() if not is_packaged(module)}
    numbers = sys.getrecursionlimit(), sys.getswitchinterval(), sys.gettrace(), sys.getprofile()
    return {
        "sys": own,
        **lists,
        "sys numbers": numbers,
        "modules of projects": modules,
        "path cache": {
            place for place in sys.path_importer_cache if "site-packages" not in place and "lib/py" not in place
        },
        "audit": audit.heard_of(),
    }


def is_packaged(module: Any) -> bool:
    file = getattr(module, "__file__", None)
    return file is None or PACKAGED.search(file) is not None


def of_process() -> State:
    mask = os.umask(0o077)
    os.umask(mask)
    handlers = {number: signal.getsignal(number) for number in signal.valid_signals()}
    bell = signal.set_wakeup_fd(-1)
    signal.set_wakeup_fd(bell) if bell != -1 else None
    context = contextvars.copy_context()
    return {
        "environment": dict(os.environ),
        "folder": str(Path.cwd()),
        "umask": mask,
        "signals": {**handlers, "wakeup": bell, "timer": signal.getitimer(signal.ITIMER_REAL)[1]},
        "threads": {thread.name for thread in threading.enumerate()},
        "descriptors": descriptors(),
        "contextvars": {variable.name: id(context[variable]) for variable in context},
        "atexit": atexit._ncallbacks(),
        "warnings": [*map(str, warnings.filters)],
        "loop": asyncio._get_running_loop(),
        "frozen": gc.get_freeze_count() if FROZEN else 0,
        "connections": sum(issubclass(type(one), sqlite3.Connection) for one in gc.get_objects()),
    }


FROZEN = sys.implementation.name == "cpython" and gc.get_freeze_count() == 0


def descriptors() -> dict[str, str]:
    """What is open, but for the database files that the lab itself has to hold: see ``beside_sqlite``."""
    held = {*map(str, beside_sqlite._open.values())}
    found = {path.name: path for path in Path("/proc/self/fd").iterdir() if path.name not in held and path.is_symlink()}
    return {name: str(path.readlink()) for name, path in found.items() if path.exists()}


NEW = (logging.NOTSET, True, False, (), ())


def is_there(name: str) -> bool:
    """Whether the logger is that of a package, which has made it when it wanted one."""
    module = sys.modules.get(name.partition(".")[0])
    return module is not None and is_packaged(module)


def of_logging() -> State:
    loggers = {"root": logging.root, **logging.root.manager.loggerDict}
    states = {
        name: (one.level, one.propagate, one.disabled, tuple(map(id, one.handlers)), tuple(map(id, one.filters)))
        for name, one in loggers.items()
        if isinstance(one, logging.Logger)
    }
    states = {name: one for name, one in states.items() if one != NEW or not is_there(name)}
    own = {name: id(vars(logging)[name]) for name in ("_handlers", "_handlerList", "lastResort", "_loggerClass")}
    return {"loggers": states, "logging": own, "logging off": logging.root.manager.disable}


def of_libraries() -> State:
    import flask.signals
    from alembic import op
    from alembic.autogenerate import comparators, renderers
    from alembic.ddl import impl
    from alembic.operations import base
    from flask.cli import cli
    from sqlalchemy.dialects import registry as dialects
    from sqlalchemy.event import registry
    from sqlalchemy.orm import mapperlib

    return {
        "SQLAlchemy's listeners": frozenset(map(str, registry._key_to_collection)),
        "mapper registries": len(mapperlib._all_registries()),
        "dialects": frozenset(dialects.impls),
        "operations": frozenset(vars(op)) | frozenset(base.Operations._to_impl._registry),
        "comparators": frozenset(map(str, comparators._registry)),
        "renderers": frozenset(map(str, renderers._registry)),
        "Alembic's dialects": {name: id(value) for name, value in impl._impls.items()},
        "commands of flask": {name: id(value) for name, value in cli.commands.items()},
        "flask's group": frozenset(vars(cli)),
        "signals of flask": {
            name: frozenset(signal.receivers)
            for name, signal in vars(flask.signals).items()
            if hasattr(signal, "receivers")
        },
        "sqlite3": (frozenset(sqlite3.adapters), frozenset(sqlite3.converters)),
    }


def of_attributes() -> State:
    """The names of every module that is no project's, and of the classes in there, and what they stand for."""
    found: State = {}
    for name, module in [*sys.modules.items()]:
        if type(module) is ModuleType and is_packaged(module) and name not in (__name__, "__main__", "sys"):
            found[f"names of {name}"] = names_of(module, lambda one: isinstance(one, ModuleType))
            for value in [*vars(module).values()]:
                if isinstance(value, type) and value.__module__ == name and value.__flags__ & (1 << 9):
                    found[f"names of {name}.{value.__qualname__}"] = names_of(value, lambda one: False)
    return found


def names_of(owner: Any, left_out: Callable[[Any], bool]) -> dict[str, Any]:
    return {
        name: value if isinstance(value, PLAIN) else id(value)
        for name, value in [*vars(owner).items()]
        if not FIRST_USE.fullmatch(name) and not left_out(value)
    }
