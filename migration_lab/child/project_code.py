"""Which code is a project's own, and which Python's, the lab's or that of a package in an environment."""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path
from types import ModuleType

import migration_lab

LAB = str(Path(migration_lab.__file__).parent)
_PATHS = sysconfig.get_paths()
PACKAGED = tuple(
    os.path.join(os.path.abspath(place), "")  # noqa: PTH100, PTH118
    for place in (*(_PATHS[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")), LAB)
)
"""Where code lies that no project has written."""
ZIPPED = f"python{sys.version_info[0]}{sys.version_info[1]}.zip"
"""Python's own, where it is packed: as in a browser."""


def is_packaged(path: str) -> bool:
    """Whether that file was not written by the project, but lies with Python, with the lab or in an environment."""
    return path.startswith(PACKAGED) or any(part in path for part in ("site-packages", "dist-packages", ZIPPED))


def is_of_project(name: str, module: ModuleType | None) -> bool:
    """Whether the imported module ``name`` is a project's own, or there by its doing.

    Of what lies in no file, its outermost package decides.
    """
    if name == "__main__" or name in sys.builtin_module_names:
        return False
    if (file := getattr(module, "__file__", None)) is not None:
        return not is_packaged(str(file))
    if places := getattr(module, "__path__", None):
        return not all(is_packaged(str(place)) for place in places)
    if getattr(module, "__spec__", None) is not None:
        return False  # built in, or frozen
    outermost = name.partition(".")[0]
    return outermost == name or is_of_project(outermost, sys.modules.get(outermost))
