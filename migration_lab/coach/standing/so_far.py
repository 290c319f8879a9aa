"""Say what the scripts and ``alembic_version`` alone tell, while a project is being looked at. Touches nothing."""

from __future__ import annotations

from migration_lab.coach.standing.pending import begin
from migration_lab.values.graph import RevisionGraph
from migration_lab.values.wording import count


def so_far(graph: RevisionGraph) -> str:
    """Return a sentence that is certain whatever the look will find; empty if there is none."""
    if graph.problem or not graph.revisions:
        return ""
    if not graph.current:
        return f"The database has run no revision yet, of {len(graph)}."
    if graph.pending:
        return begin([graph.revision(id) for id in graph.pending], "", empty=False, fails=True)
    return f"The database has run {'its only revision' if len(graph) == 1 else f'all {count(graph.revisions)}'}."
