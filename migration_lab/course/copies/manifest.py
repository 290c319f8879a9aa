"""The manifest of a copy of the course: which version it is from, and each file's hashes as it came.

A notebook has a second hash, of its cells' sources only: one that was run, and not changed, still has that one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from migration_lab.backends.atomic import write_text
from migration_lab.course.location import COPY_FOLDER
from migration_lab.errors import LabError

NAME, LOCK = "manifest.json", "lock"
PATIENCE = 60.0
"""Seconds to wait for another process that copies or updates the same folder."""


@dataclass(frozen=True, slots=True)
class Hashes:
    content: str
    cells: str = ""
    """Of the sources of a notebook's cells; empty for any other file."""


@dataclass(slots=True)
class Manifest:
    version: str = ""
    """Of the package whose course was copied last; empty if that is not known."""
    complete: bool = False
    """False until the first copy has come to its end."""
    files: dict[str, Hashes] = field(default_factory=dict)
    """Each file as the package had it when the learner got it, or decided about it."""


def lab_version() -> str:
    """Return the version of the package that is installed."""
    try:
        return version("migration-lab")
    except PackageNotFoundError:
        return "unknown"


def is_copy(folder: Path) -> bool:
    """Tell whether ``folder`` is a copy of the course, or the beginning of one."""
    return (folder / COPY_FOLDER / NAME).is_file()


def copied_version(folder: Path) -> str:
    """Return the version that a copy of the course is from; empty if that is not known."""
    return read_manifest(folder).version


def read_manifest(folder: Path) -> Manifest:
    """Return the folder's manifest; one that knows of no file if it is damaged or not there."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        kept = json.loads((folder / COPY_FOLDER / NAME).read_text(encoding="utf-8"))
        files = {str(path): Hashes(str(one["content"]), str(one["cells"])) for path, one in kept["files"].items()}
        return Manifest(str(kept["version"]), kept["complete"] is True, files)
    return Manifest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it whole or not at all. Raises ``OSError``."""
    files = {path: {"content": one.content, "cells": one.cells} for path, one in sorted(manifest.files.items())}
    kept = {"version": manifest.version, "complete": manifest.complete, "files": files}
    write_text(folder / COPY_FOLDER / NAME, json.dumps(kept, indent=1) + "\n")


def hashes_of(path: Path) -> Hashes:
    """Return the hashes of a file. Raises ``OSError``."""
    content = path.read_bytes()
    return Hashes(_hash(content), _cells_hash(content) if path.suffix == ".ipynb" else "")


def read_cells(content: bytes) -> list[dict[str, Any]]:
    """Return what a notebook's cells are without what a kernel and JupyterLab add: kind, source and tags.

    Nothing is in an empty cell: JupyterLab adds one below the last cell whenever Shift+Enter runs that.
    Raises ``ValueError`` for what is no notebook.
    """
    try:
        cells = json.loads(content)["cells"]
        return [
            {
                "kind": cell["cell_type"],
                "source": "".join(cell["source"]),
                "tags": sorted(cell.get("metadata", {}).get("tags", ())),
                "attachments": cell.get("attachments", {}),
            }
            for cell in cells
            if "".join(cell["source"]).strip() or cell.get("attachments")
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a notebook") from error


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let no other process copy or update this folder meanwhile. Raises ``LabError``, and ``OSError``."""
    from filelock import FileLock, Timeout

    (folder / COPY_FOLDER).mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / COPY_FOLDER / LOCK, timeout=PATIENCE):
            yield
    except Timeout as error:
        raise LabError(f"Another migration-lab is copying the course to {folder}. Wait until it is done.") from error


def _cells_hash(content: bytes) -> str:
    """Empty if it is no notebook: then it is like no other."""
    try:
        return _hash(json.dumps(read_cells(content), sort_keys=True).encode())
    except ValueError:
        return ""


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
