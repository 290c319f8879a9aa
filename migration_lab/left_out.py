"""Import a package without an optional part that the course never uses, and that takes much memory. No database."""

from __future__ import annotations

import importlib
import sys
from contextlib import suppress


def import_without(part: str, module: str) -> None:
    """Import ``module`` as if ``part`` were not installed. Who imports ``part`` afterwards gets it as ever.

    Only for what the module itself does without. Does nothing if one of the two is imported already, or if there is no
    such module.
    """
    if part in sys.modules or module in sys.modules:
        return
    sys.modules[part] = None  # type: ignore[assignment]  # Python's own way to say that there is no such module
    try:
        with suppress(ImportError):
            importlib.import_module(module)
    finally:
        del sys.modules[part]
