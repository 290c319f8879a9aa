"""Undo the commands of one project: make a copy before each, note afterwards what it changed, and bring it back.

Reads the databases; only ``undo`` writes to them.
"""

from __future__ import annotations

import shlex
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

from migration_lab.errors import LabError, printable
from migration_lab.project.undo import running
from migration_lab.project.undo.changed_since import changed_since, edited_since
from migration_lab.project.undo.copying import prints
from migration_lab.project.undo.latest_copies import AFTER_IT
from migration_lab.project.undo.moments import Moment
from migration_lab.project.undo.not_kept import not_kept, written_by_others, wrote
from migration_lab.project.undo.script_copies import differing
from migration_lab.project.undo.undo_effects import became, change_of, databases_of, effect_of, renames_back
from migration_lab.rows.sql_renames import sql_renames
from migration_lab.schema import Difference
from migration_lab.values.result import WayBack
from migration_lab.values.undone import Undone
from migration_lab.values.wording import listed

if TYPE_CHECKING:
    from migration_lab.project.project_databases import ProjectDatabases
    from migration_lab.project.seen_databases import SeenDatabases
    from migration_lab.project.undo.undo_copies import UndoCopies
    from migration_lab.values.wire import Report

WRONG = (OSError, zipfile.BadZipFile, LabError)
"""What a damaged or full disk raises while the lab notes what a command did."""
MOST_LINES = 12
MEANWHILE = "Something else, such as a terminal or a process that a command left running, has written to {} since {}."

Say = Callable[[str], object]


class NothingToUndo(LabError):
    """No command has changed anything since the project was first opened."""


class UndoAsks(LabError):
    """Nothing was undone, because it would not be just the last command: ``why`` lists the reasons, line by line.

    ``command`` is the one that ``undo(command)`` takes back nevertheless; ``None`` if there is none.
    """

    def __init__(self, why: Sequence[str], command: str | None) -> None:
        self.why, self.command = tuple(why), command
        how = f"To take back {command} all the same: lab.undo({command!r})" if command else ""
        super().__init__("\n".join(filter(None, (*why, "Nothing was done.", how))))


