"""Copy the revision scripts: pack them, compare them with the copy, put some of them back. Touches no database."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from migration_lab.backends.atomic import part_of, write_bytes
from migration_lab.backends.fingerprints import is_named_as_database

NOT_UTF8 = "not-utf-8:"
PutBack = tuple[str, str]
"""A script's name and what happened to it: ``removed``, ``brought back`` or ``set back to its older text``."""
Stat = tuple[int, int]


def script_files(root: Path, scripts: str) -> dict[str, Path]:
    """Return the files in the folder of the scripts: name relative to the project, with ``/`` → path.

    Databases in that folder are left out: they are copied and brought back as databases. So is what a killed process
    had begun to write.
    """
    folder = root / scripts
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    found = (path for path in found if not is_named_as_database(path.name) and not part_of(path.name))
    return {Path(scripts, path.relative_to(folder)).as_posix(): path for path in found}


def script_folders(root: Path, scripts: str) -> tuple[str, ...]:
    """Return the folders in the folder of the scripts, and that folder itself, relative to it; empty ones too."""
    folder = root / scripts
    found = (Path(place).relative_to(folder) for place, _, _ in os.walk(folder))
    return tuple(sorted(one.as_posix() for one in found if "__pycache__" not in one.parts))


def listing(root: Path, scripts: str) -> dict[str, Stat]:
    """Return size and time of each of them, by name: equal as long as nobody wrote."""
    return {name: stat_of(path) for name, path in script_files(root, scripts).items()}


def stat_of(path: Path) -> Stat:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def entry(name: str) -> str:
    """Return the name in the zip file, which cannot hold a name that is not UTF-8 as it is."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return NOT_UTF8 + os.fsencode(name).hex()
    return name


def name_of(entry: str) -> str:
    return os.fsdecode(bytes.fromhex(entry.removeprefix(NOT_UTF8))) if entry.startswith(NOT_UTF8) else entry


def pack(root: Path, scripts: str, archive: Path) -> None:
    """Copy all of them into the new zip file ``archive``."""
    with zipfile.ZipFile(archive, "w", strict_timestamps=False) as packed:
        for name, path in script_files(root, scripts).items():
            packed.write(path, entry(name))


def differing(root: Path, scripts: str, archive: Path, known: Mapping[str, Stat] | None = None) -> list[str]:
    """Return the names of those that are new, gone or changed since they were packed, sorted.

    Files whose size and time are still those in ``known`` are not read.
    """
    present, gone = script_files(root, scripts), set[str]()
    if known is not None:
        gone = known.keys() - present.keys()
        present = {name: path for name, path in present.items() if known.get(name) != stat_of(path)}
        if not present and not gone:
            return []
    with zipfile.ZipFile(archive) as packed:
        names = set(map(name_of, packed.namelist()))
        if known is not None:
            names &= present.keys() | gone
        return sorted(
            name
            for name in names | present.keys()
            if name not in names or name not in present or packed.read(entry(name)) != present[name].read_bytes()
        )


def digests(root: Path, names: Iterable[str]) -> dict[str, str | None]:
    """Return a digest of each of these files; ``None`` for one that does not exist."""
    found: dict[str, str | None] = {}
    for name in names:
        try:
            found[name] = hashlib.sha256((root / name).read_bytes()).hexdigest()
        except OSError:
            found[name] = None
    return found


def is_whole(archive: Path) -> bool:
    """Tell whether the scripts in it can all be read."""
    try:
        with zipfile.ZipFile(archive) as packed:
            return packed.testzip() is None
    except (OSError, zipfile.BadZipFile):
        return False


def digests_packed(archive: Path, names: Iterable[str]) -> dict[str, str | None]:
    """Return a digest of each of these files as it was packed; ``None`` for one that was not there."""
    with zipfile.ZipFile(archive) as packed:
        there = set(packed.namelist())
        found = {name: packed.read(entry(name)) if entry(name) in there else None for name in names}
    return {name: None if one is None else hashlib.sha256(one).hexdigest() for name, one in found.items()}


REMOVED, BROUGHT_BACK, SET_BACK = "removed", "brought back", "set back to its older text"


def fates(root: Path, scripts: str, archive: Path) -> tuple[PutBack, ...]:
    """Say for each differing script what putting it back would do to it."""
    with zipfile.ZipFile(archive) as packed:
        there = set(map(name_of, packed.namelist()))
    return tuple(
        (name, REMOVED if name not in there else SET_BACK if (root / name).exists() else BROUGHT_BACK)
        for name in differing(root, scripts, archive)
    )


def put_back(root: Path, scripts: str, archive: Path, names: Collection[str]) -> tuple[PutBack, ...]:
    """Make these files what they were when they were packed, and say what was done to each that differed."""
    done = []
    with zipfile.ZipFile(archive) as packed:
        packed_names = set(map(name_of, packed.namelist()))
        remove_parts(root / scripts)
        for name, fate in fates(root, scripts, archive):
            if name not in names:
                continue
            path = root / name
            done.append((name, fate))
            if fate == REMOVED:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(path, packed.read(entry(name)))
    if not packed_names:
        remove_if_empty(root / scripts)
    return tuple(done)


def remove_parts(folder: Path) -> None:
    """Remove what a killed process had begun to write there."""
    for path in [*folder.rglob("*.part")]:
        if part_of(path.name):
            path.unlink()


def remove_if_empty(folder: Path) -> None:
    """Remove it with the empty folders and the compiled modules in it; it stays if it contains anything else."""
    for place, folders, _ in os.walk(folder, topdown=False):
        if "__pycache__" in folders:
            shutil.rmtree(Path(place, "__pycache__"), ignore_errors=True)
        with suppress(OSError):
            Path(place).rmdir()
