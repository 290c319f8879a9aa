"""Check that the rows are what an exercise asks for. Only reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from migration_lab.course.exercises.exercise_questions import RowQuestion

if TYPE_CHECKING:
    from migration_lab.project.project import Project


def rows_missing(questions: Iterable[RowQuestion], project: Project, *, silent: bool = False) -> Iterator[str]:
    """Say what is wrong with the rows; ``silent`` about questions that cannot be asked yet, if it is known why."""
    for row in questions:
        try:
            answer = tuple(map(tuple, project.query(row.question)))
        except Exception:
            if silent:
                continue
            answer = None
        if answer != row.expect:
            yield row.says
