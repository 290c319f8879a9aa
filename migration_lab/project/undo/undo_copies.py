"""Keep the databases and scripts from before each command on disk, so that an undo can bring them back.

The copies are in the project, in ``.lab/undo/0001``, ``0002``, …, so they outlive a killed kernel; what an undo
replaces is kept in ``.lab/undone``. Equal copies are stored once: a database that nothing has written to since its last
copy, and scripts that are the same, are not copied again. A database on a server is not copied, unless the server is
the lab's own; the record says so. Reads and writes files and databases.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from migration_lab.backends.atomic import GOING, free, move_folder, remove_folder, write_text
from migration_lab.backends.backend import Say
from migration_lab.backends.kinds import forget_copies, live_database
from migration_lab.errors import LabError, windows_hint
from migration_lab.project.lab_folder import LAB, lab_folder
from migration_lab.project.undo import copying
from migration_lab.project.undo.after_undo import carry_over
from migration_lab.project.undo.bringing_back import bring_back, put_scripts_back, refuse_what_is_written_to
from migration_lab.project.undo.changed_since import first_kept, is_undone
from migration_lab.project.undo.copy_limits import make_room
from migration_lab.project.undo.copying import Copying
from migration_lab.project.undo.latest_copies import LatestCopies
from migration_lab.project.undo.moments import (
    REDO_BEGUN,
    After,
    Moment,
    Prints,
    UndoBegun,
    kept_in,
    numbered,
    set_aside,
    whole,
    write_after,
    write_moment,
)
from migration_lab.project.undo.redo_records import note_undo, rename_redo, void_all
from migration_lab.project.undo.script_copies import PutBack, differing, digests, script_folders
from migration_lab.schema import Renames
from migration_lab.schema.renames import NOTHING_RENAMED

FEW = 3
"""How many of the newest moments are searched for a copy equal to the present state."""
NOT_RUN = "The command was not run. Make room on the disk, or make the folder writable, and try again."
NOT_UNDONE = "Nothing was undone. Make room on the disk, or make the folder writable, and try again."
NotKept = Callable[[Sequence[str], bool], tuple[str, ...]]
ByOthers = Callable[[Sequence[str]], Collection[str]]


class CannotKeepCopy(LabError):
    """No copy for undo could be made, so the command was not run."""


class UndoCopies:
    """The moments kept for one project, newest last."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / LAB / "undo"
        self.undone = root / LAB / "undone"
        self.latest = root / LAB / "latest"
        """The newest copies that belong to no command that can be undone: the database may still be the same."""
        self.latest_copies = LatestCopies(root, self.folder, self.latest)

    def folders(self) -> list[Path]:
        """Return the folder of each command that changed something, the newest last."""
        return numbered(self.folder)

    def records(self) -> list[Moment | Path]:
        """Return what is known of each of these commands; only the folder, if it cannot be read."""
        return [one if (one := whole(folder)) else folder for folder in self.folders()]

    def moments(self) -> list[Moment]:
        """Return those that can be brought back, the newest last."""
        return [one for one in self.records() if isinstance(one, Moment) and one.kept]

    def last(self) -> Moment | None:
        """Return the moment before the last command that changed something; ``None`` if it cannot be brought back."""
        folders = self.folders()
        return kept_in(folders[-1]) if folders else None

    def keep(
        self,
        command: str,
        databases: Mapping[str, str | None],
        scripts: str,
        say: Say = str,
        *,
        folder: Path | None = None,
        redo: str = "",
    ) -> Moment:
        """Copy everything as it is now. Raises ``CannotKeepCopy`` or ``DatabaseBusy``, and then leaves nothing behind.

        ``databases`` gives the name of each bind's database; ``None`` for one that cannot be copied. ``say`` is told
        when a copy is large, and whose connections were ended for it. ``redo`` names what a redo begins to bring back.
        """
        with self.said_clearly(NOT_RUN):
            lab_folder(self.root)
            for left in self.folder.glob(f"*{GOING}"):
                remove_folder(left)
            folder = folder or self.latest_copies.next_folder()
            return self.latest_copies.before(self._write(folder, command, databases, scripts, say, redo))

    def settle(
        self,
        moment: Moment,
        not_kept: NotKept,
        *,
        by_others: ByOthers = lambda touched: (),
        ended: bool = True,
        wrote: bool = True,
        failed: bool = False,
        renames: Renames = NOTHING_RENAMED,
    ) -> After | None:
        """Note what the command did, so that an undo takes back just that; ``None`` if it changed nothing.

        ``not_kept`` gets the scripts that changed, and whether a database did, and says in words what the command
        changed that has no copy. ``by_others`` says which of the scripts something else, such as an editor, wrote
        meanwhile. A command whose end was not seen may go on, so its moment stays. Unless the command is known to have
        written (``wrote``), a file whose fingerprint changed is compared with its copy: SQLite writes for itself too.
        ``OSError`` from a full disk also leaves the moment.
        """
        touched = differing(self.root, moment.scripts, moment.archive, moment.listing)
        prints = self.prints(moment.databases)
        written = [name for name in prints if self._written(moment, name, prints, wrote)]
        moment = self.latest_copies.same_again(moment, [name for name in prints if name not in written])
        others = by_others(touched)
        touched = touched if written or len(others) < len(touched) else []
        seen = digests(self.root, touched) | dict.fromkeys(others, "")  # without a digest they count as edited since
        lost = not_kept(touched, bool(written))
        after = After(ended, tuple(touched), seen, prints, tuple(written), lost, failed=failed, renames=renames)
        if ended and not touched and not written and not after.not_kept:
            move_folder(moment.folder, self.latest)
            return None
        void_all(self.undone, moment.command)
        if ended and not touched and not written:
            self._note_only(moment, after)
            return after
        write_after(moment.folder, after)
        return after

    def prints(self, databases: Iterable[str]) -> Prints:
        """Return the present fingerprint of each of these files."""
        return copying.prints(self.root, databases)

    def note_meanwhile(self) -> None:
        """Let an undo find first what something else changed after the last command, if that changed nothing itself.

        Raises ``CannotKeepCopy``.
        """
        with self.said_clearly(NOT_UNDONE):
            self.latest_copies.note()

    def next_back(self) -> str | None:
        """Return what an undo finds first: the command, or what changed after it; ``None`` if there is nothing."""
        moments = self.moments()
        return self.latest_copies.name() or (moments[-1].command if moments else None)

    def restore(self, moment: Moment, later: Sequence[Path] = ()) -> tuple[tuple[PutBack, ...], Moment]:
        """Bring back that moment, and forget it; first keep the present state.

        Only the databases and scripts that the command changed are brought back. ``later`` are the folders of commands
        after it that cannot be brought back; they are set aside. Return what happened to each script, and the moment in
        which the present state was kept. Raises ``CannotKeepCopy``, ``DatabaseBusy`` and ``CannotBringBack``; the
        moment then still exists, and the undo can be tried again.
        """
        before, same = first_kept(self.root, moment), is_undone(self.root, moment)
        with self.said_clearly(NOT_UNDONE):
            kept = self._keep_present(moment, before)
            before = before or kept.folder
            now = refuse_what_is_written_to(self.root, kept, moment.touched_databases)
            names = differing(self.root, moment.scripts, moment.archive)
            moment.mark_undo(UndoBegun(now, digests(self.root, names), kept.folder.name, before.name))
        bring_back(self.root, moment, moment.touched_databases, now)
        after = moment.after
        touched = after.touched if after and after.ended else differing(self.root, moment.scripts, moment.archive)
        put = put_scripts_back(self.root, moment, touched, kept)
        aside = [name for folder in later if (name := set_aside(folder, self.undone))]
        seen = None if same or moment.redo_begun else digests(self.root, touched)

        def note(was: Prints, now: Prints) -> None:
            rename_redo(self.undone, was, now)
            if seen is not None:
                note_undo(before, moment, now, seen, self.folder, tuple(aside))

        carry_over(self.root, moment, self.records(), self.latest, note)
        return put, kept

    def shown(self, folder: Path) -> str:
        return folder.relative_to(self.root).as_posix()

    def _written(self, moment: Moment, name: str, prints: Prints, wrote: bool) -> bool:
        """Tell whether something has written to that database since the moment."""
        copy, live = moment.copy_of(name), live_database(self.root, name)
        if prints[name] != moment.prints[name]:
            return wrote or not live.is_as_copied(copy)
        return name not in moment.sure and copy is not None and not live.is_as_copied(copy)

    def _note_only(self, moment: Moment, after: After) -> None:
        """Keep only the note that the command ran; the next command may use the copies."""
        noted = moment.folder.with_name(f"{moment.folder.name}.noted")
        remove_folder(noted)
        noted.mkdir()
        write_moment(noted, moment)
        write_after(noted, after)
        move_folder(moment.folder, self.latest)
        noted.rename(moment.folder)

    def _keep_present(self, moment: Moment, *keep: Path | None) -> Moment:
        folder = free(self.undone, moment.folder.name)
        kept = self._write(folder, moment.command, {name: name for name in moment.databases}, moment.scripts)
        self.make_room(moment.folder, folder, *filter(None, keep))
        return kept

    def make_room(self, *keep: Path) -> None:
        """Remove the oldest copies beyond the limits, except those in these folders."""
        make_room((self.latest, self.undone, self.folder), *keep)
        forget_copies(self.root)

    def _write(
        self,
        folder: Path,
        command: str,
        databases: Mapping[str, str | None],
        scripts: str,
        say: Say = str,
        redo: str = "",
    ) -> Moment:
        part = folder.with_name(f"{folder.name}.part")
        remove_folder(part)
        lab_folder(self.root)
        part.mkdir(parents=True)
        try:
            now = Copying(self.root, part, self._candidates())
            names = [name for name in databases.values() if name is not None]
            copies = {name: now.database(name, number, say) for number, name in enumerate(names)}
            now.scripts(scripts)
            moment = Moment(
                folder,
                command,
                copies,
                tuple(bind for bind, name in databases.items() if name is None),
                scripts,
                now.prints,
                tuple(now.sure),
                now.listing,
                copying.beside(self.root, copies),
                script_folders(self.root, scripts),
            )
            write_moment(part, moment)
            if redo:
                write_text(part / REDO_BEGUN, redo)
            part.rename(folder)
        finally:
            remove_folder(part)
        return moment

    def _candidates(self) -> Iterator[Moment]:
        """Yield the moments that may have an equal copy, the likeliest first."""
        for folder in (self.latest, *self.folders()[-FEW:], *numbered(self.undone)[-1:]):
            if moment := kept_in(folder):
                yield moment

    @contextmanager
    def said_clearly(self, what_now: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise CannotKeepCopy(
                f"No copy for undo could be kept in .lab ({error}{windows_hint(error)}). {what_now}"
            ) from error