class Undoing:
    """Copies the state before each command of the project that ``where`` knows, and brings it back."""

    def __init__(self, copies: UndoCopies, where: ProjectDatabases) -> None:
        self.copies = copies
        self.where = where
        self.last = WayBack()
        """Whether the last command can be undone."""
        self.written: tuple[str, ...] = ()
        """The database files that it changed and that can be brought back."""

    @contextmanager
    def alone(self, command: str, say: Say) -> Iterator[None]:
        """Begin another command, and keep other kernels from running one; wait for theirs first, and say so."""
        self.last, self.written = WayBack(), ()
        with running.alone(self.copies.root, command, say):
            yield

    def keep(self, command: str, say: Say = lambda text: None) -> Moment:
        """Copy everything as it is. Raises ``CannotKeepCopy`` or ``DatabaseBusy``."""
        moment = self.copies.keep(command, self.where.undo_names(), self.where.scripts, say)
        self.last = WayBack(undoable=True)  # until it is known what the command did
        return moment

    def settle(self, moment: Moment | None, report: Report, before: SeenDatabases, *, failed: bool = False) -> None:
        """Note what the command, which has ended, changed."""
        if moment is not None:
            others = partial(written_by_others, report, self.where.root)
            lost = partial(not_kept, report, moment, before, self.where)
            how: dict[str, Any] = {"by_others": others, "wrote": wrote(report), "failed": failed}
            how["renames"] = sql_renames(report.effects.sql)
            self.last = self._noted(moment, lambda touched, written: lost(), **how)

    def lost_sight(self, moment: Moment | None) -> None:
        """Keep the copies from before a command whose end was not seen.

        The command may go on, so the copies stay whatever the present state is.
        """
        if moment is not None:
            self.last = self._noted(moment, lambda touched, written: (), ended=False)

    def _noted(self, moment: Moment, lost: Any, *, ended: bool = True, **how: Any) -> WayBack:
        try:
            after = self.copies.settle(moment, lost, ended=ended, **how)
            self.copies.make_room()
        except WRONG:  # nothing was noted: the moment stays, and the undo says that the end is unknown
            return WayBack(undoable=True)
        if after is None:
            return WayBack()
        self.written = after.written
        return WayBack(not ended or bool(after.touched or after.written), after.not_kept)

    def undo(self, command: str | None = None) -> Undone:
        """Undo the last command, or the newest that can be undone if it is named.

        Raises ``NothingToUndo``, ``UndoAsks``, ``DatabaseBusy``, ``CannotKeepCopy`` and ``CannotBringBack``; and
        ``LabError`` when ``command`` is another one.
        """
        with running.alone(self.copies.root, "lab.undo()"):
            self.copies.note_meanwhile()
            return self._undo(command)

    def _undo(self, command: str | None) -> Undone:
        records = self.copies.records()
        kept = {at: one for at, one in enumerate(records) if isinstance(one, Moment) and one.kept}
        at = max(kept, default=None)
        last = max((at for at, one in kept.items() if not is_outside(one)), default=None)
        if last is not None and command is not None and words(command) == words(kept[last].command):
            at = last  # later changes by something else are no command, and need not be undone first
        moment = None if at is None else kept[at]
        later = records if at is None else records[at + 1 :]
        if not records or (moment is None and command is not None):
            raise NothingToUndo("Nothing is left to undo: no copy is kept of anything that a command has changed.")
        if command is None:
            self._ask(moment, later, None if last is None or last == at else kept[last])
        elif moment is not None and words(command) != words(moment.command):
            raise LabError(
                f"The newest command that can be taken back is {moment.command}, and not {command}. Nothing was done."
            )
        assert moment is not None
        return self._take_back(moment, later)

    def _ask(self, moment: Any, later: Sequence[Moment | Path], last: Any) -> None:
        """Raise ``UndoAsks`` if the undo would take back more or less than the last command.

        ``last`` is that command, if something else has changed the databases after it.
        """
        why = [self._no_way_back(one) for one in later]
        if moment is not None:
            why += self._more_than_it_did(moment)
            if why and later:
                why.append(f"The newest command that can be taken back is {moment.command}.")
            if why and (effect := effect_of(self.where, moment)):
                why += ["What its undo would do:", *effect[:MOST_LINES]]
                why += [f"… and {len(effect) - MOST_LINES} more"] if len(effect) > MOST_LINES else []
        if last is not None:
            both = set(last.touched_databases) & set(moment.touched_databases)
            rest = f", so that {listed(sorted(both))} is as it was before it" if both else ", and nothing else"
            why.append(f"To take back {last.command}{rest}: lab.undo({last.command!r})")
        if why:
            raise UndoAsks(why, moment and moment.command)

    def _no_way_back(self, record: Moment | Path) -> str:
        if isinstance(record, Path):
            return (
                f"What was kept in {self.copies.shown(record)} cannot be read: it is damaged, or from an older version "
                "of the lab. So the command that it belongs to cannot be taken back. Its undamaged copies stay there, "
                "and move to .lab/undone when an earlier command is taken back."
            )
        lost = "; ".join(record.after.not_kept) if record.after else "something"
        return f"{record.command} cannot be taken back: it changed {lost}."

    def _more_than_it_did(self, moment: Moment) -> list[str]:
        """Say what an undo would take back besides what the command did, as far as that is known."""
        after, command = moment.after, moment.command
        if after is not None and after.outside:
            command = command.removeprefix(AFTER_IT)
            return [MEANWHILE.format(name, command) for name in moment.touched_databases]
        if moment.undo_begun is not None:
            command = f"the undo of {command} that was cut off"
        elif moment.redo_begun:
            command = f"the redo of {command} that was cut off"
        elif after is None:
            return (
                []
                if not self._differs(moment)
                else [
                    f"The lab did not see the end of {moment.command}, so it cannot tell what that command did from "
                    "what was done later."
                ]
            )
        lines = [
            f"Something else, such as a terminal, has written to {name} since {command}: that is taken back too."
            for name in changed_since(self.copies.root, moment)
        ]
        lines += [
            f"{name} was edited since {command}: what was written by hand is taken back too."
            if (self.copies.root / name).exists()
            else f"{name} is gone since {command}: it was deleted, or it is on another Git branch."
            for name in edited_since(self.copies.root, moment)
        ]
        if after is not None and (names := [name for name in after.touched if name not in after.digests]):
            lines.append(
                f"The lab does not know whether {listed(names)} was edited since {command}: an older version kept the "
                "copies."
            )
        if after is not None and after.not_kept and any("server" in one for one in after.not_kept):
            lines.append(f"{moment.command} can be taken back in part only: it also changed {listed(after.not_kept)}.")
        return lines

    def _differs(self, moment: Moment) -> bool:
        now = prints(self.copies.root, moment.databases)
        return now != moment.prints or bool(differing(self.copies.root, moment.scripts, moment.archive))

    def _take_back(self, moment: Moment, later: Sequence[Moment | Path]) -> Undone:
        self.where.locate()
        databases = databases_of(self.where, moment)
        before = self.where.glance(databases, may_wait=False)
        outside = bool(changed_since(self.copies.root, moment))
        folders = {name for name in moment.databases if (self.copies.root / name).is_dir()}
        names = set(moment.touched_databases)
        gone = [one for one in later if not (is_outside(one) and names.isdisjoint(one.touched_databases))]
        put, kept = self.copies.restore(moment, [one if isinstance(one, Path) else one.folder for one in gone])
        after = self.where.glance(databases, may_wait=False)
        renames = renames_back(moment)
        changes = {bind: change_of(self.where, bind, databases, before, after, kept, renames) for bind in databases}
        difference, rows = changes.pop(after.default, (Difference(), ()))
        unread = {self.where.undo_name(database) for bind, database in databases.items() if bind in before.problems}
        written = [(name, became(name, moment, kept, folders, unread)) for name in moment.touched_databases]
        self.last = WayBack()
        return Undone(
            moment.command,
            difference,
            tuple((printable(name), what) for name, what in put),
            self.copies.shown(kept.folder),
            rows,
            outside,
            moment.not_copied,
            tuple((name, what) for name, what in written if what),
            tuple((bind, change, counts) for bind, (change, counts) in changes.items() if change or counts),
            moment.after.not_kept if moment.after else (),
            tuple(one.command for one in later if isinstance(one, Moment) and not is_outside(one)),
        )


def is_outside(record: Moment | Path) -> TypeGuard[Moment]:
    """Tell whether a record is not of a command, but of what something else changed."""
    return isinstance(record, Moment) and record.after is not None and record.after.outside


def words(command: str) -> list[str]:
    try:
        return shlex.split(command.lstrip("%!"))
    except ValueError:
        return [command]
