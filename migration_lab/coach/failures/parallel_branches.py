"""S12: a history with several heads, and a downgrade from where they were merged. Touches nothing."""

from __future__ import annotations

from migration_lab.coach.explaining import Match, Ran
from migration_lab.coach.failures.not_up_to_date import says_so


def several_ways(ran: Ran) -> Match | None:
    """Recognise a command that did not know which branch to follow."""
    graph, kinds = ran.graph, [error.type for error in ran.error.chain()] if ran.error else []
    if "RevisionError" in kinds and ran.command == "downgrade":
        merged = [one for one in graph.revisions if one.id in graph.current and len(one.parents) > 1]
        if not merged:
            return None
        return Match({"merge": merged[0].id, "parents": merged[0].parents, "first": merged[0].parents[0]}, "downgrade")
    if "MultipleHeads" not in kinds and not says_so(ran):
        return None
    # Several bases are histories that are apart on purpose: nothing to merge.
    if len(graph.heads) < 2 or len(graph.heads) <= len(graph.bases):
        return None
    heads = [one for one in graph.revisions if one.is_head]
    return Match({"n": len(heads), "merge": f"merge {' and '.join(one.id for one in heads)}"}, file=heads[0].path)
