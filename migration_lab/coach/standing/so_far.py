"""Say what the scripts and ``alembic_version`` alone tell, while a project is being looked at. Touches nothing."""

from __future__ import annotations

from migration_lab.coach.saying import say
from migration_lab.coach.standing.pending import begin
from migration_lab.values.graph import RevisionGraph
from migration_lab.values.wording import count


def so_far(graph: RevisionGraph) -> str:
    """Return a sentence that is certain whatever the look will find; empty if there is none."""
    if graph.problem or not graph.revisions:
        return ""
    if not graph.current:
        return say("pending.run_none", all=len(graph))
    if graph.pending:
        return begin([graph.revision(id) for id in graph.pending])
    return say("pending.run_only") if len(graph) == 1 else say("pending.run_all", many=count(graph.revisions))
