"""Are the rows what an exercise asks for? Only reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from migration_lab.course.exercises.exercise import RowQuestion

if TYPE_CHECKING:
    from migration_lab.project.project import Project


def rows_missing(questions: Iterable[RowQuestion], project: Project, *, silent: bool = False) -> Iterator[str]:
    """What the rows lack; ``silent`` about questions that cannot be asked yet, when it is told already why."""
    for row in questions:
        try:
            answer = tuple(map(tuple, project.query(row.question)))
        except Exception:
            if silent:
                continue
            answer = None
        if answer != row.expect:
            yield row.says
