"""Find the files of a project's own: Python code, templates and settings. Reads folders, no file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

FOREIGN = frozenset({"__pycache__", "node_modules", "site-packages", "venv", "env"})
MOST_FILES = 5000
OURS = (".py", ".mako", ".ini", ".toml", ".cfg")
SETTINGS = (*OURS, ".json", ".yaml", ".yml", ".conf", ".env")


def source_files(
    root: Path, without: Path | None = None, ends: tuple[str, ...] = OURS
) -> Iterator[tuple[str, int, int]]:
    """Yield each file with size and time, without environments, hidden files and the folder ``without``."""
    left = MOST_FILES
    folders = [str(root)]
    while folders and left:
        try:
            with os.scandir(folders.pop()) as entries:
                here = list(entries)
        except OSError:
            continue
        if any(entry.name == "pyvenv.cfg" for entry in here):
            continue
        for entry in here:
            if entry.name.startswith(".") or entry.name in FOREIGN:
                continue
            if entry.is_dir(follow_symlinks=False) and entry.path != str(without):
                folders.append(entry.path)
            elif entry.name.endswith(ends):
                left = max(0, left - 1)
                try:
                    stat = entry.stat()
                except OSError:
                    continue
                yield entry.path, stat.st_size, stat.st_mtime_ns


def all_files(*places: Path) -> tuple[tuple[str, int, int], ...]:
    """Return path, size and time of every file in these folders that can influence an upgrade."""
    found, folders = set(), [*map(str, places)]
    while folders:
        with suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        folders.append(entry.path)
                elif not entry.name.endswith(".pyc"):
                    stat = entry.stat()
                    found.add((entry.path, stat.st_size, stat.st_mtime_ns))
    return tuple(sorted(found))
