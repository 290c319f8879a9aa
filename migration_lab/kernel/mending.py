"""Say what to mend after a command has failed: the project's own line to which the error points. Touches nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from migration_lab.widgets.words import plain

if TYPE_CHECKING:
    from migration_lab.project import Step
    from migration_lab.values.error_report import ErrorReport


def to_mend(step: Step | None, root: Path) -> dict[str, Any] | None:
    """Return the failed command, and the line to open; ``None`` when nothing failed.

    The line is not known where the error points to no file of the project's, or where its message is all that people
    are shown of it.
    """
    if step is None:
        return None
    error = step.result.not_loaded or step.result.error
    there = next((one for one in error.chain() if one.file), None) if error and not error.plain else None
    return {"command": plain(step.result.command), **line_of(there, root)}


def line_of(error: ErrorReport | None, root: Path) -> dict[str, Any]:
    """Return the line to which the error points, as ``path``, whole, and ``line``; both empty where it is not known."""
    path = root / error.file if error and error.file else None
    if error is None or path is None or not path.is_file():
        return {"path": "", "line": 0}
    return {"path": path.as_posix(), "line": error.line}
