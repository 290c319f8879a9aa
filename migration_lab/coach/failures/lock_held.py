"""S21: a command that has waited for a lock of another session in vain. Touches nothing."""

from __future__ import annotations

from migration_lab.coach.explaining import Match, Ran
from migration_lab.coach.failures.models_of_today import imported
from migration_lab.coach.lock_words import holders

TIMED_OUT = "55P03"


def by_another(ran: Ran) -> Match | None:
    waits = ran.step.result.waits
    if any(one.own for one in waits):
        return None  # S20
    operation = ran.failed_operation
    if waits and waits[-1].holders:
        last = waits[-1]
        on = last.on or (operation.table if operation else "")
        facts = {"on": f" on {on}" if on else "", "holder": holders(last), "pid": last.holders[0].pid}
        return Match(facts)
    timed_out = any(one.code == TIMED_OUT for one in ran.error.chain()) if ran.error else False
    if not timed_out or operation is None or not operation.table or [*imported(ran, ran.source(operation.file))]:
        return None
    return Match({"on": f" on {operation.table}"}, "unknown")
