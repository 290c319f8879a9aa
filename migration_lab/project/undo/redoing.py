"""Redo what an undo has taken back: find out whether that is still possible, bring it back, and say what that did.

Reads the databases; only ``redo`` writes to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from migration_lab.errors import LabError, printable
from migration_lab.project.undo import running
from migration_lab.project.undo.moments import load
from migration_lab.project.undo.script_copies import SET_BACK
from migration_lab.project.undo.undo_effects import change_of, databases_of
from migration_lab.schema import Difference
from migration_lab.values.result import WayBack
from migration_lab.values.undone import Redone

if TYPE_CHECKING:
    from migration_lab.project.project_databases import ProjectDatabases
    from migration_lab.project.undo.redo_copies import RedoCopies
    from migration_lab.project.undo.undoing import Undoing

SET_FORWARD = "set to its newer text"


class NothingToRedo(LabError):
    """Nothing was undone, or something else has changed since, so that a redo would overwrite it."""


class Redoing:
    """Redoes what the undos of the project that ``where`` knows have taken back."""

    def __init__(self, copies: RedoCopies, undoing: Undoing, where: ProjectDatabases) -> None:
        self.copies = copies
        self.undoing = undoing
        self.where = where

    def redo(self) -> Redone:
        """Bring back what the last undo has taken back.

        Raises ``NothingToRedo``, ``DatabaseBusy``, ``CannotKeepCopy`` and ``CannotBringBack``.
        """
        with running.alone(self.where.root, "lab.redo()"):
            self.copies.copies.note_meanwhile()
            record = self.copies.newest()
            if record is None:
                raise NothingToRedo("Nothing is left to redo: nothing was undone, or all of it was redone.")
            if why := self.copies.why_not(record):
                kept = self.copies.copies.shown(record.folder)
                raise NothingToRedo(f"{why} Nothing was done. What was there before the undo is kept in {kept}.")
            databases = databases_of(self.where, load(record.folder))
            before = self.where.glance(databases, may_wait=False)
            put, moment = self.copies.bring_back(record)
            after = self.where.glance(databases, may_wait=False)
            renames = record.renames
            changes = {
                bind: change_of(self.where, bind, databases, before, after, moment, renames) for bind in databases
            }
            difference, rows = changes.pop(after.default, (Difference(), ()))
            self.undoing.last = WayBack(True, record.not_kept)
            return Redone(
                record.command,
                difference,
                tuple((printable(name), SET_FORWARD if what == SET_BACK else what) for name, what in put),
                rows,
                tuple(record.prints),
                tuple((bind, change, counts) for bind, (change, counts) in changes.items() if change or counts),
                record.not_copied,
                record.not_kept,
            )
