"""What a starting point is made of: the steps of the chapters before it, the finished app and the packages.

Equal recipes have equal keys, so a key says whether a starting point that is kept anywhere is still the one wanted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from migration_lab.course.chapter_questions import starts_after
from migration_lab.course.chapters.chapter import Chapter, MainLine, Run, Write, chapters
from migration_lab.course.chapters.recorded_main_lines import main_line
from migration_lab.course.location import Course
from migration_lab.course.workspaces.files import project_files
from migration_lab.course.workspaces.own_start import OwnStart
from migration_lab.errors import LabError

FORMAT = "1"
"""Raise it when starting points are built in another way."""
TOUR = "00"
"""The chapter that starts from the finished app."""
MADE_BY = ("alembic", "flask", "flask-migrate", "flask-sqlalchemy", "sqlalchemy")


@dataclass(frozen=True)
class Recipe:
    """What one starting point is made of."""

    name: str
    """The chapter's number; ``03-end`` for the state that chapter 03 leaves; ``03.2`` for an exercise's own start."""
    parts: tuple[MainLine, ...]
    """What is done, chapter by chapter."""
    finished: Path
    """The finished app's folder, where revision scripts come from."""
    own: OwnStart | None = None
    """What is done after all that, for an exercise with a workspace of its own."""

    @property
    def steps(self) -> MainLine:
        return tuple(chain.from_iterable(self.parts))

    @property
    def runs(self) -> bool:
        """Whether any command has a part in it."""
        return self.own is not None or any(isinstance(step, Run) for step in self.steps)

    @cached_property
    def key(self) -> str:
        """A hash of the steps, the finished app's revisions and the packages that run the commands."""
        digest = hashlib.sha256()
        versions = [f"{package} {version(package)}" for package in MADE_BY]
        digest.update(repr((FORMAT, versions, self.steps)).encode(errors="surrogatepass"))
        if self.own is not None:
            digest.update(self.own.steps.encode(errors="surrogatepass"))
            digest.update(b"postgresql" if self.own.on_postgresql else b"")
        for script in sorted((self.finished / "migrations" / "versions").glob("*.py")):
            digest.update(script.name.encode() + script.read_text(encoding="utf-8").encode())
        return digest.hexdigest()[:16]

    def shorter(self) -> Iterator[Recipe]:
        """Those that this one goes on from, the nearest first."""
        longest = len(self.parts) if self.own is not None else len(self.parts) - 1
        return (replace(self, parts=self.parts[:length], own=None) for length in range(longest, 0, -1))


def recipe(chapter: Chapter, course: Course, *, end: bool = False, own: OwnStart | None = None) -> Recipe:
    """How to build the starting point of that chapter, or with ``end`` the state in which it leaves the project.

    ``own`` is the start of one of its exercises, which goes on from there.

    It consists of the chapters before it that build on one another. A chapter that stands by itself (``starts_after``)
    is part of no other's. One that starts after ``00`` begins with the finished app.
    """
    if own and own.alone:
        return Recipe(own.id.rpartition(".")[0], (), course.sample_app, own)  # the cache keeps one a chapter
    name = own.id if own else f"{chapter.number}-end" if end else chapter.number
    if chapter.number == TOUR:
        return Recipe(name, (_finished_app(course.sample_app),), course.sample_app, own)
    last = starts_after(chapter.number, course.questions)
    before = [
        other
        for other in chapters(course)
        if TOUR < other.number < chapter.number
        and (last is None or other.number <= last)
        and starts_after(other.number, course.questions) is None
    ]
    parts = [*before, chapter] if end or (own and own.at_end) else before
    first = (_finished_app(course.sample_app),) if last == TOUR else ()
    return Recipe(name, (*first, *(main_line(other, course) for other in parts)), course.sample_app, own)


def _finished_app(folder: Path) -> MainLine:
    """The finished app's files, then the commands that make its database."""
    if not folder.is_dir():
        raise LabError(f"The finished app is missing: {folder.name}/ should lie beside the notebooks folder.")
    kept = sorted(path for path in project_files(folder) if not path.startswith("instance/"))
    files = [Write(path, (folder / path).read_text(encoding="utf-8")) for path in kept]
    return (*files, Run(("db", "upgrade")), Run(("seed",)))
