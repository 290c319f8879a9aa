"""Say what to mend after a command has failed: the project's own line to which the error points. Touches nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from migration_lab.values.visible_text import plain

if TYPE_CHECKING:
    from migration_lab.project import Step
    from migration_lab.values.error_report import ErrorReport


def to_mend(step: Step | None, root: Path) -> dict[str, Any] | None:
    """Return the failed command, and the line to open; ``None`` when nothing failed.

    It is the line of the operation that failed, or else the one to which the error points. It is not known where the
    error points to no file of the project's, or where its message is all that people are shown of it.
    """
    if step is None:
        return None
    failed = [one for one in step.result.operations if one.failed and one.file]
    if failed:
        return {"command": plain(step.result.command), **line_in(root, failed[-1].file, failed[-1].line)}
    error = step.result.not_loaded or step.result.error
    there = next((one for one in error.chain() if one.file), None) if error and not error.plain else None
    return {"command": plain(step.result.command), **line_of(there, root)}


def line_of(error: ErrorReport | None, root: Path) -> dict[str, Any]:
    """Return the line to which the error points, as ``path``, whole, and ``line``; both empty where it is not known."""
    return line_in(root, error.file, error.line) if error else line_in(root, "", 0)


def line_in(root: Path, file: str, line: int) -> dict[str, Any]:
    """Return a line of one of the project's files, if there is such a file."""
    there = bool(file) and (root / file).is_file()
    return {"path": (root / file).as_posix() if there else "", "line": line if there else 0}
