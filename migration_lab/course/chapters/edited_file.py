"""Change some lines of a file on disk: all edits of a cell or none, with the file's line endings and encoding kept."""

from __future__ import annotations

import io
import os
import tokenize
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from pathlib import Path, PurePosixPath

from migration_lab.backends.atomic import write_bytes
from migration_lab.course.chapters.edit_problems import NOTHING
from migration_lab.course.chapters.edits import Edit, edited
from migration_lab.errors import LabError

MOST_FILES = 2_000
"""So many files are looked at for a name that is like the wanted one."""


@dataclass(frozen=True, slots=True)
class EditedFile:
    """A file before and after."""

    path: str
    """Relative to the project, with ``/``."""
    before: str
    after: str

    @property
    def changed(self) -> bool:
        return self.before != self.after


def edit_file(folder: Path, edits: Sequence[Edit]) -> EditedFile:
    """Make these edits, which are all of one file in ``folder``, one after the other; write it if all can be made.

    An edit whose result is there already changes nothing. Raises ``LabError`` when there is no such file, when it is
    not in the folder, or not text, and when the lines of an edit are not there, or more than once.
    """
    path = _find(folder, edits[0].path)
    name = path.relative_to(folder).as_posix()
    before, encoding = _read(name, path)
    after = before
    for number, edit in enumerate(edits, 1):
        try:
            after = edited(after, Edit(name, edit.old, edit.new))
        except LabError as error:
            where = f"Place {number} of {len(edits)}: " if len(edits) > 1 else ""
            raise LabError(f"{where}{error}") from error
    if after != before:
        try:
            write_bytes(path, after.encode(encoding))
        except UnicodeEncodeError as error:
            raise LabError(f"{name} is in {encoding}, which has no {error.object[error.start]!r}. {NOTHING}") from error
        except OSError as error:
            raise LabError(f"{name} cannot be written: {error.strerror}. {NOTHING}") from error
    return EditedFile(name, before, after)


def _find(folder: Path, wanted: str) -> Path:
    """Return the file that is meant by a path, or by a pattern that fits one file."""
    found = [folder / wanted] if (folder / wanted).is_file() else []
    with suppress(ValueError):  # no pattern either
        found = found or sorted(path for path in folder.glob(wanted) if path.is_file())
    if len(found) > 1:
        names = ", ".join(path.relative_to(folder).as_posix() for path in found)
        raise LabError(f"{wanted} fits {len(found)} files: {names}. Name one. {NOTHING}")
    if not found:
        raise LabError(f"There is no file {wanted} in {folder.name}/.{_alike(folder, wanted)} {NOTHING}")
    if not found[0].resolve().is_relative_to(folder.resolve()):
        raise LabError(f"{wanted} is a link to a file outside {folder.name}/. {NOTHING}")
    return found[0]


def _alike(folder: Path, wanted: str) -> str:
    there = [*islice(_files(folder), MOST_FILES)]
    name = PurePosixPath(wanted).name
    alike = [path for path in there if PurePosixPath(path).name == name]
    alike = alike or get_close_matches(wanted, there, 3) or get_close_matches(name, there, 3)
    return f" Did you mean {' or '.join(alike[:3])}?" if alike else ""


def _files(folder: Path) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        yield from (Path(parent, name).relative_to(folder).as_posix() for name in sorted(names))


def _read(name: str, path: Path) -> tuple[str, str]:
    """Return the text of a file, and its encoding: as a Python file says it, else UTF-8."""
    try:
        content = path.read_bytes()
        encoding = _encoding(name, content)
        return content.decode(encoding), encoding
    except OSError as error:
        raise LabError(f"{name} cannot be read: {error.strerror}. {NOTHING}") from error
    except (UnicodeDecodeError, SyntaxError) as error:
        raise LabError(f"{name} cannot be read as text: {error}. {NOTHING}") from error


def _encoding(name: str, content: bytes) -> str:
    if name.endswith(".py"):
        return tokenize.detect_encoding(io.BytesIO(content).readline)[0]
    return "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8"
