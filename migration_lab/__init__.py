"""The instruments of the migration-lab notebooks: ``from migration_lab import lab``.

For a project of one's own: ``migration_lab.open_project("path", app="module:factory")``.
"""

from __future__ import annotations

__all__ = ["lab", "open_project"]


def __getattr__(name: str) -> object:
    if name in __all__:
        import importlib

        lab = importlib.import_module("migration_lab.lab")
        return lab if name == "lab" else getattr(lab, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
