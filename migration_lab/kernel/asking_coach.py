"""What ``lab.explain`` shows: the page of an entry, or what the coach says of a command. Only reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migration_lab.kernel import coaching
from migration_lab.values.advice import Advice
from migration_lab.values.result import Step
from migration_lab.widgets import CoachCard, CoachPage, Message

if TYPE_CHECKING:
    from migration_lab.kernel.session import Session

NOTHING = "There is nothing to explain: the coach has said nothing of a command yet."


def page(id: str) -> CoachPage | Message:
    """Return the page of an entry. Raises ``LabError`` for an unknown id, with those that there are."""
    from migration_lab.coach import find_entry
    from migration_lab.coach.failing_trial import MEANING, REHEARSAL

    return Message(MEANING) if id.strip().lower() == REHEARSAL else CoachPage(find_entry(id))


def explained(session: Session, what: Step | Advice | None) -> CoachCard | Message:
    """Return what the coach says of a step; without one, what it said last. An advice is shown as it is."""
    if isinstance(what, Step):
        return coaching.after(session, what) or Message(f"The coach knows nothing certain about {what.result.command}.")
    advice = what or session.said
    if advice is not None:
        return coaching.card(session, advice)
    last = session.last
    if last is not None and (found := coaching.after(session, last)):
        return found
    return Message(NOTHING)
