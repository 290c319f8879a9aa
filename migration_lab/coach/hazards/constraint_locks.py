"""Constraints on PostgreSQL that are checked, or whose index is built, while others wait. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.coach.hazards.locked_tables import locked, scanned, strong_locks
from migration_lab.coach.hazards.statements_run import said
from migration_lab.coach.warning import Hazard, Rehearsal

ADD = "^ALTER TABLE .* ADD "


def unique(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find unique constraints whose index is built under the lock."""
    yield from read_through(rehearsal, rf"{ADD}.*\bUNIQUE\b")


def primary_key(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find primary keys whose index is built under the lock."""
    yield from read_through(rehearsal, rf"{ADD}.*\bPRIMARY KEY\b")


def exclude(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find exclusion constraints whose index is built under the lock."""
    yield from read_through(rehearsal, rf"{ADD}.*\bEXCLUDE\b")


def check(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find checks that are compared with every row at once."""
    yield from read_through(rehearsal, rf"{ADD}.*\bCHECK\b")


def not_null(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find columns that become NOT NULL by a look at every row."""
    yield from read_through(rehearsal, rf"^ALTER TABLE .* SET NOT NULL|{ADD}CONSTRAINT \S+ NOT NULL\b")


def foreign_key(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find foreign keys that are compared with every row at once, while both tables are locked."""
    for operation in rehearsal.operations:
        if said(operation, rf"{ADD}.*\bREFERENCES\b"):
            names = sorted(one.on for one in strong_locks(operation) if one in operation.locks)
            for lock in scanned(operation):
                yield locked(rehearsal, operation, lock, tables=names or [lock.on])


def read_through(rehearsal: Rehearsal, pattern: str) -> Iterator[Hazard]:
    for operation in rehearsal.operations:
        if said(operation, pattern):
            for lock in scanned(operation):
                yield locked(rehearsal, operation, lock)
