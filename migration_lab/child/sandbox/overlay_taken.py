"""In a process of its own: make Python's functions for files ask an ``Overlay`` also under other names.

``io.FileIO`` opens a file by itself, and modules that were imported before the overlay may have copied a function:
``bz2`` has its own ``open``, and the import system uses ``posix`` and not ``os``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
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


def taken_over(replaced: Mapping[int, Any]) -> Iterator[tuple[Any, str, Any]]:
    """Yield, by module and name, the copies that modules have of the replaced functions, found by their ids."""
    for name, module in list(sys.modules.items()):
        if type(module) is type(sys) and name.partition(".")[0] != OWN:
            for key, value in list(vars(module).items()):
                if id(value) in replaced:
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
