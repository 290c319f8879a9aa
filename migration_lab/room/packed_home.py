"""Write what a person has made to standard output, as a tar archive; runs as that person, so it can read nothing else.

python -m migration_lab.room.packed_home HOME COURSE NAME

It has every file in the home, but for those of the course that nobody has changed, those that programs keep for
themselves, files of more than 512 MB, and whatever is no plain file. A database of SQLite is copied as it was at one
moment, while it is in use.
"""

from __future__ import annotations

import io
import os
import sqlite3
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from migration_lab.course.copies.course_files import course_files
from migration_lab.course.location import COPY_FOLDER, Course
from migration_lab.course.progress_record import read_record
from migration_lab.course.records.exported import as_text, exported
from migration_lab.errors import LabError
from migration_lab.room.room_folder import SERVER_LOG

PROGRESS = "progress.json"
"""In the archive: the progress as ``migration-lab progress --export`` writes it."""
OF_PROGRAMS = frozenset(
    {".cache", ".config", ".ipynb_checkpoints", ".ipython", ".jupyter", ".local", ".npm", "__pycache__", COPY_FOLDER}
)
LARGEST = 512 * 1024**2
"""Bytes of one file; a larger one is no lesson's, and is left out."""
DATABASE = b"SQLite format 3\0"


def main() -> int:
    home, course, name = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    with tarfile.open(fileobj=sys.stdout.buffer, mode="w|") as packed:
        for path in made_in(home, course):
            with suppress(OSError):  # it was removed, or cannot be read
                add(packed, path, path.relative_to(home).as_posix())
        with suppress(LabError):
            text = as_text(exported(read_record(Course(course)), name)).encode()
            packed.addfile(_entry(PROGRESS, len(text)), io.BytesIO(text))
    return 0


def made_in(home: Path, course: Path) -> Iterator[Path]:
    """Yield each plain file that is this person's own work."""
    ours = {course / path: source for path, source in course_files().items()}
    for folder, folders, files in os.walk(home):
        folders[:] = sorted(one for one in folders if one not in OF_PROGRAMS)
        for name in sorted(files):
            path = Path(folder, name)
            if path.is_symlink() or not path.is_file() or name == SERVER_LOG or path.stat().st_size > LARGEST:
                continue
            if not (path in ours and same(path, ours[path])):
                yield path


def same(path: Path, source: Path) -> bool:
    with suppress(OSError):
        return path.stat().st_size == source.stat().st_size and path.read_bytes() == source.read_bytes()
    return False


def add(packed: tarfile.TarFile, path: Path, name: str) -> None:
    """Add that file; a database as it was at one moment."""
    with path.open("rb") as file:
        if file.read(len(DATABASE)) != DATABASE:
            file.seek(0)
            size = os.fstat(file.fileno()).st_size
            packed.addfile(_entry(name, size), _Exactly(file, size))
            return
    with tempfile.TemporaryDirectory(prefix="migration-lab-") as folder:
        copy = Path(folder, "copy")
        try:
            with (
                closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as live,
                closing(sqlite3.connect(copy)) as whole,
            ):
                live.backup(whole)
        except sqlite3.Error:  # no database after all, or a damaged one: as it is
            copy.write_bytes(path.read_bytes())
        with copy.open("rb") as file:
            packed.addfile(_entry(name, copy.stat().st_size), file)


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size = size
    return entry


class _Exactly(io.RawIOBase):
    """A file of exactly so many bytes, even if somebody writes to it meanwhile."""

    def __init__(self, file: io.BufferedReader, size: int) -> None:
        self._file, self._left = file, size

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        part = self._file.read(wanted)
        self._left -= wanted
        return part.ljust(wanted, b"\0")


if __name__ == "__main__":
    sys.exit(main())
