"""Follow the exercise that the learner works on: the last one that was checked, or the next one of the chapter.

It reads the database and tries nothing; ``lab.check`` does that. What it finds is the state of the board's goal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from migration_lab.values.visible_text import plain

if TYPE_CHECKING:
    from migration_lab.course import Exercise, Verdict
    from migration_lab.course.exercises.goal import Goal
    from migration_lab.course.exercises.goal_items import GoalItems
    from migration_lab.project import Project
    from migration_lab.schema import Schema


class ExerciseInHand:
    """The exercises that are done in one workspace, and which of them the learner works on.

    The kernel notes the checks, in its own thread; the board's follower asks for the state, in another.
    """

    def __init__(self, workspace: str | None) -> None:
        self._workspace = workspace
        self._checked: Verdict | None = None
        self._done: set[str] = set()
        self._goals: dict[str, Goal] = {}

    def checked(self, verdict: Verdict) -> None:
        """Note that ``lab.check`` has been called, and what it found."""
        self._checked = verdict
        if verdict.done:
            self._done = {*self._done, verdict.exercise.id}

    @property
    def named(self) -> str | None:
        """The exercise whose workspace this is, or else the one that was checked last; ``None`` if there is none."""
        own = [one.id for one in self._exercises() if one.id == self._workspace]
        if own:
            return own[0]
        return self._checked.exercise.id if self._checked else None

    def state(self, project: Project, *, in_step: bool) -> dict[str, Any] | None:
        """Return what the board shows of the exercise in hand; ``None`` while there is none. Only reads."""
        if self._workspace is None:
            return None
        schema = project.read()
        checked = self._checked
        if checked is not None and (not checked.done or self._next(project, schema) is None):
            return self._shown(checked.exercise, project, schema, in_step=in_step)
        following = self._next(project, schema)
        return None if following is None else self._shown(following, project, schema, in_step=in_step)

    def _next(self, project: Project, schema: Schema) -> Exercise | None:
        """Return the first exercise of the workspace that is not done, once the learner has come to it."""
        from migration_lab.course.exercises.goal_items import reached

        for one in self._exercises():
            if one.id not in self._done:
                there = self._done or reached(self._goal(one, project), schema, one.lengths)
                return one if there else None
        return None

    def _exercises(self) -> list[Exercise]:
        from migration_lab.course.exercises.finding import exercises_in

        return list(exercises_in(self._workspace)) if self._workspace else []

    def _goal(self, exercise: Exercise, project: Project) -> Goal:
        from migration_lab.course import find_course
        from migration_lab.course.exercises.exercise import exercises
        from migration_lab.course.exercises.goal import read_goal
        from migration_lab.course.workspaces.scratch import databases_beside

        if exercise.id not in self._goals:
            beside = databases_beside(project) if exercise.on_postgresql else None
            self._goals[exercise.id] = read_goal(exercise, exercises(), find_course(), beside=beside)
        return self._goals[exercise.id]

    def _shown(self, exercise: Exercise, project: Project, schema: Schema, *, in_step: bool) -> dict[str, Any]:
        from migration_lab.course.exercises.asked_history import history_missing
        from migration_lab.course.exercises.asked_rows import rows_missing
        from migration_lab.course.exercises.goal_items import goal_items

        found = goal_items(
            exercise,
            self._goal(exercise, project),
            schema,
            in_step=in_step,
            rows_wrong=lambda: tuple(rows_missing(exercise.rows, project)),
            history_wrong=lambda: tuple(history_missing(exercise.history, project.history())),
            checked=exercise.id in self._done,
        )
        return goal_state(found, checked=exercise.id in self._done, before=sorted(self._done - {exercise.id}))


def goal_state(found: GoalItems, *, checked: bool, before: list[str]) -> dict[str, Any]:
    """Return what the board draws: plain JSON values. ``before`` are the chapter's exercises that are done."""
    exercise = found.exercise
    return {
        "id": exercise.id,
        "name": exercise.name,
        "title": plain(exercise.title),
        "items": [{"words": plain(item.words), "met": item.met} for item in found.items],
        "met": found.met,
        "check": f'lab.check("{exercise.id}")',
        "checked": checked and found.met,
        "before": before,
    }
