"""S22: another process ran the same scripts at the same time. Touches nothing."""

from __future__ import annotations

from migration_lab.coach.explaining import Match, Ran


def ran_it_first(ran: Ran) -> Match | None:
    """Recognise that the revision moved while this command failed, and that this command has not moved it."""
    step = ran.step
    if step.revisions_after == step.revisions_before or not step.revisions_after:
        return None
    table = step.after.version_table
    kept = [one for one in step.result.sql if table in one.sql and one.changes_something]
    if not table or any(not one.failed and not one.rolled_back for one in kept):
        return None
    if {*step.revisions_after} - {one.id for one in ran.graph.revisions}:
        return None
    return Match({"now_at": step.revisions_after})
