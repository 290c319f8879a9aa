"""X6: a batch on SQLite drops a column, and makes its index again. Touches nothing."""

from __future__ import annotations

from migration_lab.coach.explaining import Match, Ran
from migration_lab.coach.index_in_the_way import dropped_first, index_in_the_way


def made_again(ran: Ran) -> Match | None:
    """Recognise that the batch failed at that index."""
    operation, before = ran.failed_operation, ran.step.before
    table = before.table(operation.table) if operation and operation.table in before.table_names else None
    found = index_in_the_way(ran.step.result.operations, ran.error, table)
    if found is None:
        return None
    drop = found.drop
    edit = dropped_first(ran.source(drop.file), drop.line, found.facts["names"])
    return Match({**found.facts, **edit, "table": drop.table}, "", drop.file, drop.line)
