"""What ``lab.explain`` shows: the page of an entry, or what the coach says of a command. Only reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migration_lab.kernel import coaching
from migration_lab.values.advice import Advice
from migration_lab.values.result import Step
from migration_lab.widgets import CoachCard, CoachPage, Message

if TYPE_CHECKING:
    from migration_lab.course import Verdict
    from migration_lab.kernel.session import Session

NOTHING = "There is nothing to explain: the coach has said nothing of a command yet."


def page(id: str) -> CoachPage | Message:
    """Return the page of an entry. Raises ``LabError`` for an unknown id, with those that there are."""
    from migration_lab.coach import find_entry
    from migration_lab.coach.failing_trial import MEANING, REHEARSAL

    return Message(MEANING) if id.strip().lower() == REHEARSAL else CoachPage(find_entry(id))


@coaching.harmless
def why_not_yet(session: Session, verdict: Verdict) -> str | None:
    """Return the coach's line about an exercise that is not done: why the last command failed, or what disagrees.

    ``None`` if the coach has nothing certain to say. Looks once.
    """
    if verdict.done or not verdict.parts:
        return None
    from migration_lab.project.advising import explain_step, standing_advice

    failed = session.failed
    advice = session.looking(lambda project: explain_step(project, failed)) if failed else None
    if advice is None and verdict.apart:
        advice = next(iter(session.looking(standing_advice)), None)
    return f'{advice.title}: lab.explain("{advice.id}") says more.' if advice else None


def explained(session: Session, what: Step | Advice | None) -> CoachCard | Message:
    """Return what the coach says of a step; without one, what it said last. An advice is shown as it is."""
    if isinstance(what, Step):
        return coaching.after(session, what) or Message(f"The coach knows nothing certain about {what.result.command}.")
    advice = what or session.said
    if advice is not None:
        warned = session.warned
        if warned and warned.advice is advice and (ran := warned.ran(session.steps, session.undone)):
            advice = warned.after_it(ran, session.last)
        return coaching.card(session, advice)
    last = session.last
    if last is not None and (found := coaching.after(session, last)):
        return found
    return Message(NOTHING)
