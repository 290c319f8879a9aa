"""What was before each command, kept on disk, so that it can be brought back: the databases and the scripts.

The copies lie in ``.lab/undo/0001``, ``0002``, … of the project, so they outlive a killed kernel. Reads and writes
files and SQLite databases; a database on a server is not copied, and the record says so.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from migration_lab.errors import LabError
from migration_lab.project.copies import copy_back, copy_out, fingerprint
from migration_lab.project.lab_folder import lab_folder
from migration_lab.project.script_copies import PutBack, differing, pack, put_back

KEPT = 20
"""How many steps back can be gone."""
AFTER = "after.json"

Prints = dict[str, list[list[int] | None]]
"""The fingerprint of each database file, by name, as JSON keeps it."""


class CannotKeepCopy(LabError):
    """No copy for undo could be made, so the command was not run."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The databases and the scripts of a project as they were at one moment, in a folder of their own."""

    folder: Path
    command: str
    """The command before which it was kept, as it would be typed."""
    databases: Mapping[str, str | None]
    """Each SQLite file, relative to the project, and the name of its copy; ``None`` where there was no file yet."""
    not_copied: tuple[str, ...]
    """The binds of the databases that could not be copied, being on a server or in memory."""
    scripts: str
    """The folder of the scripts, relative to the project or absolute."""
    prints: Prints
    """The fingerprint of each of the files at that moment."""
    touched: tuple[str, ...] | None = None
    """The scripts that the command made, changed or removed; ``None`` when its end was not seen."""
    prints_after: Prints | None = None
    """The fingerprints when the command had ended."""

    @property
    def archive(self) -> Path:
        """The zip file with the scripts."""
        return self.folder / "scripts.zip"

    def copy_of(self, database: str) -> Path | None:
        """The copy of that SQLite file; ``None`` when it had not been there, or is not kept here."""
        name = self.databases.get(database)
        return self.folder / name if name else None


class UndoCopies:
    """The moments kept for one project, newest last."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".lab" / "undo"

    def moments(self) -> list[Path]:
        return sorted(path for path in self.folder.glob("[0-9]*") if path.suffix == "" and path.is_dir())

    def last(self) -> Moment | None:
        """The newest moment; ``None`` when there is none."""
        folders = self.moments()
        return load(folders[-1]) if folders else None

    def keep(self, command: str, databases: Mapping[str, Path | None], scripts: str) -> Moment:
        """Keep everything as it is now. Raises ``CannotKeepCopy`` or ``DatabaseBusy``, and then has left nothing.

        ``databases`` gives the file of each bind; ``None`` for one that is no SQLite file.
        """
        folders = self.moments()
        number = int(folders[-1].name) + 1 if folders else 1
        moment = self._write(self.folder / f"{number:04}", command, databases, scripts)
        for old in folders[: max(0, len(folders) + 1 - KEPT)]:
            shutil.rmtree(old, ignore_errors=True)
        return moment

    def settle(self, moment: Moment) -> bool:
        """The command has ended: note what it did, so that an undo takes back that and no more.

        Forgets the moment, and gives False, when nothing was changed.
        """
        touched = differing(self.root, moment.scripts, moment.archive)
        prints = self.prints(moment.databases)
        if not touched and prints == moment.prints:
            shutil.rmtree(moment.folder, ignore_errors=True)
            return False
        (moment.folder / AFTER).write_text(json.dumps({"touched": touched, "prints": prints}), encoding="utf-8")
        return True

    def changed_since(self, moment: Moment) -> bool:
        """Whether something else has written to the database since that command ended."""
        return moment.prints_after is not None and self.prints(moment.databases) != moment.prints_after

    def prints(self, databases: Iterable[str]) -> Prints:
        """The fingerprint of each of these files as it is now."""
        return {name: [stat and list(stat) for stat in fingerprint(self.root / name)] for name in databases}

    def restore(self, moment: Moment) -> tuple[tuple[PutBack, ...], Moment]:
        """Bring back what was at that moment, and forget it; what is there now is kept first.

        Of the scripts only those that the command touched. Gives what became of each, and the moment in which the
        present was kept.
        """
        present = self.root / ".lab" / "undone" / moment.folder.name
        shutil.rmtree(present, ignore_errors=True)
        live = {name: self.root / name for name in moment.databases}
        kept = self._write(present, moment.command, live, moment.scripts)
        for name, path in live.items():
            copy_back(moment.copy_of(name), path)
        touched = differing(self.root, moment.scripts, moment.archive) if moment.touched is None else moment.touched
        put = put_back(self.root, moment.scripts, moment.archive, touched)
        shutil.rmtree(moment.folder, ignore_errors=True)
        return put, kept

    def _write(self, folder: Path, command: str, databases: Mapping[str, Path | None], scripts: str) -> Moment:
        part = folder.with_name(f"{folder.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        copies: dict[str, str | None] = {}
        try:
            lab_folder(self.root)
            part.mkdir(parents=True)
            for number, path in enumerate(path for path in databases.values() if path is not None):
                copies[relative(path, self.root)] = f"{number}.sqlite" if path.exists() else None
                if path.exists():
                    copy_out(path, part / f"{number}.sqlite")
            pack(self.root, scripts, part / "scripts.zip")
            record = {
                "command": command,
                "databases": copies,
                "not_copied": [bind for bind, path in databases.items() if path is None],
                "scripts": scripts,
                "prints": self.prints(copies),
            }
            (part / "moment.json").write_text(json.dumps(record), encoding="utf-8")
            part.rename(folder)
        except (OSError, sqlite3.Error) as error:
            raise CannotKeepCopy(
                f"No copy for undo could be kept in {folder.parent.relative_to(self.root).as_posix()} ({error}). "
                "The command was not run. Make room on the disk, or make the folder writable, and try again."
            ) from error
        finally:
            shutil.rmtree(part, ignore_errors=True)
        return load(folder)


def relative(path: Path, root: Path) -> str:
    """``path`` as seen from ``root``, so that it stays true when the project is moved."""
    try:
        return Path(os.path.relpath(os.path.realpath(path), os.path.realpath(root))).as_posix()
    except ValueError:  # another drive of Windows
        return path.as_posix()


def load(folder: Path) -> Moment:
    record = json.loads((folder / "moment.json").read_text(encoding="utf-8"))
    after = json.loads((folder / AFTER).read_text(encoding="utf-8")) if (folder / AFTER).exists() else {}
    return Moment(
        folder,
        record["command"],
        record["databases"],
        tuple(record["not_copied"]),
        record["scripts"],
        record["prints"],
        tuple(after["touched"]) if after else None,
        after["prints"] if after else None,
    )
