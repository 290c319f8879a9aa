"""Find and undo what a project puts into the modules and classes of packages and of Python itself.

Setting an attribute sends no signal. So all attributes are remembered, and compared when the command has ended. What a
package has changed itself, such as what it finds out at its first use, stays; the project's changes are undone.
"""

from __future__ import annotations

import operator
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from types import CodeType, ModuleType
from typing import Any

from migration_lab.child.installed import MISSING
from migration_lab.child.project_code import is_of_project, is_packaged
from migration_lab.child.sandbox.drivers import put

CHANGEABLE = 1 << 9
"""What CPython calls a heap type."""
PLAIN = (str, bytes, int, float, tuple, frozenset, type(None))
COMPILED = ("_compiler_dispatch", "_compiler_dispatcher")
"""What ``sqlalchemy.ext.compiler`` adds to a class for a project."""


class PackageAttributes:
    """The attributes of all modules that stay, and of the classes in them."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, dict[str, Any]]] = {}

    def note(self) -> None:
        """Remember the present state: what was imported since the last time, and changes that no command made."""
        for _, before, name, now in [*self._changes()]:
            if now is MISSING:
                del before[name]
            else:
                before[name] = now
        for name, module in [*sys.modules.items()]:
            if type(module) is ModuleType and name != "__main__" and not is_of_project(name, module):
                self._note(module)
                for value in [*vars(module).values()]:
                    if isinstance(value, type) and value.__module__ == name and value.__flags__ & CHANGEABLE:
                        self._note(value)

    def _note(self, owner: Any) -> None:
        if id(owner) not in self._known:
            self._known[id(owner)] = owner, dict(vars(owner))

    def put_back(self) -> list[str]:
        """Undo the project's changes, and return their names."""
        done = []
        for owner, before, name, now in [*self._changes()]:
            old = before.get(name, MISSING)
            if is_made_by_project(now) or name in COMPILED or is_setting(name, old, now):
                put(owner, name, old)
                done.append(f"{owner.__name__}.{name}")
            elif now is MISSING:
                del before[name]
            else:
                before[name] = now
        return done

    def _changes(self) -> Iterator[tuple[Any, dict[str, Any], str, Any]]:
        for owner, before in self._known.values():
            now: Mapping[str, Any] = vars(owner)
            if len(now) != len(before) or not all(map(operator.is_, now.values(), before.values())):
                for name in [*{**before, **now}]:
                    if now.get(name, MISSING) is not before.get(name, MISSING):
                        yield owner, before, name, now.get(name, MISSING)


def is_setting(name: str, old: Any, now: Any) -> bool:
    """Tell whether it is a plain value that anybody may set, and that the package itself need not remember."""
    return not name.startswith("_") and old is not MISSING and isinstance(old, PLAIN) and isinstance(now, PLAIN)


def is_made_by_project(value: Any) -> bool:
    """Tell whether that function, class or object comes from the project's code."""
    for _ in range(10):
        if isinstance(code := getattr(value, "__code__", None), CodeType):
            if not is_packaged(code.co_filename) and not code.co_filename.startswith("<"):
                return True
            value = getattr(value, "__wrapped__", None)
        elif isinstance(value, partial):
            value = value.func
        elif isinstance(value, property):
            value = value.fget
        else:
            inner = getattr(value, "__func__", None)
            if inner is None:
                break
            value = inner
    kind = value if isinstance(value, type) else type(value)
    module = getattr(kind, "__module__", None)
    if not isinstance(module, str):
        return False
    # If its module does not exist, it was made in a module that was forgotten since, or in a script.
    return module not in sys.modules or is_of_project(module, sys.modules[module])
