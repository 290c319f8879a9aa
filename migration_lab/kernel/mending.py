"""Say what to mend after a command has failed: the project's own line to which the error points. Touches nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from migration_lab.widgets.words import plain

if TYPE_CHECKING:
    from migration_lab.project import Step


def to_mend(step: Step | None, root: Path) -> dict[str, Any] | None:
    """Return the failed command, and the file and line to open; ``None`` when nothing failed.

    ``place`` is that line in words. It is empty, as ``path`` is, where the error points to no file of the project's, or
    where its message is all that people are shown of it.
    """
    if step is None:
        return None
    result = step.result
    error = result.not_loaded or result.error
    there = next((one for one in error.chain() if one.file), None) if error and not error.plain else None
    path = root / there.file if there else None
    known = there is not None and path is not None and path.is_file()
    return {
        "command": plain(result.command),
        "place": plain(f"{Path(there.file).name}, line {there.line}") if known and there else "",
        "path": path.as_posix() if known and path else "",
        "line": there.line if known and there else 0,
    }
