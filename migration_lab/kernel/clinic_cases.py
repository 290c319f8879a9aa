"""What ``lab.clinic`` does, and how much help there is in the case that is open. Touches no database.

In the second half of the learner's cases, board and coach are off until the case is solved, or the learner asks.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from migration_lab.errors import LabError
from migration_lab.kernel import session
from migration_lab.kernel.docking import HELP_IS_OFF, dock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migration_lab.course import Exercise, Verdict
    from migration_lab.kernel.session import Session
    from migration_lab.widgets import ClinicView, Message

FOR_YOU_TO_FIND = "what is missing is for you to find out, as long as board and coach are off."


def clinic(seed: int | None = None, *, help: bool = False) -> ClinicView | Message:
    """Show the cases in your order, what is done, and which is next. The order stays; ``seed`` chooses another one.

    ``help=True`` turns board and coach on in the case that is open. Raises ``LabError`` for what is no seed.
    """
    from migration_lab.course.case_order import keep_seed
    from migration_lab.course.clinic_list import clinic_list
    from migration_lab.widgets import ClinicView

    if seed is not None and not keep_seed(seed):
        raise LabError("The seed could not be kept: the file progress.json, beside the workspaces, cannot be written.")
    return turn_help_on(session.current()) if help else ClinicView(clinic_list())


def turn_help_on(now: Session) -> Message:
    """Turn board and coach on in the open case, and note that. Raises ``LabError`` if no case is open."""
    from migration_lab.course.tries import note_helped
    from migration_lab.widgets import Message

    id = open_case(now)
    if not id:
        raise LabError("No case of the clinic is open, so there is nothing to turn on.")
    if now.helping:
        return Message("Board and coach are on in this case already.")
    note_helped(id)
    now.helping = True
    dock()
    return Message(f"Board and coach are on in case {id}", ["It counts as done with help from now on."])


def begin_case(now: Session) -> Iterator[str]:
    """Say what people say of the open case, and what to do; nothing if it is none. Turn help off if it goes without."""
    id = open_case(now)
    if not id:
        return
    from migration_lab.course.clinic_list import clinic_list
    from migration_lab.course.tries import note_helped

    case = clinic_list().case(id)
    now.helping = case.with_help
    if case.with_help:
        note_helped(id)
    for part in case.exercise.task.strip().split("\n\n"):
        yield " ".join(part.split())
    yield f'First say what is wrong: `lab.diagnose("{id}")`. Then mend it, and run `lab.check("{id}")`.'
    if not now.helping:
        yield HELP_IS_OFF


def open_case(now: Session) -> str:
    """Return the id of the case that is open; empty if none is."""
    from migration_lab.course.case_order import is_case

    number: str = now.workspace.number if now.workspace is not None else ""
    return number if is_case(number) else ""


def off(now: Session, what: str) -> Message | None:
    """Return what to say in place of ``what``, which would help, while help is off."""
    from migration_lab.widgets import Message

    return None if now.helping else Message(f"{what} is off", [HELP_IS_OFF])


def without_reasons(verdict: Verdict) -> Verdict:
    """Return the verdict with the parts that are right, and without what is wrong with the others."""
    from migration_lab.schema import Difference

    if verdict.done or not verdict.parts:
        return verdict
    return replace(verdict, missing=(FOR_YOU_TO_FIND,), difference=Difference(), renames=())


def diagnosed(exercise: Exercise) -> str:
    """Say how the learner's diagnosis of a solved case went, in paragraphs, and let it stay; empty for no case."""
    from migration_lab.course.case_order import is_case
    from migration_lab.course.predictions.prediction import find_prediction
    from migration_lab.kernel.predicting import shown_outcome

    if not is_case(exercise.id):
        return ""
    found = find_prediction(exercise.id)
    said = shown_outcome(found)
    if said is not None and said.right:
        return f"Your diagnosis was right: {found.answer}.\n\n{found.because}"
    yours = f"Your diagnosis was: {said.answer}." if said else "You have made no diagnosis."
    return f"{yours} What it was: {found.answer}.\n\n{found.because}"
