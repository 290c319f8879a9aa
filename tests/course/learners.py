"""Made-up learners, the same ones on every run: what a test exports, takes in, or collects."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from migration_lab.course.exercises.exercise import Exercise, exercises
from migration_lab.course.exercises.exercise_parts import PARTS
from migration_lab.course.predictions.answers import Answered
from migration_lab.course.predictions.prediction import Prediction, predictions
from migration_lab.course.records.exported import ExportedProgress, as_text
from migration_lab.course.tries import Tries

HOSTILE = "<img src=x onerror=alert(1)>"


def room(size: int, seed: int = 7) -> Iterator[ExportedProgress]:
    """Some who are far, some who are not, some who guess well, and some who ask for every hint."""
    names = ("Ada", "Grace", "Edsger", "Barbara", "Donald", "Margaret", "Alan", "Radia", "Linus", "Frances")
    dice = random.Random(seed)
    numbers = sorted({one.chapter for one in exercises()})
    for at in range(size):
        reached = numbers[min(len(numbers) - 1, int(dice.triangular(0, len(numbers), len(numbers) * 0.7)))]
        luck, speed = dice.uniform(0.35, 0.95), dice.uniform(0.5, 1.0)
        tries = {one.id: _tries(one, dice, speed if one.chapter < reached else 0.3) for one in _until(reached, dice)}
        said = {
            one.id: _said(one, dice, luck)
            for one in predictions()
            if one.chapter <= reached and (one.chapter < reached or dice.random() < 0.6)
        }
        name = f"{names[at % len(names)]} {chr(ord('A') + at // len(names))}."
        yield ExportedProgress(tries, said, name if at else HOSTILE)


def write_room(folder: Path, size: int, seed: int = 7) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for at, learner in enumerate(room(size, seed), 1):
        (folder / f"learner-{at:02}.json").write_text(as_text(learner), encoding="utf-8")


def _until(reached: str, dice: random.Random) -> Iterator[Exercise]:
    yield from (one for one in exercises() if one.chapter < reached or (one.chapter == reached and dice.random() < 0.7))


def _tries(one: Exercise, dice: random.Random, speed: float) -> Tries:
    hard = 0.15 * (int(one.id[-1]) if one.id[-1].isdigit() else 2)
    done = dice.random() < speed - hard * 0.5
    checks = 1 + min(8, int(dice.expovariate(1.2 - hard)))
    missing = {part: dice.randint(1, checks) for part in PARTS[:4] if dice.random() < hard}
    return Tries(done, checks, dice.randint(0, 3) if dice.random() < 0.5 else 0, dice.random() < 0.12, missing)


def _said(one: Prediction, dice: random.Random, luck: float) -> Answered:
    if dice.random() < luck:
        return Answered(one.answer, True)
    wrong = [choice for choice in one.choices if choice != one.answer] or ["seven", "Seven.", HOSTILE]
    return Answered(dice.choice(wrong), False)
