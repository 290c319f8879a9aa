"""Read the progress that learners have exported into one folder. Touches no database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from migration_lab.course.records.exported import ExportedProgress, read_exported
from migration_lab.errors import LabError


@dataclass(frozen=True, slots=True)
class Learner:
    name: str
    """The name in the file or, if the learner gave none, that of the file."""
    progress: ExportedProgress


@dataclass(frozen=True, slots=True)
class Collected:
    learners: tuple[Learner, ...]
    """By name."""
    refused: tuple[tuple[str, str], ...]
    """Each file that is no exported progress, and why."""


def collect(folder: Path) -> Collected:
    """Read every ``.json`` file in ``folder``. Raises ``LabError`` if there is no such folder, or no such file."""
    if not folder.is_dir():
        raise LabError(f"There is no folder {folder}.")
    files = sorted(path for path in folder.glob("*.json") if path.is_file())
    if not files:
        raise LabError(
            f"There is no .json file in {folder}. Ask your learners for the file that "
            "`migration-lab progress --export FILE` writes, and put them all there."
        )
    learners, refused = [], []
    for file in files:
        try:
            progress = read_exported(file)
        except LabError as error:
            refused.append((file.name, str(error)))
        else:
            learners.append(Learner(progress.name or file.stem, progress))
    return Collected(tuple(sorted(learners, key=lambda one: one.name.casefold())), tuple(refused))
