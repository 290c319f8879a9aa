"""Tell a project's own code from that of Python, the lab, or a package in an environment."""

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
"""Where code is that no project has written."""
ZIPPED = f"python{sys.version_info[0]}{sys.version_info[1]}.zip"
"""Python's own code when it is packed, as in a browser."""


def is_packaged(path: str) -> bool:
    """Tell whether that file is not the project's, but Python's, the lab's or an environment's."""
    return path.startswith(PACKAGED) or any(part in path for part in ("site-packages", "dist-packages", ZIPPED))


def is_of_project(name: str, module: ModuleType | None) -> bool:
    """Tell whether the imported module ``name`` is a project's own, or exists because of the project.

    For a module without a file, its outermost package decides.
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
