"""The instruments of the migration-lab notebooks: ``from migration_lab import lab``."""

from __future__ import annotations

__all__ = ["lab"]


def __getattr__(name: str) -> object:
    if name in __all__:
        import importlib

        return importlib.import_module(f"migration_lab.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
