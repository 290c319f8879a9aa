"""Bring back what an undo has taken back, from the copies that the undo made before it. Reads and writes databases.

A redo is like the command itself: what is there now is kept as a moment first, so that it can be undone again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from migration_lab.backends.atomic import move_folder, remove_folder
from migration_lab.backends.backend import DatabaseBusy
from migration_lab.backends.fingerprints import TICK
from migration_lab.backends.kinds import live_database
from migration_lab.errors import LabError
from migration_lab.project.undo.after_undo import rename
from migration_lab.project.undo.bringing_back import bring_back, put_scripts_back, refuse_what_is_written_to
from migration_lab.project.undo.copying import prints
from migration_lab.project.undo.moments import (
    REDO_BEGUN,
    After,
    Moment,
    kept_in,
    numbered,
    whole,
    write_after,
    write_moment,
)
from migration_lab.project.undo.redo_records import REDO, RedoRecord, redo_records, rename_redo
from migration_lab.project.undo.script_copies import PutBack, digests, digests_packed, is_whole

if TYPE_CHECKING:
    from migration_lab.project.undo.undo_copies import UndoCopies

NOT_REDONE = "Nothing was redone. Make room on the disk, or make the folder writable, and try again."
ELSE = "Something else, such as a terminal, has written to {} since {} was undone, so that cannot be redone."


class RedoCopies:
    """Knows what the undos of one project have taken back, and brings it back."""

    def __init__(self, copies: UndoCopies) -> None:
        self.copies = copies
        self.root = copies.root

    def newest(self) -> RedoRecord | None:
        """Return the record of the last undo that has not been redone yet; ``None`` if there is none."""
        done = {name for one in self._moments() if one.after and (name := begun_for(one.folder))}
        return next((one for one in reversed(redo_records(self.copies.undone)) if one.folder.name not in done), None)

    def next_redo(self) -> str | None:
        """Return the command that a redo brings back; ``None`` if there is none. Only reads."""
        with suppress(OSError, LabError):
            record = self.newest()
            return record.command if record is not None and not self.why_not(record) else None
        return None

    def why_not(self, record: RedoRecord) -> str:
        """Say why that cannot be redone; empty if it can. Only reads."""
        command, begun = record.command, self._begun(record)
        if record.void:
            return f"{record.void} has changed something since {command} was undone, so that cannot be redone."
        kept = whole(record.folder)
        if kept is None or not is_whole(kept.archive):
            return (
                f"What was there before the undo of {command} cannot be read: {self.copies.shown(record.folder)} is "
                "damaged."
            )
        newest = numbered(self.copies.folder)[-1:]
        if begun is None and [one.name for one in newest] != [*filter(None, [record.newest])]:
            return self._newer(whole(newest[0]) if newest else None, record)
        known = [begun, kept] if begun is not None else [*self._latest(record)]
        for name in self._written_since(record, known):
            return ELSE.format(name, command)
        now = digests(self.root, record.digests)
        back = digests_packed(kept.archive, record.digests) if begun is not None else {}
        for name, was in record.digests.items():
            if now[name] != was and (begun is None or now[name] != back[name]):
                return f"{name} was edited since {command} was undone, and a redo would overwrite that."
        return ""

    def bring_back(self, record: RedoRecord) -> tuple[tuple[PutBack, ...], Moment]:
        """Bring databases and scripts back to their state before that undo; first keep the present state.

        Return what happened to each script, and the moment in which the present state was kept. If it is cut off, it
        can be done again. Raises ``CannotKeepCopy``, ``DatabaseBusy`` and ``CannotBringBack``.
        """
        kept, copies, names = whole(record.folder), self.copies, [*record.prints]
        assert kept is not None
        resumed = self._begun(record)
        with copies.said_clearly(NOT_REDONE):
            moment = resumed or self._keep(record, kept)
            remove_folder(copies.latest)  # if it was cut off before that
        try:
            new = resumed is None
            now = refuse_what_is_written_to(self.root, moment, names) if new else prints(self.root, names)
            bring_back(self.root, kept, names, now, "redo")
        except DatabaseBusy:
            if resumed is None:  # nothing has changed yet
                (moment.folder / REDO_BEGUN).unlink(missing_ok=True)
                move_folder(moment.folder, copies.latest)
            raise
        for name in kept.folders if record.digests else ():
            with suppress(OSError):
                (self.root / kept.scripts / name).mkdir(parents=True, exist_ok=True)
        put = put_scripts_back(self.root, kept, record.digests, kept, "redo")
        self._settle(record, moment, kept)
        return put, moment

    def _keep(self, record: RedoRecord, kept: Moment) -> Moment:
        names: dict[str, str | None] = {**dict.fromkeys(record.not_copied), **{name: name for name in kept.databases}}
        newest = numbered(self.copies.folder)[-1:]
        free = not newest or int(newest[0].name) < int(record.name)
        folder = self.copies.folder / record.name if free else None
        return self.copies.keep(record.command, names, kept.scripts, folder=folder, redo=record.folder.name)

    def _settle(self, record: RedoRecord, moment: Moment, kept: Moment) -> None:
        """Note what the redo did, as if the command had run again, and forget the record."""
        time.sleep(2 * TICK / 1e9)  # so that a write after this one shows
        now = prints(self.root, moment.databases)
        names, touched = [*record.prints], [*record.digests]
        seen = digests(self.root, touched)
        known = record.not_kept, record.outside, record.failed, record.renames
        after = After(True, tuple(touched), seen, now, tuple(names), *known)
        write_after(moment.folder, after)  # from here on, it is done
        later = []
        for name in record.later:
            with suppress(OSError):
                folder = self.copies.latest_copies.next_folder()
                later.append((self.copies.undone / name).rename(folder))
        was, now = kept.prints, {**kept.prints, **{name: now[name] for name in names}}
        for one in filter(None, map(whole, later)):
            rename(one, was, now)
        rename_redo(self.copies.undone, was, now)
        sure = [name for name in now if live_database(self.root, name).is_sure(now[name])]
        sure = [name for name in now if name in (sure if name in names else kept.sure)]
        write_moment(kept.folder, replace(kept, prints=now, sure=tuple(sure)))
        (record.folder / REDO).unlink(missing_ok=True)
        (moment.folder / REDO_BEGUN).unlink(missing_ok=True)
        self.copies.make_room(moment.folder)

    def _moments(self) -> Iterator[Moment]:
        yield from filter(None, map(whole, numbered(self.copies.folder)))

    def _begun(self, record: RedoRecord) -> Moment | None:
        """Return the moment from before a redo of that record that was cut off; ``None`` if there is none."""
        newest = numbered(self.copies.folder)[-1:]
        moment = whole(newest[0]) if newest else None
        return moment if moment is not None and moment.redo_begun == record.folder.name else None

    def _newer(self, moment: Moment | None, record: RedoRecord) -> str:
        """Say what has come after that undo."""
        if moment is not None and moment.undo_begun is not None:
            return f"The undo of {moment.command} was cut off. Run lab.undo() again first."
        if moment is not None and moment.after is not None and moment.after.outside:
            return ELSE.format(" and ".join(moment.touched_databases), record.command)
        ran = moment.command if moment is not None else "Another command"
        return f"{ran} has run since {record.command} was undone, so that cannot be redone."

    def _latest(self, record: RedoRecord) -> Iterator[Moment]:
        """Yield the copies of the state right after the undo, if they are still kept."""
        latest = kept_in(self.copies.latest)
        if latest is not None and all(latest.prints.get(name) == one for name, one in record.prints.items()):
            yield latest

    def _written_since(self, record: RedoRecord, known: list[Moment]) -> list[str]:
        """Return the databases that are neither as they were right after the undo nor as in one of these copies."""
        now = prints(self.root, record.prints)
        changed = [name for name, one in record.prints.items() if now[name] != one]
        return [
            name
            for name in changed
            if not any(
                name in one.databases and live_database(self.root, name).is_as_copied(one.copy_of(name))
                for one in known
            )
        ]


def begun_for(folder: Path) -> str:
    with suppress(OSError, ValueError):
        return (folder / REDO_BEGUN).read_text(encoding="utf-8")
    return ""
