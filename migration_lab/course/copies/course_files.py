"""List the files of the course that this installation of the package has. Reads folders; writes nothing.

In the wheel they lie in ``migration_lab/course_files``, where ``pyproject.toml`` puts them; in the repository they lie
beside the package, where they are written.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import migration_lab
from migration_lab.course.location import COPY_FOLDER, Course, has_chapters
from migration_lab.errors import LabError

IN_THE_WHEEL = "course_files"
PARTS = ("notebooks", "sample_app")
NOT_OURS = frozenset({"workspace", "instance", "__pycache__", ".ipynb_checkpoints"})
"""What a course that is used has besides: a learner's work, databases, and what Python and JupyterLab leave."""

CourseFiles = dict[str, Path]
"""Where each file is, by the path it has in a copy of the course: relative, with ``/``."""


def course_files() -> CourseFiles:
    """Return all files of the course. Raises ``LabError`` if this installation has none."""
    package = Path(migration_lab.__file__).resolve().parent
    for folder in (package / IN_THE_WHEEL, package.parent):
        if has_chapters(folder):
            return {path.relative_to(folder).as_posix(): path for path in files_in(folder)} | _starting_points(package)
    raise LabError(
        f"This installation has no course in it: neither {IN_THE_WHEEL} in {package} nor notebooks beside it. "
        "Install migration-lab again."
    )


def installed_course() -> Course | None:
    """Return the course in the installed package, to read only: it is nobody's copy. None in a clone."""
    folder = Path(migration_lab.__file__).resolve().parent / IN_THE_WHEEL
    return Course(folder) if has_chapters(folder) else None


def files_in(folder: Path) -> Iterator[Path]:
    """Yield each file of the course that lies in ``folder``, in the order of their paths."""
    for part in PARTS:
        for path in sorted((folder / part).rglob("*")):
            inner = path.relative_to(folder).parts
            if path.is_file() and not NOT_OURS.intersection(inner) and path.suffix != ".pyc":
                yield path


def _starting_points(package: Path) -> CourseFiles:
    """What chapters start from belongs to the notebooks as they came, so a copy keeps it beside its manifest."""
    ours = Course(package.parent)
    return {f"{COPY_FOLDER}/{path.name}": path for path in (ours.snapshot, ours.starting_points) if path.is_file()}
