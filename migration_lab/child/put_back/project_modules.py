"""Forget the project's modules when a command has ended, so that the next one reads the files as they are then.

Modules of installed packages stay. A module of the notebook's own, which may share its name with one of the project's,
is set aside while the command runs.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType

from migration_lab.child.installed import Installed
from migration_lab.child.project_code import LAB, is_of_project


def keep_modules(installed: Installed) -> None:
    """Begin without any module of a project, and end with the modules that were there before, and packages."""
    before = dict(sys.modules)
    installed.defer(back, before)
    for name in [name for name, module in before.items() if is_of_project(name, module)]:
        del sys.modules[name]
    house = str(Path(LAB).parent)
    sys.path[:] = [place for place in sys.path if place and (place == house or place != os.getcwd())]  # noqa: PTH109


def back(before: dict[str, ModuleType]) -> None:
    for name, module in [*sys.modules.items()]:
        second_name = "." not in name and getattr(module, "__name__", name) != name
        if name not in before and (second_name or is_of_project(name, module)):
            del sys.modules[name]
    for name, module in before.items():
        if sys.modules.get(name) is not module:
            sys.modules[name] = module


def packages() -> dict[str, ModuleType]:
    """Return the modules that have been imported so far and stay."""
    return {name: module for name, module in sys.modules.items() if not is_of_project(name, module)}
