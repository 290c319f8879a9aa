"""Read the exercises from ``exercises.toml``, and check the form of that file.

A wrong entry raises ``LabError`` that names the entry and the key. Nothing here touches a database.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from migration_lab.course.exercises.steps import AnswerStep, read_step
from migration_lab.errors import LabError

EXERCISES = Path(__file__).with_name("exercises.toml")
HINTS = 3
WRONG_ANSWERS = 2
Rename = tuple[str, str, str]
"""A table, the old name of one of its columns, and the new name."""


@dataclass(frozen=True, slots=True)
class RowQuestion:
    """A question about the rows, where the structure alone is not enough."""

    question: str
    """A SELECT."""
    expect: tuple[tuple[Any, ...], ...]
    """Its expected answer."""
    says: str
    """What to tell a learner whose rows give another answer."""


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """An answer that a learner might well give, and that must not pass."""

    why: str
    steps: tuple[AnswerStep, ...]


@dataclass(frozen=True, slots=True)
class Exercise:
    id: str
    """The chapter's number and the exercise's: ``03.1``."""
    title: str
    task: str
    goal: str
    """SQL that turns the database at the end of the chapter into one with the wanted structure."""
    hints: tuple[str, ...]
    """From vague to exact."""
    solution: tuple[AnswerStep, ...]
    wrong: tuple[WrongAnswer, ...]
    rows: tuple[RowQuestion, ...] = ()
    renames: tuple[Rename, ...] = ()
    """What the goal renames, so that it is not described as a column to drop and another to add."""
    lengths: tuple[str, ...] = ()
    """The columns whose maximal length the task gives: ``sponsor.name``."""
    pages: tuple[str, ...] = ()
    """The pages that the app must still answer: ``/rooms``."""
    scripts: bool = True
    """Whether revision scripts must make the structure, and models and database must be in step."""

    @property
    def chapter(self) -> str:
        return self.id.partition(".")[0]


@cache
def exercises(path: Path = EXERCISES) -> tuple[Exercise, ...]:
    """Return all exercises, in the order of the file. Raises ``LabError`` when the file is missing or wrong."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LabError(f"{path.name} cannot be read: {error}") from error
    if unknown := entries.keys() - {"exercise"}:
        raise LabError(f"{path.name}: unknown key {', '.join(sorted(unknown))} at the top.")
    found: dict[str, Exercise] = {}
    for place, entry in enumerate(entries.get("exercise", []), 1):
        name = entry.get("id", f"number {place}")
        try:
            exercise = Exercise(**_table(entry, EXERCISE_KEYS, OPTIONAL))
        except LabError as error:
            raise LabError(f"{path.name}, exercise {name}: {error}") from error
        if exercise.id in found:
            raise LabError(f"{path.name}, exercise {name}: there are two of that id.")
        found[exercise.id] = exercise
    return tuple(found.values())


def find_exercise(id: str | float, path: Path = EXERCISES) -> Exercise:
    """Find an exercise; ``3.1`` is ``03.1``. Raises ``LabError`` with a list of the exercises."""
    known = exercises(path)
    wanted = str(id).strip()
    for exercise in known:
        if wanted in (exercise.id, exercise.id.removeprefix("0")):
            return exercise
    there = "\n".join(f"  {exercise.id} {exercise.title}" for exercise in known)
    raise LabError(f"There is no exercise {id!r}. The exercises are:\n{there}")


def _table(entry: Any, keys: dict[str, Callable[[Any], Any]], optional: Collection[str] = ()) -> dict[str, Any]:
    """Check ``entry``, and read each value with the function that ``keys`` has for it."""
    if not isinstance(entry, dict):
        raise LabError(f"should be a table: {entry!r}")
    if unknown := entry.keys() - keys.keys():
        raise LabError(f"unknown key {', '.join(sorted(unknown))}; there are {', '.join(keys)}.")
    if missing := [key for key in keys if key not in entry and key not in optional]:
        raise LabError(f"needs {', '.join(missing)}.")
    values = {}
    for key, value in entry.items():
        try:
            values[key] = keys[key](value)
        except LabError as error:
            raise LabError(f"{key}: {error}") from error
    return values


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise LabError(f"should be some text: {value!r}")
    return value


def _id(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"\d\d\.\d+", value):
        raise LabError(f'should be a chapter\'s number and one of its own, as "03.1": {value!r}')
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise LabError(f"should be true or false: {value!r}")
    return value


def _rename(value: Any) -> Rename:
    found = re.fullmatch(r"(\w+)\.(\w+) -> \1\.(\w+)", value) if isinstance(value, str) else None
    if not found:
        raise LabError(f'should be a column before and after, as "room.seats -> room.capacity": {value!r}')
    return found[1], found[2], found[3]


def _column(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"\w+\.\w+", value):
        raise LabError(f'should be a column with its table, as "speaker.website": {value!r}')
    return value


def _page(value: Any) -> str:
    page = _text(value)
    if not page.startswith("/"):
        raise LabError(f'should be a path of the app, as "/rooms": {value!r}')
    return page


def _list(
    of: Callable[[Any], Any], *, exactly: int | None = None, at_least: int = 1
) -> Callable[[Any], tuple[Any, ...]]:
    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list) or not value:
            raise LabError(f"should be a list with something in it: {value!r}")
        if len(value) < at_least:
            raise LabError(f"there should be {at_least} or more, and there are {len(value)}.")
        if exactly is not None and len(value) != exactly:
            raise LabError(f"there should be {exactly}, and there are {len(value)}.")
        return tuple(map(of, value))

    return read


def _row(value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise LabError(f"a row should be a list: {value!r}")
    return tuple(value)


def _rows(value: Any) -> tuple[tuple[Any, ...], ...]:
    if not isinstance(value, list):
        raise LabError(f"should be a list of rows: {value!r}")
    return tuple(map(_row, value))


ROW_KEYS: dict[str, Callable[[Any], Any]] = {"question": _text, "expect": _rows, "says": _text}
WRONG_KEYS: dict[str, Callable[[Any], Any]] = {"why": _text, "steps": _list(read_step)}
EXERCISE_KEYS: dict[str, Callable[[Any], Any]] = {
    "id": _id,
    "title": _text,
    "task": _text,
    "goal": _text,
    "rows": _list(lambda value: RowQuestion(**_table(value, ROW_KEYS))),
    "hints": _list(_text, exactly=HINTS),
    "solution": _list(read_step),
    "wrong": _list(lambda value: WrongAnswer(**_table(value, WRONG_KEYS)), at_least=WRONG_ANSWERS),
    "renames": _list(_rename),
    "lengths": _list(_column),
    "pages": _list(_page),
    "scripts": _truth,
}
OPTIONAL = {"rows", "renames", "lengths", "pages", "scripts"}
