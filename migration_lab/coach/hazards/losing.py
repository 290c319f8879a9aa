"""What a script takes away. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.coach.warning import Hazard, Rehearsal


def drop_column(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find columns that are dropped with values in them."""
    lost = {fate.table: dict(fate.became.values_lost) for fate in rehearsal.tried.fates}
    for operation in rehearsal.operations:
        if operation.kind != "DropColumn" or operation.failed:
            continue
        (column,) = operation.columns
        if values := lost.get(operation.table, {}).get(column):
            yield Hazard(operation, {"values": values})
