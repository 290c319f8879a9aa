"""Scripts that are not what a database ran. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.coach.warning import Hazard, Rehearsal


def after_it_ran(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find what an upgrade will not run again, and what a downgrade takes back although something else ran."""
    going_back = {one.revision for one in rehearsal.tried.operations} if rehearsal.direction == "downgrade" else set()
    for one in rehearsal.edited:
        facts = {"what": one.what, "have": one.have, "revision": one.revision}
        if rehearsal.direction == "upgrade" and one.matters:
            yield Hazard(None, facts, file=one.path, line=one.line)
        elif one.revision in going_back:
            yield Hazard(None, facts, "back", file=one.path, line=one.line)
