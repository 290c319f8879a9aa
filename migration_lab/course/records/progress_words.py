"""Say in words what a learner has done: for ``lab.progress()`` and ``migration-lab progress``. Touches no database."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.course.location import CLINIC
from migration_lab.course.records.learner_progress import ChapterProgress, LearnerProgress
from migration_lab.course.records.sharing import sharing_words
from migration_lab.values.visible_text import plain
from migration_lab.values.wording import number

DONE, NEXT, ELSE = "✓", "→", " "


def title(progress: LearnerProgress) -> str:
    chapters = progress.chapters
    done, all_exercises = sum(len(one.done) for one in chapters), sum(len(one.exercises) for one in chapters)
    right, wrong = sum(len(one.right) for one in chapters), sum(len(one.wrong) for one in chapters)
    said = f"{right} of {number(right + wrong, 'prediction')} right" if right or wrong else "no prediction made yet"
    return f"Your progress: {done} of {number(all_exercises, 'exercise')} done, {said}"


def lines(progress: LearnerProgress) -> Iterator[str]:
    """Yield a line for each chapter, and then what is open, what went wrong, and what is next."""
    for one in progress.chapters:
        yield " ".join(filter(None, (mark(one), one.on_map.shown_number, f"{plain(one.on_map.title)}{_what(one)}")))
    yield from remarks(progress)


def mark(one: ChapterProgress) -> str:
    return DONE if one.on_map.done else NEXT if one.on_map.next else ELSE


def _what(one: ChapterProgress) -> str:
    said = [words for words in (exercise_words(one), hint_words(one), prediction_words(one)) if words]
    return f": {', '.join(said)}" if said else ""


def exercise_words(one: ChapterProgress) -> str:
    noun = "exercise" if one.on_map.shown_number else "case"
    return f"{len(one.done)} of {number(len(one.exercises), noun)} done" if one.exercises else ""


def hint_words(one: ChapterProgress) -> str:
    return f"{number(one.hints, 'hint')} used" if one.hints else ""


def prediction_words(one: ChapterProgress) -> str:
    """Say how its predictions went; nothing if none was made."""
    made = len(one.right) + len(one.wrong)
    parts = [f"{len(one.right)} of {questions(made, one.on_map.number)} right"] if made else []
    return " and ".join([*parts, *([f"{len(one.not_shown)} not shown yet"] if one.not_shown else [])])


def questions(many: int, chapter: str) -> str:
    """Count what a chapter asks: ``3 predictions``; in the clinic, ``3 diagnoses``."""
    if chapter == CLINIC:
        return f"{many} {'diagnosis' if many == 1 else 'diagnoses'}"
    return number(many, "prediction")


def remarks(progress: LearnerProgress) -> Iterator[str]:
    """Yield what is open, which predictions went wrong, and what is next, each as a sentence; code in backticks."""
    if begun := [f"{id} ({_tried(one, id)})" for one in progress.chapters for id in one.open]:
        yield f"Begun and not done yet: {', '.join(begun)}."
    if wrong := [one for one in progress.chapters if one.wrong]:
        recaps = ", ".join(f'`lab.recap("{one.on_map.number}")`' for one in wrong)
        yield f"{number(sum(len(one.wrong) for one in wrong), 'prediction')} came out differently: {recaps}."
    yield from (practice_words(one) for one in progress.chapters if one.practised)
    if (ahead := progress.next) is None:
        rest = next((one.on_map.number for one in progress.chapters if not one.on_map.done), "")
        yield f"Next: the rest of chapter {rest}." if rest else "You have done the whole course."
    elif ahead.on_map.number == CLINIC:
        yield "Next: the clinic. `lab.clinic()` lists its cases."
    else:
        left = [id for id in ahead.exercises if id not in ahead.done]
        first = f", exercise {left[0]}" if ahead.open or ahead.done else ""
        yield f"Next: chapter {ahead.on_map.number}{first}."
    if shared := sharing_words():
        yield plain(shared)


def practice_words(one: ChapterProgress) -> str:
    """Say what was practised: ``Practised of 03: optional column 3, required column 2 (9 checks, 2 hints).``"""
    ideas = one.practised
    many = ", ".join(f"{idea.replace('-', ' ')} {len(done.done)}" for idea, done in sorted(ideas.items()))
    sums = (
        (sum(done.checks for done in ideas.values()), "check"),
        (sum(done.hints for done in ideas.values()), "hint"),
    )
    took = ", ".join(number(count, what) for count, what in sums if count)
    return f"Practised of {one.on_map.number}: {many}{f' ({took})' if took else ''}."


def _tried(one: ChapterProgress, id: str) -> str:
    tries = one.exercises[id]
    said = [number(many, what) for many, what in ((tries.checks, "check"), (tries.hints, "hint")) if many]
    return ", ".join([*said, *(["solution read"] if tries.solution else [])])
