"""Say in which state a command has left the database. Touches nothing."""

from __future__ import annotations

from migration_lab.values.graph import RevisionGraph
from migration_lab.values.result import Step
from migration_lab.values.wording import listed

MOST_LINES = 3


def state_after(step: Step, graph: RevisionGraph) -> str:
    """Say what a command has changed in the database, and where that stands now."""
    at = step.revisions_after or graph.current
    stands = f"at revision {listed(at)}" if at else "at no revision"
    moved = step.revisions_before != step.revisions_after
    lines = [str(change) for one in (step.default, *step.elsewhere) for change in one.difference]
    if not (moved or lines or step.rows or step.elsewhere or step.way_back.changed):
        return f"Nothing was changed: the database is still {stands}."
    if step.result.ok:
        return f"The database is {'now' if moved else 'still'} {stands}."
    more = len(lines) - MOST_LINES
    what = "; ".join(lines[:MOST_LINES]) + (f"; and {more} more" if more > 0 else "")
    stayed = f" What it had done by then has stayed: {what}." if what else " It had already changed something."
    return f"The database is {'now' if moved else 'still'} {stands}.{stayed} {step.way_back.sentence}".rstrip()
