"""The starting point of a chapter: the project as the chapters before it leave it, built by running them.

Built ones are kept in the ``.cache`` folder of the workspaces, under a hash of all that they are made of, and copied
from there: a copy takes milliseconds, a build seconds.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from migration_lab.course.chapters.chapter import Chapter, Run, Write, chapters
from migration_lab.course.chapters.main_line import OpenProject, replay
from migration_lab.course.chapters.snapshot import main_line
from migration_lab.course.location import Course
from migration_lab.course.workspaces.files import Fingerprint, fingerprint, project_files, touched
from migration_lab.errors import LabError
from migration_lab.project.lab_folder import LAB, lab_folder

if TYPE_CHECKING:
    from migration_lab.project.project import Project

FORMAT = "1"
"""Raise it when starting points are built in another way."""
TOUR = "00"
"""The chapter that starts from the finished app."""
START_FILE = f"{LAB}/start.json"
MADE_BY = ("alembic", "flask", "flask-migrate", "flask-sqlalchemy", "sqlalchemy")
SETTINGS = ("DATABASE_URL", "FLASK_")
WAIT_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Recipe:
    """What one starting point is made of."""

    name: str
    """The chapter's number; ``03-end`` for the state that chapter 03 leaves."""
    steps: tuple[Write | Run, ...]
    finished: Path
    """The finished app's folder, where revision scripts come from."""

    @property
    def key(self) -> str:
        """A hash of the steps, the finished app's revisions and the packages that run the commands."""
        digest = hashlib.sha256()
        versions = [f"{package} {version(package)}" for package in MADE_BY]
        digest.update(repr((FORMAT, versions, self.steps)).encode(errors="surrogatepass"))
        for script in sorted((self.finished / "migrations" / "versions").glob("*.py")):
            digest.update(script.name.encode() + script.read_bytes())
        return digest.hexdigest()[:16]


def recipe(chapter: Chapter, course: Course, *, end: bool = False) -> Recipe:
    """How to build the starting point of that chapter, or with ``end`` the state in which it leaves the project."""
    name = f"{chapter.number}-end" if end else chapter.number
    if chapter.number == TOUR:
        return Recipe(name, _finished_app(course.sample_app), course.sample_app)
    before = [
        other
        for other in chapters(course)
        if TOUR < other.number < chapter.number or (end and other.number == chapter.number)
    ]
    return Recipe(name, tuple(step for other in before for step in main_line(other, course)), course.sample_app)


def _finished_app(folder: Path) -> tuple[Write | Run, ...]:
    """The finished app's files, then the commands that make its database."""
    if not folder.is_dir():
        raise LabError(f"The finished app is missing: {folder.name}/ should lie beside the notebooks folder.")
    kept = sorted(path for path in project_files(folder) if not path.startswith("instance/"))
    files = [Write(path, (folder / path).read_text(encoding="utf-8")) for path in kept]
    return (*files, Run(("db", "upgrade")), Run(("seed",)))


def put_starting_point(
    chapter: Chapter, course: Course, target: Path, *, end: bool = False, open_project: OpenProject | None = None
) -> None:
    """Make ``target``, which must not exist, that starting point, its fingerprint in ``.lab/start.json`` included.

    Builds it when the cache has none. Raises ``LabError`` when a command fails, ``OSError`` when the disk does; in
    either case nothing half-built is used later on.
    """
    how = recipe(chapter, course, end=end)
    cache = course.workspaces / ".cache"
    with only_one(cache / "lock"):
        kept = cache / f"{how.name}-{how.key}"
        if not _complete(kept):
            for stale in (kept, *cache.glob(f"{how.name}-{'?' * len(how.key)}")):
                shutil.rmtree(stale, ignore_errors=True)
            _build(how, cache / "building", open_project or _project)
            (cache / "building").rename(kept)
        shutil.copytree(kept, target)


def start_of(folder: Path) -> tuple[str, Fingerprint] | None:
    """The key and the fingerprint that a workspace had at its start; ``None`` when that cannot be read."""
    try:
        kept = json.loads((folder / START_FILE).read_text(encoding="utf-8"))
        return str(kept["key"]), dict(kept["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _build(how: Recipe, folder: Path, open_project: OpenProject) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        with own_settings():
            project = open_project(folder)
            try:
                replay(how.steps, folder, project, how.finished)
            finally:
                project.close()
        for rest in (folder / LAB, *folder.rglob("__pycache__")):
            shutil.rmtree(rest, ignore_errors=True)
        start = folder / START_FILE
        lab_folder(folder)
        start.write_text(json.dumps({"key": how.key, "files": fingerprint(folder)}), encoding="utf-8", newline="\n")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _complete(folder: Path) -> bool:
    """Whether that entry of the cache is there and as it was built."""
    start = start_of(folder)
    return start is not None and not touched(folder, start[1])


def _project(folder: Path) -> Project:
    from migration_lab.project.project import Project

    return Project(folder, stable=True)


@contextmanager
def own_settings() -> Iterator[None]:
    """Run commands with the app's own settings: no ``DATABASE_URL`` of the learner's leads them elsewhere."""
    theirs = {name: os.environ.pop(name) for name in tuple(os.environ) if name.startswith(SETTINGS)}
    try:
        yield
    finally:
        os.environ.update(theirs)


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Let no other process, and no other thread, in meanwhile."""
    from filelock import FileLock, Timeout

    lock.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(lock, timeout=WAIT_SECONDS, thread_local=False):
            yield
    except Timeout as error:
        raise LabError("Another notebook is building a starting point and does not finish.") from error
