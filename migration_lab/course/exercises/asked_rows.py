"""Check that the rows are what an exercise asks for. Only reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from migration_lab.course.exercises.exercise_questions import RowQuestion

if TYPE_CHECKING:
    from migration_lab.project.project import Project


def rows_missing(questions: Iterable[RowQuestion], project: Project) -> Iterator[str]:
    """Say what is wrong with the rows."""
    return (says for says, _ in wrong_rows(questions, project))


def wrong_rows(questions: Iterable[RowQuestion], project: Project) -> Iterator[tuple[str, bool]]:
    """Say what is wrong with the rows, and with it whether the question could be asked at all."""
    for row in questions:
        try:
            answer: object = tuple(map(tuple, project.query(row.question)))
        except Exception:
            yield row.says, False
            continue
        if answer != row.expect:
            yield row.says, True
