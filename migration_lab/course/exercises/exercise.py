"""What an exercise is, and how its entry in a chapter's questions is read. Nothing here touches a database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from migration_lab.course.case_order import is_case
from migration_lab.course.chapter_questions import read_all
from migration_lab.course.exercise_ids import is_exercise_id
from migration_lab.course.exercises.exercise_questions import (
    CommandQuestion,
    HistoryQuestion,
    PageQuestion,
    RowQuestion,
    read_command_question,
    read_history_question,
    read_page_question,
    read_row_question,
)
from migration_lab.course.exercises.steps import AnswerStep, read_step
from migration_lab.course.location import find_course
from migration_lab.course.practice_ids import chapter_of
from migration_lab.course.toml_entries import Reader, list_of, table, text, truth
from migration_lab.errors import LabError

SQLITE, POSTGRESQL = DATABASES = ("sqlite", "postgresql")
HINTS = 3
WRONG_ANSWERS = 2
Rename = tuple[str, str, str]
"""A table, the old name of one of its columns, and the new name."""


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """An answer that a learner might well give, and that must not pass."""

    why: str
    steps: tuple[AnswerStep, ...]


@dataclass(frozen=True, slots=True)
class Exercise:
    id: str
    """The chapter's number and the exercise's, ``03.1``; a case of the clinic, ``clinic.d``; or, if it is made,
    ``practice.03.17``."""
    title: str
    task: str
    hints: tuple[str, ...]
    """From vague to exact."""
    solution: tuple[AnswerStep, ...]
    wrong: tuple[WrongAnswer, ...]
    goal: str = ""
    """SQL that turns the database at the exercise's start into one with the wanted structure; none, if the structure
    should be the same again. The start is the end of the chapter, unless the exercise has its own."""
    rows: tuple[RowQuestion, ...] = ()
    renames: tuple[Rename, ...] = ()
    """What the goal renames, so that it is not described as a column to drop and another to add."""
    lengths: tuple[str, ...] = ()
    """The columns whose maximal length the task gives: ``sponsor.name``."""
    history: HistoryQuestion | None = None
    pages: tuple[PageQuestion, ...] = ()
    """The pages that the app must still answer."""
    commands: tuple[CommandQuestion, ...] = ()
    back: bool = True
    """Whether the scripts must lead back to the exercise's start too, and forward again."""
    rows_back: tuple[RowQuestion, ...] = ()
    """What must be true of the rows after the way back."""
    scripts: bool = True
    """Whether revision scripts must make the structure, and models and database must be in step."""
    start: tuple[AnswerStep, ...] = ()
    """What leads from the chapter's starting point to the exercise's. Such an exercise has a workspace of its own;
    one without it goes on where the chapter ends."""
    start_at_end: bool = False
    """Whether these steps begin where the chapter ends, instead."""
    database: str = SQLITE
    """``postgresql`` for an exercise on a PostgreSQL of the lab's own, in a workspace of its own."""
    from_start: bool = False
    """Whether the scripts must also lead to all of it from the database with which the exercise begins, as another
    machine has it. On PostgreSQL only."""
    also: tuple[tuple[AnswerStep, ...], ...] = ()
    """Other right answers."""
    only_one: str = ""
    """Why there is no other right answer."""
    entries: tuple[str, ...] = ()
    """What it practises, as ids of the coach's catalogue: ``S10``."""
    after: str = ""
    """What to read when it is done: why the answers work, what else would be good, where to read on."""
    idea: str = ""
    """What it practises, if it is made from a template: then it begins in a project of its own."""

    @property
    def chapter(self) -> str:
        return chapter_of(self.id)

    @property
    def name(self) -> str:
        """What it is called: ``Exercise 03.1``, or ``Case clinic.d``."""
        return f"{self.what.capitalize()} {self.id}"

    @property
    def what(self) -> str:
        return "case" if is_case(self.id) else "exercise"

    @property
    def workspace(self) -> str:
        """What ``lab.open`` opens to do it: the exercise's own workspace, or the chapter's."""
        return self.id if self.has_workspace else self.chapter

    @property
    def has_workspace(self) -> bool:
        return bool(self.start) or self.on_postgresql

    @property
    def on_postgresql(self) -> bool:
        return self.database == POSTGRESQL


def exercises(place: Path | None = None) -> tuple[Exercise, ...]:
    """Return all exercises, by chapter; ``place`` is a file or a folder of them, if not the course's own.

    Raises ``LabError`` that names the file, the entry and the key when one is wrong.
    """
    return _all_in(place or find_course().questions)


@cache
def _all_in(place: Path) -> tuple[Exercise, ...]:
    return read_all(place, "exercise", read_exercise)


def read_exercise(entry: Any) -> Exercise:
    """Read an exercise from its entry. Raises ``LabError`` that names the key when one is wrong."""
    one = Exercise(**table(entry, EXERCISE_KEYS, EXERCISE_KEYS.keys() - set(REQUIRED)))
    if not any(getattr(one, key) for key in ASKS):
        raise LabError(f"asks for nothing: it needs one of {', '.join(ASKS)}.")
    if one.from_start and not one.on_postgresql:
        raise LabError(f"from_start is for exercises on {POSTGRESQL}, where the start is kept.")
    if one.on_postgresql and not one.scripts:
        raise LabError("has no scripts, and what brings a database to PostgreSQL are the scripts.")
    return one


def _id(value: Any) -> str:
    if not isinstance(value, str) or not is_exercise_id(value):
        raise LabError(f'should be a chapter\'s number and one of its own, as "03.1": {value!r}')
    return value


def _rename(value: Any) -> Rename:
    found = re.fullmatch(r"(\w+)\.(\w+) -> \1\.(\w+)", value) if isinstance(value, str) else None
    if not found:
        raise LabError(f'should be a column before and after, as "room.seats -> room.capacity": {value!r}')
    return found[1], found[2], found[3]


def _database(value: Any) -> str:
    if value not in DATABASES:
        raise LabError(f"should be one of {', '.join(DATABASES)}: {value!r}")
    return str(value)


def _column(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"\w+\.\w+", value):
        raise LabError(f'should be a column with its table, as "speaker.website": {value!r}')
    return value


WRONG_KEYS: dict[str, Reader] = {"why": text, "steps": list_of(read_step)}
EXERCISE_KEYS: dict[str, Reader] = {
    "id": _id,
    "title": text,
    "task": text,
    "goal": text,
    "rows": list_of(read_row_question),
    "hints": list_of(text, exactly=HINTS),
    "solution": list_of(read_step),
    "wrong": list_of(lambda value: WrongAnswer(**table(value, WRONG_KEYS)), at_least=WRONG_ANSWERS),
    "renames": list_of(_rename),
    "lengths": list_of(_column),
    "pages": list_of(read_page_question),
    "history": read_history_question,
    "commands": list_of(read_command_question),
    "scripts": truth,
    "start": list_of(read_step),
    "start_at_end": truth,
    "database": _database,
    "from_start": truth,
    "also": list_of(list_of(read_step)),
    "only_one": text,
    "entries": list_of(text),
    "after": text,
    "back": truth,
    "rows_back": list_of(read_row_question),
}
ASKS = ("goal", "rows", "history", "pages", "commands", "start")
"""An exercise asks at least for one of them; one with a start of its own may just want it put in order."""
REQUIRED = ("id", "title", "task", "hints", "solution", "wrong")
