"""The instruments of the migration-lab notebooks: ``from migration_lab import lab``.

For a project of one's own: ``project = migration_lab.open_project("path", app="module:factory")``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migration_lab import lab
    from migration_lab.lab import open_project

__all__ = ["lab", "open_project"]


def __getattr__(name: str) -> object:
    if name in __all__:
        import importlib

        lab = importlib.import_module("migration_lab.lab")
        return lab if name == "lab" else getattr(lab, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
