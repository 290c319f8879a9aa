"""Scripts that work with the app's models as they are today. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.values.tried import ModelUse


def live_model(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find revisions that used the app's models, or their tables, while they ran: one for each revision."""
    uses = rehearsal.tried.models_used
    for revision in dict.fromkeys(use.revision for use in uses):
        found = [use for use in uses if use.revision == revision]
        elsewhere = [use for use in found if use.own_connection]
        first = (elsewhere or found)[0]
        facts = {"revision": revision, "models": list(dict.fromkeys(map(name, found))), "table": first.table}
        yield Hazard(None, facts, "session" if elsewhere else "", file=first.file, line=first.line)


def name(use: ModelUse) -> str:
    return use.model or use.table
