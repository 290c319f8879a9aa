"""The forms in which ``migration-lab review`` prints what it has found; each is a function of a ``Review``."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migration_lab.terminal.findings import Review

FORMATS = {
    "text": "linter_lines.linter_lines",
    "json": "json_report.json_report",
    "sarif": "sarif.sarif",
    "github": "annotations.workflow_commands",
}
"""The name of each, and its function, which is imported when it is asked for."""


def format_named(name: str) -> Callable[[Review, Path], str]:
    """Return the function that puts a review into that form; paths are relative to the folder that it is given too."""
    module, _, function = FORMATS[name].partition(".")
    found: Callable[[Review, Path], str] = getattr(import_module(f"{__name__}.{module}"), function)
    return found
