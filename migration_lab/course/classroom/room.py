"""Work out where a room of learners is, and what it gets wrong. Reads the course's notebooks and questions only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from migration_lab.course.chapters.chapter import chapters
from migration_lab.course.classroom.collecting import Learner
from migration_lab.course.course_map import first_cell
from migration_lab.course.exercises.exercise import Exercise, exercises
from migration_lab.course.location import find_course
from migration_lab.course.practice_record import Practised
from migration_lab.course.predictions.prediction import Prediction, predictions
from migration_lab.course.tries import Tries

Counted = tuple[tuple[str, int], ...]
"""Some words and how often they were said, the most frequent first."""


@dataclass(frozen=True, slots=True)
class InChapter:
    """What one learner has done of one chapter."""

    tries: tuple[tuple[str, Tries], ...]
    """Each of its exercises."""
    right: int
    wrong: int
    waiting: int
    """Predictions with an answer, of which what happened has not been shown yet."""
    here: bool
    """Whether it is the one that was opened last; if that is not known, the last of which anything was done."""
    practised: int = 0
    """How many exercises of practice are done."""

    @property
    def hints(self) -> int:
        return sum(one.hints for _, one in self.tries)

    @property
    def begun(self) -> bool:
        said = self.right or self.wrong or self.waiting or self.practised
        return bool(said or any(one.begun for _, one in self.tries))


@dataclass(frozen=True, slots=True)
class LearnerInRoom:
    name: str
    chapters: tuple[InChapter, ...]
    """In the order of the room's chapters."""

    @property
    def done(self) -> int:
        return sum(one.done for chapter in self.chapters for _, one in chapter.tries)

    @property
    def helped(self) -> int:
        """How many of these were done with board and coach on; noted of the clinic's cases only."""
        return sum(one.done and one.helped for chapter in self.chapters for _, one in chapter.tries)

    @property
    def practised(self) -> int:
        return sum(chapter.practised for chapter in self.chapters)


@dataclass(frozen=True, slots=True)
class PredictionInRoom:
    prediction: Prediction
    right: int
    wrong: int
    answers: Counted
    """The wrong answers."""

    @property
    def made(self) -> int:
        return self.right + self.wrong


@dataclass(frozen=True, slots=True)
class ExerciseInRoom:
    exercise: Exercise
    begun: int
    done: int
    hints: int
    solutions: int
    """How many have read the solution before they had done it."""
    checks: int
    missing: Counted
    """What was not right yet when it was checked."""
    helped: int = 0
    """How many have done it with board and coach on."""

    @property
    def stuck(self) -> int:
        """How many have begun it, and have not done it."""
        return self.begun - self.done


@dataclass(frozen=True, slots=True)
class IdeaInRoom:
    """What was practised of one idea."""

    chapter: str
    idea: str
    people: int
    done: int
    """How many exercises, by all of them together."""
    checks: int
    hints: int
    solutions: int


@dataclass(frozen=True, slots=True)
class Room:
    chapters: tuple[tuple[str, str], ...]
    """The number and the title of each chapter."""
    learners: tuple[LearnerInRoom, ...]
    predictions: tuple[PredictionInRoom, ...]
    """The one that most people got wrong comes first; those that nobody has made are left out."""
    exercises: tuple[ExerciseInRoom, ...]
    """The one at which most people are stuck comes first; those that nobody has begun are left out."""
    practice: tuple[IdeaInRoom, ...] = ()
    """By chapter; those of which nobody has done any are left out."""

    def here(self, at: int) -> int:
        """Return how many are in the chapter at that place."""
        return sum(one.chapters[at].here for one in self.learners)


def room(learners: Sequence[Learner]) -> Room:
    """Return it. What the course that is open does not have is left out."""
    named = tuple((one.number, first_cell(one)[0]) for one in chapters(find_course()))
    numbers = [number for number, _ in named]
    asked = [one for one in (_prediction(each, learners) for each in predictions()) if one.made]
    tried = [one for one in (_exercise(each, learners) for each in exercises()) if one.begun]
    return Room(
        named,
        tuple(_learner(one, numbers) for one in learners),
        tuple(sorted(asked, key=lambda one: (-one.wrong, -one.wrong / one.made, one.prediction.id))),
        tuple(sorted(tried, key=lambda one: (-one.stuck, -one.stuck / one.begun, -one.checks, one.exercise.id))),
        _practice(learners, numbers),
    )


def _learner(learner: Learner, numbers: Sequence[str]) -> LearnerInRoom:
    found = [_in_chapter(learner, number) for number in numbers]
    last = max((at for at, one in enumerate(found) if one.begun), default=None)
    if learner.progress.opened in numbers:
        last = numbers.index(learner.progress.opened)
    if last is not None:
        one = found[last]
        found[last] = replace(one, here=True)
    return LearnerInRoom(learner.name, tuple(found))


def _in_chapter(learner: Learner, number: str) -> InChapter:
    progress = learner.progress
    tries = tuple((one.id, progress.exercises.get(one.id, Tries())) for one in exercises() if one.chapter == number)
    said = [progress.predictions.get(one.id) for one in predictions() if one.chapter == number]
    outcomes = Counter(one.right for one in said if one)
    practised = sum(len(one.done) for one in progress.practised.get(number, {}).values())
    return InChapter(tries, outcomes[True], outcomes[False], outcomes[None], here=False, practised=practised)


def _prediction(prediction: Prediction, learners: Sequence[Learner]) -> PredictionInRoom:
    said = [one for learner in learners if (one := learner.progress.predictions.get(prediction.id)) and one.final]
    wrong = [one.answer for one in said if not one.right]
    return PredictionInRoom(prediction, len(said) - len(wrong), len(wrong), _alike(wrong))


def _alike(answers: Sequence[str]) -> Counted:
    """Count answers; two that differ only in case or in a full stop are one, as the first of them is written."""
    first: dict[str, str] = {}
    many: Counter[str] = Counter()
    for answer in answers:
        many[first.setdefault(" ".join(answer.split()).casefold().rstrip("."), answer)] += 1
    return tuple(many.most_common())


def _exercise(exercise: Exercise, learners: Sequence[Learner]) -> ExerciseInRoom:
    tries = [one for learner in learners if (one := learner.progress.exercises.get(exercise.id)) and one.begun]
    missing: Counter[str] = Counter()
    for one in tries:
        missing.update(one.missing)
    return ExerciseInRoom(
        exercise,
        len(tries),
        sum(one.done for one in tries),
        sum(one.hints for one in tries),
        sum(one.solution for one in tries),
        sum(one.checks for one in tries),
        tuple(missing.most_common()),
        sum(one.done and one.helped for one in tries),
    )


def _practice(learners: Sequence[Learner], numbers: Sequence[str]) -> tuple[IdeaInRoom, ...]:
    by: dict[tuple[str, str], list[Practised]] = {}
    for learner in learners:
        for chapter, ideas in learner.progress.practised.items():
            for idea, one in ideas.items():
                by.setdefault((chapter, idea), []).append(one)
    return tuple(
        IdeaInRoom(
            chapter,
            idea,
            len(some),
            sum(len(one.done) for one in some),
            sum(one.checks for one in some),
            sum(one.hints for one in some),
            sum(one.solutions for one in some),
        )
        for (chapter, idea), some in sorted(by.items())
        if chapter in numbers
    )
