"""In a process of its own: put what the project writes into the scratch folder, its temporary files included."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from migration_lab.child.installed import Installed
from migration_lab.child.sandbox.guards import trust
from migration_lab.child.sandbox.landlock import restrict_writing
from migration_lab.child.sandbox.overlay import Overlay
from migration_lab.child.sandbox.overlay_calls import Calls

DEVICES = "/dev"


class ScratchFiles:
    """Keeps the files of this machine as they are; ``report`` is one more folder that may be written to."""

    def __init__(self, folder: Path, report: str = "") -> None:
        self.temporary = folder / "tmp"
        self._free = [str(folder), *([report] if report else [])]
        self.overlay = Overlay(str(folder / "files"), self._free)
        self._calls = Calls(self.overlay)

    def install(self, installed: Installed) -> None:
        """Begin now; on Linux also for what Python does not see, if the process ends with the request."""
        self.temporary.mkdir(exist_ok=True)
        for name in ("TMPDIR", "TMP", "TEMP"):
            os.environ[name] = str(self.temporary)
        installed.patch(tempfile, "tempdir", None)
        self._calls.install(installed)
        if installed.process_ends:
            sqlite_writes_to(self.temporary)
            restrict_writing([*self._free, DEVICES])

    def seen(self, path: Path) -> Path:
        """Return where the project reads that file."""
        with self.overlay.working():
            place = self.overlay.locate(path)
            return path if place is None else Path(self.overlay.seen(place))

    def new(self, path: Path) -> Path | None:
        """Return where the project's own functions see a new file; ``None`` if none can be there."""
        with suppress(OSError), self.overlay.working():
            place = self.overlay.locate(path)
            if place is None:
                return path if self.overlay.is_own(path) else None
            if Path(self.overlay.seen(str(Path(place).parent))).is_dir():
                return Path(self.overlay.make_room(place))
        return None


def sqlite_writes_to(folder: Path) -> None:
    """Let SQLite put its temporary files there, in this process, until it ends.

    It needs them for large tables, to sort and to be able to undo a statement. It has read ``TMPDIR`` when it was
    imported, and where it may not write it says "unable to open database file".
    """
    with suppress(sqlite3.Error), trust(), closing(sqlite3.connect(":memory:")) as connection:
        name = str(folder).replace("'", "''")
        connection.execute(f"PRAGMA temp_store_directory = '{name}'")
