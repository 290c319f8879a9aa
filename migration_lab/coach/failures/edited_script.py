"""An upgrade that ran nothing, since the script that was to run had run before it was edited. Touches nothing."""

from __future__ import annotations

from migration_lab.coach.explaining import Match, Ran


def upgrade_that_ran_nothing(ran: Ran) -> Match | None:
    step = ran.step
    moved = step.revisions_before != step.revisions_after or any(step.elsewhere)
    if moved or step.result.operations or "--sql" in step.result.args or not step.revisions_after:
        return None
    one = next((one for one in ran.edited() if one.matters), None)
    if one is None:
        return None
    facts = {"what": one.what, "have": one.have, "revision": one.revision, "file": one.path}
    return Match(facts, "again", file=one.path, line=one.line)
