"""What ``lab.check`` does: check an exercise in the open project, keep what came of it, and ask the coach why not yet.

Only reads the project, but for what the check tries on a copy of it.
"""

from __future__ import annotations

from migration_lab.course import check, find_exercise, more_like, note, other_ways
from migration_lab.kernel import session
from migration_lab.kernel.asking_coach import why_not_yet
from migration_lab.kernel.clinic_cases import diagnosed, without_reasons
from migration_lab.kernel.docking import dock
from migration_lab.widgets import GoalNotes, GoalView


def checked(id: str | float) -> GoalView:
    """Return what that exercise still needs. Raises ``LabError`` if there is none of that id, or nothing is open."""
    found, now = find_exercise(id), session.current()
    verdict = check(found, now.project, open_project=session.course_project, elsewhere=now.elsewhere(found.workspace))
    note(verdict)
    now.checked(verdict)
    if not verdict.done:
        helping = now.helping
        return GoalView(
            verdict if helping else without_reasons(verdict),
            GoalNotes(why_not_yet(now, verdict) or "" if helping else ""),
        )
    if not now.helping:
        now.helping = True
        dock()
    after = "\n\n".join(filter(None, (diagnosed(found), found.after, more_like(found))))
    return GoalView(verdict, GoalNotes(after=after, ways=other_ways(found)))
