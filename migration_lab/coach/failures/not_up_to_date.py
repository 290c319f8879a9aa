"""S02: a command that needs a database which has run every script. Touches nothing."""

from __future__ import annotations

from migration_lab.coach.explaining import Match, Ran
from migration_lab.values.wording import title

NOT_UP_TO_DATE = "Target database is not up to date."
"""Alembic has no class of its own for it."""


def waiting_revisions(ran: Ran) -> Match | None:
    """Recognise that scripts are pending. Where there are several heads, or tables but no revision, that comes first.

    S12 and S04 are about those.
    """
    if not says_so(ran):
        return None
    graph = ran.graph
    pending = [one for one in reversed(graph.revisions) if one.is_pending]
    tables = {*ran.step.before.table_names} - {ran.step.before.version_table}
    if not pending or len(graph.heads) > 1 or (tables and not graph.current):
        return None
    facts = {"pending": [title(one) for one in pending], "n": len(pending), "last": pending[-1].path}
    return Match(facts, file=pending[0].path)


def says_so(ran: Ran) -> bool:
    return any(one.message == NOT_UP_TO_DATE for one in (ran.error.chain() if ran.error else ()))
