"""What lies among the workspaces, and in one of them, and a learner's work there."""

from __future__ import annotations

from pathlib import Path

from migration_lab.course.workspaces.files import fingerprint
from migration_lab.course.workspaces.starting_point import start_of
from migration_lab.course.workspaces.workspace import Workspace


def at_start(workspace: Workspace) -> bool:
    return start_of(workspace.path)[1] == fingerprint(workspace.path)


def work(folder: Path, text: str = "work") -> None:
    (folder / "models.py").write_text(text, encoding="utf-8")


def names(root: Path) -> list[str]:
    """What lies among the workspaces, but for the lab's own folders."""
    return sorted(path.name for path in root.iterdir() if path.name not in (".cache", ".locks"))
