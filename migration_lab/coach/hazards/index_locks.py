"""Indexes on PostgreSQL: made or dropped under a lock, or concurrently where that cannot work. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.coach.hazards.locked_tables import MANY, locked, scanned, strong_locks
from migration_lab.coach.hazards.statements_run import said
from migration_lab.coach.warning import Hazard, Rehearsal

IN_TRANSACTION = "25001"
"""PostgreSQL's code for a statement that may not be in a transaction."""


def create_index(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find indexes that are built while writes wait."""
    for operation in rehearsal.operations:
        if said(operation, r"^CREATE (UNIQUE )?INDEX "):
            for lock in scanned(operation):
                yield locked(rehearsal, operation, lock)


def drop_index(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find indexes that are dropped under a lock that lets nobody read."""
    for operation in rehearsal.operations:
        if not said(operation, "^DROP INDEX "):
            continue
        for index in operation.locks:
            if index.index and index.mode == "AccessExclusiveLock":
                for lock in strong_locks(operation):
                    if lock.rows >= MANY and lock.rows == index.rows:
                        yield locked(rehearsal, operation, lock, index=index.on)
                        break


def concurrently_in_transaction(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find the statement that failed because it may not be in a transaction."""
    if code_of(rehearsal) == IN_TRANSACTION:
        for operation in rehearsal.operations:
            if operation.failed:
                yield Hazard(operation, {"step": rehearsal.step(operation), "reason": reason(rehearsal)})


def invalid_index(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find indexes that a script leaves behind unfinished."""
    for bind, schema in rehearsal.tried.after.items():
        before = rehearsal.tried.before.get(bind)
        old = {one.name for table in before.tables for one in table.indexes} if before else set()
        for table in schema.tables:
            for index in table.indexes:
                if "INVALID" in index.options and index.name not in old:
                    for operation in rehearsal.operations:
                        if operation.failed and operation.bind == bind:
                            facts = {"table": table.name, "index": index.name, "reason": reason(rehearsal)}
                            yield Hazard(operation, facts | {"step": rehearsal.step(operation)})


def code_of(rehearsal: Rehearsal) -> str:
    """Return the database's code for the error with which the trial run ended; empty if it has none."""
    error = rehearsal.tried.error
    return next((one.code for one in error.chain() if one.code), "") if error else ""


def reason(rehearsal: Rehearsal) -> str:
    """Return what the database said, without the name of the error."""
    error = rehearsal.tried.error
    said = next((one.message for one in error.chain() if one.code), "") if error else ""
    return (said.strip().splitlines() or [""])[0].rstrip(".")
