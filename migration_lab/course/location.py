"""Find the course on this machine: its notebooks, its sample app, and the learner's workspaces."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import migration_lab
from migration_lab.errors import LabError

WORKSPACE_VARIABLE = "MIGRATION_LAB_WORKSPACE"


@dataclass(frozen=True, slots=True)
class Course:
    """A checkout of the course: the folder that holds ``notebooks/`` and ``sample_app/``."""

    folder: Path

    @property
    def notebooks(self) -> Path:
        return self.folder / "notebooks"

    @property
    def questions(self) -> Path:
        """What the chapters ask: a file for each chapter (see ``chapter_questions.py``)."""
        return self.notebooks / "questions"

    @property
    def sample_app(self) -> Path:
        return self.folder / "sample_app"

    @property
    def snapshot(self) -> Path:
        """The main lines as the authors wrote them (see ``recorded_main_lines.py``); the file may be missing."""
        return self.folder / "migration_lab" / "course" / "chapters" / "main_line.json"

    @property
    def starting_points(self) -> Path:
        """What the commands of the main line make (see ``ready_made.py``); there need not be one."""
        return self.folder / "migration_lab" / "course" / "workspaces" / "starting_points.json"

    @property
    def workspaces(self) -> Path:
        """The folder of all workspaces: ``$MIGRATION_LAB_WORKSPACE``, else ``notebooks/workspace``."""
        elsewhere = os.environ.get(WORKSPACE_VARIABLE)
        return Path(elsewhere).expanduser().absolute() if elsewhere else self.notebooks / "workspace"


def find_course() -> Course:
    """Return the checkout to which this package belongs, else the nearest one above the current folder.

    Raises ``LabError`` when there is neither: the package was installed without its notebooks.
    """
    package = Path(migration_lab.__file__).resolve().parent.parent
    for folder in chain([package], _current_and_above()):
        if any((folder / "notebooks").glob("[0-9][0-9]_*.ipynb")):
            return Course(folder)
    raise LabError(
        "The notebooks of the course are not here: neither beside the migration_lab package nor in a folder above "
        "this one. Clone the repository and start JupyterLab from its top folder."
    )


def _current_and_above() -> Iterator[Path]:
    """Yield the current folder and those above it; nothing when it was deleted."""
    with suppress(FileNotFoundError):
        here = Path.cwd()
        yield from (here, *here.parents)
