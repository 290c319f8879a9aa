"""Keep one moment of a project in a folder: what was there before a command, and what the command changed.

``moment.json`` is written before the folder gets its name, so a folder with a name is complete. ``after.json`` is
written when the command has ended. Reads and writes such folders; touches no database.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migration_lab.backends.atomic import free, write_text
from migration_lab.backends.fingerprints import Fingerprint
from migration_lab.schema import Renames
from migration_lab.schema.renames import NOTHING_RENAMED

MOMENT, AFTER, ARCHIVE = "moment.json", "after.json", "scripts.zip"
UNDO_BEGUN = "undo.begun"
"""A file that exists while an undo brings the moment back, or when that undo was cut off."""
REDO_BEGUN = "redo.begun"
"""A file that exists while the command of the moment is redone, or when that redo was cut off."""

Prints = dict[str, Fingerprint]
"""The fingerprint of each database, by its name."""
Listing = dict[str, tuple[int, int]]
"""Size and time of each script, by its name."""


class Unreadable(Exception):
    """The folder holds no complete moment; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class After:
    """What the lab saw of a project when the command had ended, or when it lost sight of the command."""

    ended: bool
    """Whether the lab saw the command end; if not, it may have gone on."""
    touched: tuple[str, ...]
    """The scripts that the command made, changed or removed."""
    digests: Mapping[str, str | None]
    """A digest of each of those scripts then; ``None`` for one that no longer existed."""
    prints: Prints
    written: tuple[str, ...] = ()
    """The databases that the command changed."""
    not_kept: tuple[str, ...] = ()
    """What the command changed that has no copy, in words."""
    outside: bool = False
    """Whether something else changed the databases after the command had ended."""
    failed: bool = False
    """Whether it ended with an error."""
    renames: Renames = NOTHING_RENAMED
    """The tables and columns that it renamed."""


@dataclass(frozen=True, slots=True)
class UndoBegun:
    """The state when an undo began that has not ended."""

    prints: Prints
    digests: Mapping[str, str | None]
    """A digest of each script that the undo should bring back."""
    kept: str
    """The name of the folder in which all of it is kept."""
    first: str = ""
    """The name of the folder with what was there before the first of several undos that were cut off."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The databases and the scripts of a project as they were at one moment."""

    folder: Path
    command: str
    """The command before which it was kept, as it would be typed."""
    databases: Mapping[str, str | None]
    """The name of each (an SQLite file's path) with the name of its copy; ``None`` if it did not exist."""
    not_copied: tuple[str, ...]
    """The binds of the databases that could not be copied: those in memory, and those on a server that is not the lab's
    own."""
    scripts: str
    """The folder of the scripts, relative to the project or absolute."""
    prints: Prints
    """The fingerprint of each database at that moment."""
    sure: tuple[str, ...]
    """The databases whose fingerprint would change if something wrote to them."""
    listing: Listing | None
    """The scripts at that moment; ``None`` when an edit right after it might not show."""
    beside: Prints
    """Other database files in the same folders, which are not copied."""
    folders: tuple[str, ...] = ()
    """The folders in that of the scripts, relative to it; empty ones too, which no archive holds."""
    after: After | None = None
    """``None`` when nothing is known of the command's end: the kernel was killed."""

    @property
    def archive(self) -> Path:
        """Return the zip file with the scripts."""
        return self.folder / ARCHIVE

    @property
    def kept(self) -> bool:
        """Tell whether there are copies to bring back; there are none for a command that was only noted."""
        return self.archive.exists()

    @property
    def touched_databases(self) -> tuple[str, ...]:
        """Return the databases that the command changed; all of them if that is not known."""
        after = self.after
        if after is None or not after.ended:
            return tuple(self.databases)
        return tuple(name for name in self.databases if name in after.written)

    @property
    def undo_begun(self) -> UndoBegun | None:
        """Return the state when an undo of this moment began that was cut off.

        Later differences may come from that undo.
        """
        try:
            record = json.loads((self.folder / UNDO_BEGUN).read_text(encoding="utf-8"))
            kept = str(record["kept"])
            return UndoBegun(prints_of(record["prints"]), dict(record["digests"]), kept, str(record.get("first", kept)))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return UndoBegun({}, {}, "")

    def mark_undo(self, begun: UndoBegun) -> None:
        """Note that an undo begins, and the present state. Raises ``OSError``."""
        record = {"prints": begun.prints, "digests": begun.digests, "kept": begun.kept, "first": begun.first}
        write_text(self.folder / UNDO_BEGUN, json.dumps(record))

    @property
    def redo_begun(self) -> str:
        """Return the name of the folder with what a redo of this command brings back, if that redo was cut off."""
        if self.after is not None:
            return ""
        try:
            return (self.folder / REDO_BEGUN).read_text(encoding="utf-8")
        except (OSError, ValueError):
            return ""

    @property
    def as_it_was(self) -> str:
        """Describe a database that is as it was at that moment."""
        if self.after is not None and self.after.outside:
            return f"as it was {self.command.removeprefix('what changed ')}"
        return f"as it was before {self.command}"

    def copy_of(self, database: str) -> Path | None:
        """Return the copy of that database; ``None`` if the database did not exist, or no copy is kept here."""
        name = self.databases.get(database)
        return self.folder / name if name else None


