"""How long locks are held on PostgreSQL, and how long a script waits for one. Touches nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from migration_lab.coach.hazards.locked_tables import ALL, LONG, MANY, SOME, locked, strong_locks, takes_long
from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.values.operations import RanOperation


def work_after_lock(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find, once in each transaction, a table that nobody can read while other long work is done."""
    told = set()
    operations = [*rehearsal.tried.operations]
    for at, operation in enumerate(operations):
        if operation.made_here or not operation.transaction or operation.transaction in told:
            continue
        later = [one for one in operations[at + 1 :] if one.transaction == operation.transaction]
        work = [one for one in later if is_long(one)]
        taken = [one for one in operation.locks if one.mode == ALL and one.rows and not one.index]
        if work and taken:
            told.add(operation.transaction)
            where = f"{work[0].file}, " if work[0].file != operation.file else ""
            yield locked(rehearsal, operation, taken[0], work=len(work), place=work[0].line, where=where)


def is_long(operation: RanOperation) -> bool:
    read = max(operation.scanned.values(), default=0)
    return read >= MANY or (read >= SOME and operation.microseconds >= LONG)


def no_timeout(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find the first operation that would wait for ever for a lock on a table of some size, while others queue.

    Others are those who were connected to the database when the lab looked: without any, nobody waits.
    """
    for operation in rehearsal.operations:
        sessions = rehearsal.tried.sessions.get(operation.bind, 0)
        if not (sessions or "D14" in rehearsal.asked):
            continue
        for lock in strong_locks(operation):
            if lock in operation.locks and lock.rows >= MANY and operation.lock_timeout == "0":
                yield locked(rehearsal, operation, lock, sessions=sessions)
                return


def many_alters(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find tables that one revision reads through or writes anew several times."""
    times: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], tuple[RanOperation, Hazard]] = {}
    for operation in rehearsal.operations:
        for lock in strong_locks(operation):
            whole = lock.on in operation.rewrote or operation.scanned.get(lock.on)
            if lock.mode == ALL and whole and takes_long(operation, lock):
                key = operation.revision, lock.on
                times[key] += 1
                last[key] = operation, locked(rehearsal, operation, lock, times=times[key])
    for key, (_, hazard) in last.items():
        if times[key] > 1:
            yield hazard
