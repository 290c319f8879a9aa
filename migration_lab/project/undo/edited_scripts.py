"""Find the revision scripts that were edited since the last upgrade. Reads scripts and their copies."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from zipfile import BadZipFile

from migration_lab.project.undo.script_copies import differing
from migration_lab.project.undo.undo_copies import UndoCopies

UPGRADE = "flask db upgrade"


def edited_since_upgrade(copies: UndoCopies) -> Sequence[str]:
    """Return the names of the scripts that have changed since the lab last ran an upgrade; none if it kept no copy."""
    with suppress(OSError, BadZipFile):
        for moment in reversed(copies.moments()):
            if moment.command.startswith(UPGRADE):
                return differing(copies.root, moment.scripts, moment.archive)
    return ()
