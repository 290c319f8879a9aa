"""Copy a project's databases and scripts into a folder; share the copies that already exist.

A copy is known by the fingerprint that the database had when the copy was made. Reads the databases, writes into
``.lab``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from migration_lab.backends.atomic import link_or_copy, protect
from migration_lab.backends.backend import Say
from migration_lab.backends.fingerprints import DATABASES, Fingerprint, fingerprint, long_ago
from migration_lab.backends.kinds import live_database
from migration_lab.backends.relative_paths import relative
from migration_lab.project.undo.moments import ARCHIVE, Listing, Moment, Prints
from migration_lab.project.undo.script_copies import listing, pack


class Copying:
    """Copies the present state into ``folder``; ``kept`` are the moments that may have an equal copy already."""

    def __init__(self, root: Path, folder: Path, kept: Iterable[Moment]) -> None:
        self.root = root
        self.folder = folder
        self.kept = list(kept)
        self.prints: Prints = {}
        self.sure: list[str] = []
        """The databases whose fingerprint would change if something wrote to them."""
        self.listing: Listing | None = None

    def database(self, key: str, number: int, say: Say) -> str | None:
        """Copy the database ``key`` into ``folder``, or share an equal copy.

        Return the copy's name; ``None`` if there is no such database. ``say`` gets messages for whoever waits.
        """
        live = live_database(self.root, key)
        now = live.fingerprint()
        if not live.is_there():
            self._note(key, now, sure=True)
            return None
        for moment in self.kept:
            there = moment.copy_of(key)
            if there is not None and key in moment.sure and moment.prints.get(key) == now and there.is_file():
                copy = self.folder / f"{number}{there.suffix}"
                live.share(there, copy)
                self._note(key, now, sure=True)
                return copy.name
        copy = self.folder / f"{number}{live.ending}"
        print_, sure = live.copy_out(copy, say)
        self._note(key, print_, sure=sure)
        return copy.name

    def scripts(self, scripts: str) -> None:
        """Pack the scripts into ``folder``, or share an equal archive."""
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


def prints(root: Path, names: Iterable[str]) -> Prints:
    """Return the present fingerprint of each of these databases."""
    return {name: live_database(root, name).fingerprint() for name in names}


def beside(root: Path, databases: Mapping[str, Any]) -> Prints:
    """Return the fingerprints of other database files in the folders of these."""
    known = set(databases)
    folders = {path.parent for name in known if (path := live_database(root, name).path)}
    found = {relative(path, root): fingerprint(path) for folder in folders for path in database_files(folder)}
    return {name: print_ for name, print_ in sorted(found.items()) if name not in known}


def database_files(folder: Path) -> Iterator[Path]:
    with suppress(OSError), os.scandir(folder) as entries:
        yield from (Path(entry.path) for entry in entries if entry.name.endswith(DATABASES) and entry.is_file())
