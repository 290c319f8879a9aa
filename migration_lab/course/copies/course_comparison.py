"""Show how a learner's file differs from the one in the installed package: of a notebook, the sources of its cells.

Reads both; writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any

from migration_lab.course.copies.copy_course import said_clearly
from migration_lab.course.copies.course_files import course_files
from migration_lab.course.copies.manifest import lab_version, read_cells


def comparison(folder: Path, path: str) -> Iterator[str]:
    """Yield lines without ends: ``-`` is only in the learner's file, ``+`` only in the new one. Raises ``LabError``."""
    with said_clearly(folder):
        mine, new = (folder / path).read_bytes(), course_files()[path].read_bytes()
    names = f"{path} (yours)", f"{path} ({lab_version()})"
    yield from unified_diff(_lines(mine), _lines(new), *names, lineterm="", n=2)


def _lines(content: bytes) -> list[str]:
    """Return the sources of a notebook's cells, each below a line that says its kind; else the lines of the file."""
    try:
        cells = read_cells(content)
    except ValueError:
        return content.decode(errors="replace").splitlines()
    return [line for cell in cells for line in (_head(cell), *cell["source"].splitlines(), "")]


def _head(cell: dict[str, Any]) -> str:
    tags = f" [{', '.join(cell['tags'])}]" if cell["tags"] else ""
    return f"── {cell['kind']} cell{tags}"
