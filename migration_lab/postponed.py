"""Import a module as if others were imported, too, which come only when something of them is used. No database."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from contextlib import suppress
from types import ModuleType
from typing import Any

Names = Mapping[str, Mapping[str, type]]
"""Modules, each with the classes that are imported from it by name, and that nothing uses."""


def import_postponing(module: str, others: Names) -> None:
    """Import ``module``, and in the place of each of the ``others`` something that imports it at its first use.

    Whoever imports one of them afterwards gets it as ever. Only for others of which the import itself uses nothing but
    the classes that are given; if it wants more, they are imported at once. Raises what ``module`` raises.
    """
    places = [_Postponed(name, classes) for name, classes in others.items() if name not in sys.modules]
    sys.modules.update({place.__name__: place for place in places})
    try:
        with suppress(ImportError):
            importlib.import_module(module)
    finally:
        _remove_all()
    importlib.import_module(module)  # again, if it wanted more


class _Postponed(ModuleType):
    """In the place of a module."""

    def __init__(self, name: str, classes: Mapping[str, type]) -> None:
        super().__init__(name)
        vars(self).update(classes)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # the import system asks whether it is a package, and the like
            raise AttributeError(name)
        _remove_all()  # one of them may import another
        return getattr(importlib.import_module(self.__name__), name)


def _remove_all() -> None:
    for name in [name for name, found in sys.modules.items() if isinstance(found, _Postponed)]:
        del sys.modules[name]
