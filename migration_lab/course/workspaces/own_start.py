"""Say where an exercise with a workspace of its own begins: at its chapter's start or end, and some steps further."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migration_lab.project.project import Project


@dataclass(frozen=True, slots=True)
class OwnStart:
    """What comes after the chapter's starting point, or its end."""

    id: str
    """The exercise's, which is the workspace's name too: ``06.2``, or ``practice.06.17``."""
    title: str
    steps: str
    """The steps as text: where it differs, the starting point is another one."""
    carry_out: Callable[[Project], None] = field(compare=False, repr=False)
    """Does the steps in a project, with real commands. Raises ``LabError`` if one ends otherwise than it should."""
    at_end: bool = False
    alone: bool = False
    """Whether it begins with nothing: the steps make a project of their own, and nothing of the chapter's is in it."""
    on_postgresql: bool = False
    """Whether the steps are done, and the exercise too, on a PostgreSQL of the lab's own."""
