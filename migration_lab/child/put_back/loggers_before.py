"""Give a command the loggers of a new process, and afterwards put the old ones back."""

from __future__ import annotations

import logging
import sys
from typing import Any
from weakref import WeakValueDictionary

from migration_lab.child.installed import Installed
from migration_lab.child.project_code import is_of_project
from migration_lab.child.put_back.python_state import replace

OWN = ("level", "propagate", "disabled")
GLOBALS = ("raiseExceptions", "lastResort", "_loggerClass", "_logRecordFactory", "_srcfile", "_defaultFormatter")


def keep_loggers(installed: Installed) -> None:
    """Keep the loggers. The root logger then has no handlers, and configuring it closes none of its present ones."""
    manager, root = logging.root.manager, logging.root
    there = dict(manager.loggerDict)
    states = {one: state_of(one) for one in (root, *there.values()) if isinstance(one, logging.Logger)}
    handlers = {one: handler_state(one) for logger in states for one in logger.handlers}
    levels = dict(logging._levelToName), dict(logging._nameToLevel)
    own = {name: getattr(manager, name) for name in ("disable", "loggerClass", "logRecordFactory")}

    def back() -> None:
        for name in [name for name in manager.loggerDict if name not in there]:
            outermost = name.partition(".")[0]
            if outermost not in sys.modules or is_of_project(outermost, sys.modules[outermost]):
                del manager.loggerDict[name]
            elif isinstance(one := manager.loggerDict[name], logging.Logger):
                make_new(one)
        replace(manager.loggerDict, {**manager.loggerDict, **there})
        for logger, state in states.items():
            put_state(logger, state)
        for handler, (level, formatter, filters) in handlers.items():
            handler.level, handler.formatter, handler.filters[:] = level, formatter, filters
        for name, value in own.items():
            setattr(manager, name, value)
        replace(logging._levelToName, levels[0])
        replace(logging._nameToLevel, levels[1])
        clear_caches(manager)

    installed.defer(back)
    for name in GLOBALS:
        if name in vars(logging):
            installed.patch(logging, name, vars(logging)[name])
    installed.patch(logging, "_handlers", WeakValueDictionary())
    installed.patch(logging, "_handlerList", [])
    root.handlers[:], root.filters[:], root.level = [], [], logging.WARNING
    clear_caches(manager)


def write_out_logs() -> None:
    """Do what ``logging`` does as Python ends, for the handlers of this command."""
    logging.shutdown(vars(logging)["_handlerList"])


def state_of(logger: logging.Logger) -> tuple[dict[str, Any], list[Any], list[Any]]:
    return {name: getattr(logger, name) for name in OWN}, [*logger.handlers], [*logger.filters]


def put_state(logger: logging.Logger, state: tuple[dict[str, Any], list[Any], list[Any]]) -> None:
    for name, value in state[0].items():
        setattr(logger, name, value)
    logger.handlers[:], logger.filters[:] = state[1], state[2]


def handler_state(handler: logging.Handler) -> tuple[int, Any, list[Any]]:
    return handler.level, handler.formatter, [*handler.filters]


def make_new(logger: logging.Logger) -> None:
    """Reset the logger of a package that stays, whatever the project has changed in it."""
    nothing = [one for one in logger.handlers if isinstance(one, logging.NullHandler)]
    put_state(logger, ({"level": logging.NOTSET, "propagate": True, "disabled": False}, nothing, []))


def clear_caches(manager: logging.Manager) -> None:
    """Clear what each logger has noted about the levels that it logs."""
    vars(logging.Manager)["_clear_cache"](manager)
