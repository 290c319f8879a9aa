"""Tables and indexes that PostgreSQL writes anew while others wait. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.coach.hazards.locked_tables import locked, rewritten, scanned, strong_locks, takes_long
from migration_lab.coach.hazards.statements_run import said
from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.values.operations import RanOperation

MAINTENANCE = r"^(REINDEX|VACUUM|CLUSTER|REFRESH MATERIALIZED VIEW)\b"


def new_column(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find columns whose values have to be written into every row."""
    for operation in rehearsal.operations:
        if said(operation, r"^ALTER TABLE .* ADD (COLUMN )?"):
            for lock in rewritten(operation):
                yield locked(rehearsal, operation, lock, case=why_rewritten(operation))


def why_rewritten(operation: RanOperation) -> str:
    if operation.details.get("computed"):
        return "computed"
    return "numbered" if operation.details.get("identity") or said(operation, r"\b(BIG|SMALL)?SERIAL\b") else ""


def new_type(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find columns whose new type has another form on disk."""
    for operation in rehearsal.operations:
        if said(operation, r"^ALTER TABLE .* ALTER (COLUMN )?\S+ (SET DATA )?TYPE "):
            for lock in rewritten(operation):
                yield locked(rehearsal, operation, lock)


def maintenance(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find commands that write a table or an index anew to tidy it up, and partitions taken out of their table."""
    for operation in rehearsal.operations:
        if said(operation, MAINTENANCE):
            for lock in sorted(operation.locks, key=lambda one: one.index):
                if lock.on in operation.rewrote and takes_long(operation, lock):
                    yield locked(rehearsal, operation, lock)
                    break
        elif said(operation, r"^ALTER TABLE .* DETACH PARTITION "):
            for lock in strong_locks(operation):
                if takes_long(operation, lock):
                    yield locked(rehearsal, operation, lock, case="detach")
                    break


def domain(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find domains whose new rule is compared with every row that uses them."""
    for operation in rehearsal.operations:
        if said(operation, "^ALTER DOMAIN "):
            for lock in scanned(operation):
                yield locked(rehearsal, operation, lock)
