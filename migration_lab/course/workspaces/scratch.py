"""A scratch copy of a learner's project, on which anything may be tried. The learner's own is only read.

Its database is a file in the copy or, for an exercise on PostgreSQL, a scratch database on the exercise's own server.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from migration_lab.course.chapters.main_line import OpenProject
from migration_lab.course.workspaces.app_settings import without_learners
from migration_lab.course.workspaces.files import IGNORED_FOLDERS
from migration_lab.course.workspaces.on_postgresql import VARIABLE, is_at
from migration_lab.errors import LabError

if TYPE_CHECKING:
    from migration_lab.backends.postgresql.databases_beside import DatabasesBeside
    from migration_lab.project.project import Project

ELSEWHERE = "the app has one fixed place for its database, so nothing can be tried on a copy of it."


@contextmanager
def scratch_copy(project: Project, open_project: OpenProject | None = None) -> Iterator[Project]:
    """The project again in a temporary folder, with the app's own settings and without a database, or an empty one."""
    from migration_lab.project.project import Project

    ignored = shutil.ignore_patterns(*IGNORED_FOLDERS, "instance")
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="migration-lab-"))
        settings = without_learners()
        if (beside := databases_beside(project)) is not None:
            settings[VARIABLE] = stack.enter_context(beside.scratch())
        path = Path(folder, "project")
        shutil.copytree(project.path, path, ignore=ignored)
        scratch = cast(Project, (open_project or Project)(path))
        stack.callback(scratch.close)
        scratch.settings = settings
        yield scratch


def databases_beside(project: Project) -> DatabasesBeside | None:
    """Return what makes databases on the server of an exercise on PostgreSQL; ``None`` for any other project.

    Raises ``LabError`` if that server does not answer.
    """
    from migration_lab.backends.postgresql.databases_beside import DatabasesBeside
    from migration_lab.project.project_databases import NoDatabase

    try:
        database = project.database
    except NoDatabase:
        return None
    beside = DatabasesBeside(database.address) if database.backend.on_server else None
    return beside if beside is not None and beside.has_start() else None


def refuse_elsewhere(scratch: Project) -> None:
    """Raise ``LabError`` when the scratch copy has its database not where it was told to: it is someone's."""
    told, path = scratch.settings.get(VARIABLE), scratch.database.path
    if told is not None:
        its_own = is_at(scratch, told)
    else:
        its_own = path is not None and path.resolve().is_relative_to(scratch.path.resolve())
    if not its_own:
        raise LabError(ELSEWHERE)


def empty_database(project: Project, scratch: Project) -> None:
    """Let the scratch copy have an empty database. Raises ``LabError`` as ``refuse_elsewhere`` does."""
    refuse_elsewhere(scratch)
    if (path := scratch.database.path) is not None:
        path.unlink(missing_ok=True)
    elif (beside := databases_beside(project)) is not None:
        beside.make_again(str(scratch.database.url.database))


def bring_rows(project: Project, scratch: Project) -> bool:
    """Give the scratch copy the project's database, rows and all; False when that is on a server of somebody's.

    Raises ``LabError`` as ``refuse_elsewhere`` does.
    """
    from migration_lab.backends.sqlite.sqlite_copies import copy_out

    refuse_elsewhere(scratch)
    live, path = project.database.path, scratch.database.path
    if path is None:
        beside = databases_beside(project)
        if beside is not None:
            beside.make_again(str(scratch.database.url.database), beside.database)
        return beside is not None
    if live is None:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    if live.exists():
        copy_out(live, path)
    return True


def bring_start(project: Project, scratch: Project) -> None:
    """Give the scratch copy what the exercise on PostgreSQL began with. Raises ``LabError`` as above."""
    refuse_elsewhere(scratch)
    if (beside := databases_beside(project)) is not None:
        beside.make_again(str(scratch.database.url.database), beside.start)
