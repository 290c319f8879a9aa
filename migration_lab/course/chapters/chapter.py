"""Read the chapters of the course, and the *main line* of each: what it writes, edits and runs.

A chapter is a notebook, read here as JSON. Its main line consists of the code cells without the tag ``aside``.
Nothing here runs anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from migration_lab.course.chapters.edit_cell import MAGIC, read_edits
from migration_lab.course.chapters.edits import Edit
from migration_lab.course.location import CLINIC, NOTEBOOKS, Course, find_course
from migration_lab.errors import LabError
from migration_lab.project.commands.command_words import split_words

ASIDE = "aside"
FAILS = "raises-exception"
_FLASK = re.compile(r"^(?:[A-Za-z_]\w*\s*=\s*)?%flask(?:\s+(?P<words>.*))?$")


@dataclass(frozen=True, slots=True)
class Chapter:
    """One notebook of the course."""

    number: str
    """Two digits, as in the notebook's name: ``03``; or ``clinic``, which comes after them."""
    title: str
    path: Path

    @property
    def name(self) -> str:
        return chapter_name(self.number)

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


@dataclass(frozen=True, slots=True)
class Write:
    """A file that a ``%%writefile`` cell writes, in the project's folder."""

    path: str
    """Relative to the project, with ``/``."""
    text: str
    append: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A command that a ``%flask`` line runs."""

    args: tuple[str, ...]
    """The words after ``flask``."""
    fails: bool = False
    """Whether its cell shows a failure (tag ``raises-exception``)."""


PROPER_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL", "git": "Git"}
MainLineStep = Write | Edit | Run
MainLine = tuple[MainLineStep, ...]


def chapters(course: Course | None = None) -> tuple[Chapter, ...]:
    """Return all chapters, by number; the clinic is the last. Raises ``LabError`` if the notebooks cannot be found."""
    course = course or find_course()
    numbered = [Chapter(path.name[:2], _title(path), path) for path in sorted(course.notebooks.glob(NOTEBOOKS))]
    clinic = course.notebooks / f"{CLINIC}.ipynb"
    return (*numbered, *([Chapter(CLINIC, chapter_name(CLINIC), clinic)] if clinic.exists() else ()))


def chapter_name(number: str) -> str:
    """Return what a chapter is called in a sentence: ``Chapter 03``, or ``The clinic``."""
    return "The clinic" if number == CLINIC else f"Chapter {number}"


def named_chapter(number: str) -> str:
    """Return the same as it stands within a sentence: ``chapter 03``, or ``the clinic``."""
    name = chapter_name(number)
    return f"{name[:1].lower()}{name[1:]}"


def _title(path: Path) -> str:
    words = " ".join(PROPER_NAMES.get(word, word) for word in path.stem[3:].split("_"))
    return words[:1].upper() + words[1:]


def find_chapter(number: str | int, course: Course | None = None) -> Chapter:
    """Find a chapter; ``3``, ``"3"`` and ``"03"`` are the same. Raises ``LabError`` with a list of the chapters."""
    known = chapters(course)
    wanted = str(number).strip()
    wanted = wanted.zfill(2) if wanted.isascii() and wanted.isdigit() else wanted
    for chapter in known:
        if chapter.number == wanted:
            return chapter
    there = "\n".join(f"  {chapter}" for chapter in known)
    raise LabError(f"There is no chapter {number!r}. The chapters are:\n{there}")


def read_main_line(chapter: Chapter) -> MainLine:
    """Return what the notebook's untagged cells write and run, in order.

    Raises ``LabError`` for a file that is not a notebook, a path that leaves the project, and a command that is only
    known when the cell runs.
    """
    try:
        cells = json.loads(chapter.path.read_text(encoding="utf-8"))["cells"]
        return tuple(step for cell in cells for step in _steps(cell))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise LabError(f"{chapter.path.name} cannot be read as a notebook: {error!r}") from error
    except LabError as error:
        raise LabError(f"{chapter.path.name}: {error}") from error


def _steps(cell: dict[str, Any]) -> Iterator[MainLineStep]:
    tags = cell.get("metadata", {}).get("tags", ())
    if cell["cell_type"] != "code" or ASIDE in tags:
        return
    source = cell["source"]
    text = source if isinstance(source, str) else "".join(source)
    if text.lstrip().startswith("%%writefile"):
        yield _write(text.lstrip())
    elif text.lstrip().startswith(MAGIC):
        line, _, body = text.lstrip().removeprefix(MAGIC).partition("\n")
        yield from edit_cell(line, body)
    elif not text.lstrip().startswith("%%"):
        for line in text.replace("\\\n", " ").splitlines():
            if found := _FLASK.match(line.rstrip()):
                yield Run(_words(found["words"] or "", line), fails=FAILS in tags)


def _write(text: str) -> Write:
    """Return what IPython's ``%%writefile`` would write: all lines after the first, ending with a line feed."""
    first, _, body = text.partition("\n")
    if not body:
        raise LabError(f"`{first}` has no line below it, so IPython refuses it.")
    body = body if body.endswith("\n") else body + "\n"
    options = split_words(first)[1:]
    paths = [word for word in options if word not in ("-a", "--append")]
    if len(paths) != 1:
        raise LabError(f"`{first}` should name one file.")
    return Write(inside(paths[0]), body, append=len(options) > 1)


def edit_cell(line: str, body: str) -> tuple[Edit, ...]:
    """Return the edits of the cell ``%%edit``; ``line`` names the file, and ``body`` has the lines below.

    Raises ``LabError`` when the cell is not written as ``edit_cell.py`` says, or its file is not in the workspace.
    """
    paths = split_words(line)
    if len(paths) != 1:
        raise LabError(f"`{MAGIC} {line.strip()}` should name one file.")
    return read_edits(inside(paths[0]), body)


def inside(path: str) -> str:
    """Return that path if it stays within the project's folder; raise ``LabError`` if it does not."""
    there = PurePosixPath(path)
    windows = PureWindowsPath(path)
    leaves = there.is_absolute() or windows.anchor or ".." in there.parts or path.startswith("~") or "\\" in path
    if leaves or there.parts[:1] in ((), (".lab",)):
        raise LabError(f"{path!r} is not a file in the workspace. Write it relative to the workspace, with `/`.")
    return there.as_posix()


def _words(words: str, line: str) -> tuple[str, ...]:
    if re.search(r"[{$]", words):
        raise LabError(f"`{line.strip()}` depends on a variable, so it cannot be replayed; tag its cell `aside`.")
    return tuple(split_words(words))
