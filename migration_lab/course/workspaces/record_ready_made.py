"""Write down what the commands of every starting point make, for ``ready_made`` to put in place without them."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from migration_lab.backends.atomic import write_if_changed
from migration_lab.course.chapters import recorded_main_lines
from migration_lab.course.chapters.chapter import chapters
from migration_lab.course.chapters.main_line import OpenProject, write_only
from migration_lab.course.location import Course
from migration_lab.course.workspaces import ready_made
from migration_lab.course.workspaces.database_text import NotAsText, as_text
from migration_lab.course.workspaces.files import SQLITE, project_files
from migration_lab.course.workspaces.recipe import Recipe, recipe
from migration_lab.course.workspaces.starting_point import run_all

Texts = dict[str, list[str]]
"""The lines of each text, by a name that is made of them."""


def take(course: Course) -> str:
    """The text that ``starting_points.json`` should have: everything is built from nothing for it.

    Raises ``LabError`` when a command fails. A starting point that cannot be written down is left out.
    """
    texts: Texts = {}
    entries: dict[str, dict[str, Any]] = {}
    with _one_runner() as open_project, tempfile.TemporaryDirectory(prefix="migration-lab-") as folder:
        for how in _wanted(course):
            built, written = (Path(folder, how.name, which) for which in ("built", "written"))
            for place in (built, written):
                place.mkdir(parents=True)
            run_all(how.steps, built, how.finished, open_project)
            write_only(how.steps, written, how.finished)
            if (made := _made(built, written, texts)) is not None:
                entries[how.name] = {"key": how.key, **made}
    kept = {"texts": dict(sorted(texts.items())), "starting_points": entries}
    return json.dumps(kept, indent=1, ensure_ascii=False) + "\n"


def refresh_all(course: Course) -> Iterator[str]:
    """Write what starting points are made of, as the notebooks are now; says of each file whether it was so already.

    Raises ``LabError`` when a command fails.
    """
    yield f"{course.snapshot.name}: {'written' if recorded_main_lines.refresh(course) else 'as it was'}"
    yield f"{course.starting_points.name}: {'written' if refresh(course) else 'as it was'}"


def refresh(course: Course) -> bool:
    """Write ``starting_points.json`` as the notebooks are now; False when it was so already."""
    changed = write_if_changed(course.starting_points, take(course))
    ready_made._load.cache_clear()
    return changed


def _wanted(course: Course) -> Iterator[Recipe]:
    """The start of every chapter, and the end of the last, but for those that no command has a part in."""
    there = chapters(course)
    seen = set[str]()
    for how in (*(recipe(chapter, course) for chapter in there), *(recipe(one, course, end=True) for one in there)):
        if how.runs and how.key not in seen:
            seen.add(how.key)
            yield how


@contextmanager
def _one_runner() -> Iterator[OpenProject]:
    """Opens projects whose commands all run in one warm process."""
    from migration_lab.project.commands.choosing import make_runner
    from migration_lab.project.project import Project

    runner = make_runner()
    try:
        yield lambda folder: Project(folder, stable=True, runner=runner)
    finally:
        runner.close()


def _made(built: Path, written: Path, texts: Texts) -> dict[str, Any] | None:
    """What is in ``built`` and not in ``written``; ``None`` when that cannot be told as text."""
    files, databases = {}, {}
    paths = sorted(project_files(built))
    if not set(project_files(written)) <= set(paths):
        return None
    try:
        for path in paths:
            content = (built / path).read_bytes()
            if content.startswith(SQLITE):
                databases[path] = as_text(built / path)
            elif not (written / path).exists() or (written / path).read_bytes() != content:
                files[path] = hashlib.sha256(content).hexdigest()[:12]
                texts[files[path]] = content.decode("utf-8").splitlines(keepends=True)
    except (NotAsText, UnicodeDecodeError):
        return None
    return {"files": files, "databases": databases}
