"""Check that the history has the shape that an exercise asks for. Touches no database, and runs no script."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.course.exercises.exercise_questions import HistoryQuestion
from migration_lab.values.graph import RevisionGraph
from migration_lab.values.wording import number


def history_missing(asked: HistoryQuestion | None, graph: RevisionGraph) -> Iterator[str]:
    """Say what is still missing of that shape, a sentence for each thing; nothing, if none is asked for."""
    if asked is None:
        return
    if graph.problem:
        yield f"The revision scripts are not in order: {graph.problem}"
    there = {one.id for one in graph.revisions}
    for id in asked.keeps:
        if id not in there:
            yield f"The script of revision {id} should still be there, and it is gone."
    if asked.heads not in (None, len(graph.heads)):
        there_are = f"{_are(len(graph.heads))}{_named(graph.heads)}"
        yield f"There should be {number(asked.heads or 0, 'head')}, and there {there_are}."
    merges = sum(len(one.parents) > 1 for one in graph.revisions)
    if asked.merges not in (None, merges):
        yield f"There should be {number(asked.merges or 0, 'revision')} with two parents, and there {_are(merges)}."
    if asked.revisions not in (None, len(graph)):
        yield f"There should be {number(asked.revisions or 0, 'revision')}, and there {_are(len(graph))}."
    if asked.at_head and set(graph.current) != set(graph.heads):
        at = ", ".join(graph.current) or "no revision at all"
        yield f"The database should be at the newest revision, and it is at {at}."


def _are(many: int) -> str:
    return f"{'is' if many == 1 else 'are'} {many or 'none'}"


def _named(ids: tuple[str, ...]) -> str:
    return f": {', '.join(ids)}" if ids else ""
