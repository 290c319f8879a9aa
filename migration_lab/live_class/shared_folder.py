"""Keep one exported file for each person who lets the instructor see their progress. Touches no database.

A file is named after a hash of the account, since an account may have any letters. Its content comes from a learner, so
it is read as an exported file is, and only what was understood of it is written.
"""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from migration_lab.backends.atomic import write_text
from migration_lab.course.classroom.collecting import Learner
from migration_lab.course.records.exported import LONGEST_NAME, ExportedProgress, as_text, read_export, read_exported
from migration_lab.errors import LabError
from migration_lab.live_class.last_change import LastChange, last_change

OURS = 0o700
"""Nobody else's: the instructor's machine may have accounts of the learners."""


@dataclass(frozen=True, slots=True)
class SharedProgress:
    key: str
    progress: ExportedProgress
    digest: str
    """Of the text that the learner's server has sent."""
    last: LastChange | None
    """What was new in it when it changed last; ``None`` if it has not changed since it was first there."""
    changed: float
    """When it was first there, or has changed last: seconds, as ``time.time()`` counts them."""

    @property
    def learner(self) -> Learner:
        return Learner(self.progress.name, self.progress)


def key_of(account: str) -> str:
    return hashlib.sha256(account.encode("utf-8", "replace")).hexdigest()[:32]


class SharedFolder:
    """What the people in a room share, in ``folder`` and in memory."""

    def __init__(self, folder: Path) -> None:
        """Read what is there already. Raises ``OSError`` if the folder cannot be made."""
        folder.mkdir(parents=True, exist_ok=True, mode=OURS)
        self._folder = folder
        self._people: dict[str, SharedProgress] = {}
        for file in sorted(folder.glob("*.json")):
            with suppress(LabError, OSError):
                progress = read_exported(file)
                self._people[file.stem] = SharedProgress(file.stem, progress, "", None, file.stat().st_mtime)

    @property
    def people(self) -> list[SharedProgress]:
        """Those who share, by name; the order of two with one name is always the same."""
        return sorted(self._people.values(), key=lambda one: (one.progress.name.casefold(), one.key))

    def digest(self, account: str) -> str:
        """Return which text was kept last of that account; empty if none was, or it is not known which."""
        one = self._people.get(key_of(account))
        return one.digest if one else ""

    def keep(self, account: str, text: bytes) -> None:
        """Keep what a learner's server has sent. Raises ``LabError`` if it is no exported progress."""
        progress = read_export(text, "What was sent")
        progress = replace(progress, name=progress.name or _in_one_line(account))
        key, digest = key_of(account), hashlib.sha256(text).hexdigest()[:32]
        before = self._people.get(key)
        write_text(self._folder / f"{key}.json", as_text(progress))
        if before is None:
            self._people[key] = SharedProgress(key, progress, digest, None, time.time())
        elif found := last_change(before.progress, progress):
            self._people[key] = SharedProgress(key, progress, digest, found, time.time())
        else:
            self._people[key] = replace(before, progress=progress, digest=digest)

    def forget(self, account: str) -> None:
        """Delete what is kept of that account, if anything is."""
        key = key_of(account)
        self._people.pop(key, None)
        (self._folder / f"{key}.json").unlink(missing_ok=True)


def _in_one_line(account: str) -> str:
    return " ".join(account.split())[:LONGEST_NAME]
