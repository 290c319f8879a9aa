"""What was before each command, kept on disk, so that it can be brought back: the databases and the scripts.

The copies lie in ``.lab/undo/0001``, ``0002``, … of the project, so they outlive a killed kernel; what an undo takes
away is kept in ``.lab/undone``. What is equal is there once: a database that nothing has written to since it was last
copied, and scripts that are the same, are not copied again. A database on a server is not copied, and the record says
so. Reads and writes files and SQLite databases.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from migration_lab.errors import LabError
from migration_lab.project import moments, present, running
from migration_lab.project.atomic import GOING, free, move_folder, remove_folder
from migration_lab.project.copies import TICK, DatabaseBusy, copy_back, is_as_copied, long_ago, same_content
from migration_lab.project.lab_folder import LAB, lab_folder
from migration_lab.project.moments import After, Moment, Prints, forget, numbered, whole, write_after, write_moment
from migration_lab.project.present import Present, relative
from migration_lab.project.room import make_room
from migration_lab.project.script_copies import PutBack, differing, digests, put_back
from migration_lab.project.wording import listed

LARGE = 64 << 20
"""Bytes of a copy from which on it is said how large it is, and how long it took."""
FEW = 3
"""How many of the newest moments may have an equal copy of what is there now."""
NOT_RUN = "The command was not run. Make room on the disk, or make the folder writable, and try again."
NOT_UNDONE = "Nothing was undone. Make room on the disk, or make the folder writable, and try again."
HALF_WAY = "{} is as it was before, but {} is not: another program is using it. End that program, and undo again."


class CannotKeepCopy(LabError):
    """No copy for undo could be made, so the command was not run."""


class CannotBringBack(LabError):
    """A copy is there, and could not be put back."""


class UndoCopies:
    """The moments kept for one project, newest last."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / LAB / "undo"
        self.undone = root / LAB / "undone"
        self.latest = root / LAB / "latest"
        """The last copies that belong to no command that can be undone: the database may still be as it was then."""

    def folders(self) -> list[Path]:
        """The folder of each command that changed something, the newest last."""
        return numbered(self.folder)

    def records(self) -> list[Moment | Path]:
        """What is known of each of these commands; the folder alone of one that cannot be read."""
        return [one if (one := whole(folder)) else folder for folder in self.folders()]

    def moments(self) -> list[Moment]:
        """Those that can be brought back, the newest last."""
        return [one for one in self.records() if isinstance(one, Moment) and one.kept]

    def last(self) -> Moment | None:
        """The moment before the last command that changed something; ``None`` when that cannot be brought back."""
        folders = self.folders()
        moment = whole(folders[-1]) if folders else None
        return moment if moment is not None and moment.kept else None

    def keep(
        self,
        command: str,
        databases: Mapping[str, Path | None],
        scripts: str,
        say: Callable[[str], object] = lambda text: None,
    ) -> Moment:
        """Keep everything as it is now. Raises ``CannotKeepCopy`` or ``DatabaseBusy``, and then has left nothing.

        ``databases`` gives the file of each bind; ``None`` for one that is no SQLite file. ``say`` is told of a copy
        that is large.
        """
        with self._said_clearly(NOT_RUN), running.alone(lab_folder(self.root) / self.folder.name):
            for left in self.folder.glob(f"*{GOING}"):
                remove_folder(left)
            number = int(folders[-1].name) + 1 if (folders := self.folders()) else 1
            return self._write(self.folder / f"{number:04}", command, databases, scripts, say)

    def settle(
        self,
        moment: Moment,
        not_kept: Callable[[Sequence[str], bool], tuple[str, ...]],
        *,
        by_others: Callable[[Sequence[str]], Collection[str]] = lambda touched: (),
        ended: bool = True,
    ) -> After | None:
        """Note what the command did, so that an undo takes back that and no more; ``None`` when it changed nothing.

        ``not_kept`` says in words what it changed that there is no copy of, when it is told the scripts that were
        touched, and whether a database was; ``by_others``, which of them something else, as an editor, wrote meanwhile.
        A command whose end was not seen may go on, so its moment stays. ``OSError`` of a full disk leaves it too.
        """
        touched = differing(self.root, moment.scripts, moment.archive, moment.listing)
        prints = self.prints(moment.databases)
        written = [name for name in prints if self._written(moment, name, prints)]
        prints |= {name: moment.prints[name] for name in prints if name not in written}
        others = by_others(touched)
        touched = touched if written or len(others) < len(touched) else []
        seen = digests(self.root, touched) | dict.fromkeys(others, "")  # no digest: found to be edited since
        after = After(ended, tuple(touched), seen, prints, tuple(written), not_kept(touched, bool(written)))
        if ended and not touched and not written:
            with running.alone(self.folder):
                self._note_only(moment, after) if after.not_kept else move_folder(moment.folder, self.latest)
                return after if after.not_kept else None
        write_after(moment.folder, after)
        return after

    def prints(self, databases: Mapping[str, Any]) -> Prints:
        """The fingerprint of each of these files as it is now."""
        return present.prints(self.root, databases)

    def changed_since(self, moment: Moment) -> list[str]:
        """The databases that the command changed and something else has written to since; only where that is known."""
        if moment.after is None or moment.undo_begun:
            return []
        now = self.prints(moment.databases)
        return [name for name in moment.touched_databases if now[name] != moment.after.prints.get(name)]

    def edited_since(self, moment: Moment) -> list[str]:
        """The scripts that the command made or changed and somebody has edited since; only where that is known."""
        after = moment.after
        if after is None or moment.undo_begun:
            return []
        names = after.touched if after.ended else differing(self.root, moment.scripts, moment.archive)
        now = digests(self.root, names)
        return [name for name in names if now[name] != after.digests.get(name, "")]

    def restore(self, moment: Moment, later: Sequence[Path] = ()) -> tuple[tuple[PutBack, ...], Moment]:
        """Bring back what was at that moment, and forget it; what is there now is kept first.

        Of the databases and the scripts only those that the command changed. ``later`` are the folders of commands
        after it that cannot be brought back, to be forgotten too. Gives what became of each script, and the moment in
        which the present was kept. Raises ``CannotKeepCopy``, ``DatabaseBusy`` and ``CannotBringBack``; the moment is
        then still there, and the undo can be tried again.
        """
        with self._said_clearly(NOT_UNDONE):
            kept = self._keep_present(moment)
            moment.mark_undo()
        for at, name in enumerate(moment.touched_databases):
            try:
                self._bring_back(moment, name)
            except DatabaseBusy as error:
                if not at:
                    raise
                raise CannotBringBack(HALF_WAY.format(listed(moment.touched_databases[:at]), name)) from error
        after = moment.after
        known = after is not None and after.ended
        touched = after.touched if after and known else differing(self.root, moment.scripts, moment.archive)
        try:
            put = put_back(self.root, moment.scripts, moment.archive, touched)
        except OSError as error:
            raise CannotBringBack(
                f"The scripts could not all be brought back ({error}). Make room on the disk, or make the folder "
                f"{moment.scripts} writable, and undo again. What was there is kept in {self.shown(kept.folder)}."
            ) from error
        for folder in later:
            forget(folder, self.undone)
        self._carry_over(moment)
        return put, kept

    def shown(self, folder: Path) -> str:
        return folder.relative_to(self.root).as_posix()

    def _written(self, moment: Moment, name: str, prints: Prints) -> bool:
        """Whether something has written to that database since the moment."""
        if prints[name] != moment.prints[name]:
            return True
        copy = moment.copy_of(name)
        return name not in moment.sure and copy is not None and not same_content(copy, self.root / name)

    def _note_only(self, moment: Moment, after: After) -> None:
        """Keep of a moment only that the command ran; the copies may serve the next one."""
        noted = moment.folder.with_name(f"{moment.folder.name}.noted")
        remove_folder(noted)
        noted.mkdir()
        write_moment(noted, moment)
        write_after(noted, after)
        move_folder(moment.folder, self.latest)
        noted.rename(moment.folder)

    def _keep_present(self, moment: Moment) -> Moment:
        folder = free(self.undone, moment.folder.name)
        live = {name: self.root / name for name in moment.databases}
        kept = self._write(folder, moment.command, live, moment.scripts)
        self.make_room(moment.folder, folder)
        return kept

    def make_room(self, *keep: Path) -> None:
        """Remove the oldest copies beyond what may be kept, but for those in these folders."""
        make_room((self.latest, self.undone, self.folder), *keep)

    def _bring_back(self, moment: Moment, name: str) -> None:
        live, copy = self.root / name, moment.copy_of(name)
        try:
            if live.is_dir():
                present.set_aside(live)
            copy_back(copy, live)
        except (OSError, sqlite3.Error) as error:
            lies = f" Its copy lies in {self.shown(copy)}." if copy else ""
            raise CannotBringBack(
                f"The database {name} could not be brought back ({error}). Make room on the disk, or make the file and "
                f"its folder writable, and undo again.{lies}"
            ) from error

    def _carry_over(self, moment: Moment) -> None:
        """The databases are as they were at the moment: let older records know them by their new fingerprints.

        The moment's own copies stay at hand for the next command. A database keeps its old fingerprint when the undo
        did not touch it, or when something else has written to it since: then it is not as it was.
        """
        time.sleep(2 * TICK / 1e9)  # so that a write after this one shows
        was, now = moment.prints, self.prints(moment.databases)
        for name in moment.databases:
            if name not in moment.touched_databases or not is_as_copied(moment.copy_of(name), self.root / name):
                now[name] = was[name]
        for record in self.records():
            if isinstance(record, Moment):
                self._rename(record, was, now)
        for name in (moments.AFTER, moments.UNDO_BEGUN):
            (moment.folder / name).unlink(missing_ok=True)
        move_folder(moment.folder, self.latest)
        sure = [name for name in now if long_ago((stat[1] for stat in now[name] if stat), time.time_ns())]
        write_moment(self.latest, replace(moment, folder=self.latest, prints=now, sure=tuple(sure), listing=None))

    def _rename(self, record: Moment, was: Prints, now: Prints) -> None:
        def renamed(prints: Prints) -> Prints:
            return {name: now[name] if one == was.get(name) else one for name, one in prints.items()}

        if (prints := renamed(record.prints)) != record.prints:
            write_moment(record.folder, replace(record, prints=prints))
        if record.after and (after := renamed(record.after.prints)) != record.after.prints:
            write_after(record.folder, replace(record.after, prints=after))

    def _write(
        self,
        folder: Path,
        command: str,
        databases: Mapping[str, Path | None],
        scripts: str,
        say: Callable[[str], object] = lambda text: None,
    ) -> Moment:
        part = folder.with_name(f"{folder.name}.part")
        remove_folder(part)
        lab_folder(self.root)
        part.mkdir(parents=True)
        try:
            files = [path for path in databases.values() if path is not None]
            now = Present(self.root, part, self._candidates())
            copies = {}
            for number, path in enumerate(files):
                began = time.monotonic()
                name = now.database(path, f"{number}.sqlite")
                copies[relative(path, self.root)] = name
                if name and now.copied and (size := (part / name).stat().st_size) >= LARGE:
                    took = time.monotonic() - began
                    say(f"Kept a copy of {path.name} for undo: {size / 1e6:.0f} MB, in {took:.1f} seconds.\n")
            now.scripts(scripts)
            moment = Moment(
                folder,
                command,
                copies,
                tuple(bind for bind, path in databases.items() if path is None),
                scripts,
                now.prints,
                tuple(now.sure),
                now.listing,
                present.beside(self.root, copies),
            )
            write_moment(part, moment)
            part.rename(folder)
        finally:
            remove_folder(part)
        return moment

    def _candidates(self) -> Iterator[Moment]:
        """Where an equal copy may lie, the likeliest first."""
        for folder in (self.latest, *self.folders()[-FEW:], *numbered(self.undone)[-1:]):
            if folder.is_dir() and (moment := whole(folder)) and moment.kept:
                yield moment

    @contextmanager
    def _said_clearly(self, what_now: str) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise CannotKeepCopy(f"No copy for undo could be kept in .lab ({error}). {what_now}") from error
