"""What was before each command, kept on disk, so that it can be brought back: the databases and the scripts.

The copies lie in ``.lab/undo/0001``, ``0002``, … of the project, so they outlive a killed kernel. Reads and writes
files and SQLite databases; a database on a server is not copied, and the record says so.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from migration_lab.errors import LabError
from migration_lab.project.copies import copy_back, copy_out

KEPT = 20
"""How many steps back can be gone."""


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

    def drop(self, moment: Moment) -> None:
        """Forget a moment, because nothing has changed since."""
        shutil.rmtree(moment.folder, ignore_errors=True)

    def restore(self, moment: Moment) -> tuple[tuple[str, ...], Path]:
        """Bring back what was at that moment, and forget it; what is there now is kept first.

        Gives the script files that came back, changed or went away, relative to the project, and the folder in which
        the present was kept.
        """
        present = self.root / ".lab" / "undone" / moment.folder.name
        shutil.rmtree(present, ignore_errors=True)
        live = {name: self.root / name for name in moment.databases}
        self._write(present, moment.command, live, moment.scripts)
        for name, path in live.items():
            copy_back(moment.copy_of(name), path)
        touched = self._restore_scripts(moment)
        self.drop(moment)
        return touched, present

    def _write(self, folder: Path, command: str, databases: Mapping[str, Path | None], scripts: str) -> Moment:
        part = folder.with_name(f"{folder.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        copies: dict[str, str | None] = {}
        try:
            part.mkdir(parents=True)
            for number, path in enumerate(path for path in databases.values() if path is not None):
                copies[relative(path, self.root)] = f"{number}.sqlite" if path.exists() else None
                if path.exists():
                    copy_out(path, part / f"{number}.sqlite")
            with zipfile.ZipFile(part / "scripts.zip", "w") as archive:
                for name, path in script_files(self.root, scripts).items():
                    archive.write(path, name)
            record = {
                "command": command,
                "databases": copies,
                "not_copied": [bind for bind, path in databases.items() if path is None],
                "scripts": scripts,
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

    def _restore_scripts(self, moment: Moment) -> tuple[str, ...]:
        touched = []
        with closing(zipfile.ZipFile(moment.folder / "scripts.zip")) as archive:
            names = set(archive.namelist())
            present = script_files(self.root, moment.scripts)
            for name in present.keys() - names:
                present[name].unlink()
                touched.append(name)
            for name in names:
                path, data = self.root / name, archive.read(name)
                if not path.exists() or path.read_bytes() != data:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(data)
                    touched.append(name)
        if not names:
            shutil.rmtree(self.root / moment.scripts, ignore_errors=True)
        return tuple(sorted(touched))


def relative(path: Path, root: Path) -> str:
    """``path`` as seen from ``root``, so that it stays true when the project is moved."""
    try:
        return Path(os.path.relpath(os.path.realpath(path), os.path.realpath(root))).as_posix()
    except ValueError:  # another drive of Windows
        return path.as_posix()


def load(folder: Path) -> Moment:
    record = json.loads((folder / "moment.json").read_text(encoding="utf-8"))
    return Moment(folder, record["command"], record["databases"], tuple(record["not_copied"]), record["scripts"])


def script_files(root: Path, scripts: str) -> dict[str, Path]:
    """The files below the folder of the scripts: name relative to the project, with ``/`` → path."""
    folder = root / scripts
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {Path(scripts, path.relative_to(folder)).as_posix(): path for path in found}
