"""What a review has found: values only, which the formats put into words. Touches nothing."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from migration_lab.terminal.exit_codes import COULD_NOT_LOOK, FOUND, NOTHING
from migration_lab.values.advice import SEVERITIES, Advice


@dataclass(frozen=True, slots=True)
class Review:
    """The result of a review of some of a project's scripts."""

    folder: Path
    """The project's."""
    findings: tuple[Advice, ...] = ()
    """Most harmful first."""
    reviewed: tuple[str, ...] = ()
    """The revisions that were looked at, in the order in which they run."""
    which: str = "pending"
    """Which those are: ``pending``, or as it was asked for: ``all``, ``since abc``, ``changed since main``."""
    database: str = ""
    """Which database it is, password hidden."""
    rows_known: bool = True
    """Whether all of them were tried with the rows of a database."""
    notes: tuple[str, ...] = ()
    """What was not looked at, and why, in sentences."""
    could_not: str = ""
    """Why the lab could not look, in a sentence; then nothing else is known."""
    file: str = ""
    """The line of the project's that is the reason, if it is one."""
    line: int = 0
    scripts: str = "migrations"
    """The folder of the scripts, which a finding without a line is told of where a file has to be named."""
    fail_on: Collection[str] = ("fails", "loses")

    @property
    def counts(self) -> dict[str, int]:
        """How many findings of each severity there are."""
        return {severity: sum(one.severity == severity for one in self.findings) for severity in SEVERITIES}

    @property
    def exit_code(self) -> int:
        if self.could_not:
            return COULD_NOT_LOOK
        return FOUND if any(one.severity in self.fail_on for one in self.findings) else NOTHING

    def shown(self, file: str, start: Path) -> str:
        """Return the path of one of the project's files, with ``/``: relative to ``start`` if it lies below it."""
        path = self.folder / file
        try:
            below = os.path.relpath(path, start)
        except ValueError:  # on another drive of Windows
            return path.absolute().as_posix()
        return path.as_posix() if below.startswith("..") else Path(below).as_posix()
