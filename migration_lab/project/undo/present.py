"""A project's databases and scripts as they are now, copied into a folder; what is kept already is shared.

A copy is known by the fingerprint that the database had when it was made. Reads the databases, writes into ``.lab``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from migration_lab.backends.atomic import link_or_copy
from migration_lab.backends.fingerprints import BESIDE, DATABASES, Fingerprint, fingerprint, let_pass, long_ago
from migration_lab.backends.sqlite.sqlite_copies import copy_out
from migration_lab.project.undo.moments import ARCHIVE, Listing, Moment, Prints
from migration_lab.project.undo.script_copies import listing, pack

TRIES = 3
"""How often a copy is made anew when something wrote meanwhile. The last one is whole too, and is not shared."""
READ_ONLY = 0o444


class Present:
    """Copies into ``folder`` what is there now; ``kept`` are the moments that may have the same already."""

    def __init__(self, root: Path, folder: Path, kept: Iterable[Moment]) -> None:
        self.root = root
        self.folder = folder
        self.kept = list(kept)
        self.prints: Prints = {}
        self.sure: list[str] = []
        """The databases that would have another fingerprint if they had been written to since."""
        self.listing: Listing | None = None
        self.copied = False
        """Whether the last database was copied, and not shared."""

    def database(self, path: Path, name: str) -> str | None:
        """Let ``folder`` have the database as ``name``; gives that back, or ``None`` when there is no such file."""
        path = Path(os.path.realpath(path))  # its journals lie beside the file itself, not beside a link to it
        key, copy = relative(path, self.root), self.folder / name
        self.copied = False
        now = fingerprint(path)
        if not path.is_file():
            self._note(key, now, sure=True)
            return None
        for moment in self.kept:
            there = moment.copy_of(key)
            if there is not None and key in moment.sure and moment.prints.get(key) == now and there.is_file():
                for end in ("", *BESIDE):  # a copy that SQLite cannot read has its journals
                    if (one := there.with_name(f"{there.name}{end}")).exists():
                        link_or_copy(one, copy.with_name(f"{copy.name}{end}"))
                self._note(key, now, sure=True)
                return name
        self.copied = True
        for _ in range(TRIES):
            let_pass(stat[1] for stat in now if stat)
            copy.unlink(missing_ok=True)
            copy_out(path, copy)
            before, now = now, fingerprint(path)
            if before == now:
                break
        times = (stat[1] for stat in now if stat)
        self._note(key, now, sure=before == now and long_ago(times, copy.stat().st_mtime_ns))
        protect(copy)
        return name

    def scripts(self, scripts: str) -> None:
        """Let ``folder`` have the scripts, packed."""
        archive, now = self.folder / ARCHIVE, listing(self.root, scripts)
        for moment in self.kept:
            if moment.scripts == scripts and moment.listing == now:
                link_or_copy(moment.archive, archive)
                self.listing = now
                return
        pack(self.root, scripts, archive)
        same = listing(self.root, scripts) == now
        settled = long_ago((time for _, time in now.values()), archive.stat().st_mtime_ns)
        self.listing = now if same and settled else None
        protect(archive)

    def _note(self, key: str, print_: Fingerprint, *, sure: bool) -> None:
        self.prints[key] = print_
        if sure:
            self.sure.append(key)


def protect(copy: Path) -> None:
    """Let nobody write to it by accident: several moments may share it. Windows would not let it be removed then."""
    if os.name != "nt":
        copy.chmod(READ_ONLY)


def set_aside(folder: Path) -> Path:
    """Give a folder that lies where a database belongs another name, and say which."""
    names = (f"{folder.name}-folder", *(f"{folder.name}-folder-{number}" for number in range(2, 10_000)))
    return folder.rename(next(path for path in map(folder.with_name, names) if not path.exists()))


def prints(root: Path, names: Iterable[str]) -> Prints:
    """The fingerprint of each of these files as it is now."""
    return {name: fingerprint(root / name) for name in names}


def beside(root: Path, databases: Mapping[str, Any]) -> Prints:
    """The fingerprints of other database files in the folders of these."""
    known = set(databases)
    folders = {(root / name).parent for name in known}
    found = {relative(path, root): fingerprint(path) for folder in folders for path in database_files(folder)}
    return {name: print_ for name, print_ in sorted(found.items()) if name not in known}


def database_files(folder: Path) -> Iterator[Path]:
    with suppress(OSError), os.scandir(folder) as entries:
        yield from (Path(entry.path) for entry in entries if entry.name.endswith(DATABASES) and entry.is_file())


def relative(path: Path, root: Path) -> str:
    """``path`` as seen from ``root``, so that it stays true when the project is moved."""
    try:
        return Path(os.path.relpath(os.path.realpath(path), os.path.realpath(root))).as_posix()
    except ValueError:  # another drive of Windows
        return path.as_posix()
