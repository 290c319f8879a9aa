"""Let an undo find what something else has changed after a command that changed nothing itself.

The copies from before such a command are kept as ``latest`` as long as the databases stay the same. When the databases
change, for example because a terminal or a process that the command left running has written to them, the copies become
a moment. Reads the databases, and writes records in ``.lab``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from migration_lab.backends.atomic import remove_folder
from migration_lab.backends.kinds import live_database
from migration_lab.project.lab_folder import LAB
from migration_lab.project.undo.after_undo import rename
from migration_lab.project.undo.copying import prints
from migration_lab.project.undo.moments import After, Moment, kept_in, numbered, whole, write_after, write_moment
from migration_lab.project.undo.redo_records import rename_redo

AFTER_IT = "what changed after "
"""The beginning of the name for what something else changed after a command had ended."""


class LatestCopies:
    """Looks after ``latest``; ``moments`` is the folder of the commands that changed something."""

    def __init__(self, root: Path, moments: Path, latest: Path) -> None:
        self.root = root
        self.moments = moments
        self.latest = latest

    def next_folder(self) -> Path:
        """Return the folder of the next moment."""
        last = numbered(self.moments)[-1:]
        return self.moments / f"{int(last[0].name) + 1 if last else 1:04}"

    def name(self) -> str | None:
        """Return a name for the change, if there is one."""
        latest = self._latest()
        return f"{AFTER_IT}{latest.command}" if latest and self._changed(latest) else None

    def note(self) -> None:
        """Make the change, if there is one, what an undo finds first. Raises ``OSError``."""
        latest = self._latest()
        if latest is None:
            return
        if changed := self._changed(latest):
            self._become(latest, self.next_folder(), changed)
        else:
            self.same_again(latest, [*latest.databases])

    def before(self, moment: Moment) -> Moment:
        """Put the change, if there is one, before ``moment``, which was just kept: its copies are now the latest.

        Raises ``OSError``.
        """
        latest = self._latest()
        if latest and (changed := self._changed(latest, moment)):
            folder = moment.folder
            moment = replace(moment, folder=folder.with_name(f"{int(folder.name) + 1:04}"))
            folder.rename(moment.folder)
            self._become(latest, folder, changed)
        elif latest:
            self.same_again(latest, [*latest.databases])
        remove_folder(self.latest)
        return moment

    def same_again(self, moment: Moment, names: Iterable[str]) -> Moment:
        """Give these databases, which have not changed since ``moment``, their new fingerprints in all records."""
        was, now = moment.prints, prints(self.root, names)
        if not any(now[name] != was[name] for name in now):
            return moment
        for folder in numbered(self.moments):
            if record := whole(folder):
                rename(record, was, {**was, **now})
        rename_redo(self.root / LAB / "undone", was, {**was, **now})
        sure = [name for name in moment.sure if name not in now or live_database(self.root, name).is_sure(now[name])]
        renamed = replace(moment, prints={**was, **now}, sure=tuple(sure))
        write_moment(moment.folder, renamed)
        return renamed

    def _latest(self) -> Moment | None:
        return kept_in(self.latest)

    def _changed(self, latest: Moment, present: Moment | None = None) -> list[str]:
        """Return the databases whose contents have changed; ``present``, if there is one, has copies of them."""

        def same(name: str) -> bool:
            copy, live = latest.copy_of(name), live_database(self.root, name)
            if present is not None and name in present.databases:
                return live.same_copies(copy, present.copy_of(name))
            return live.is_as_copied(copy)

        now = prints(self.root, latest.databases)
        written = [name for name in now if now[name] != latest.prints[name] or name not in latest.sure]
        return [name for name in written if not same(name)]

    def _become(self, latest: Moment, folder: Path, changed: list[str]) -> None:
        latest.folder.rename(folder)
        now = prints(self.root, latest.databases)
        write_after(folder, After(True, (), {}, now, tuple(changed), outside=True))
        write_moment(folder, replace(latest, folder=folder, command=f"{AFTER_IT}{latest.command}"))
