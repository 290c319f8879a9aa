"""Checks without a name that a batch loses as it makes a table anew. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.schema import Check
from migration_lab.values.operations import RanOperation


def batch_loses_check(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find checks that are not there after a batch, although no operation has dropped them."""
    for _, operation, check in checks_lost(rehearsal):
        yield Hazard(operation, {"check": check.sql})


def checks_lost(rehearsal: Rehearsal) -> list[tuple[str, RanOperation, Check]]:
    """Return each such check, with its bind and the first operation of the batch."""
    tried, found = rehearsal.tried, []
    for bind, before in tried.before.items():
        after = tried.after.get(bind)
        for table in before.tables:
            if after is None or table.name not in after.table_names:
                continue
            batch = [one for one in rehearsal.operations if one.batch and (one.bind, one.table) == (bind, table.name)]
            kept = {check.sql for check in after.table(table.name).checks}
            touched = {name for one in batch if changes_column(one) for name in one.columns}
            for check in table.checks if batch else ():
                if not check.name and check.sql not in kept and not any(name in check.sql for name in touched):
                    found.append((bind, batch[0], check))
    return found


def changes_column(operation: RanOperation) -> bool:
    """Tell whether a column has another name, or is gone: a check that mentions it cannot stay as it is."""
    return operation.kind == "DropColumn" or bool(operation.details.get("new_name"))
