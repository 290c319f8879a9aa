"""The temporary folder of this machine: made use of, and told when it cannot be. Touches no database."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from migration_lab.errors import LabError

WHAT_NOW = (
    "Make room there, or let the environment variable TMPDIR (TEMP on Windows) name a folder that can be written, and "
    "restart the kernel."
)


class NoTemporaryFolder(LabError):
    """There is no temporary folder, or no room in it."""


def no_room(folder: str) -> NoTemporaryFolder:
    """What to say when a command or a look has found the temporary folder full."""
    return NoTemporaryFolder(f"The disk of the temporary folder {folder} is full, so the lab cannot look. {WHAT_NOW}")


def temporary_folder() -> tempfile.TemporaryDirectory[str]:
    """A new folder in there. Raises ``NoTemporaryFolder``."""
    with told():
        return tempfile.TemporaryDirectory(prefix="migration-lab-", ignore_cleanup_errors=True)


@contextmanager
def told() -> Iterator[None]:
    """Raise ``NoTemporaryFolder`` for what goes wrong with files in there."""
    try:
        yield
    except OSError as error:
        place = tempfile.tempdir or "of this system"
        raise NoTemporaryFolder(
            f"The temporary folder {place} cannot be used ({error.strerror or error}), and the lab needs one to "
            f"run a command or to look at a project without changing it. {WHAT_NOW}"
        ) from error
