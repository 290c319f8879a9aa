"""In a command's own process: find a module of the project with the name of one that was imported beforehand.

The ``flask`` command puts the project's folder in front of all others, so a project's file ``queue.py`` is the
``queue`` of everything that is imported later. A process that has imported Python's own before would not notice.
``watch_import_path`` then ends it before it has run anything of the project; ``shadowing`` starts another one with
``in_front``, whose ``stand_in_front`` lets the project's modules be found as in a terminal.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Collection
from contextlib import suppress
from importlib.machinery import all_suffixes
from pathlib import Path
from typing import Any

from migration_lab.child.installed import Installed
from migration_lab.values.wire import Report, Request

LAB = "migration_lab"
NEEDED = (
    *(f"{LAB}.child.{name}" for name in ("execute", "look", "replay", "sql_record", "stable", "trial")),
    *(f"{LAB}.child.postgresql_{name}" for name in ("extensions", "fill")),
    *(f"{LAB}.child.sandbox.{name}" for name in ("read_only", "redirect")),
    *(f"{LAB}.schema.{name}" for name in ("postgresql", "sqlite")),
    f"{LAB}.values.command_line",
)
"""What of the lab may run in such a process. It needs only Python's own modules."""


def watch_import_path(request: Request, end: Callable[[Report], object], installed: Installed) -> None:
    """Call ``end`` with a report from now on, if flask puts a folder in front that has such a module.

    ``request.at_start`` names what a terminal's process has imported at that moment. Without it, every module counts
    that this process has; if it is empty, it cannot be known, and then none does.
    """
    at_start = request.at_start
    if request.in_front is not None or at_start == ():
        return
    from flask import cli

    prepare = cli.prepare_import

    def prepare_import(path: str) -> str:
        module = prepare(path)
        if shadowed(sys.path[0], at_start or ()):
            end(Report(in_front=sys.path[0]))
        return module

    installed.patch(cli, "prepare_import", prepare_import)


def shadowed(folder: str, at_start: Collection[str]) -> set[str]:
    """Return the modules of this folder that share their name with an imported module, except those of ``at_start``."""
    imported = {name for name in sys.modules if "." not in name}
    return (imported & modules_in(folder)).difference(at_start, sys.builtin_module_names, (LAB, "__main__"))


def modules_in(folder: str) -> set[str]:
    """Return the names by which its files, and its folders that are packages, can be imported."""
    found = set()
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            name, dot, rest = entry.name.partition(".")
            if dot + rest in SUFFIXES or (not dot and Path(entry.path, "__init__.py").is_file()):
                found.add(name)
    return found


SUFFIXES = frozenset(all_suffixes())


def stand_in_front(folder: str, at_start: Collection[str]) -> None:
    """Put the project's folder in front of all others, as flask does later, and let its modules be found.

    The lab's own modules keep those of Python's that they have.
    """
    for name in NEEDED:
        importlib.import_module(name)
    forget(modules_in(folder).difference(at_start, sys.builtin_module_names, (LAB,)), frozenset(at_start))
    sys.path.insert(0, folder)


def forget(names: set[str], at_start: frozenset[str]) -> None:
    """Forget these modules, and those that have copied something from them: whoever needs one imports it again."""
    gone = {name for name in sys.modules if name.partition(".")[0] in names}
    new = set(gone)
    while new:
        modules = {id(sys.modules[name]) for name in new}
        rest = [name for name in sys.modules if name not in gone and name.partition(".")[0] not in at_start | {LAB}]
        new = {name for name in rest if takes_over(sys.modules[name], modules, new)}
        gone |= new
    for name in gone:
        del sys.modules[name]


def takes_over(module: Any, modules: set[int], names: set[str]) -> bool:
    """Tell whether a module has one of these modules, or something that was made in one."""
    if getattr(module, "__file__", None) is None:
        return False  # one of the interpreter's own
    return any(id(value) in modules or made_in(value) in names for value in [*vars(module).values()])


def made_in(value: Any) -> str:
    with suppress(Exception):
        module = vars(value).get("__module__")
        return module if isinstance(module, str) else ""
    return ""


def import_sqlalchemy() -> None:
    """Import what the lab needs for SQL. Raises what a project's module in its place raises."""
    from sqlalchemy import Engine, Pool, event  # noqa: F401


def can_import_sqlalchemy() -> bool:
    """Tell whether that works.

    If not, nothing of the attempt is left, so that the project's own import fails in the same way.
    """
    before = set(sys.modules)
    try:
        import_sqlalchemy()
    except (Exception, SystemExit):
        for name in set(sys.modules) - before:
            del sys.modules[name]
        return False
    return True
