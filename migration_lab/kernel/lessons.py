"""What ``lab.course``, ``lab.progress``, ``lab.check``, ``lab.hint`` and ``lab.solution`` do: show and ask the course.

A check reads the open project, and tries things on a copy of it; nothing else here touches a database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from migration_lab.errors import LabError
from migration_lab.kernel import session

if TYPE_CHECKING:
    from migration_lab.widgets import CourseMap, GoalView, Message, ProgressView


def course() -> CourseMap:
    """Show the map of the course: its chapters, how long each takes, which exercises you have done, what is next."""
    from migration_lab.course import course_map
    from migration_lab.widgets import CourseMap

    return CourseMap(course_map(here=session.open_chapter()))


def progress() -> ProgressView:
    """Show what you have done: exercises, hints, predictions right and wrong; what is open, and what is next."""
    from migration_lab.course import learner_progress
    from migration_lab.widgets import ProgressView

    return ProgressView(learner_progress(here=session.open_chapter()))


def check(exercise: str | float | None = None) -> GoalView:
    """Check the real database, and say what the exercise still needs; "not yet" is an answer, not an error.

    Without a name it is the exercise whose workspace is open, or the one that was checked last. If the last command has
    failed, or the coach knows why models, scripts and database disagree, the answer says so.
    """
    from migration_lab.kernel.checking import checked

    return checked(_named(exercise))


def hint(exercise: str | float | None = None) -> Message:
    """Show the next of the exercise's three hints, from vague to exact."""
    from migration_lab.course import find_exercise
    from migration_lab.course import hint as next_hint
    from migration_lab.widgets import Message

    given = next_hint(find_exercise(_named(exercise)))
    return Message(given.title, given.text)


def solution(exercise: str | float | None = None) -> Any:
    """Show one way to solve the exercise, the other right answers, and why they work; it changes nothing."""
    from migration_lab.course import find_exercise
    from migration_lab.course import solution as its_solution

    return its_solution(find_exercise(_named(exercise)))


def _named(exercise: str | float | None) -> str | float:
    """Return what was named, else the exercise in hand. Raises ``LabError`` if there is none."""
    if exercise is not None:
        return exercise
    if (name := session.current().exercise.named) is None:
        raise LabError('Which exercise? Name it, as in lab.check("03.1").')
    return name
