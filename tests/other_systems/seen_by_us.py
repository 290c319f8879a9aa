"""Let the modules of our package see other modules than they import. The two ``sitecustomize.py`` here use it."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Collection, Mapping
from importlib.machinery import PathFinder, SourceFileLoader
from types import ModuleType
from typing import Any


class Seen(ModuleType):
    """A module as our package sees it: the real one, but for some names. What is set in it is set in the real one."""

    def __init__(self, real: ModuleType, differs: Mapping[str, Any], lacks: Collection[str] = ()) -> None:
        vars(ModuleType)["__init__"](self, real.__name__)
        object.__setattr__(self, "view", (real, differs, lacks))

    def __getattribute__(self, name: str) -> Any:
        real, differs, lacks = object.__getattribute__(self, "view")
        if name in lacks:
            raise AttributeError(f"module {real.__name__!r} has no attribute {name!r}")
        return differs[name] if name in differs else getattr(real, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(object.__getattribute__(self, "view")[0], name, value)


def let_our_package_see(*seen: Seen, missing: Collection[str] = ()) -> None:
    """From now on, what our package imports are these modules in place of the real ones, and none of ``missing``."""
    there = {object.__getattribute__(one, "view")[0].__name__: one for one in seen}

    def imported(name: str, *more: Any, **options: Any) -> Any:
        if name in missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return there[name] if name in there else __import__(name, *more, **options)

    class Loader(SourceFileLoader):
        def exec_module(self, module: ModuleType) -> None:
            vars(module)["__builtins__"] = {**vars(builtins), "__import__": imported}
            super().exec_module(module)

    class Finder(PathFinder):
        @classmethod
        def find_spec(cls, fullname: str, *more: Any, **options: Any) -> Any:
            ours = fullname.partition(".")[0] == "migration_lab"
            spec = super().find_spec(fullname, *more, **options) if ours else None
            if spec is not None and isinstance(spec.loader, SourceFileLoader):
                spec.loader = Loader(spec.loader.name, spec.loader.path)
            return spec

    sys.meta_path.insert(0, Finder)