def write_moment(folder: Path, moment: Moment) -> None:
    """Write the moment into ``folder``, which need not be its own folder yet."""
    record = {
        "command": moment.command,
        "databases": moment.databases,
        "not_copied": moment.not_copied,
        "scripts": moment.scripts,
        "prints": moment.prints,
        "sure": moment.sure,
        "listing": moment.listing,
        "beside": moment.beside,
        "folders": moment.folders,
    }
    path = folder / MOMENT
    made = path.stat().st_mtime_ns if path.exists() else None
    write_text(path, json.dumps(record))
    if made is not None:
        os.utime(path, ns=(made, made))  # this time is the age of the moment


def write_after(folder: Path, after: After) -> None:
    record = {
        "ended": after.ended,
        "touched": after.touched,
        "digests": after.digests,
        "prints": after.prints,
        "written": after.written,
        "not_kept": after.not_kept,
        "outside": after.outside,
        "failed": after.failed,
        "renames": [after.renames.tables, after.renames.columns],
    }
    write_text(folder / AFTER, json.dumps(record))


def load(folder: Path) -> Moment:
    """Read the moment in that folder. Raises ``Unreadable`` if it is not complete."""
    try:
        record = json.loads((folder / MOMENT).read_text(encoding="utf-8"))
        moment = Moment(
            folder,
            str(record["command"]),
            dict(record["databases"]),
            tuple(record["not_copied"]),
            str(record["scripts"]),
            prints_of(record["prints"]),
            tuple(record.get("sure", ())),
            listing_of(record.get("listing")),
            prints_of(record.get("beside", {})),
            tuple(map(str, record.get("folders", ()))),
            load_after(folder, prints_of(record["prints"])),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(f"its {MOMENT} cannot be read ({type(error).__name__})") from error
    missing = [name for name in moment.databases.values() if name and not (folder / name).exists()]
    if missing and moment.kept:
        raise Unreadable(f"its copy {missing[0]} is missing")
    return moment


def load_after(folder: Path, before: Prints) -> After | None:
    """Read what is known of the command's end; ``None`` if nothing is known, or the note cannot be read.

    The first versions of the lab noted only fingerprints and scripts.
    """
    try:
        record = json.loads((folder / AFTER).read_text(encoding="utf-8"))
        prints = prints_of(record["prints"])
        return After(
            bool(record.get("ended", True)),
            tuple(record["touched"]),
            dict(record.get("digests", {})),
            prints,
            tuple(record.get("written", [name for name in prints if prints[name] != before.get(name)])),
            tuple(record.get("not_kept", ())),
            bool(record.get("outside")),
            bool(record.get("failed")),
            renames_of(record.get("renames", ((), ()))),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def renames_of(record: Any) -> Renames:
    tables, columns = record
    return Renames(
        tuple((str(old), str(new)) for old, new in tables),
        tuple((str(table), str(old), str(new)) for table, old, new in columns),
    )


def prints_of(record: Any) -> Prints:
    return {
        str(name): stats
        if isinstance(stats, str)
        else tuple((int(stat[0]), int(stat[1])) if stat else None for stat in stats)
        for name, stats in record.items()
    }


def listing_of(record: Any) -> Listing | None:
    return None if record is None else {str(name): (int(size), int(time)) for name, (size, time) in record.items()}


def numbered(folder: Path) -> list[Path]:
    """Return the moments in ``folder`` by number, the newest last, without those that are being made or removed."""
    found = (path for path in folder.glob("[0-9]*") if path.suffix == "" and path.is_dir())
    return sorted(found, key=lambda path: [int(part) for part in path.name.split("-") if part.isdigit()])


def whole(folder: Path) -> Moment | None:
    """Return the moment in that folder; ``None`` if it cannot be read."""
    try:
        return load(folder)
    except Unreadable:
        return None


def kept_in(folder: Path) -> Moment | None:
    """Return the moment in that folder if there are copies to bring back; ``None`` otherwise."""
    moment = whole(folder) if folder.is_dir() else None
    return moment if moment is not None and moment.kept else None


def set_aside(folder: Path, undone: Path) -> str:
    """Move a moment to ``undone``, and return its name there; empty if it was removed to make room."""
    if not folder.is_dir():
        return ""
    undone.mkdir(exist_ok=True)
    return folder.rename(free(undone, folder.name)).name
