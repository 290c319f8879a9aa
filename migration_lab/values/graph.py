"""The history of a project as a graph of revisions: values only.

``Project.history()`` makes it. Nothing here touches a database or a file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision script, and its place in the history."""

    id: str
    message: str = ""
    """The first paragraph of the script's docstring, on one line: what Alembic takes for the message."""
    parents: tuple[str, ...] = ()
    """The ids of its parents (``down_revision``): none for a base, several for a merge."""
    depends_on: tuple[str, ...] = ()
    """The ids that must have run before it without being its parents; labels are resolved."""
    labels: tuple[str, ...] = ()
    """The branch labels given in this script."""
    path: str = ""
    """The file, relative to the project, with ``/``."""
    created: str = ""
    """What the script says after Create Date; empty when it says nothing."""
    is_head: bool = False
    is_base: bool = False
    is_current: bool = False
    """Whether ``alembic_version`` names it."""
    is_pending: bool = False
    """Whether the database has not run it yet; false for all when a script is gone, because it cannot be known then."""
    problem: str | None = None
    """What is wrong with this script: a syntax error, a parent that no script has; ``None`` when nothing is."""


@dataclass(frozen=True, slots=True)
class RevisionGraph:
    """All revisions, newest first: a revision always comes before its parents and what it depends on."""

    revisions: tuple[Revision, ...] = ()
    heads: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    current: tuple[str, ...] = ()
    """What ``alembic_version`` holds, sorted; an id that no script has stays in it."""
    pending: tuple[str, ...] = ()
    """The ids that the database has not run, in an order in which they can be run."""
    problem: str | None = None
    """What is wrong with the history as a whole, in a line or a few; ``None`` when nothing is."""

    def standing_nowhere(self, why: str) -> RevisionGraph:
        """Return the same graph for a database whose revision is unknown, for that reason: nothing is pending."""
        revisions = tuple(replace(one, is_current=False, is_pending=False) for one in self.revisions)
        problem = self.problem or f"The revision of the database is not known: {why}"
        return replace(self, revisions=revisions, current=(), pending=(), problem=problem)

    def __bool__(self) -> bool:
        return bool(self.revisions)

    def __len__(self) -> int:
        return len(self.revisions)

    def revision(self, id: str) -> Revision:
        """Return the revision with that id. Raises ``KeyError`` when there is none."""
        for revision in self.revisions:
            if revision.id == id:
                return revision
        raise KeyError(id)
