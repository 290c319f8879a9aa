"""Find the way from one revision to another in a graph. Values only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from migration_lab.values.graph import Revision, RevisionGraph


@dataclass(frozen=True, slots=True)
class Between:
    """The revisions that are downgraded, newest first, and then those that are upgraded, oldest first."""

    down: tuple[Revision, ...] = ()
    up: tuple[Revision, ...] = ()


def steps_between(graph: RevisionGraph, start: str, end: str) -> Between:
    """Return the way from ``start`` to ``end``; an empty id stands for the time before the first revision."""
    had, has = before(graph, start), before(graph, end)
    down = tuple(one for one in graph.revisions if one.id in had - has)
    up = tuple(one for one in reversed(graph.revisions) if one.id in has - had)
    return Between(down, up)


def before(graph: RevisionGraph, *ids: str) -> set[str]:
    """Return the revisions and all their ancestors, as far as their scripts are there."""
    parents: dict[str, Iterable[str]] = {one.id: (*one.parents, *one.depends_on) for one in graph.revisions}
    seen: set[str] = set()
    stack = [id for id in ids if id in parents]
    while stack:
        one = stack.pop()
        if one not in seen:
            seen.add(one)
            stack.extend(parent for parent in parents[one] if parent in parents)
    return seen
