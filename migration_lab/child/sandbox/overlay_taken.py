"""In a process of its own: make Python's functions for files ask an ``Overlay`` also under other names.

``io.FileIO`` opens a file by itself, and modules that were imported before the overlay may have copied a function:
``bz2`` has its own ``open``, and the import system uses ``posix`` and not ``os``. The warm process looks for these
copies once: to look through all modules costs each fork as much as a third of a look at the three places.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any

OWN = "migration_lab"
EVENTS = {
    **{f"os.{name}": 1 for name in ("remove", "mkdir", "rmdir", "truncate", "utime", "chmod", "chown", "setxattr")},
    **{f"os.{name}": 1 for name in ("removexattr", "chflags", "lchflags")},
    "os.rename": 2,
    "os.link": 2,
    "_winapi.CopyFile2": 2,
}
"""The audit events for changes to files, under whatever name the function is called, and how many paths each has."""


_known: frozenset[int] = frozenset()
"""The ids of all that Python has for files, of more than an overlay replaces, once somebody has looked for copies."""
_looked_through: dict[str, Any] = {}
"""The modules in which the copies of ``_known`` are known, by name."""
_copies: list[tuple[Any, str, Any]] = []


def remember_copies() -> None:
    """Look through the modules that are imported by now, so that nobody has to do it again."""
    global _known
    system = vars(sys.modules[os.name]).values()
    _known = frozenset(id(one) for one in (*system, io.open, io.open_code, io.FileIO) if callable(one))
    _copies[:] = copies_in(sys.modules, _known)
    _looked_through.update(sys.modules)


def taken_over(replaced: Mapping[int, Any]) -> Iterator[tuple[Any, str, Any]]:
    """Yield, by module and name, the copies that modules have of the replaced functions, found by their ids."""
    if not _known.issuperset(replaced):  # nobody has looked, or something else was put in their place before
        yield from copies_in(sys.modules, replaced)
        return
    for module, key, value in _copies:
        if id(value) in replaced and vars(module).get(key) is value:
            yield module, key, value
    new = {name: one for name, one in sys.modules.items() if _looked_through.get(name) is not one}
    yield from copies_in(new, replaced)


def copies_in(modules: Mapping[str, Any], wanted: Container[int]) -> Iterator[tuple[Any, str, Any]]:
    """Yield, by module and name, what of these modules has one of the wanted ids."""
    for name, module in list(modules.items()):
        if type(module) is type(sys) and name.partition(".")[0] != OWN:
            for key, value in list(vars(module).items()):
                if id(value) in wanted:
                    yield module, key, value


def led_file(original: Any, place: Callable[[Any, str], Any], led_opener: Callable[[Any], Any]) -> Any:
    """Return an ``io.FileIO`` for files that may be redirected to a copy; any other ``FileIO`` counts as one too.

    ``place`` returns the path that is opened; ``led_opener`` takes a function that opens it instead.
    """

    class Kind(type):
        def __instancecheck__(cls, instance: Any) -> bool:
            return isinstance(instance, original)

        def __subclasscheck__(cls, subclass: Any) -> bool:
            return issubclass(subclass, original)

    class FileIO(original, metaclass=Kind):  # type: ignore[misc]
        def __init__(self, file: Any, mode: str = "r", closefd: bool = True, opener: Any = None) -> None:
            if opener is not None:
                with led_opener(opener) as opener:
                    super().__init__(file, mode, closefd, opener)
            else:
                super().__init__(place(file, mode), mode, closefd)

    return FileIO
