"""One moment of a project, kept on disk in a folder of its own: what was there before a command, and what came of it.

``moment.json`` is written before the folder gets its name, so a folder with a name is whole. ``after.json`` is written
when the command has ended. Reads and writes such folders; touches no database.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migration_lab.backends.atomic import free, remove_folder, write_text
from migration_lab.backends.fingerprints import Fingerprint

MOMENT, AFTER, ARCHIVE = "moment.json", "after.json", "scripts.zip"
UNDO_BEGUN = "undo.begun"
"""The name of a file that is there while an undo brings the moment back, or when one was cut off."""

Prints = dict[str, Fingerprint]
"""The fingerprint of each database, by its name."""
Listing = dict[str, tuple[int, int]]
"""Size and time of each script, by its name."""


class Unreadable(Exception):
    """The folder holds no whole moment; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class After:
    """What was seen of a project when the command had ended, or when the lab lost sight of it."""

    ended: bool
    """Whether its end was seen; if not, it may have gone on."""
    touched: tuple[str, ...]
    """The scripts that the command made, changed or removed."""
    digests: Mapping[str, str | None]
    """What each of those held then; ``None`` for one that was not there any more."""
    prints: Prints
    written: tuple[str, ...] = ()
    """The databases that the command changed."""
    not_kept: tuple[str, ...] = ()
    """What the command changed and no copy is kept of, in words."""
    outside: bool = False
    """Whether it was something else that changed the databases, when the command had ended."""
    failed: bool = False
    """Whether it ended with an error."""


@dataclass(frozen=True, slots=True)
class UndoBegun:
    """What was there when an undo began that has not ended."""

    prints: Prints
    digests: Mapping[str, str | None]
    """What each of the scripts held that it was to bring back."""
    kept: str
    """The name of the folder in which all of it is kept."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The databases and the scripts of a project as they were at one moment."""

    folder: Path
    command: str
    """The command before which it was kept, as it would be typed."""
    databases: Mapping[str, str | None]
    """The name of each, which is its path for an SQLite file, and that of its copy; ``None`` if it was not there."""
    not_copied: tuple[str, ...]
    """The binds of the databases that could not be copied, being on a server of somebody else's or in memory."""
    scripts: str
    """The folder of the scripts, relative to the project or absolute."""
    prints: Prints
    """The fingerprint of each of the databases at that moment."""
    sure: tuple[str, ...]
    """Those of the files that would have another fingerprint if they had been written to since."""
    listing: Listing | None
    """The scripts at that moment; ``None`` when an edit right after it might not show."""
    beside: Prints
    """Other database files in the same folders, which are not copied."""
    after: After | None = None
    """``None`` when nothing of the command's end is known: the kernel was killed."""

    @property
    def archive(self) -> Path:
        """The zip file with the scripts."""
        return self.folder / ARCHIVE

    @property
    def kept(self) -> bool:
        """Whether there is anything to bring back: not for a command of which it is only noted that it ran."""
        return self.archive.exists()

    @property
    def touched_databases(self) -> tuple[str, ...]:
        """Those that the command changed; all of them where that is not known."""
        after = self.after
        if after is None or not after.ended:
            return tuple(self.databases)
        return tuple(name for name in self.databases if name in after.written)

    @property
    def undo_begun(self) -> UndoBegun | None:
        """What was there when an undo of it began that was cut off; what differs now may be that undo's own doing."""
        try:
            record = json.loads((self.folder / UNDO_BEGUN).read_text(encoding="utf-8"))
            return UndoBegun(prints_of(record["prints"]), dict(record["digests"]), str(record["kept"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return UndoBegun({}, {}, "")

    def mark_undo(self, begun: UndoBegun) -> None:
        """Note that an undo begins, and what is there now. Raises ``OSError``."""
        record = {"prints": begun.prints, "digests": begun.digests, "kept": begun.kept}
        write_text(self.folder / UNDO_BEGUN, json.dumps(record))

    @property
    def as_it_was(self) -> str:
        """How a database is that is as it was at that moment, in words."""
        if self.after is not None and self.after.outside:
            return f"as it was {self.command.removeprefix('what changed ')}"
        return f"as it was before {self.command}"

    def copy_of(self, database: str) -> Path | None:
        """The copy of that database; ``None`` when it had not been there, or is not kept here."""
        name = self.databases.get(database)
        return self.folder / name if name else None


def write_moment(folder: Path, moment: Moment) -> None:
    """Note it in ``folder``, which need not be the moment's own yet."""
    record = {
        "command": moment.command,
        "databases": moment.databases,
        "not_copied": moment.not_copied,
        "scripts": moment.scripts,
        "prints": moment.prints,
        "sure": moment.sure,
        "listing": moment.listing,
        "beside": moment.beside,
    }
    path = folder / MOMENT
    made = path.stat().st_mtime_ns if path.exists() else None
    write_text(path, json.dumps(record))
    if made is not None:
        os.utime(path, ns=(made, made))  # it tells how old the moment is


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
    }
    write_text(folder / AFTER, json.dumps(record))


def load(folder: Path) -> Moment:
    """The moment in that folder. Raises ``Unreadable`` when it is not whole."""
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
            load_after(folder, prints_of(record["prints"])),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(f"its {MOMENT} cannot be read ({type(error).__name__})") from error
    missing = [name for name in moment.databases.values() if name and not (folder / name).exists()]
    if missing and moment.kept:
        raise Unreadable(f"its copy {missing[0]} is missing")
    return moment


def load_after(folder: Path, before: Prints) -> After | None:
    """What is known of the command's end; ``None`` when nothing is, or what was noted cannot be read.

    The first versions of the lab noted fingerprints and scripts alone.
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
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


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
    """The moments in it by their number, the newest last, but for what is left of one being made or removed."""
    found = (path for path in folder.glob("[0-9]*") if path.suffix == "" and path.is_dir())
    return sorted(found, key=lambda path: [int(part) for part in path.name.split("-") if part.isdigit()])


def whole(folder: Path) -> Moment | None:
    """The moment in that folder; ``None`` when it cannot be read."""
    try:
        return load(folder)
    except Unreadable:
        return None


def forget(folder: Path, undone: Path) -> None:
    """Remove a command's note. A folder that cannot be read may hold copies that can: it goes to ``undone``."""
    if not folder.is_dir():
        return  # it had to make room
    if whole(folder) is not None:
        remove_folder(folder)
        return
    undone.mkdir(exist_ok=True)
    folder.rename(free(undone, folder.name))
