"""Put everybody's work into one archive, which only the instructor can read.

It has a folder ``people/NAME/`` with each person's files, a folder ``progress/`` with what ``migration-lab collect``
reads, and ``contents.txt``, which lists all of it. Each person's files are read by a process that runs as that person.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from migration_lab.errors import LabError
from migration_lab.room.packed_home import PROGRESS
from migration_lab.room.person_folders import Person, person_in
from migration_lab.room.room_options import RoomOptions

PART = 1024 * 1024
MOST = 4 * 1024**3
"""Bytes of one person: more than this is a mistake, or meant to fill the disk."""


@dataclass(slots=True)
class WorkExport:
    """What is in the archive."""

    file: Path
    files: dict[str, int] = field(default_factory=dict)
    """How many files there are of each person."""
    failed: dict[str, str] = field(default_factory=dict)
    """Whose work is not, or not whole, in it; and why."""


def export_work(options: RoomOptions, file: Path) -> WorkExport:
    """Write the archive to ``file``, which must not be there. Raises ``LabError`` if it cannot be written."""
    identity, done = options.room.identity(), WorkExport(file)
    lines: list[str] = []
    try:
        new = os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        with new, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in options.room.people():
                try:
                    lines += _add(archive, person_in(options, identity.id, name, make=False), done)
                except LabError as error:
                    done.failed[name] = str(error)
                    lines.append(f"{name}: {error}")
            archive.writestr("contents.txt", "\n".join(lines) + "\n")
    except FileExistsError as error:
        raise LabError(f"{file} is there already. Name another file.") from error
    except OSError as error:
        raise LabError(f"{file} cannot be written: {error.strerror or error}") from error
    return done


def _add(archive: zipfile.ZipFile, person: Person, done: WorkExport) -> list[str]:
    """Add one person's files, and return the lines of the list about them."""
    lines, whole = [], 0
    for name, part in _packed(person):
        entry = f"progress/{person.name}.json" if name == PROGRESS else f"people/{person.name}/{name}"
        with archive.open(entry, "w", force_zip64=True) as into:
            size = 0
            while piece := part.read(PART):
                size += into.write(piece)
                if whole + size > MOST:
                    raise LabError(f"there is more than {MOST // 1024**3} GB, so not all of it is here")
        whole += size
        done.files[person.name] = done.files.get(person.name, 0) + 1
        lines.append(f"{entry}  {size} bytes")
    return lines


def _packed(person: Person) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield the name and the content of each file, as the person's own process sends them. Raises ``LabError``."""
    command = [sys.executable, "-P", "-m", "migration_lab.room.packed_home"]
    process = subprocess.Popen(
        [*command, str(person.home), str(person.course), person.name],
        cwd=person.home,
        env=person.environment(),
        preexec_fn=person.give_up_rights,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    with process:
        try:
            with tarfile.open(fileobj=process.stdout, mode="r|") as packed:
                for entry in packed:
                    content = packed.extractfile(entry) if entry.isreg() else None
                    if content is not None and is_inside(entry.name):
                        yield visible(entry.name), content
            process.stdout.read()
        except tarfile.TarError as error:
            raise LabError(f"not all files could be read ({error})") from error
    if process.returncode:
        raise LabError("not all files could be read")


def is_inside(name: str) -> bool:
    """Tell whether that name, which comes from the person's own process, stays in the person's part of the archive."""
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and "\\" not in name


def visible(name: str) -> str:
    """Return the name of a file as an archive and a list can have it."""
    return "".join(one if one.isprintable() else "?" for one in name)
