"""The error of a full or missing temporary folder, in words. Touches nothing."""

from __future__ import annotations

from migration_lab.errors import LabError

WHAT_NOW = (
    "Make room there, or let the environment variable TMPDIR (TEMP on Windows) name a folder that can be written, and "
    "restart the kernel."
)


class NoTemporaryFolder(LabError):
    """There is no temporary folder, or no room in it."""


def no_room(folder: str) -> NoTemporaryFolder:
    """Say that a command or a look has found the temporary folder full."""
    return NoTemporaryFolder(f"The disk of the temporary folder {folder} is full, so the lab cannot look. {WHAT_NOW}")
