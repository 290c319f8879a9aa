"""What ``lab.predict``, ``lab.reveal`` and ``lab.recap`` do: ask, keep the answer, and show what happened.

Evidence is looked up in the open project, and nothing is written there. What a learner says is kept in their progress.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakSet

from migration_lab.errors import LabError
from migration_lab.kernel import session

if TYPE_CHECKING:
    from migration_lab.course.predictions.answers import Answered
    from migration_lab.course.predictions.prediction import Prediction
    from migration_lab.widgets.outcome_view import OtherwiseView, OutcomeView
    from migration_lab.widgets.prediction_view import PredictionView
    from migration_lab.widgets.recap_view import RecapView

NOT_KEPT = "It could not be kept: the file progress.json, beside the workspaces, cannot be written."
STAYS = "What happens has been shown already, so this answer is not kept."
DIAGNOSIS_STAYS = "What it was has been shown already, so this answer is not kept."

_views: WeakSet[PredictionView] = WeakSet()
"""The displays that ask, as long as they are on a page."""


def predict(id: str, answer: object = None) -> PredictionView:
    """Ask what will happen, before a cell shows it. The answer is kept at once, and can be changed until the reveal.

    ``answer`` gives it in the cell: the letter of a choice, its text or, where there are none, some words. Raises
    ``LabError`` for an unknown prediction, and for an answer that is none of the choices.
    """
    from migration_lab.course.predictions.answers import answered
    from migration_lab.course.predictions.prediction import find_prediction
    from migration_lab.widgets.prediction_view import PredictionView

    found = find_prediction(id)
    problem = ""
    if answer is not None:
        problem = keep(found, answer)
        _show_everywhere(found)
    view = PredictionView(found, answered(found), lambda said: _heard(found, said), problem)
    _views.add(view)
    return view


def diagnose(case: str, answer: object = None) -> PredictionView:
    """Ask what is wrong in a case of the clinic; ``answer`` gives the answer in the cell, as in ``predict``.

    Whether it was right is said when the case is solved, or by ``lab.reveal``. Raises ``LabError`` as ``predict`` does.
    """
    return predict(case, answer)


def reveal(id: str) -> OutcomeView | OtherwiseView:
    """Show what happened, why, and beside it what you said; from then on the answer stays.

    First it makes sure that it came out like that in the open project; if not, it says so, and notes nothing. What is
    wrong in a case of the clinic was so when it began, so of a diagnosis nothing is looked up. Raises ``LabError`` for
    an unknown prediction, and if nothing is open.
    """
    from migration_lab.course.predictions.looking_up import look_up
    from migration_lab.course.predictions.prediction import find_prediction
    from migration_lab.widgets.outcome_view import OtherwiseView, OutcomeView

    found = find_prediction(id)
    if found.is_diagnosis:
        return OutcomeView(found, shown_outcome(found))
    now = session.current()
    elsewhere = now.elsewhere(found.chapter)
    if elsewhere and now.workspace is not None:  # a project of one's own may be what the chapter is about
        return OtherwiseView(found, None, elsewhere)
    looked_up = now.looking(lambda project: look_up(found.evidence, project, now.last))
    if not looked_up.true:
        return OtherwiseView(found, looked_up, elsewhere)
    return OutcomeView(found, shown_outcome(found))


def shown_outcome(found: Prediction) -> Answered | None:
    """Let what the learner said stay, now that the outcome is shown, and return it; ``None`` for nothing."""
    from migration_lab.course.predictions.answers import answered, keep_outcome

    keep_outcome(found)
    session.revealed().add(found.id)
    _show_everywhere(found)
    return answered(found)


def recap(chapter: str | int | None = None) -> RecapView:
    """List the chapter's predictions that went wrong, with what happened, and those that you have not made.

    Without a number it is the chapter that is open. Raises ``LabError`` for a chapter that does not exist, or has no
    predictions.
    """
    from migration_lab.course import find_chapter
    from migration_lab.course.predictions.chapter_recap import chapter_recap
    from migration_lab.widgets.recap_view import RecapView

    number = session.open_chapter() if chapter is None else chapter
    if not number:
        raise LabError('No chapter is open here. Say which one you mean: lab.recap("03")')
    return RecapView(chapter_recap(find_chapter(number).number))


def keep(prediction: Prediction, answer: object) -> str:
    """Keep an answer if it may still be given; return why it is not kept. Raises ``LabError`` as ``read_answer``."""
    from migration_lab.course.predictions.answers import answered, keep_answer

    said, old = prediction.read_answer(answer), answered(prediction)
    stays = DIAGNOSIS_STAYS if prediction.is_diagnosis else STAYS
    if old and old.final:
        return "" if said == old.answer else stays
    if prediction.id in session.revealed():
        return stays
    return "" if keep_answer(prediction, said) else NOT_KEPT


def _heard(prediction: Prediction, answer: str) -> str:
    """Keep an answer from a page, and show it in every display; return what is wrong with it."""
    try:
        problem = keep(prediction, answer)
    except LabError as error:
        problem = str(error)
    _show_everywhere(prediction)
    return problem


def _show_everywhere(prediction: Prediction) -> None:
    from migration_lab.course.predictions.answers import answered

    now = answered(prediction)
    for view in [*_views]:
        if view.prediction.id == prediction.id:
            view.show(now)
