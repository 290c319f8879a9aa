"""The starting point of a chapter: the project as the chapters before it leave it, built by running them.

Those of the course come ready with the package (``ready_made``). Any other is built, from the nearest one that there
is. All are kept in the ``.cache`` folder of the workspaces, under a hash of all that they are made of (``recipe``), and
copied from there: a copy takes milliseconds, a build seconds.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from migration_lab.course.chapters.chapter import Chapter, MainLine
from migration_lab.course.chapters.main_line import OpenProject, replay
from migration_lab.course.location import Course
from migration_lab.course.workspaces.app_settings import own_settings
from migration_lab.course.workspaces.files import Fingerprint, fingerprint, touched
from migration_lab.course.workspaces.on_postgresql import put_on_own_server
from migration_lab.course.workspaces.own_start import OwnStart
from migration_lab.course.workspaces.ready_made import put_ready_made
from migration_lab.course.workspaces.recipe import Recipe, recipe
from migration_lab.errors import LabError
from migration_lab.project.lab_folder import LAB, lab_folder

if TYPE_CHECKING:
    from migration_lab.project.project import Project

START_FILE = f"{LAB}/start.json"
ON_POSTGRESQL = "on_postgresql"
WAIT_SECONDS = 120


def put_starting_point(
    chapter: Chapter,
    course: Course,
    target: Path,
    *,
    end: bool = False,
    own: OwnStart | None = None,
    open_project: OpenProject | None = None,
) -> None:
    """Make ``target``, which must not exist, that starting point, its fingerprint in ``.lab/start.json`` included.

    ``own`` is that of one of the chapter's exercises. Makes it when the cache has none; one on PostgreSQL is always
    made, with a server in ``target`` that does not run. Raises ``LabError`` when a command fails, ``OSError`` when the
    disk does; in either case nothing half-built is used later on.
    """
    how = recipe(chapter, course, end=end, own=own)
    if own is not None and own.on_postgresql:
        put_starting_point(chapter, course, target, end=own.at_end, open_project=open_project)
        put_on_own_server(target, own, open_project or _project)
        _note_start(target, how.key, on_postgresql=True)
        return
    cache = course.workspaces / ".cache"
    with only_one(cache / "lock"):
        kept = _kept(cache, how)
        if kept is None:
            for stale in cache.glob(f"{how.name}-{'?' * len(how.key)}"):
                shutil.rmtree(stale, ignore_errors=True)
            _make(how, cache, course, open_project or _project)
            kept = (cache / "building").rename(cache / f"{how.name}-{how.key}")
        shutil.copytree(kept, target)


def start_of(folder: Path) -> tuple[str, Fingerprint] | None:
    """The key and the fingerprint that a workspace had at its start; ``None`` when that cannot be read."""
    try:
        kept = json.loads((folder / START_FILE).read_text(encoding="utf-8"))
        return str(kept["key"]), dict(kept["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def begins_on_postgresql(folder: Path) -> bool:
    """Tell whether that workspace is of an exercise on PostgreSQL; False when that cannot be read."""
    try:
        return bool(json.loads((folder / START_FILE).read_text(encoding="utf-8"))[ON_POSTGRESQL])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _note_start(folder: Path, key: str, **more: bool) -> None:
    lab_folder(folder)
    text = json.dumps({"key": key, "files": fingerprint(folder), **more})
    (folder / START_FILE).write_text(text, encoding="utf-8", newline="\n")


def _make(how: Recipe, cache: Path, course: Course, open_project: OpenProject) -> None:
    """Make it in ``building``: as it came with the package, else from the nearest one that there is."""
    folder = cache / "building"
    _empty(folder)
    try:
        if not put_ready_made(how, folder, course):
            _empty(folder)
            done = _nearest(how, folder, cache, course)
            run_all(how.steps[done:], folder, how.finished, open_project, how.own)
        _note_start(folder, how.key)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _nearest(how: Recipe, folder: Path, cache: Path, course: Course) -> int:
    """Put the longest beginning of it that there is in ``folder``; returns how many steps that saves."""
    for shorter in how.shorter():
        if (kept := _kept(cache, shorter)) is not None:
            shutil.copytree(kept, folder, dirs_exist_ok=True)
            shutil.rmtree(folder / LAB)
            return len(shorter.steps)
        if put_ready_made(shorter, folder, course):
            return len(shorter.steps)
        _empty(folder)
    return 0


def run_all(
    steps: MainLine, folder: Path, finished: Path, open_project: OpenProject, own: OwnStart | None = None
) -> None:
    """Do these steps in ``folder``, and leave there what they made and nothing of the lab's. Raises ``LabError``."""
    with own_settings():
        project = open_project(folder)
        try:
            replay(steps, folder, project, finished)
            if own is not None:
                own.carry_out(cast("Project", project))
        finally:
            project.close()
    for rest in (folder / LAB, *folder.rglob("__pycache__")):
        shutil.rmtree(rest, ignore_errors=True)


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _kept(cache: Path, how: Recipe) -> Path | None:
    """Where the cache has it, under whatever name; ``None`` when it has it not as it was made."""
    return next((folder for folder in sorted(cache.glob(f"*-{how.key}")) if _complete(folder)), None)


def _complete(folder: Path) -> bool:
    """Whether that entry of the cache is as it was made."""
    start = start_of(folder)
    return start is not None and not touched(folder, start[1])


def _project(folder: Path) -> Project:
    from migration_lab.project.project import Project

    return Project(folder, stable=True)


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
