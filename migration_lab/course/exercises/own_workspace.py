"""Open what ``lab.open`` names: a chapter's workspace, or that of an exercise which begins elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from migration_lab.course.chapters.chapter import Chapter, find_chapter
from migration_lab.course.chapters.main_line import OpenProject
from migration_lab.course.exercises.exercise import Exercise
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.steps import apply_steps
from migration_lab.course.location import CLINIC, Course
from migration_lab.course.workspaces.on_postgresql import refuse_without_server
from migration_lab.course.workspaces.own_start import OwnStart
from migration_lab.course.workspaces.workspace import Workspace, open_workspace
from migration_lab.errors import LabError


@dataclass(frozen=True, slots=True)
class Opening:
    """A chapter to open, and the exercise of it whose workspace is wanted, if it is an exercise's."""

    chapter: Chapter
    own: OwnStart | None = None
    task: str = ""
    """What is to be done there, if no notebook says it: for an exercise that is made for practice."""

    def open(
        self, *, resume: bool = False, course: Course | None = None, open_project: OpenProject | None = None
    ) -> Workspace:
        """Open its workspace. Raises ``LabError`` as ``open_workspace`` does, and if a step of its start fails."""
        return open_workspace(
            self.chapter.number, resume=resume, course=course, open_project=open_project, own=self.own
        )


def find_opening(name: str | float, course: Course | None = None, place: Path | None = None) -> Opening:
    """Find what ``name`` opens: ``"03"`` is a chapter, ``"03.2"`` or ``"practice.03.17"`` an exercise.

    ``place`` is where the exercises of the chapters are. Raises ``LabError`` if there is no such chapter or exercise,
    for an exercise without a workspace of its own, and for one on PostgreSQL where the packages for that are missing.
    """
    if "." not in str(name).strip():
        chapter = find_chapter(str(name), course)
        if chapter.number == CLINIC:
            raise LabError("Each case of the clinic has a workspace of its own. `lab.clinic()` lists them.")
        return Opening(chapter)
    exercise = find_exercise(name, place)
    if (own := own_start(exercise)) is None:
        raise LabError(
            f"{exercise.name} has no workspace of its own: it goes on where chapter {exercise.chapter} ends. "
            "Work through the notebook of that chapter, and do it there."
        )
    if own.on_postgresql:
        refuse_without_server()
    return Opening(find_chapter(exercise.chapter, course), own, exercise.task if exercise.idea else "")


def own_start(exercise: Exercise) -> OwnStart | None:
    """Return where that exercise begins; ``None`` if it goes on where its chapter ends."""
    if not exercise.has_workspace:
        return None
    steps = exercise.start
    return OwnStart(
        exercise.id,
        exercise.title,
        repr(steps),
        lambda project: apply_steps(steps, project),
        at_end=exercise.start_at_end,
        alone=bool(exercise.idea),
        on_postgresql=exercise.on_postgresql,
    )
