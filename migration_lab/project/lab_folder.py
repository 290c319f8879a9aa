"""Make the folder ``.lab`` of a project, in which the lab keeps its own files."""

from __future__ import annotations

from pathlib import Path

LAB = ".lab"


def lab_folder(root: Path) -> Path:
    """Return ``.lab`` in the project ``root``; make it if needed. It holds copies of databases, so git ignores it."""
    folder = root / LAB
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8", newline="\n")
    return folder
