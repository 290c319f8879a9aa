"""A scratch copy of a learner's project, on which anything may be tried. The learner's own is only read."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from migration_lab.course.chapters.main_line import OpenProject
from migration_lab.course.workspaces.files import IGNORED_FOLDERS
from migration_lab.course.workspaces.starting_point import own_settings
from migration_lab.errors import LabError

if TYPE_CHECKING:
    from migration_lab.project.project import Project


@contextmanager
def scratch_copy(project: Project, open_project: OpenProject | None = None) -> Iterator[Project]:
    """The project again in a temporary folder, with the app's own settings and without a database."""
    from migration_lab.project.project import Project

    ignored = shutil.ignore_patterns(*IGNORED_FOLDERS, "instance")
    with tempfile.TemporaryDirectory(prefix="migration-lab-") as folder, own_settings():
        path = Path(folder, "project")
        shutil.copytree(project.path, path, ignore=ignored)
        scratch = cast(Project, (open_project or Project)(path))
        try:
            yield scratch
        finally:
            scratch.close()


def own_database(scratch: Project) -> Path:
    """Where the scratch copy has its database. Raises ``LabError`` when that is not in the copy: it is someone's."""
    path = scratch.database.path
    if path is None or not path.resolve().is_relative_to(scratch.path.resolve()):
        raise LabError("the app has one fixed place for its database, so nothing can be tried on a copy of it.")
    return path


def bring_rows(project: Project, scratch: Project) -> bool:
    """Give the scratch copy the project's database, rows and all; False when that is on a server."""
    from migration_lab.backends.sqlite.sqlite_copies import copy_out

    live, path = project.database.path, own_database(scratch)
    if live is None:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    if live.exists():
        copy_out(live, path)
    return True
